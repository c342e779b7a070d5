"""What all tests share: the browser, and the environment of processes beside the test."""

import os

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection

from tests.chromium import ARGUMENTS, NoBrowser, find

# Playwright's synchronous API keeps an event loop in the thread of the test, and Django then takes
# every query for one from asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(autouse=True)
def _nothing_is_counted_yet() -> None:
    """Each run begins a new database, in which the numbers and versions of the last one return."""
    for name in ("counts", "default"):
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
