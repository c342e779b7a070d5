"""The steps behind a date, what a supposition changes, what is previewed before it is stored."""

from dataclasses import replace
from datetime import date

import pytest

from tests.builders import a_person, a_treaty, an_act
from treaties.inquiry.preview import preview
from treaties.inquiry.whatif import what_if
from treaties.inquiry.why import why
from treaties.law.asking.supposition import SupposedNotice, Supposition
from treaties.law.values.errors import LawError
from treaties.law.values.vocabulary import ActionKind, KeyDateKind, Status
from treaties.models import Claim
from treaties.register.sources import cite, enter_source
from treaties.schedule.facts import agreement

pytestmark = pytest.mark.django_db


def test_the_last_day_of_notice_is_explained_from_fact_article_and_arithmetic() -> None:
    found = why(a_treaty(from_signature=True), KeyDateKind.LAST_NOTICE, 2)
    said = " ".join(found.sentences())
    assert "5 April 2022 − 1 year = 5 April 2021" in said
    assert "art. 21" in said
    label, outcome = found.alternatives[0].label, found.alternatives[0].outcome
    assert (label, outcome.earliest) == ("counted from signature", date(2020, 3, 12))
    assert [one.label for one in found.mentioned] == ["counted from signature"]
    assert found.safe == date(2021, 4, 5), "the press does not count"


def test_a_source_is_named_by_publisher_and_day() -> None:
    treaty = a_treaty()
    source = enter_source(
        ref="kommersant-2002",
        title="An article",
        publisher="Kommersant",
        published="2002-04-06",
        by=a_person(),
    )
    claim = Claim.objects.get(action__treaty=treaty, action__kind="exchange_of_instruments")
    cite(fact=claim, source=source, by=a_person())
    said = " ".join(why(treaty, KeyDateKind.LAST_NOTICE, 2).sentences())
    assert "Kommersant, 6 April 2002" in said


def test_parties_are_named_and_not_coded() -> None:
    treaty = a_treaty(entry="after_notification", exchanged="")
    for party in ("IRN", "RUS"):
        an_act(treaty, ActionKind.NOTIFICATION_OF_PROCEDURES, "2002-04-05", party)
    found = why(treaty, KeyDateKind.ENTRY_INTO_FORCE)
    said = " ".join(step.text for step in found.steps)
    assert "Iran" in said
    assert "IRN" not in said


def test_a_date_that_does_not_exist_cannot_be_explained() -> None:
    treaty = a_treaty()
    with pytest.raises(LawError):
        why(treaty, KeyDateKind.SURVIVAL_END)
    with pytest.raises(LawError):
        why(treaty, KeyDateKind.LAST_NOTICE, 0, reading="no-such-reading")


def test_a_supposed_notice_ends_the_treaty_and_leaves_the_record_alone() -> None:
    treaty = a_treaty()
    notice = SupposedNotice(on=date(2026, 1, 1), party="IRN", kind=ActionKind.NOTICE_OF_NON_RENEWAL)
    found = what_if(treaty, Supposition(notices=(notice,)), None, date(2025, 1, 1))
    ended = found.after.principal.status_on(date(2027, 4, 5))
    assert ended is not None
    assert ended.status in (Status.TERMINATED, Status.EXPIRED)
    assert found.differences
    treaty.refresh_from_db()
    assert not treaty.treaty_actions.filter(kind=ActionKind.NOTICE_OF_NON_RENEWAL).exists()


def test_a_preview_shows_what_would_follow_without_storing_it() -> None:
    treaty = a_treaty(notice="")
    facts = agreement(treaty)
    shown = preview(facts, date(2021, 4, 12))
    assert [cycle.ordinal for cycle in shown.cycles] == [2, 3, 4]
    assert all((k.outcome.earliest or date.max) >= date(2021, 4, 12) for k in shown.key_dates)
    shorter = tuple(c for c in facts.clauses if c.kind != "renewal")
    assert len(preview(replace(facts, clauses=shorter), date(2011, 1, 1)).cycles) == 1
