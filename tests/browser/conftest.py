"""What the browser sees: a running register with the eight seeds, loaded once for a whole file.

No browser test of the seeds writes, so the register is emptied once, after the last of a file.
"""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import Client
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from treaties.intake.loader import load
from treaties.intake.seedfile import read_folder
from treaties.models import User


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a register with the seeds."""
    with django_db_blocker.unblock():
        load(read_folder(settings.BASE_DIR / "seeds"))
        server = LiveServer("localhost")
        yield str(server.url)
        server.stop()
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
        connections.close_all()


@pytest.fixture(scope="module")
def ticket(seeded: str) -> str:
    """The session of a signed-in reader, as its cookie's value."""
    client = Client()
    client.force_login(User.objects.create_user("reader", "reader@example.org"))
    return client.cookies["sessionid"].value
