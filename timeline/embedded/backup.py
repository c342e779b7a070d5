"""`make backup` and `make restore`: the whole register in one file, by PostgreSQL's own tools.

The tools come from PATH where they are as new as the server, else from the wheel. A restore is one
transaction: all or nothing.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from timeline.embedded.paths import CHECKOUT, CannotStart, wheel_binaries
from timeline.embedded.servers import at_hand


def backup(data: Path, environment: Mapping[str, str], file: str | None = None) -> Path:
    """Write a backup and return its path; without `file`, a dated one in `.data/backups`."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    target = Path(file).absolute() if file else data / "backups" / f"timeline-{stamp}.dump"
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.part")
    with at_hand(data, environment) as complete:
        url = complete["DATABASE_URL"]
        draft.touch(mode=0o600)
        _call(url, "pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={draft}", url)
    draft.replace(target)
    print(f"Backup written to {target}")
    return target


def restore(data: Path, environment: Mapping[str, str], file: str) -> None:
    """Replace the content of the database by a backup, all or nothing."""
    source = Path(file).absolute()
    if not source.is_file():
        raise CannotStart(f"There is no file {source}; name a backup: make restore FILE=….")
    with at_hand(data, environment) as complete:
        url = complete["DATABASE_URL"]
        _call(url, "pg_restore", "--list", str(source), quiet=True)
        script = subprocess.run(
            [_tool(url, "pg_restore"), "--no-owner", "--no-acl", "--file=-", str(source)],
            capture_output=True,
            check=True,
        ).stdout
        # A newer pg_restore sets a parameter unknown to servers before 17.
        script = re.sub(rb"(?m)^SET transaction_timeout = 0;$", b"", script)
        begin = (
            b"BEGIN; SET LOCAL lock_timeout = '30s'; SET client_min_messages = warning;\n"
            b"DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n"
        )
        _call(
            url, "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null",
            f"--dbname={url}", given=begin + script + b"\nCOMMIT;\n",
        )  # fmt: skip
    # Later edits reach the same versions again, so segments cached under them would be wrong.
    shutil.rmtree(data / "segments", ignore_errors=True)
    print(f"Restored from {source}")


def _call(url: str, name: str, *arguments: str, given: bytes = b"", quiet: bool = False) -> None:
    done = subprocess.run(
        [_tool(url, name), *arguments], input=given, capture_output=True, cwd=CHECKOUT, check=False
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise CannotStart(f"{name} failed: {said[0] if said else 'it said nothing'}")
    if not quiet and done.stderr:
        print(done.stderr.decode(errors="replace").strip())


def _tool(url: str, name: str) -> str:
    """pg_dump refuses a server newer than itself, so an older one on PATH cannot be used."""
    with psycopg.connect(url, connect_timeout=5) as connection:
        server = connection.info.server_version // 10_000
    on_path = shutil.which(name)
    if on_path and _major(on_path) >= server:
        return on_path
    carried = wheel_binaries() / "bin" / name
    if carried.exists() and _major(str(carried)) >= server:
        return str(carried)
    raise CannotStart(f"No {name} for PostgreSQL {server} was found; install its client tools.")


def _major(tool: str) -> int:
    said = subprocess.run(
        [tool, "--version"], capture_output=True, text=True, check=False, env={**os.environ}
    )
    found = re.search(r"(\d+)", said.stdout)
    return int(found.group(1)) if found else 0
