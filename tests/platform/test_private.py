"""Mails and secrets are for their owner alone, whatever the umask says."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from pytest_django import Settings

from timeline import private
from timeline.mailfolder import EmailBackend


@pytest.fixture
def open_umask() -> Iterator[None]:
    """What is made is open to everybody, unless its maker sees to it."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_umask")
def test_a_mail_in_the_folder_is_read_by_nobody_else(tmp_path: Path, settings: Settings) -> None:
    folder = tmp_path / "mail"
    folder.mkdir(mode=0o755)  # as earlier versions made it
    settings.MAIL_FOLDER = str(folder)
    message = EmailMessage("A new password", "A link", "us@example.org", ["you@example.org"])
    assert EmailBackend().send_messages([message]) == 1
    (mail,) = folder.iterdir()
    assert mail.suffix == ".eml"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert mail.stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("open_umask")
def test_a_log_that_was_open_is_closed_and_a_link_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "web.log").touch(mode=0o644)
    with private.log(tmp_path / "web.log") as log:
        log.write(b"a line")
    assert (tmp_path / "web.log").stat().st_mode & 0o777 == 0o600
    (tmp_path / "elsewhere.log").symlink_to(tmp_path / "web.log")
    with pytest.raises(OSError, match="symbolic links"):
        private.log(tmp_path / "elsewhere.log")
