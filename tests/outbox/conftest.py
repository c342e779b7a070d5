"""A mail server that Django's settings point to."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.mailserver import Server, mail_server


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    with mail_server() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
        settings.EMAIL_TIMEOUT = 5
        yield found
