"""A made-up register that contains everything the timeline can draw once."""

from datetime import date
from typing import Any

from treaties.chronology.columns import (
    FORMAT,
    STATUSES,
    Cycle,
    Line,
    Mark,
    Span,
    civil_day,
    segment,
)

ROWS = (
    "Signed, never in force",
    "In negotiation, then adopted",
    "Provisionally applied, then in force",
    "Periods with joints, window open",
    "Notice given, then ended",
    "Suspended, resumed",
    "Ended, with residual effects",
    "Presumed superseded",
    "Begin and end uncertain",
    "Two readings of the text",
    "An update under way",
    "Every mark of a bar",
    "مذكرة تفاهم بشأن المياه",
    "An agreement whose short title is a good deal longer than any short title ought to be",
)
HORIZON = date(2051, 1, 1)


def _d(year: int, month: int = 1, day: int = 1) -> date:
    return date(year, month, day)


def _lines() -> list[Line]:
    return [
        Line(n, f"row-{n}", title, title, "bilateral", "yes", (0, 1), (0,))
        for n, title in enumerate(ROWS, 1)
    ]


def _span(
    row: int,
    status: str,
    start: date,
    end: date | None = None,
    reading: str = "",
    fuzzy: tuple[date | None, date | None] = (None, None),
) -> Span:
    return Span(row, None, reading, status, start, end, *fuzzy)


SPANS = (
    _span(1, "signed", _d(2012)),
    _span(2, "in_negotiation", _d(2008), _d(2014)),
    _span(2, "adopted", _d(2014), _d(2019)),
    _span(3, "signed", _d(2006), _d(2007)),
    _span(3, "provisionally_applied", _d(2007), _d(2013)),
    _span(3, "in_force", _d(2013)),
    _span(4, "in_force", _d(2006)),
    _span(5, "in_force", _d(2004), _d(2023)),
    _span(5, "notice_given", _d(2023), _d(2028)),
    _span(5, "terminated", _d(2028)),
    _span(6, "in_force", _d(2003), _d(2014)),
    _span(6, "suspended", _d(2014), _d(2018)),
    _span(6, "in_force", _d(2018)),
    _span(7, "in_force", _d(2002), _d(2020)),
    _span(7, "residual_effects", _d(2020), _d(2032)),
    _span(8, "in_force", _d(2001), _d(2019)),
    _span(8, "superseded_presumed", _d(2019)),
    _span(9, "in_force", _d(2004), _d(2022), fuzzy=(_d(2007), _d(2018))),
    _span(10, "in_force", _d(2005), _d(2020)),
    _span(10, "superseded_presumed", _d(2020)),
    _span(10, "in_force", _d(2005), None, "runs on under its own clause"),
    _span(11, "in_force", _d(2005)),
    _span(12, "signed", _d(2005), _d(2008)),
    _span(12, "in_force", _d(2008), _d(2034)),
    _span(13, "in_force", _d(2010)),
    _span(14, "in_force", _d(2014)),
)
CYCLES = tuple(
    Cycle(
        4, "", n, _d(2006 + 5 * n), _d(2011 + 5 * n), None, _d(2009 + 5 * n, 7),
        _d(2010 + 5 * n, 7), "renews", "recorded",
    )
    for n in range(7)
) + tuple(
    Cycle(
        10, "runs on under its own clause", n, _d(2005 + 7 * n), _d(2012 + 7 * n), None, None,
        None, "renews", "recorded",
    )
    for n in range(5)
)  # fmt: skip
MARKS = (
    Mark(1, "signature", _d(2012), None, "", "signature"),
    Mark(5, "action", _d(2023), None, "", "notice of termination: Ruritania"),
    Mark(5, "end", _d(2028), None, "", "end"),
    Mark(7, "survival_end", _d(2032), None, "", "end of residual effects"),
    Mark(9, "action", _d(2010), _d(2014), "", "ratification: Ruritania"),
    Mark(11, "milestone_done", _d(2022), None, "", "The parties agree to update it"),
    Mark(11, "milestone_done", _d(2024, 6), None, "", "The text is agreed"),
    Mark(11, "milestone_planned", _d(2028), None, "", "Signature planned"),
    Mark(11, "event", _d(2009), None, "", "visit: The Prime Minister in the capital"),
    Mark(12, "signature", _d(2005), None, "", "signature"),
    Mark(12, "entry_into_force", _d(2008), None, "", "entry into force"),
    Mark(12, "review", _d(2014), None, "", "review"),
    Mark(12, "last_notice", _d(2020), None, "", "last day to give notice"),
    Mark(12, "renewal", _d(2024), None, "", "renews"),
    Mark(12, "expiry", _d(2034), None, "", "expiry"),
)


def specimen() -> dict[str, Any]:
    """The manifest with its segment within, as a page carries it."""
    return {
        "format": FORMAT,
        "version": "specimen",
        "horizon": civil_day(HORIZON),
        "statuses": [{"code": code, "label": label} for code, label in STATUSES],
        "segments": [],
        "parties": [
            {"code": code, "name": name, "short": name, "kind": "state"}
            for code, name in (("RUR", "Ruritania"), ("SYL", "Syldavia"))
        ],
        "subjects": [{"code": "all", "name": "Everything, once"}],
        "ours": ["RUR"],
        "inline": [segment("specimen", "specimen", _lines(), SPANS, CYCLES, MARKS)],
    }
