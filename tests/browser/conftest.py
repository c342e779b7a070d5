"""What the browser sees: a running register with the eight seeds, one for a whole file."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.plugin import DjangoDbBlocker

from tests.registers import served
from treaties.models import User

# What is expected comes at once on a quiet machine; two browsers on two cores take longer.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="module")
def seeded(register_of_seeds: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a register with the seeds."""
    with django_db_blocker.unblock(), served() as address:
        yield address


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
