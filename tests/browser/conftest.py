"""What the browser sees: a running register with the eight seeds, loaded once for a whole file.

What a browser test of the seeds writes it takes back, so the register is emptied once, after the
last of a file.
"""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from treaties.intake.loader import load
from treaties.intake.seedfile import read_folder
from treaties.models import User

# The database that is named, before one for tests takes its place.
NAMED = settings.DATABASES["default"]["NAME"]


@pytest.fixture(scope="session")
def test_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database for tests also when no test in the run is marked with `django_db`: pytest-django
    then makes none, and these tests would fill and empty the database that is named.
    """
    if connection.settings_dict["NAME"] != NAMED:
        yield
        return
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default": None})
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="module")
def seeded(test_database: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a register with the seeds."""
    with django_db_blocker.unblock():
        assert connection.settings_dict["NAME"] != NAMED
        load(read_folder(settings.BASE_DIR / "seeds"))
        server = LiveServer("localhost")
        yield str(server.url)
        server.stop()
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
        connections.close_all()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A narrow screen under two fingers."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        has_touch=True,
        is_mobile=True,
        device_scale_factor=2,
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def ticket(seeded: str) -> str:
    """The session of a signed-in reader, as its cookie's value."""
    client = Client()
    client.force_login(User.objects.create_user("reader", "reader@example.org"))
    return client.cookies["sessionid"].value
