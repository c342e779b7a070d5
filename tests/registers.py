"""How does a test get a register with the seeds without loading them again?

They are loaded once in a run, into a template database. A test gets a copy of it, which PostgreSQL
makes in a fraction of a second and into which the test may write.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.cache import caches
from django.db import connection, connections
from psycopg import sql
from pytest_django.live_server_helper import LiveServer

from treaties.intake.loader import load
from treaties.intake.seedfile import read_folder


def _order(text: str, *names: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql.SQL(text).format(*map(sql.Identifier, names)))


def part(name: str) -> None:
    """Ends every session of a database, for nobody may be connected to a template. With a browser
    running, Django does not know the connection it had in this thread before, and cannot close it.
    """
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )


def drop(name: str) -> None:
    """Drop the database, even if there are connections to it."""
    _order("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


@contextmanager
def copy_of(template: str, name: str) -> Iterator[None]:
    """Every connection leads to a new copy of `template` for as long as the block lasts."""
    usual = connection.settings_dict["NAME"]
    part(template)
    drop(name)
    _order("CREATE DATABASE {} TEMPLATE {}", name, template)
    # All threads make their connections by this dictionary.
    connection.settings_dict["NAME"] = name
    caches["segments"].clear()  # versions repeat in a copy
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = usual
        drop(name)


@contextmanager
def seeds_as_template(empty: str, name: str) -> Iterator[str]:
    """A database with the eight seeds, made of an empty one; nobody is connected to it."""
    with copy_of(empty, name):
        load(read_folder(settings.BASE_DIR / "seeds"))
        connections.close_all()
        connection.settings_dict["NAME"] = empty
        yield name


@contextmanager
def served() -> Iterator[str]:
    """The address of the register that the database holds."""
    server = LiveServer("localhost")
    try:
        yield str(server.url)
    finally:
        server.stop()
