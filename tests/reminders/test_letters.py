"""What the letter says, in its subject, its two bodies, its headers and its calendar entry."""

import email
import re
from datetime import UTC, date, datetime, timedelta
from email import policy
from email.message import EmailMessage
from html import unescape
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import resolve
from icalendar import Calendar
from pytest_django import Settings

from tests.builders import a_person, a_treaty
from treaties.models import OutgoingMessage, Reminder, Role
from treaties.outbox.envelope import envelope
from treaties.register.watches import follow
from treaties.reminders.calendar import CalendarEntry, calendar
from treaties.reminders.daily_round import daily_round
from treaties.reminders.links import links
from treaties.reminders.tokens import (
    Acknowledge,
    BadToken,
    Unsubscribe,
    make_acknowledge,
    make_unsubscribe,
    read_acknowledge,
    read_unsubscribe,
)
from treaties.reminders.wording import distance, listed

NOW = datetime(2020, 4, 5, 5, tzinfo=UTC)


@pytest.fixture
def mail(db: None) -> EmailMessage:
    """The first reminder of an agreement whose title tries everything."""
    treaty = a_treaty(
        "awkward",
        short_title="Öl & <b>Gas</b>, Ірпінь",
        title="Übereinkommen über Öl & <script>alert(1)</script>",
        published=True,
    )
    follow(person=a_person(Role.VIEWER), treaty=treaty, since=date(2020, 1, 1))
    daily_round(NOW.date(), NOW)
    raw = envelope(OutgoingMessage.objects.get()).message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]
    found = email.message_from_bytes(raw, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_the_subject_begins_with_what_and_when(mail: EmailMessage) -> None:
    assert mail["Subject"] == (
        "Decide by 5 April 2021 (in 1 year): Öl & <b>Gas</b>, Ірпінь renews to 5 April 2027"
    )


def test_the_plain_text_says_all_that_the_html_says(mail: EmailMessage) -> None:
    html = re.sub(r"<style.*?</style>|<title>.*?</title>|<[^>]+>", " ", body(mail, "html"))
    said = set(re.findall(r"\w+", unescape(html)))
    assert said <= set(re.findall(r"\w+", body(mail, "plain"))) | {"Öl", "nbsp"}


def test_titles_are_words_and_not_markup(mail: EmailMessage) -> None:
    html = body(mail, "html")
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert(1)</script>" in body(mail, "plain"), "plain text needs no escaping"


def test_the_body_says_what_happens_why_and_what_is_decided(mail: EmailMessage) -> None:
    text = body(mail, "plain")
    assert (
        "If nobody gives notice by 5 April 2021, it renews on 5 April 2022 and then runs to "
        "5 April 2027." in text
    )
    assert re.search(r"Why this date\nArt\. 21: .* \(rule “Last day to give notice”\)\.", text)
    assert "No decision is recorded for this term." in text
    assert "This is the reminder 365 days before." in text


def test_the_reason_leads_to_its_rule(mail: EmailMessage) -> None:
    address = "http://127.0.0.1:8000/rules/#not-1"
    assert f'rule “<a href="{address}">Last day to give notice</a>”' in body(mail, "html")


def test_one_click_unsubscribes(mail: EmailMessage) -> None:
    """RFC 8058: an address that a POST alone is enough for."""
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = str(mail["List-Unsubscribe"]).strip(" <>")
    token = address.rstrip("/").rpartition("/")[2]
    told = Reminder.objects.get()
    assert read_unsubscribe(token).person_id == told.person_id
    assert address in body(mail, "plain")


def test_the_date_is_attached_for_the_calendar(mail: EmailMessage) -> None:
    [part] = mail.iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert part.get_param("method") == "PUBLISH"
    assert part.get_filename() == "date.ics"
    found = Calendar.from_ical(part.get_content())
    [event] = found.walk("VEVENT")
    told = Reminder.objects.get()
    assert found["METHOD"] == "PUBLISH"
    assert event.decoded("DTSTART") == date(2021, 4, 5)
    assert event.decoded("DTEND") == date(2021, 4, 6)
    assert event["UID"] == f"key-date-{told.key_date_id}@127.0.0.1"
    assert event["SEQUENCE"] == 0
    assert "Ірпінь" in str(event["SUMMARY"])


def test_lines_of_the_calendar_are_folded_and_escaped() -> None:
    text = calendar(
        CalendarEntry(
            uid="u@h",
            revision=3,
            day=date(2024, 12, 31),
            summary="Ірпінь; " * 30,
            description="one,\ntwo",
            url="http://h/",
            stamp=NOW,
            cancelled=True,
        )
    )
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    assert "SEQUENCE:2\r\n" in text
    assert "STATUS:CANCELLED\r\n" in text
    assert "DTEND;VALUE=DATE:20250101\r\n" in text
    assert "one\\,\\ntwo" in text


def test_the_links_lead_to_pages_that_exist() -> None:
    found = links("a-treaty", Acknowledge(1, 2), Unsubscribe(1, (3,)))
    names = [
        resolve(url.removeprefix("http://127.0.0.1:8000")).url_name
        for url in (found.treaty, found.reminders, found.rules, found.seen, found.stop)
    ]
    assert names == ["treaty", "reminders", "rules", "acknowledge", "unsubscribe"]


def test_a_link_reads_back_what_it_was_made_for() -> None:
    assert read_unsubscribe(make_unsubscribe(Unsubscribe(7, (1, 2)))) == Unsubscribe(7, (1, 2))
    assert read_acknowledge(make_acknowledge(Acknowledge(7, 3))) == Acknowledge(7, 3)


@pytest.mark.parametrize(
    "token",
    ["", "x", "a:b:c", make_acknowledge(Acknowledge(7, 3)), "x" * 5000, "é:ü:ö"],
    ids=["empty", "short", "made up", "of the other kind", "long", "not ASCII"],
)
def test_a_link_that_we_did_not_make_is_refused(token: str) -> None:
    with pytest.raises(BadToken):
        read_unsubscribe(token)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (90, "in 90 days"),
        (1, "tomorrow"),
        (0, "today"),
        (-1, "passed yesterday"),
        (-7, "passed 7 days ago"),
    ],
)
def test_the_distance_stands_in_words(days: int, said: str) -> None:
    assert distance(date(2021, 4, 5) + timedelta(days=days), date(2021, 4, 5)) == said


def test_a_list_reads_like_a_sentence() -> None:
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == [
        "a",
        "a and b",
        "a, b and c",
    ]


@pytest.mark.django_db
def test_the_rehearsal_writes_what_would_have_been_mailed(
    tmp_path: Path, settings: Settings
) -> None:
    settings.MAIL_FOLDER = tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    a_treaty("amity", from_signature=True, published=True)
    for _ in range(2):
        out = StringIO()
        call_command("rehearse", "amity", "--from=2020-04-05", "--to=2021-04-12", stdout=out)
    lines = out.getvalue().splitlines()
    assert [line.partition("  ")[0] for line in lines[:-1]] == [
        "2020-04-05", "2020-10-07", "2021-01-05", "2021-03-06", "2021-03-29",
    ]  # fmt: skip
    assert all("Rehearsal: Decide by 5 April 2021 (in " in line for line in lines[:-1])
    assert lines[-1] == f"5 mails written to {tmp_path}"
    files = list(tmp_path.glob("*.eml"))
    assert len(files) == 5, "a second rehearsal replaces the first"
    mail = email.message_from_bytes(files[0].read_bytes(), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert "REHEARSAL" in body(mail, "plain")
    assert mail["List-Unsubscribe"] is None
    assert not Reminder.objects.exists()
    assert not OutgoingMessage.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("slug", "first", "last", "said"),
    [
        ("nothing", "2020-01-01", "2021-01-01", "No agreement has the address"),
        ("nothing", "2021-01-02", "2021-01-01", "is before"),
        ("nothing", "2021-02-30", "2021-03-01", "February 2021 has 28 days"),
    ],
)
def test_a_rehearsal_of_the_impossible_is_refused_in_words(
    slug: str, first: str, last: str, said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("rehearse", slug, f"--from={first}", f"--to={last}")
