"""Which clauses can one try at a click? Real ones, each only a link that holds its question."""

from typing import Any, Final

EXAMPLES: Final[tuple[tuple[str, str, str, dict[str, Any]], ...]] = (
    (
        "Ten years, then five by five, one year’s notice",
        "Iran–Russia 2001",
        "2021-04-12",
        {
            "id": "Iran–Russia 2001",
            "parties": ["IRN", "RUS"],
            "facts": {"signature": "2001-03-12", "exchange": "2002-04-05"},
            "clauses": {
                "entry_into_force_rule": {"type": "on_exchange"},
                "duration": {"type": "fixed", "period": "P10Y"},
                "renewal": {"type": "tacit", "period": "P5Y"},
                "notice": {"period": "P1Y"},
                "termination": {"modes": [{"type": "end_of_term"}]},
            },
        },
    ),
    (
        "One year in every ten",
        "window of an ILO Convention",
        "2026-11-24",
        {
            "id": "Equal Remuneration Convention 1951",
            "composition": "multilateral",
            "facts": {"signature": "1951-06-29", "threshold_met": "1952-05-23"},
            "clauses": {
                "entry_into_force_rule": {"type": "threshold", "count": 2, "delay": "P12M"},
                "duration": {"type": "indefinite"},
                "renewal": {"type": "none"},
                "termination": {
                    "modes": [
                        {
                            "type": "window",
                            "opens_after": "P10Y",
                            "window": "P1Y",
                            "cycle": "P10Y",
                            "effect": "P1Y",
                        }
                    ]
                },
            },
        },
    ),
    (
        "Six months before the end of a calendar year",
        "OECD tax clause, Netherlands–Uganda 2004",
        "2008-01-10",
        {
            "id": "Netherlands–Uganda 2004",
            "parties": ["NLD", "UGA"],
            "facts": {"signature": "2004-08-31", "notification": "2006-08-11"},
            "clauses": {
                "entry_into_force_rule": {"type": "after_notification", "delay": "P30D"},
                "duration": {"type": "indefinite"},
                "renewal": {"type": "none"},
                "termination": {
                    "modes": [
                        {
                            "type": "notice",
                            "period": "P6M",
                            "basis": "given",
                            "effect": "end_of_calendar_year",
                            "earliest_year_end": {"after": "P5Y"},
                        }
                    ]
                },
            },
        },
    ),
    (
        "Not in the first three years",
        "Paris Agreement, the United States’ notice",
        "2020-01-15",
        {
            "id": "Paris Agreement",
            "composition": "multilateral",
            "parties": ["USA"],
            "facts": {"threshold_met": "2016-10-05"},
            "clauses": {
                "entry_into_force_rule": {"type": "threshold", "count": 55, "delay": "P30D"},
                "duration": {"type": "indefinite"},
                "renewal": {"type": "none"},
                "termination": {
                    "modes": [
                        {
                            "type": "notice",
                            "period": "P1Y",
                            "basis": "received",
                            "earliest_notice": {"after": "P3Y"},
                        }
                    ]
                },
            },
            "notices": [{"on": "2019-11-04", "mode_index": 0, "party": "USA"}],
        },
    ),
    (
        "Twenty-five years, then without limit of time",
        "Non-Proliferation Treaty",
        "2026-11-24",
        {
            "id": "Non-Proliferation Treaty",
            "composition": "multilateral",
            "facts": {"signature": "1968-07-01", "threshold_met": "1970-03-05"},
            "clauses": {
                "entry_into_force_rule": {"type": "threshold", "count": 43},
                "duration": {"type": "fixed", "period": "P25Y", "from": "eif"},
                "renewal": {
                    "type": "review_conference",
                    "at": "P25Y",
                    "options": ["indefinite", "fixed_period"],
                    "decided": "indefinite",
                    "decided_on": "1995-05-11",
                },
                "termination": {
                    "modes": [{"type": "supreme_interests", "period": "P3M", "basis": "given"}]
                },
            },
        },
    ),
)
"""(what it shows, whose clause it is, the day it is seen on, the question)."""
