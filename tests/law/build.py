"""Builders for the tests of the law of time: an agreement from short words."""

from datetime import date

from treaties.law.clauses.provisions import from_json
from treaties.law.projection import project
from treaties.law.record.facts import Act, Agreement, Claim, Clause
from treaties.law.values.dates import CivilDate
from treaties.law.values.vocabulary import ActionKind, ClauseKind, Composition, DateRole

A = ActionKind
C = ClauseKind
UNTIL = date(2051, 12, 31)


def day(text: str) -> date:
    return date.fromisoformat(text)


def act(kind, when, party=None, role=DateRole.ACTED, **more):
    """An act with one date, or with several claims on it if `when` is a list."""
    given = [when] if isinstance(when, str) else when
    claims = tuple(
        Claim(role, CivilDate.parse(w), source=f"source {i}") for i, w in enumerate(given)
    )
    return Act(kind, party, claims, more.pop("id", ""), None, more.pop("details", {}))


def clause(kind, ident, data, **more):
    return Clause(kind, from_json(kind, data), id=ident, article=more.pop("article", "21"), **more)


def a_treaty(
    *acts,
    entry=None,
    duration=None,
    renewal=None,
    notice=None,
    modes=(),
    survival=None,
    counting=None,
    extra=(),
    parties=("IRN", "RUS"),
    composition=Composition.BILATERAL,
    **more,
):
    """An agreement whose clauses are given in the JSON vocabulary."""
    clauses = [
        clause(kind, ident, data)
        for kind, ident, data in (
            (C.ENTRY_INTO_FORCE, "entry", entry),
            (C.DURATION, "duration", duration),
            (C.RENEWAL, "renewal", renewal),
            (C.NOTICE, "notice", notice),
            (C.SURVIVAL, "survival", survival),
            (C.COUNTING, "counting", counting),
        )
        if data is not None
    ]
    clauses += [clause(C.TERMINATION, f"mode-{i}", mode) for i, mode in enumerate(modes)]
    return Agreement(
        "t",
        "the treaty",
        composition,
        parties=tuple(parties),
        acts=tuple(acts),
        clauses=(*clauses, *extra),
        **more,
    )


def ten_years(*acts, **more):
    """Signed and in force on 10 January 2000, for ten years."""
    return a_treaty(
        act(A.SIGNATURE, "2000-01-10"),
        *acts,
        entry={"type": "on_signature"},
        duration={"type": "fixed", "period": "P10Y", "from": "eif"},
        **more,
    )


def iran_russia(*acts, **more):
    """The treaty of 12 March 2001: ten years from exchange, then five-year periods, one year's
    notice.
    """
    return a_treaty(
        act(A.SIGNATURE, "2001-03-12"),
        act(A.EXCHANGE_OF_INSTRUMENTS, "2002-04-05"),
        *acts,
        entry={"type": "on_exchange", "delay": "P0D"},
        duration={"type": "fixed", "period": "P10Y", "from": "eif"},
        renewal={"type": "tacit", "period": "P5Y", "max_times": None},
        notice={"period": "P1Y", "before": "term_end", "basis": "received"},
        modes=({"type": "end_of_term"},),
        **more,
    )


def signature_reading(held=False):
    return clause(
        C.DURATION,
        "from-signature",
        {"type": "fixed", "period": "P10Y", "from": "signature"},
        reading_of="duration",
        reading="counted from signature",
        held=held,
    )


def usa_in_paris():
    """The Paris Agreement as it bound the United States twice."""
    return a_treaty(
        act(A.SIGNATURE, "2016-04-22", "USA"),
        act(A.ACCEPTANCE, "2016-09-03", "USA", DateRole.RECEIVED),
        act(A.THRESHOLD_MET, "2016-10-05"),
        act(A.WITHDRAWAL, "2019-11-04", "USA", DateRole.RECEIVED),
        act(A.ACCEPTANCE, "2021-01-20", "USA", DateRole.RECEIVED),
        act(A.WITHDRAWAL, "2025-01-27", "USA", DateRole.RECEIVED),
        entry={
            "type": "threshold",
            "count": 55,
            "delay": "P30D",
            "per_party": {"type": "on_deposit", "delay": "P30D"},
            "weight": {"share": 0.55, "of": "global emissions"},
        },
        duration={"type": "indefinite"},
        modes=(
            {
                "type": "notice",
                "period": "P1Y",
                "basis": "received",
                "earliest_notice": {"after": "P3Y", "from": "party_eif"},
            },
        ),
        parties=("USA", "FRA"),
        composition=Composition.MULTILATERAL,
    )


def bound_intervals(reading, party):
    """The intervals in which a party is bound, notice or suspension included."""
    found: list[tuple[date | None, date | None]] = []
    for span in reading.spans:
        if span.party != party or span.status.value not in ("party", "notice_given", "suspended"):
            continue
        if found and found[-1][1] == span.start:
            found[-1] = (found[-1][0], span.end)
        else:
            found.append((span.start, span.end))
    return found


def said(treaty, code):
    """The texts of the warnings of one code."""
    return [w.text for w in project(treaty, UNTIL).warnings if w.code == code]


def status(treaty, when):
    """The span of the treaty on a day."""
    return project(treaty, UNTIL).principal.status_on(day(when))


def entry_of(treaty):
    """The general entry into force."""
    return project(treaty, UNTIL).principal.entry_into_force
