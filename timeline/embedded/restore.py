"""How does a backup take the place of the register without anybody waiting for it?

It is loaded into a database of its own, beside the one in use, and brought to the schema of this
code there. Then the two change names in one transaction. Until then nothing that is in use has been
touched: whatever goes wrong, a killed process included, leaves the register as it was.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit

import psycopg
from psycopg import errors, sql

from timeline.embedded import postgres
from timeline.embedded.backup import first_line, tool, without_password
from timeline.embedded.paths import CHECKOUT, CannotStart, database_url, sockets_of
from timeline.embedded.servers import at_hand

UNCHANGED: Final = "The register is as it was."
PATIENCE: Final = 1.0
"""Seconds that a request is given to end before the databases change names."""
AT_REST: Final = 0.3
"""Seconds without a query after which no request is using a session."""
GROWTH: Final = 10
"""A backup is compressed: a database takes up to so many times its room."""
SPARE: Final = 200_000_000
"""Bytes that must be left on the disk of a server of ours, which stops when it is full."""


class Unusable(CannotStart):
    """The backup cannot take the register's place; says why, and that nothing has changed."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"{sentence} {UNCHANGED}")


def restore(data: Path, environment: Mapping[str, str], file: str) -> None:
    """Replace the register by a backup, or leave it as it is. Raises `CannotStart`."""
    source = Path(file).absolute()
    if not source.is_file():
        raise CannotStart(f"There is no file {source}; name a backup: make restore FILE=….")
    if not os.access(source, os.R_OK):
        raise Unusable(f"{source} may not be read by this user.")
    started = time.monotonic()
    with at_hand(data, environment) as complete:
        url = complete["DATABASE_URL"]
        refuse_what_is_no_backup(url, source)
        if url in {database_url(sockets_of(folder)) for folder in (data, data.resolve())}:
            _refuse_a_full_disk(data / "postgres", source)
        try:
            with psycopg.connect(address(url, "postgres"), autocommit=True) as server:
                _replace(server, complete, source)
        except errors.InsufficientPrivilege:
            raise Unusable(
                "The role of DATABASE_URL may not make a database, and a backup is loaded into "
                "one of its own; let an administrator of PostgreSQL say: ALTER ROLE … CREATEDB."
            ) from None
        except psycopg.OperationalError as error:
            raise Unusable(f"PostgreSQL could not do it ({_one_line(error)}).") from None
    # Later edits reach the same versions again, so segments cached under them would be wrong.
    shutil.rmtree(data / "segments", ignore_errors=True)
    print(f"Restored from {source} in {time.monotonic() - started:.0f} s.")


def refuse_what_is_no_backup(url: str, source: Path) -> None:
    """Ask pg_restore what is in the file."""
    listed = subprocess.run(
        [tool(url, "pg_restore"), "--list", str(source)], capture_output=True, check=False
    )
    if b"unsupported version" in listed.stderr:
        raise Unusable(
            f"{source} was made by a newer PostgreSQL than the tools that are here; "
            "install newer client tools."
        )
    if listed.returncode:
        raise Unusable(f"{source} is no backup of Treaty Timeline, or is damaged.")
    if b"TABLE DATA public treaties_treaty " not in listed.stdout:
        raise Unusable(f"{source} is a backup of something else.")


def address(url: str, name: str) -> str:
    """The URL of another database on the same server."""
    return urlsplit(url)._replace(path=f"/{quote(name)}").geturl()


def _refuse_a_full_disk(cluster: Path, source: Path) -> None:
    needed = GROWTH * source.stat().st_size + SPARE
    free = shutil.disk_usage(cluster).free
    if free < needed:
        raise Unusable(
            f"Loading {source} beside the register may take {needed / 1e9:.1f} GB, and "
            f"{free / 1e9:.1f} GB are free on the disk of {cluster}."
        )


def _replace(server: psycopg.Connection[Any], environment: dict[str, str], source: Path) -> None:
    url = environment["DATABASE_URL"]
    name = unquote(urlsplit(url).path.lstrip("/"))
    beside, replaced = postgres.beside(name)
    held = server.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [beside]).fetchone()
    if held != (True,):
        raise Unusable("Another restore is under way.")
    for leftover in (beside, replaced):
        postgres.drop(server, leftover)
    try:
        _make_alike(server, name, beside)
        _load(address(url, beside), source)
        bring_up_to_date({**environment, "DATABASE_URL": address(url, beside)}, source)
        _change_names(server, address(url, "postgres"), name, beside, replaced)
    finally:
        for leftover in (beside, replaced):
            postgres.drop(server, leftover)


def _make_alike(server: psycopg.Connection[Any], name: str, beside: str) -> None:
    """An empty database with the encoding, the sorting and the settings of the one in use."""
    locale = "datlocale" if server.info.server_version >= 170_000 else "daticulocale"
    row = server.execute(
        sql.SQL(
            "SELECT oid, pg_encoding_to_char(encoding), datcollate, datctype, datlocprovider, {}"
            " FROM pg_database WHERE datname = %s"
        ).format(sql.Identifier(locale)),
        [name],
    ).fetchone()
    assert row, "there is a database in use"
    oid, encoding, collate, ctype, provider, named = row
    options = sql.SQL(" ENCODING {} LC_COLLATE {} LC_CTYPE {}").format(encoding, collate, ctype)
    for kind, words in (
        ("i", " LOCALE_PROVIDER icu ICU_LOCALE {}"),
        ("b", " LOCALE_PROVIDER builtin BUILTIN_LOCALE {}"),
    ):
        if provider == kind:
            options += sql.SQL(words).format(named)
    target = sql.Identifier(beside)
    server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(target) + options)
    kept = server.execute(
        "SELECT rolname, unnest(setconfig) FROM pg_db_role_setting LEFT JOIN pg_roles"
        " ON pg_roles.oid = setrole WHERE setdatabase = %s",
        [oid],
    ).fetchall()
    for role, setting in kept:
        what, _, value = setting.partition("=")
        whose = sql.SQL("DATABASE {}").format(target)
        if role:
            whose = sql.SQL("ROLE {} IN {}").format(sql.Identifier(role), whose)
        server.execute(sql.SQL("ALTER {} SET {} TO {}").format(whose, sql.Identifier(what), value))


def _load(url: str, source: Path) -> None:
    """Read the backup into an empty database."""
    bare, environment = without_password(url)
    with tempfile.TemporaryFile() as unread, tempfile.TemporaryFile() as unwritten:
        reading = subprocess.Popen(
            [tool(url, "pg_restore"), "--no-owner", "--no-acl", "--file=-", str(source)],
            stdout=subprocess.PIPE,
            stderr=unread,
        )
        writing = subprocess.Popen(
            [
                *(tool(url, "psql"), "--no-psqlrc", "--quiet", "--single-transaction"),
                *("--set=ON_ERROR_STOP=1", f"--dbname={bare}"),
            ],
            env={**environment, "PGOPTIONS": "-c client_min_messages=warning"},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=unwritten,
        )
        assert reading.stdout
        assert writing.stdin
        try:
            # A newer pg_restore sets a parameter unknown to servers before 17.
            head = reading.stdout.read(8192)
            writing.stdin.write(re.sub(rb"(?m)^SET transaction_timeout = 0;$", b"", head))
            shutil.copyfileobj(reading.stdout, writing.stdin, 1 << 20)
            writing.stdin.close()
        except BrokenPipeError:
            reading.kill()  # psql says why it stopped
        finally:
            refused, damaged = writing.wait(), reading.wait()
        for file in (unread, unwritten):
            file.seek(0)
        if damaged > 0:
            raise Unusable(f"{source} is damaged ({_said(unread.read())}).")
        if refused:
            raise Unusable(f"{source} could not be loaded ({_said(unwritten.read())}).")


def bring_up_to_date(environment: Mapping[str, str], source: Path) -> None:
    """Migrate what was loaded to the schema of this code."""
    done = subprocess.run(
        [sys.executable, "-m", "timeline.embedded.readiness", "restored"],
        env={"DJANGO_SETTINGS_MODULE": "timeline.settings", **os.environ, **environment},
        cwd=CHECKOUT,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines() or ["it ended"]
        raise Unusable(f"{source} does not fit this version of Treaty Timeline: {lines[-1]}")


def _change_names(
    server: psycopg.Connection[Any], maintenance: str, name: str, beside: str, replaced: str
) -> None:
    """Give `beside` the name of the database in use, in one transaction.

    A database is renamed when nobody is connected to it. The renaming keeps new connections
    waiting from its beginning, while those that are there are ended from here: at once where they
    are at rest, the others after a moment. Pools connect anew and find the other database.
    """

    def rename() -> None:
        with psycopg.connect(maintenance) as connection:
            for old, new in ((name, replaced), (beside, name)):
                connection.execute(
                    sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                        sql.Identifier(old), sql.Identifier(new)
                    )
                )

    started = time.monotonic()
    with ThreadPoolExecutor(1) as beside_us:
        renamed = beside_us.submit(rename)
        while not renamed.done():
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
                " AND backend_type = 'client backend' AND usename = current_user"
                " AND (%s OR state = 'idle' AND clock_timestamp() - state_change > %s)",
                [name, time.monotonic() - started > PATIENCE, timedelta(seconds=AT_REST)],
            )
            time.sleep(0.02)
        try:
            renamed.result()
        except errors.ObjectInUse:
            raise Unusable(
                f"Somebody else is connected to the database {name} and would have to leave first."
            ) from None


def _said(text: bytes) -> str:
    return first_line(text).split("error: ")[-1].removeprefix("ERROR:  ").rstrip(".")


def _one_line(error: Exception) -> str:
    return _said(str(error).encode())
