"""A restore brings back what was backed up, all or nothing."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from timeline.embedded import postgres
from timeline.embedded.backup import backup, restore
from timeline.embedded.paths import CannotStart, prepare
from timeline.embedded.servers import Servers


@pytest.fixture
def register() -> Iterator[tuple[Path, dict[str, str]]]:
    """A data folder and an environment that names its running database."""
    folder = Path(tempfile.mkdtemp(prefix="tl-backup-"))
    folder.chmod(0o711)
    places = prepare(folder / "data")
    servers = Servers(places, settings=postgres.FAST)
    try:
        named = {"PATH": os.environ["PATH"], "CELERY_BROKER_URL": "memory://"}
        yield places.data, {**named, **servers.start(named)}
    finally:
        servers.stop()
        shutil.rmtree(places.sockets, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


def sql(environment: dict[str, str], text: str) -> list[tuple[object, ...]]:
    with psycopg.connect(environment["DATABASE_URL"], autocommit=True) as connection:
        answer = connection.execute(text)
        return answer.fetchall() if answer.description else []


TABLE = """
CREATE TABLE treaty (slug text PRIMARY KEY, span daterange);
CREATE INDEX treaty_span ON treaty USING gist (span);
CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER keeper BEFORE UPDATE ON treaty FOR EACH ROW EXECUTE FUNCTION keep();
INSERT INTO treaty VALUES ('iran-russia-2001', '[2002-04-05,2012-04-05)'), ('été', NULL);
"""
EVERYTHING = "SELECT slug, span::text FROM treaty ORDER BY slug"


def test_a_backup_brings_back_what_was_there_and_takes_away_what_came_later(
    register: tuple[Path, dict[str, str]],
) -> None:
    data, environment = register
    sql(environment, TABLE)
    before = sql(environment, EVERYTHING)
    for round_number in range(2):  # a restored register can be backed up and restored again
        file = backup(data, environment, str(data / f"{round_number}.dump"))
        assert file.stat().st_mode & 0o077 == 0
        sql(environment, "DELETE FROM treaty; CREATE TABLE later (x int);")
        (data / "segments").mkdir()
        (data / "segments" / "of-what-came-later").touch()
        restore(data, environment, str(file))
        assert not (data / "segments").exists()
        assert sql(environment, EVERYTHING) == before
        assert sql(environment, "SELECT to_regclass('later')") == [(None,)]
        assert sql(environment, "SELECT count(*) FROM pg_trigger WHERE tgname = 'keeper'") == [(1,)]


def test_a_file_that_is_no_backup_leaves_the_register_alone(
    register: tuple[Path, dict[str, str]],
) -> None:
    data, environment = register
    sql(environment, TABLE)
    broken = data / "broken.dump"
    broken.write_bytes(b"PGDMP but no more")
    with pytest.raises(CannotStart, match="pg_restore failed"):
        restore(data, environment, str(broken))
    with pytest.raises(CannotStart, match="There is no file"):
        restore(data, environment, str(data / "nowhere.dump"))
    assert len(sql(environment, EVERYTHING)) == 2
