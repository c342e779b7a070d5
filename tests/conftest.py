"""What all tests share: servers, the browser, and the environment of processes beside the test."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import DjangoDbBlocker

from tests.chromium import ARGUMENTS, NoBrowser, find
from tests.registers import copy_of, part, seeds_as_template
from timeline.embedded.paths import prepare
from timeline.embedded.postgres import FAST
from timeline.embedded.servers import Servers
from timeline.settings_tests import SET_HERE, TEST_FOLDER

# Playwright's synchronous API keeps an event loop in the thread of the test, and Django then takes
# every query for one from asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# No example fails for being slow: a run shares its machine, and benchmarks measure speed.
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")

# Folders of tests that wait for browsers, servers and workers. The longest come first: what is left
# for the end, when one process of two may be alone, is short.
WAITING = ("browser", "platform", "e2e", "outbox")

# The database that is named, before one for tests takes its place.
NAMED = settings.DATABASES["default"]["NAME"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """File by file, the waiting folders first, and in each the larger files first."""
    sizes = {path: path.stat().st_size for path in {item.path for item in items}}
    items.sort(
        key=lambda item: (item.path.parent.name not in WAITING, -sizes[item.path], item.path)
    )


@pytest.fixture(scope="session")
def servers() -> Iterator[None]:
    """PostgreSQL and Valkey at the addresses of the settings, those that nobody else has named."""
    _, *ours = os.environ[SET_HERE].split()
    its = Servers(prepare(TEST_FOLDER / "data"), settings=FAST)
    its.start({name: value for name, value in os.environ.items() if name not in ours})
    yield
    its.stop()
    shutil.rmtree(its.places.sockets, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    servers: None, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Of pytest-django, which asks for it before it makes a database: there is a server by then."""


@pytest.fixture(scope="session")
def test_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The name of a database for tests, also when no test in the run is marked with `django_db`:
    pytest-django then makes none, and its users would fill and empty the database that is named.
    """
    if connection.settings_dict["NAME"] != NAMED:
        yield connection.settings_dict["NAME"]
        with django_db_blocker.unblock():
            part(connection.settings_dict["NAME"])
        return
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default": None})
    yield connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        part(connection.settings_dict["NAME"])
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def seeds_template(test_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The name of a database with the eight seeds, to be copied."""
    with django_db_blocker.unblock(), seeds_as_template(test_database, f"{test_database}_t") as it:
        yield it


@pytest.fixture(scope="module")
def register_of_seeds(seeds_template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """For a whole file the database is one with the eight seeds, its own to write into."""
    with django_db_blocker.unblock(), copy_of(seeds_template, f"{seeds_template}_copy"):
        yield


@pytest.fixture(scope="module")
def register_of_its_own(test_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """For a whole file the database is one with nothing in it, its own to write into."""
    with django_db_blocker.unblock(), copy_of(test_database, f"{test_database}_copy"):
        yield


@pytest.fixture(autouse=True)
def _nothing_is_counted_yet() -> None:
    """Clears the caches: each run begins a new database, in which ids and versions repeat."""
    for name in ("counts", "default", "process"):
        caches[name].clear()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Of pytest-playwright: which browser is started, and how."""
    try:
        found = find()
    except NoBrowser as reason:
        pytest.fail(str(reason))
    if found is None:
        pytest.fail(
            "No Chromium was found; `make test` installs one, or set TL_BROWSER to its path."
        )
    return {"executable_path": found, "args": ARGUMENTS}


@pytest.fixture
def beside(transactional_db: None) -> dict[str, str]:
    """The environment of a process beside this test, with the same database and broker.

    For `Popen([sys.executable, "-m", "celery", "-A", "timeline", "worker"], env=beside)`.
    """
    at = connection.settings_dict
    location = f"?host={at['HOST']}" if str(at["HOST"]).startswith("/") else ""
    host = "" if location else f"{at['HOST']}:{at['PORT'] or 5432}"
    who = f"{at['USER']}:{at['PASSWORD']}" if at["PASSWORD"] else at["USER"]
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "timeline.settings",
        "DATABASE_URL": f"postgresql://{who}@{host}/{at['NAME']}{location}",
        "CELERY_BROKER_URL": settings.CELERY_BROKER_URL,
        "PYTHONPATH": str(settings.BASE_DIR),
    }
