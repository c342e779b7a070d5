"""The seeds under the law of time: the dates that are known to be right come out of it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from treaties.intake.seedfile import read_folder
from treaties.intake.seedtypes import Seeds, SeedTreaty
from treaties.law.asking.later_facts import with_later_facts
from treaties.law.clauses.provisions import from_json
from treaties.law.projection import Projection, Reading, project
from treaties.law.record.facts import Act, Agreement, Claim, Clause, Replacement
from treaties.law.rules.participation import parties_on
from treaties.law.values.outcomes import Fixed
from treaties.law.values.vocabulary import PartyStatus, RelationKind, Status

FOLDER = Path(__file__).resolve().parent.parent / "seeds"
HORIZON = date(2051, 1, 1)


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    return read_folder(FOLDER)


def agreement_of(seeds: Seeds, slug: str) -> Agreement:
    """The facts of one seed as the law takes them, with the treaties that replace it."""
    treaty = next(treaty for treaty in seeds.treaties if treaty.slug == slug)
    replaced_by = tuple(
        Replacement(
            later.slug,
            later.title,
            project(agreement_of(seeds, later.slug), HORIZON).readings[0].entry_into_force,
            relation.express is True,
        )
        for later in seeds.treaties
        for relation in later.relations
        if relation.to == slug and relation.kind is RelationKind.REPLACES
    )
    return Agreement(
        id=slug,
        title=treaty.title,
        composition=treaty.composition,
        binding=treaty.binding,
        parties=tuple(one.party for one in treaty.participants),
        acts=_acts(treaty),
        clauses=_clauses(treaty),
        replaced_by=replaced_by,
    )


def _acts(treaty: SeedTreaty) -> tuple[Act, ...]:
    return tuple(
        Act(
            action.kind,
            action.party,
            tuple(Claim(claim.role, claim.date, claim.rank) for claim in action.claims),
            action.ref,
            action.to_party,
            action.details,
        )
        for action in treaty.actions
    )


def _clauses(treaty: SeedTreaty) -> tuple[Clause, ...]:
    return tuple(
        Clause(
            clause.kind,
            from_json(clause.kind, clause.provision),
            clause.ref,
            clause.article,
            clause.rank,
            clause.reading_of,
            clause.reading,
            held=clause.held,
        )
        for clause in treaty.clauses
    )


def projected(seeds: Seeds, slug: str) -> Projection:
    return project(agreement_of(seeds, slug), HORIZON)


def principal(seeds: Seeds, slug: str) -> Reading:
    return projected(seeds, slug).readings[0]


def status_on(reading: Reading, day: str, party: str | None = None) -> Status | PartyStatus | None:
    when = date.fromisoformat(day)
    for span in reading.spans:
        begun = span.start is not None and span.start <= when
        if span.party == party and begun and (span.end is None or when < span.end):
            return span.status
    return None


def boundaries(reading: Reading) -> list[tuple[str, str, str | None]]:
    """(start, expires, last notice) of each cycle, as ISO days."""
    return [
        (
            str(cycle.start.earliest),
            str(cycle.expires.earliest),
            str(cycle.last_notice.earliest) if cycle.last_notice else None,
        )
        for cycle in reading.cycles
    ]


def test_iran_russia_2001_runs_from_the_exchange_of_instruments(seeds: Seeds) -> None:
    reading = principal(seeds, "iran-russia-2001")
    assert isinstance(reading.entry_into_force, Fixed)
    assert reading.entry_into_force.day == date(2002, 4, 5)
    assert boundaries(reading)[:4] == [
        ("2002-04-05", "2012-04-05", "2011-04-05"),
        ("2012-04-05", "2017-04-05", "2016-04-05"),
        ("2017-04-05", "2022-04-05", "2021-04-05"),
        ("2022-04-05", "2027-04-05", "2026-04-05"),
    ]
    assert status_on(reading, "2021-04-05") is Status.WINDOW_OPEN
    assert status_on(reading, "2021-04-12") is Status.NEXT_PERIOD_CERTAIN
    assert status_on(reading, "2025-10-01") is Status.WINDOW_OPEN
    assert status_on(reading, "2025-10-02") is Status.SUPERSEDED_PRESUMED


def test_iran_russia_2001_has_the_reading_from_signature_beside_it(seeds: Seeds) -> None:
    readings = {reading.label: reading for reading in projected(seeds, "iran-russia-2001").readings}
    other = readings["counted from signature"]
    assert boundaries(other)[3] == ("2021-03-12", "2026-03-12", "2025-03-12")


def test_iran_russia_2001_would_run_on_if_it_is_not_superseded(seeds: Seeds) -> None:
    running = [
        reading
        for reading in projected(seeds, "iran-russia-2001").readings[1:]
        if ("2027-04-05", "2032-04-05", "2031-04-05") in boundaries(reading)
    ]
    assert running
    assert status_on(running[0], "2026-11-23") is Status.NEXT_PERIOD_CERTAIN


def test_iran_russia_2025_runs_twenty_years_from_the_recorded_day(seeds: Seeds) -> None:
    reading = principal(seeds, "iran-russia-2025")
    assert boundaries(reading)[:2] == [
        ("2025-10-02", "2045-10-02", "2044-10-02"),
        ("2045-10-02", "2050-10-02", "2049-10-02"),
    ]


def test_the_plan_of_action_is_watched_without_rules_of_treaty_law(seeds: Seeds) -> None:
    reading = principal(seeds, "jcpoa")
    assert boundaries(reading) == [("2015-10-18", "2025-10-18", None)]
    assert status_on(reading, "2018-05-08", "USA") is PartyStatus.FORMER
    assert status_on(reading, "2018-05-08", "IRN") is PartyStatus.PARTY


def test_the_corridor_agreement_is_in_force_without_a_known_end(seeds: Seeds) -> None:
    reading = principal(seeds, "instc")
    assert reading.entry_into_force.earliest == date(2002, 5, 16)
    assert boundaries(reading) == []
    assert status_on(reading, "2026-11-23") is Status.IN_FORCE
    assert status_on(reading, "2026-11-23", "AZE") is PartyStatus.PARTY


def test_new_start_was_extended_once_suspended_and_expired(seeds: Seeds) -> None:
    reading = principal(seeds, "new-start")
    assert boundaries(reading) == [
        ("2011-02-05", "2021-02-05", None),
        ("2021-02-05", "2026-02-05", None),
    ]
    assert status_on(reading, "2023-02-27") is Status.IN_FORCE
    assert status_on(reading, "2023-02-28") is Status.SUSPENDED
    assert status_on(reading, "2026-02-05") is Status.EXPIRED


def test_ukraine_russia_ended_by_a_notice_in_time(seeds: Seeds) -> None:
    reading = principal(seeds, "ukraine-russia-1997")
    assert boundaries(reading) == [
        ("1999-04-01", "2009-04-01", "2008-10-01"),
        ("2009-04-01", "2019-04-01", "2018-10-01"),
    ]
    assert status_on(reading, "2018-09-24") is Status.NOTICE_GIVEN
    assert status_on(reading, "2019-03-31") is Status.NOTICE_GIVEN
    assert status_on(reading, "2019-04-01") is Status.EXPIRED


def test_us_china_lapsed_and_was_extended_from_the_day_of_the_lapse(seeds: Seeds) -> None:
    reading = principal(seeds, "us-china-science-1979")
    assert [(start, end) for start, end, _ in boundaries(reading)][-4:] == [
        ("2018-08-27", "2023-08-27"),
        ("2023-08-27", "2024-02-27"),
        ("2024-02-27", "2024-08-27"),
        ("2024-08-27", "2029-08-27"),
    ]
    assert status_on(reading, "2024-08-26") is Status.IN_FORCE
    assert status_on(reading, "2024-10-01") is Status.LAPSED
    assert status_on(reading, "2024-12-13") is Status.IN_FORCE


def test_us_china_as_of_2001_is_not_said_to_have_expired_in_1984(seeds: Seeds) -> None:
    whole = agreement_of(seeds, "us-china-science-1979")
    then = date(2001, 1, 1)
    dated = tuple(
        act for act in whole.acts if any((c.date.latest or HORIZON) <= then for c in act.claims)
    )
    known = with_later_facts(
        project(replace(whole, acts=dated), HORIZON), project(whole, HORIZON), then
    ).principal
    assert status_on(known, "2001-01-01") is Status.UNKNOWN
    assert status_on(known, "1983-01-01") is Status.IN_FORCE


def test_paris_agreement_the_united_states_leaves_returns_and_leaves(seeds: Seeds) -> None:
    reading = principal(seeds, "paris-agreement")
    assert reading.entry_into_force.earliest == date(2016, 11, 4)
    stands = {
        "2016-11-03": PartyStatus.CONTRACTING,
        "2016-11-04": PartyStatus.PARTY,
        "2019-11-04": PartyStatus.NOTICE_GIVEN,
        "2020-11-04": PartyStatus.FORMER,
        "2021-01-20": PartyStatus.CONTRACTING,
        "2021-02-19": PartyStatus.PARTY,
        "2025-01-27": PartyStatus.NOTICE_GIVEN,
        "2026-01-27": PartyStatus.FORMER,
    }
    assert {day: status_on(reading, day, "USA") for day in stands} == stands
    bound = {day: "USA" in parties_on(reading, date.fromisoformat(day)).bound for day in stands}
    counted = {PartyStatus.PARTY, PartyStatus.NOTICE_GIVEN}
    assert bound == {day: status in counted for day, status in stands.items()}
    joined = parties_on(reading, date(2022, 1, 1))
    left = parties_on(reading, date(2026, 1, 27))
    assert set(joined.bound) - set(left.bound) == {"USA"}
    assert status_on(reading, "2026-11-23") is Status.IN_FORCE


@pytest.mark.parametrize(
    "slug",
    ["iran-russia-2001", "new-start", "ukraine-russia-1997", "paris-agreement"],
)
def test_what_is_recorded_agrees_with_the_clauses(seeds: Seeds, slug: str) -> None:
    """No entry, notice or renewal on record departs from the day that the clause gives."""
    codes = {warning.code for warning in projected(seeds, slug).warnings}
    assert not codes & {"entry_differs", "effect_differs", "renewal_differs"}
