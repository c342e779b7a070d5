"""How is a file made that only its owner may read, whatever the umask says?

Mails hold links that reset a password, logs and backups hold the register: none of them is for the
other users of a machine.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Final

FOLDER: Final = 0o700
FILE: Final = 0o600


def make_folder(path: Path) -> Path:
    """The folder, made where it is missing, and closed to others where it is ours and was open."""
    path.mkdir(parents=True, exist_ok=True, mode=FOLDER)
    found = path.stat()
    if found.st_mode & 0o777 != FOLDER and os.geteuid() in {0, found.st_uid}:
        path.chmod(FOLDER)
    return path


def descriptor(path: Path, flags: int) -> int:
    """Open or create `path` for its owner alone; a link in its place is refused."""
    found = os.open(path, flags | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, FILE)
    os.fchmod(found, FILE)
    return found


def log(path: Path) -> IO[bytes]:
    """The file, to be written to at its end."""
    return os.fdopen(descriptor(path, os.O_WRONLY | os.O_APPEND), "ab")


def write(path: Path, content: str | bytes) -> None:
    """Put `content` at `path`; a reader sees the old content or the new one, never a part."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    data = content.encode() if isinstance(content, str) else content
    with os.fdopen(descriptor(draft, os.O_WRONLY | os.O_TRUNC), "wb") as out:
        out.write(data)
    draft.replace(path)


def tighten(paths: Iterable[Path], owner: int | None = None) -> None:
    """Take from everybody but the owner what they may do with these files and folders and all in
    them; with `owner`, give them to that user. Links are left alone, and what they point to.
    """
    for path in paths:
        _tighten(path, owner)
        for folder, folders, files in os.walk(path):
            for name in (*folders, *files):
                _tighten(Path(folder, name), owner)


def _tighten(path: Path, owner: int | None) -> None:
    if path.is_symlink() or not path.exists():
        return
    found = path.lstat()
    if owner is not None and found.st_uid != owner:
        os.chown(path, owner, owner, follow_symlinks=False)
    if found.st_mode & 0o077:
        path.chmod(found.st_mode & 0o700)
