"""A restore brings back what was backed up, beside the register in use, or changes nothing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from tests.registers import copy_of
from timeline.embedded import postgres
from timeline.embedded import restore as restoring
from timeline.embedded.backup import backup, tool, without_password
from timeline.embedded.paths import CHECKOUT, CannotStart
from timeline.embedded.restore import UNCHANGED, address, restore

Register = tuple[Path, dict[str, str]]


@pytest.fixture
def register(
    test_database: str, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> Iterator[Register]:
    """A data folder, and the environment of a register with a table that we can count in."""
    with django_db_blocker.unblock(), copy_of(test_database, f"{test_database}_b"):
        at = connection.settings_dict
        where = f"?host={at['HOST']}" if str(at["HOST"]).startswith("/") else ""
        host = "" if where else f"{at['HOST']}:{at['PORT'] or 5432}"
        who = f"{at['USER']}:{at['PASSWORD']}" if at["PASSWORD"] else at["USER"]
        environment = {
            **os.environ,
            "DATABASE_URL": f"postgresql://{who}@{host}/{at['NAME']}{where}",
            "CELERY_BROKER_URL": "memory://",
            "DATA_DIR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "timeline.settings",
        }
        sql(environment, TABLE)
        yield tmp_path, environment
        assert not leftovers(environment)


def sql(environment: dict[str, str], text: str) -> list[tuple[object, ...]]:
    with psycopg.connect(environment["DATABASE_URL"], autocommit=True) as session:
        answer = session.execute(text)
        return answer.fetchall() if answer.description else []


def leftovers(environment: dict[str, str]) -> list[tuple[object, ...]]:
    """Databases that a restore made and did not take away."""
    name = urlsplit(environment["DATABASE_URL"]).path.lstrip("/")
    ours = ", ".join(f"'{one}'" for one in postgres.beside(name))
    return sql(environment, f"SELECT datname FROM pg_database WHERE datname IN ({ours})")


TABLE = """
CREATE TABLE kept (slug text PRIMARY KEY, span daterange);
CREATE INDEX kept_span ON kept USING gist (span);
CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER keeper BEFORE UPDATE ON kept FOR EACH ROW EXECUTE FUNCTION keep();
INSERT INTO kept VALUES ('iran-russia-2001', '[2002-04-05,2012-04-05)'), ('été', NULL);
"""
EVERYTHING = "SELECT slug, span::text FROM kept ORDER BY slug"


def test_a_backup_brings_back_what_was_there_and_takes_away_what_came_later(
    register: Register,
) -> None:
    data, environment = register
    before = sql(environment, EVERYTHING)
    name = urlsplit(environment["DATABASE_URL"]).path.lstrip("/")
    sql(environment, f"ALTER DATABASE {name} SET lock_timeout = '4321ms'")
    file = backup(data, environment)
    assert file.parent == data / "backups"
    assert file.stat().st_mode & 0o077 == file.parent.stat().st_mode & 0o077 == 0
    sql(environment, "DELETE FROM kept; CREATE TABLE later (x int);")
    (data / "segments").mkdir()
    (data / "segments" / "of-what-came-later").touch()
    restore(data, environment, str(file))
    assert not (data / "segments").exists()
    assert sql(environment, EVERYTHING) == before
    assert sql(environment, "SELECT to_regclass('later')") == [(None,)]
    assert sql(environment, "SELECT count(*) FROM pg_trigger WHERE tgname = 'keeper'") == [(1,)]
    assert sql(environment, "SHOW lock_timeout") == [("4321ms",)]
    # A plan needs statistics, which no backup holds.
    assert sql(environment, "SELECT count(*) > 0 FROM pg_stats WHERE tablename = 'kept'") == [
        (True,)
    ]


def test_the_register_is_read_while_a_backup_is_loaded_and_sessions_find_the_new_one(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, environment = register
    file = backup(data, environment, str(data / "a.dump"))
    sql(environment, "DELETE FROM kept")
    read = []
    reader = psycopg.connect(environment["DATABASE_URL"])
    reader.execute("SELECT * FROM kept")  # its transaction stays open, with its lock
    migrate = restoring.bring_up_to_date

    def in_the_middle(with_these: dict[str, str], source: Path) -> None:
        migrate(with_these, source)
        read.append(reader.execute("SELECT count(*) FROM kept").fetchone())
        read.append(sql(environment, "SELECT count(*) FROM kept")[0])

    monkeypatch.setattr(restoring, "bring_up_to_date", in_the_middle)
    restore(data, environment, str(file))
    assert read == [(0,), (0,)]
    with pytest.raises(psycopg.OperationalError):
        reader.execute("SELECT 1")
    assert sql(environment, "SELECT count(*) FROM kept") == [(2,)]


def test_an_older_backup_is_migrated(register: Register) -> None:
    """As a backup from before the step that made the table of sessions."""
    data, environment = register
    older = "DROP TABLE django_session; DELETE FROM django_migrations WHERE app = 'sessions'"
    sql(environment, older)
    file = backup(data, environment, str(data / "older.dump"))
    restore(data, environment, str(file))
    assert sql(environment, "SELECT to_regclass('django_session')") == [("django_session",)]


def test_a_backup_of_a_newer_version_is_refused_and_nothing_changes(register: Register) -> None:
    data, environment = register
    newer = "INSERT INTO django_migrations (app, name, applied) VALUES ('treaties', '{}', now())"
    sql(environment, newer.format("9999_of_the_future"))
    file = backup(data, environment, str(data / "newer.dump"))
    sql(environment, "INSERT INTO kept VALUES ('since', NULL)")
    with pytest.raises(CannotStart, match=r"migration treaties\.9999_of_the_future is not known"):
        restore(data, environment, str(file))
    assert len(sql(environment, EVERYTHING)) == 3


def test_a_file_that_is_no_whole_backup_is_refused_in_one_sentence_and_nothing_changes(
    register: Register,
) -> None:
    data, environment = register
    whole = backup(data, environment, str(data / "whole.dump")).read_bytes()
    sql(environment, "INSERT INTO kept VALUES ('since', NULL)")
    other = data / "other.dump"
    subprocess.run(
        [
            *(tool(environment["DATABASE_URL"], "pg_dump"), "--format=custom"),
            *(f"--file={other}", address(environment["DATABASE_URL"], "postgres")),
        ],
        check=True,
    )
    middle = len(whole) // 2
    files = {
        "empty.dump": (b"", "is no backup of Treaty Timeline, or is damaged"),
        "words.dump": (b"a letter", "is no backup of Treaty Timeline, or is damaged"),
        "plain.sql": (b"-- PostgreSQL database dump\n--\n" * 40, "is no backup of Treaty"),
        "begun.dump": (whole[:2000], "is damaged"),
        "half.dump": (whole[:middle], "is damaged"),
        "later.dump": (b"PGDMP\x01\x7f" + whole[7:], "made by a newer PostgreSQL"),
        "torn.dump": (whole[:middle] + bytes(9000) + whole[middle + 9000 :], ""),
        "other.dump": (other.read_bytes(), "is a backup of something else"),
    }
    for name, (content, said) in files.items():
        (data / name).write_bytes(content)
        with pytest.raises(CannotStart) as refused:
            restore(data, environment, str(data / name))
        sentence = str(refused.value)
        assert said in sentence, name
        assert sentence.endswith(UNCHANGED)
        assert len(sentence.splitlines()) == 1
        assert len(sql(environment, EVERYTHING)) == 3
    with pytest.raises(CannotStart, match="There is no file"):
        restore(data, environment, str(data / "nowhere.dump"))


def test_after_kill_9_in_the_middle_the_register_is_as_it_was_and_a_restore_works(
    register: Register,
) -> None:
    data, environment = register
    file = backup(data, environment, str(data / "a.dump"))
    sql(environment, "INSERT INTO kept VALUES ('since', NULL)")
    started = subprocess.Popen(
        [sys.executable, "-m", "timeline.embedded", "restore", str(file)],
        cwd=CHECKOUT,
        env=environment,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not leftovers(environment):
        assert started.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    assert len(sql(environment, EVERYTHING)) == 3
    assert leftovers(environment)
    restore(data, environment, str(file))
    assert len(sql(environment, EVERYTHING)) == 2


def test_a_password_stands_on_no_command_line() -> None:
    bare, environment = without_password("postgresql://me:p%40ss@db.example.org:5432/timeline?a=b")
    assert bare == "postgresql://me@db.example.org:5432/timeline?a=b"
    assert environment["PGPASSWORD"] == "p@ss"
    assert without_password("postgresql://timeline@/timeline?host=/tmp/x")[0].endswith(
        "host=/tmp/x"
    )
