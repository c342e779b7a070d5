"""Where the embedded servers store data: in readable places, and separately for each checkout."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from timeline.embedded import paths, postgres, valkey


@pytest.fixture
def closed_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home with mode 0700, and a place of our own for what root keeps outside of it."""
    folder = Path(tempfile.mkdtemp(prefix="tl-home-"))
    state = Path(tempfile.mkdtemp(prefix="tl-state-"))
    folder.chmod(0o700)
    state.chmod(0o755)
    monkeypatch.setattr(paths, "ROOT_STATE", state)
    try:
        yield folder
    finally:
        for data in folder.iterdir():
            shutil.rmtree(paths.sockets_of(data), ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(state, ignore_errors=True)


def test_a_closed_home_keeps_no_server_from_starting_and_two_do_not_meet(closed_home: Path) -> None:
    one, other = (paths.prepare(closed_home / name) for name in ("one", "other"))
    assert one.sockets != other.sockets
    assert one.cluster != other.cluster
    running = []
    try:
        for places in (one, other):
            assert len(os.fsencode(places.sockets / ".s.PGSQL.5432")) < 107
            assert places.sockets.stat().st_mode & 0o077 == 0
            running.append(postgres.start(places, postgres.FAST))
            postgres.ensure_database(places)
        with psycopg.connect(one.database_url) as connection:
            connection.execute("CREATE TABLE mine (x int)")
        with psycopg.connect(other.database_url) as connection:
            assert connection.execute("SELECT to_regclass('mine')").fetchall() == [(None,)]
    finally:
        for process in running:
            postgres.stop_server(process)
    again = paths.prepare(closed_home / "one")
    assert again == one  # the next start finds the same cluster


def test_what_a_crash_left_does_not_stop_the_next_start(closed_home: Path) -> None:
    places = paths.prepare(closed_home / "one")
    first = postgres.start(places, postgres.FAST)
    postgres.ensure_database(places)
    first.kill()
    first.wait()
    (places.cluster / "postmaster.pid").write_text(f"{os.getpid()}\n")  # a pid used again
    (places.sockets / "valkey.sock").touch()
    second, broker = postgres.start(places, postgres.FAST), valkey.start(places)
    try:
        with psycopg.connect(places.database_url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert broker.poll() is None
    finally:
        valkey.stop_server(broker)
        postgres.stop_server(second)


def test_a_folder_of_sockets_made_by_somebody_else_is_refused(
    closed_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = closed_home / "one"
    places = paths.prepare(data)
    shutil.rmtree(places.sockets)
    places.sockets.symlink_to(closed_home)
    try:
        with pytest.raises(paths.CannotStart, match="belongs to somebody else"):
            paths.prepare(data)
    finally:
        places.sockets.unlink()
