"""The whole way: an agreement entered, followed, the beat's tick, a worker process, a mail server,
a mail that is read.
"""

from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone
from icalendar import Calendar

from tests.builders import a_person, a_treaty
from tests.mailserver import mail_server
from tests.outbox.test_worker import WORKER, celery, until
from treaties.law.values.periods import words
from treaties.models import OutgoingMessage, OutgoingState, Reminder, Role
from treaties.register.watches import follow
from treaties.reminders.tokens import read_acknowledge, read_unsubscribe


def same_day(day: date, years: int) -> date:
    return day.replace(year=day.year + years)


def test_a_reminder_reaches_the_mailbox(beside: dict[str, str], tmp_path: Path) -> None:
    today = timezone.now().date()
    last_day = today + timedelta(days=80)
    if (last_day.month, last_day.day) == (2, 29):
        last_day -= timedelta(days=1)
    treaty = a_treaty(
        "iran-russia-sample",
        short_title="Договор Ирана и России",
        signed=same_day(last_day, -10).isoformat(),
        exchanged=same_day(last_day, -9).isoformat(),
        from_signature=True,
        published=True,
    )
    reader = a_person(Role.VIEWER)
    follow(person=reader, treaty=treaty, since=today)

    with mail_server() as server:
        env = {
            **beside,
            "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
            "DEFAULT_FROM_EMAIL": "Treaty Timeline <timeline@example.org>",
            "DAILY_ROUND_SECONDS": "1",
            "OUTBOX_SECONDS": "1",
        }
        beat = ["beat", f"--schedule={tmp_path / 'beat'}", "--pidfile=", "--loglevel=WARNING"]
        with celery(*WORKER, env=env), celery(*beat, env=env):
            until(lambda: bool(server.accepted), seconds=60)
            until(
                lambda: OutgoingMessage.objects.filter(state=OutgoingState.SENT).exists(),
                seconds=20,
            )
            done = OutgoingMessage.objects.get()
            tick = done.sent_at
            assert tick is not None
            # Two more rounds: nothing goes out twice.
            until(lambda: timezone.now() > tick + timedelta(seconds=2.5))
        [mail] = server.mails

    left = (last_day - today).days
    assert mail["Subject"] == (
        f"Decide by {words(last_day)} (in {left} days): Договор Ирана и России renews to "
        f"{words(same_day(last_day, 6))}"
    )
    assert mail["To"] == reader.email
    assert mail["From"] == "Treaty Timeline <timeline@example.org>"
    assert mail["Message-ID"] == done.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = str(mail["List-Unsubscribe"]).strip(" <>")
    assert read_unsubscribe(stop.rstrip("/").rpartition("/")[2]).person_id == reader.pk

    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    for body in (str(plain.get_content()), str(html.get_content())):
        assert f"Decide by {words(last_day)}" in body
        assert f"If nobody gives notice by {words(last_day)}, it renews on" in body
        assert "counted from signature" in body
        assert "No decision is recorded for this term." in body
        assert f"{beside['SITE_URL']}/treaties/iran-russia-sample/" in body
    seen = next(
        line.rpartition("/acknowledge/")[2].strip().rstrip("/")
        for line in str(plain.get_content()).splitlines()
        if "/acknowledge/" in line
    )
    told = Reminder.objects.filter(message=done)
    assert read_acknowledge(seen).cycle_id == told[0].key_date.cycle_id
    assert {row.lead for row in told} == {365, 180, 90}

    [attachment] = mail.iter_attachments()
    assert attachment.get_content_type() == "text/calendar"
    [event] = Calendar.from_ical(attachment.get_content()).walk("VEVENT")
    assert event.decoded("DTSTART") == last_day
    assert event["SEQUENCE"] == 0
