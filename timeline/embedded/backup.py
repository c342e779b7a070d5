"""`make backup` and `make restore`: the whole register in one file, by PostgreSQL's own tools.

The tools come from PATH where they are as new as the server, else from the wheel. How a backup is
put in the place of what is there: restore.py.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg

from timeline import private
from timeline.embedded.paths import CHECKOUT, CannotStart, wheel_binaries
from timeline.embedded.servers import at_hand


def backup(data: Path, environment: Mapping[str, str], file: str | None = None) -> Path:
    """Write a backup and return its path; without `file`, a dated one in `.data/backups`."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    with at_hand(data, environment) as complete:
        folder = private.make_folder(data / "backups") if file is None else None
        target = folder / f"timeline-{stamp}.dump" if folder else Path(file or "").absolute()
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.part")
        os.close(private.descriptor(draft, os.O_WRONLY))
        try:
            dump(complete["DATABASE_URL"], draft)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    print(f"Backup written to {target}")
    return target


def dump(url: str, file: Path) -> None:
    """The whole database into a file that is there."""
    bare, environment = without_password(url)
    done = subprocess.run(
        [
            *(tool(url, "pg_dump"), "--format=custom", "--no-owner", "--no-acl"),
            *(f"--file={file}", bare),
        ],
        env=environment,
        capture_output=True,
        cwd=CHECKOUT,
        check=False,
    )
    if done.returncode:
        raise CannotStart(f"No backup was written: {first_line(done.stderr)}")


def without_password(url: str) -> tuple[str, dict[str, str]]:
    """The URL for a command line, which every user of the machine can read, and the environment
    that holds the password.
    """
    parts = urlsplit(url)
    if parts.password is None:
        return url, {**os.environ}
    who, _, where = parts.netloc.rpartition("@")
    bare = parts._replace(netloc=f"{who.partition(':')[0]}@{where}").geturl()
    return bare, {**os.environ, "PGPASSWORD": unquote(parts.password)}


def first_line(said: bytes) -> str:
    """What a tool said first, which is what went wrong."""
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[0] if lines else "the program said nothing."


def tool(url: str, name: str) -> str:
    """pg_dump refuses a server newer than itself, so an older one on PATH cannot be used."""
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            server = connection.info.server_version // 10_000
    except psycopg.OperationalError as error:
        said = first_line(str(error).encode())
        raise CannotStart(f"The database cannot be reached: {said}") from None
    on_path = shutil.which(name)
    if on_path and _major(on_path) >= server:
        return on_path
    carried = wheel_binaries() / "bin" / name
    if carried.exists() and _major(str(carried)) >= server:
        return str(carried)
    raise CannotStart(f"No {name} for PostgreSQL {server} was found; install its client tools.")


def _major(program: str) -> int:
    said = subprocess.run(
        [program, "--version"], capture_output=True, text=True, check=False, env={**os.environ}
    )
    found = re.search(r"(\d+)", said.stdout)
    return int(found.group(1)) if found else 0
