"""At every door of the register: signs that no text may hold are refused with a sentence, words of
every script come through.
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.test import Client
from icalendar import Calendar

from tests.admin.test_entering import opened
from tests.builders import a_person, a_treaty
from treaties.models import OutgoingMessage, RenewalCycle, Role, Treaty, User
from treaties.models.base import PlainText, is_long
from treaties.outbox.envelope import envelope
from treaties.register.actions import record_action
from treaties.register.clauses import enter_clause
from treaties.register.decisions import decide
from treaties.register.door import writing
from treaties.register.events import record_event
from treaties.register.people import enter_party
from treaties.register.sources import enter_source
from treaties.register.treaties import add_identifier, correct_treaty
from treaties.register.updates import open_update
from treaties.register.watches import follow
from treaties.reminders.daily_round import daily_round

if TYPE_CHECKING:
    Column = models.Field[Any, Any]
else:
    Column = models.Field

OVERRIDE = "Amity\u202eytimA"
PERSIAN = "موافقت\u200cنامهٔ \u2067همکاری\u200cها\u2069"


def texts() -> list[tuple[type[models.Model], Column]]:
    """Every column of text that people fill in."""
    found: list[tuple[type[models.Model], Column]] = []
    for model in PlainText.__subclasses__():
        rows = [model, *model.__subclasses__()]
        rows += [sub for row in rows for sub in row.__subclasses__()]
        for row in dict.fromkeys(rows):
            if not row._meta.abstract:
                found += [(row, f) for f in row._meta.concrete_fields if free(f)]
    return found


def free(field: Column) -> bool:
    kind = isinstance(field, models.CharField | models.TextField)
    return kind and field.editable and not field.choices and not hasattr(field, "from_db_value")


@pytest.mark.parametrize(
    ("row", "field"),
    [pytest.param(*one, id=f"{one[0].__name__}-{one[1].name}") for one in texts()],
)
def test_every_text_column_refuses_them_by_name(row: type[models.Model], field: Column) -> None:
    others = {one.name for one in row._meta.concrete_fields} - {field.name}
    name = str(field.verbose_name)
    refused = ["a\u202eb", "a\x00b", "a\x1bb", "a\ud800b"]
    refused += [] if is_long(field) else ["a\nb", "a\r\nb", "a\tb"]
    for text in refused:
        with pytest.raises(ValidationError) as wrong:
            row(**{field.attname: text}).clean_fields(exclude=others)
        said = wrong.value.message_dict[field.name]
        assert any(one.lower().startswith(f"{name.lower()} contains") for one in said), said


Write = Callable[[Treaty, User], object]

DOORS: dict[str, tuple[str, Write]] = {
    "short title": (
        "short_title",
        lambda t, by: correct_treaty(t, changes={"short_title": OVERRIDE}, by=by, why="x"),
    ),
    "title": (
        "title",
        lambda t, by: correct_treaty(t, changes={"title": "two\nlines"}, by=by, why="x"),
    ),
    "number": (
        "number",
        lambda t, by: add_identifier(treaty=t, authority="UNTS", number="1\r\n2", by=by),
    ),
    "alias": (
        "aliases",
        lambda t, by: enter_party(
            code="XYZ", name="X", short_name="X", aliases=["a", OVERRIDE], by=by
        ),
    ),
    "provision": (
        "provision",
        lambda t, by: enter_clause(
            treaty=t, kind="survival", provision={"period": "P1Y", "scope": "a\ud800"}, by=by
        ),
    ),
    "details": (
        "details",
        lambda t, by: record_action(treaty=t, kind="signature", details={"x": ["a\x00"]}, by=by),
    ),
    "event": (
        "title",
        lambda t, by: record_event(kind="visit", date="2020", title=OVERRIDE, treaties=[t], by=by),
    ),
    "source": (
        "publisher",
        lambda t, by: enter_source(ref="a", title="A", publisher="B\x07", by=by),
    ),
    "update": ("title", lambda t, by: open_update(treaty=t, goal="amend", title="A\tB", by=by)),
    "decision": (
        "decided_by",
        lambda t, by: decide(
            cycle=RenewalCycle.objects.filter(treaty=t).first() or RenewalCycle(),
            outcome="renew",
            decided_on=date(2020, 1, 1),
            decided_by="the\ncabinet",
            reason="because\nof this",
            by=by,
        ),
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("door", DOORS)
def test_a_function_of_the_register_refuses_them(door: str) -> None:
    treaty, by = a_treaty("amity"), a_person(Role.REVIEWER)
    field, write = DOORS[door]
    with pytest.raises(ValidationError) as wrong:
        write(treaty, by)
    assert list(wrong.value.message_dict) == [field]
    assert "contains" in wrong.value.message_dict[field][0]


@pytest.mark.django_db
def test_the_reason_of_a_write_is_text_too() -> None:
    with pytest.raises(ValidationError, match="NUL"), writing(by=a_person(), why="a\x00"):
        pass


@pytest.mark.django_db
def test_the_form_shows_it_beside_the_field_and_loses_nothing(client: Client) -> None:
    client.force_login(a_person(Role.ADMIN, "desk"))
    typed = {"code": "XYZ", "name": OVERRIDE, "short_name": "two\r\nlines", "kind": "state"}
    answer = client.post("/admin/treaties/party/add/", typed)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Name contains a hidden change of direction (U+202E, right-to-left override)" in page
    assert "Short name contains a line break (U+000D) at position 4" in page
    assert f'value="{OVERRIDE}"' in page


@pytest.mark.django_db
def test_half_a_character_in_json_is_a_sentence_and_no_error(client: Client) -> None:
    act = a_treaty("amity").treaty_actions.get(kind="signature")
    client.force_login(a_person(Role.ADMIN, "desk"))
    address = f"/admin/treaties/treatyaction/{act.pk}/change/"
    typed = {
        "kind": "signature",
        "details": json.dumps({"x": "\ud800"}),
        "claims-TOTAL_FORMS": "0",
        "claims-INITIAL_FORMS": "0",
    }
    answer = client.post(address, typed | opened(client, address))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "half a character" in page
    assert "\\ud800" in page


@pytest.mark.django_db
def test_a_persian_title_comes_whole_into_mail_and_calendar(client: Client) -> None:
    treaty = a_treaty("amity", short_title=PERSIAN, published=True)
    end = treaty.key_dates.filter(kind="last_notice", reading="").order_by("safe").last()
    assert end is not None
    assert end.safe is not None
    follow(person=a_person(Role.VIEWER), treaty=treaty, since=end.safe)
    daily_round(end.safe, datetime(2020, 1, 1, tzinfo=UTC))
    row = OutgoingMessage.objects.get()
    assert PERSIAN in row.subject
    assert PERSIAN in row.text
    entry = Calendar.from_ical(row.calendar).walk("VEVENT")[0]
    assert PERSIAN in str(entry["SUMMARY"])
    assert "\n\n" in envelope(row).message().as_string()
    listed = client.get(f"/treaties/amity/calendar/?kind=last_notice&n={end.ordinal}")
    assert PERSIAN in str(Calendar.from_ical(listed.content).walk("VEVENT")[0]["SUMMARY"])
