"""Whatever the road, a text that a column does not hold is refused with a sentence, never cut; and
so is a key that nobody reads.
"""

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.builders import a_party, a_person, a_treaty, an_act
from treaties.intake.made_up import made_up_register
from treaties.intake.synthetic import treaties as made_up
from treaties.models import RenewalCycle, Role
from treaties.register import (
    actions,
    clauses,
    decisions,
    events,
    people,
    publication,
    relations,
    sources,
    treaties,
    updates,
)
from treaties.register.wholesale import enter_many

pytestmark = pytest.mark.django_db

LONG = "a" * 10_000


def the_roads() -> dict[str, Any]:
    """For each kind of thing the function that enters it, with one text that is too long."""
    by, treaty = a_person(Role.ADMIN), a_treaty()
    act = an_act(treaty, "signature", "2001-03-12", "IRN")
    plain: dict[str, Any] = {"kind": "treaty", "composition": "bilateral", "by": by}
    indefinite: dict[str, Any] = {
        "kind": "duration",
        "provision": {"type": "indefinite"},
        "treaty": treaty,
    }
    return {
        "title": lambda: treaties.enter_treaty(slug="b", title=LONG, short_title="B", **plain),
        "short_title": lambda: treaties.enter_treaty(
            slug="b", title="B", short_title=LONG, **plain
        ),
        "summary": lambda: treaties.enter_treaty(
            slug="b", title="B", short_title="B", summary=LONG, **plain
        ),
        "corrected": lambda: treaties.correct_treaty(
            treaty, changes={"summary": LONG}, by=by, why=""
        ),
        "number": lambda: treaties.add_identifier(
            treaty=treaty, authority="UNTS", number=LONG, by=by
        ),
        "participant": lambda: treaties.add_participant(
            treaty=treaty, party=a_party("CHN"), note=LONG, by=by
        ),
        "quotation": lambda: clauses.enter_clause(quotation=LONG, by=by, **indefinite),
        "note": lambda: clauses.enter_clause(note=LONG, by=by, **indefinite),
        "objective": lambda: clauses.enter_clause(
            treaty=treaty,
            kind="duration",
            provision={"type": "until_objective", "objective": LONG},
            by=by,
        ),
        "place": lambda: actions.record_action(treaty=treaty, kind="signature", place=LONG, by=by),
        "act": lambda: actions.record_action(treaty=treaty, kind="signature", note=LONG, by=by),
        "claim": lambda: actions.record_claim(action=act, date="2001", note=LONG, by=by),
        "party": lambda: people.enter_party(code="XXX", name=LONG, short_name="X", by=by),
        "source": lambda: sources.enter_source(ref="a", title="A", note=LONG, by=by),
        "event": lambda: events.record_event(
            kind="visit", date="2001", title="A", summary=LONG, by=by
        ),
        "update": lambda: updates.open_update(
            treaty=treaty, goal="replace", title="A", reason=LONG, by=by
        ),
        "relation": lambda: relations.relate(
            from_treaty=a_treaty("later"), to_treaty=treaty, kind="amends", note=LONG, by=by
        ),
        "withdrawn": lambda: publication.withdraw(treaty, reason=LONG, by=by),
        "corrected fact": lambda: publication.correct(act, changes={"note": LONG}, by=by, why=""),
        "acknowledged": lambda: decisions.acknowledge(
            cycle=RenewalCycle.objects.filter(treaty=treaty).first(),  # type: ignore[arg-type]
            person=by,
            note=LONG,
        ),
        "by the thousand": lambda: enter_many(
            [replace(next(made_up(1)), title=LONG)], by=made_up_register(), why=""
        ),
        "unknown key": lambda: clauses.enter_clause(
            treaty=treaty, kind="duration", provision={"type": "indefinite", "peroid": 1}, by=by
        ),
        "unknown detail": lambda: actions.record_action(
            treaty=treaty, kind="signature", details={"untill": "2001-01-01"}, by=by
        ),
    }


def test_nothing_is_cut_to_fit() -> None:
    for name, road in the_roads().items():
        with pytest.raises(ValidationError) as wrong:
            road()
        assert wrong.value.messages, name
