"""Who takes whose place, and what ends when parties go: succession of States, number of parties,
suspended and deemed notices (VCLT 55, 65-68; NOT-5, NOT-7, NOT-8, TER-11, TER-14, TER-16).
"""

import pytest

from tests.law.build import UNTIL, A, a_treaty, act, bound_intervals, clause, day, iran_russia
from treaties.law.projection import MOST_ACTS, MOST_CLAUSES, MOST_PARTIES, project
from treaties.law.record.facts import Act, Claim
from treaties.law.rules.participation import parties_on
from treaties.law.values.dates import CivilDate
from treaties.law.values.errors import LawError
from treaties.law.values.vocabulary import (
    Basis,
    ClauseKind,
    Composition,
    DateRole,
    KeyDateKind,
    PartyStatus,
    Status,
)

R = DateRole.RECEIVED
ANY_TIME = {"type": "notice", "period": "P6M"}


def handed(party, to_party, when):
    claims = (Claim(DateRole.EFFECTIVE, CivilDate.parse(when)),)
    return Act(A.SUCCESSION, party, claims, f"{party}-{to_party}", to_party)


def among(*parties, acts=(), **more):
    """A multilateral treaty in force since 2000 for all that are listed."""
    return a_treaty(
        act(A.ENTRY_INTO_FORCE, "2000-01-01"),
        *acts,
        duration={"type": "indefinite"},
        parties=parties,
        composition=Composition.MULTILATERAL,
        **more,
    )


def end(treaty):
    return project(treaty, UNTIL).principal.end


def test_a_successor_takes_the_place_of_its_predecessor_on_the_day_of_succession():
    treaty = a_treaty(
        act(A.ENTRY_INTO_FORCE, "1980-01-01"),
        act(A.RATIFICATION, "1979-05-01", "CSK", R),
        handed("CSK", "CZE", "1993-01-01"),
        handed("CSK", "SVK", "1993-01-01"),
        duration={"type": "indefinite"},
        parties=("CSK",),
        composition=Composition.MULTILATERAL,
    )
    reading = project(treaty, UNTIL).principal
    assert parties_on(reading, day("1992-12-31")).bound == ("CSK",)
    assert parties_on(reading, day("1993-01-01")).bound == ("CZE", "SVK")
    gone = reading.status_on(day("1993-01-01"), "CSK")
    assert gone.status is PartyStatus.FORMER
    left = [k for k in reading.key_dates if k.kind is KeyDateKind.EXIT_EFFECTIVE]
    assert [(k.party, k.basis, k.reason) for k in left] == [
        ("CSK", Basis.RECORDED, "succeeded by CZE on 1 January 1993")
    ]
    assert reading.end is None


def test_a_successor_by_its_own_declaration_is_bound_from_the_day_of_succession():
    declared = Act(
        A.SUCCESSION,
        "HRV",
        (
            Claim(R, CivilDate.parse("1992-10-12")),
            Claim(DateRole.EFFECTIVE, CivilDate.parse("1991-10-08")),
        ),
    )
    reading = project(among("YUG", acts=(declared,)), UNTIL).principal
    assert bound_intervals(reading, "HRV") == [(day("1991-10-08"), None)]


def test_a_succession_in_a_bilateral_treaty_does_not_end_it():
    treaty = iran_russia(handed("RUS", "XRU", "2010-01-01"))
    reading = project(treaty, UNTIL).principal
    assert reading.end is None
    assert parties_on(reading, day("2009-12-31")).bound == ("IRN", "RUS")
    assert parties_on(reading, day("2010-01-01")).bound == ("IRN", "XRU")


def test_a_treaty_ends_when_fewer_parties_remain_than_the_clause_says():
    # ASEAN, Australia and New Zealand: in force for fewer than four ASEAN members.
    rule = {"type": "automatic", "event": "fewer than four", "below": 4}
    acts = [act(A.WITHDRAWAL, f"202{n}-01-31", f"S{n}", R) for n in (1, 2)]
    treaty = among("S1", "S2", "S3", "S4", "S5", acts=acts, modes=(ANY_TIME, rule))
    reading = project(treaty, UNTIL).principal
    assert reading.end.day == day("2022-07-31")
    assert reading.status_on(day("2022-07-30")).status is Status.IN_FORCE
    assert reading.status_on(day("2022-07-31")).status is Status.TERMINATED
    assert reading.status_on(day("2022-07-31"), "S5").status is PartyStatus.FORMER


def test_without_such_a_clause_leaving_ends_nothing():
    acts = [act(A.WITHDRAWAL, f"202{n}-01-31", f"S{n}", R) for n in (1, 2, 3)]
    assert end(among("S1", "S2", "S3", "S4", acts=acts, modes=(ANY_TIME,))) is None


def test_a_treaty_that_never_had_so_many_parties_does_not_fall_below():
    rule = {"type": "automatic", "below": 4}
    left = act(A.WITHDRAWAL, "2021-01-31", "S1", R)
    assert end(among("S1", "S2", acts=(left,), modes=(ANY_TIME, rule))) is None
    assert end(among("S1", "S2", "S3", "S4", modes=(ANY_TIME, rule))) is None


def test_a_treaty_ends_when_a_party_named_in_the_clause_leaves():
    rule = {"type": "automatic", "leaves": ["AUS", "NZL"], "offset": "P1M"}
    left = act(A.WITHDRAWAL, "2021-01-31", "NZL", R)
    assert end(among("AUS", "NZL", "S1", acts=(left,), modes=(ANY_TIME, rule))).day == day(
        "2021-08-31"
    )
    partial = {**rule, "scope": "chapter 11"}
    assert end(among("AUS", "NZL", "S1", acts=(left,), modes=(ANY_TIME, partial))) is None


def test_accession_to_the_union_ends_it_on_the_day_before():
    # Slovenia and Bosnia and Herzegovina 2001.
    rule = {"type": "automatic", "event": "accession", "offset": "-P1D", "event_date": "2004-05-01"}
    reading = project(among("SVN", "BIH", modes=(rule,)), UNTIL).principal
    assert reading.end.day == day("2004-04-30")
    assert reading.status_on(day("2004-04-30")).status is Status.IN_FORCE
    undated = {"type": "automatic", "event": "accession", "offset": "-P1D"}
    assert end(among("SVN", "BIH", modes=(undated,))) is None


VISITING = {"type": "notice", "period": "P180D", "basis": "received"}


def visiting_forces(*acts):
    """Philippines and United States 1998: notice on 11 February 2020, then suspended twice."""
    return a_treaty(
        act(A.ENTRY_INTO_FORCE, "1999-06-01"),
        act(A.DENUNCIATION, "2020-02-11", "PHL", R, id="vfa"),
        *acts,
        duration={"type": "indefinite"},
        modes=(VISITING,),
        parties=("PHL", "USA"),
    )


def test_a_notice_takes_effect_after_its_period():
    assert end(visiting_forces()).day == day("2020-08-09")


def test_a_suspended_notice_takes_effect_later_by_the_time_it_stood_still():
    paused = act(A.SUSPENSION, "2020-06-01", "PHL", details={"of": "vfa", "until": "2020-12-01"})
    stood_still = day("2020-12-01") - day("2020-06-01")
    assert end(visiting_forces(paused)).day == day("2020-08-09") + stood_still
    reading = project(visiting_forces(paused), UNTIL).principal
    assert reading.status_on(day("2020-07-01")).status is Status.NOTICE_GIVEN  # not the treaty


def test_a_notice_suspended_twice_for_six_months_moves_by_both():
    twice = [
        act(A.SUSPENSION, d, "PHL", details={"of": "vfa", "period": "P6M"})
        for d in ("2020-06-01", "2020-11-11")
    ]
    assert end(visiting_forces(*twice)).day == day("2021-08-09")


def test_a_notice_suspended_until_further_notice_ends_nothing_until_it_is_resumed():
    paused = act(A.SUSPENSION, "2020-06-01", "PHL", details={"of": "vfa"})
    assert end(visiting_forces(paused)) is None
    resumed = act(A.RESUMPTION, "2020-06-11", "PHL", details={"of": "vfa"})
    assert end(visiting_forces(paused, resumed)).day == day("2020-08-19")
    other = act(A.RESUMPTION, "2020-06-11", "PHL", details={"of": "another"})
    assert end(visiting_forces(paused, other)) is None


def test_a_retracted_notice_ends_nothing():
    back = act(A.REVOCATION_OF_NOTICE, "2020-07-30", "PHL", details={"of": "vfa"})
    assert end(visiting_forces(back)) is None
    wrong = act(A.REVOCATION_OF_NOTICE, "2020-07-30", "PHL", details={"of": "another"})
    assert end(visiting_forces(wrong)).day == day("2020-08-09")
    late = act(A.REVOCATION_OF_NOTICE, "2020-08-10", "PHL", details={"of": "vfa"})
    assert end(visiting_forces(late)).day == day("2020-08-09")


DEEMED = {
    "type": "notice",
    "period": "P1Y",
    "basis": "received",
    "deemed_receipt": {"after": "P14D", "from": "receipt by ICAO"},
}


def air_services(notice):
    """Netherlands and Pakistan 1952."""
    return a_treaty(
        act(A.ENTRY_INTO_FORCE, "1952-07-01"),
        notice,
        duration={"type": "indefinite"},
        modes=(DEEMED,),
        parties=("NLD", "PAK"),
    )


def test_a_notice_nobody_acknowledged_is_deemed_received_14_days_after_icao_had_it():
    silent = act(A.DENUNCIATION, "1990-02-20", "PAK", details={"deemed_from": "1990-03-01"})
    assert end(air_services(silent)).day == day("1991-03-15")


def test_an_acknowledged_notice_counts_from_its_receipt():
    noted = act(A.DENUNCIATION, "1990-02-25", "PAK", R, details={"deemed_from": "1990-03-01"})
    assert end(air_services(noted)).day == day("1991-02-25")


def test_a_wrong_day_in_the_details_is_named():
    wrong = act(A.DENUNCIATION, "1990-02-20", "PAK", details={"deemed_from": "soon"})
    with pytest.raises(LawError) as fault:
        project(air_services(wrong), UNTIL)
    assert fault.value.path == "details.deemed_from"


def test_a_party_may_be_suspended_until_a_day_or_until_it_resumes():
    treaty = among(
        "S1",
        "S2",
        "S3",
        acts=(
            act(A.SUSPENSION, "2010-01-01", "S1", details={"until": "2010-07-01"}),
            act(A.SUSPENSION, "2011-01-01", "S2"),
            act(A.RESUMPTION, "2011-03-01", "S2"),
        ),
    )
    reading = project(treaty, UNTIL).principal
    stood = [reading.status_on(day(d), p).status for d, p in (
        ("2010-06-30", "S1"), ("2010-07-01", "S1"), ("2011-02-28", "S2"), ("2011-03-01", "S2"),
        ("2010-03-01", "S3"),
    )]  # fmt: skip
    assert stood == [PartyStatus.SUSPENDED, PartyStatus.PARTY] * 2 + [PartyStatus.PARTY]
    assert reading.status_on(day("2010-03-01")).status is Status.IN_FORCE


def test_a_suspension_until_no_day_is_refused_with_its_path():
    treaty = iran_russia(act(A.SUSPENSION, "2013-01-01", details={"until": "2013-02-30"}))
    with pytest.raises(LawError) as fault:
        project(treaty, UNTIL)
    assert fault.value.path == "details.until"


def test_too_many_parties_are_cut_with_a_warning_and_too_many_acts_refused():
    many = among(*(f"S{n:05}" for n in range(MOST_PARTIES + 3)))
    projection = project(many, UNTIL)
    said = {w.code: w.text for w in projection.warnings}
    assert said["parties_left_out"].startswith(f"{MOST_PARTIES + 3} parties")
    acts = [act(A.OBJECTION, "2001-01-01", "S1")] * MOST_ACTS
    with pytest.raises(LawError) as fault:
        project(among("S1", acts=acts), UNTIL)
    assert fault.value.path == "acts"
    extra = tuple(clause(ClauseKind.SURVIVAL, f"s{n}", {}) for n in range(MOST_CLAUSES))
    with pytest.raises(LawError) as fault:
        project(among("S1", extra=extra), UNTIL)
    assert fault.value.path == "clauses"
