"""Where the embedded servers store data: in readable places, and separately for each checkout."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from timeline.embedded import outside, paths, postgres, valkey


@pytest.fixture
def closed_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home with mode 0700, and a place of our own for what root keeps outside of it."""
    folder = Path(tempfile.mkdtemp(prefix="tl-home-"))
    state = Path(tempfile.mkdtemp(prefix="tl-state-"))
    folder.chmod(0o700)
    state.chmod(0o755)
    monkeypatch.setattr(outside, "ROOT_STATE", state)
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


def open_to_others(folder: Path) -> list[Path]:
    """What in `folder`, itself included, others may read, write or enter."""
    found = [folder.resolve()]
    for here, folders, files in os.walk(folder.resolve()):
        found += [Path(here, name) for name in (*folders, *files)]
    return [one for one in found if not one.is_symlink() and one.stat().st_mode & 0o077]


def test_an_open_data_folder_is_closed_at_the_next_start_whatever_the_umask(
    closed_home: Path,
) -> None:
    closed_home.chmod(0o755)
    data = closed_home / "one"
    before = os.umask(0)
    try:
        for name in ("mail/to-reset.eml", "logs/web.log", "backups/a.dump", "secret_key", "lock"):
            (data / name).parent.mkdir(exist_ok=True, parents=True)
            (data / name).write_text("for its owner")
        places = paths.prepare(data)
        assert open_to_others(data) == []
        if os.geteuid() == 0:
            assert {one.stat().st_uid for one in data.rglob("*")} == {places.server_uid}
        broker = valkey.start(places)
        try:
            assert open_to_others(data) == []
        finally:
            valkey.stop_server(broker)
    finally:
        os.umask(before)


def test_a_folder_that_everybody_uses_is_no_data_folder(closed_home: Path) -> None:
    closed_home.chmod(0o1777)
    with pytest.raises(paths.CannotStart, match="name a folder of its own"):
        paths.prepare(closed_home)


def test_who_may_not_enter_a_closed_home_gets_a_copy_outside_and_nobody_else(
    closed_home: Path,
) -> None:
    uid = outside.SERVER_UID if os.geteuid() == 0 else os.geteuid()
    code, copy = closed_home / "code", outside.ROOT_STATE / "copy"
    (code / "inner" / "tests").mkdir(parents=True)
    for name in ("kept.py", "gone.py", "inner/closed.py", "inner/tests/test_it.py"):
        (code / name).write_text("one")
    (code / "inner" / "closed.py").chmod(0o600)
    (code / "link.py").symlink_to("kept.py")
    outside.readable_copy(code, copy, uid, without=["tests"])
    (code / "kept.py").unlink()
    (code / "kept.py").write_text("another")
    (code / "gone.py").unlink()
    outside.readable_copy(code, copy, uid, without=["tests"])
    assert {str(one.relative_to(copy)) for one in copy.rglob("*")} == {
        *("kept.py", "link.py", "inner", "inner/closed.py")
    }
    assert (copy / "kept.py").read_text() == (copy / "link.py").read_text() == "another"
    assert outside.reachable(uid, copy, copy / "kept.py", copy / "inner" / "closed.py")
    assert copy.stat().st_mode & 0o007 == 0
    assert (code / "inner" / "closed.py").stat().st_mode & 0o077 == 0
