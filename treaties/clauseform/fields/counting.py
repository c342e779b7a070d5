"""How is time counted, and what is supposed?"""

from functools import partial
from typing import Final

from treaties.clauseform.field import Field, always, choices
from treaties.clauseform.notation import DAY
from treaties.law.clauses import provisions as p

_counting: Final = partial(always, "counting", p.Counting)

COUNTING: Final = (
    Field(
        "term_end",
        "A period of years ends",
        where=_counting("term_end"),
        choices=choices(
            ("exclusive", "the day before its anniversary"), ("inclusive", "on its anniversary")
        ),
    ),
    Field(
        "leap_policy",
        "29 February in a common year",
        where=_counting("leap_policy"),
        choices=choices(("clamp", "is 28 February"), ("roll", "is 1 March")),
    ),
    Field(
        "deadline_method",
        "Months before a short month’s end",
        where=_counting("deadline_method"),
        choices=choices(
            ("backward", "counted back"), ("forward_max", "latest day that still runs up")
        ),
    ),
    Field(
        "notice_counting",
        "Months of notice",
        where=_counting("notice_counting"),
        choices=choices(("calendar", "calendar months"), ("clear", "clear months: a day earlier")),
    ),
    Field(
        "nth_day",
        "“Thirtieth day after”",
        where=_counting("nth_day"),
        choices=choices(
            ("exclude_first", "the day itself not counted"), ("include_first", "counted")
        ),
    ),
    Field(
        "year_rule",
        "Calendar years after a minimum",
        where=_counting("year_rule"),
        choices=choices(
            ("ends_after", "those that end after it"), ("begins_after", "that begin after it")
        ),
    ),
)

SUPPOSE: Final = (
    Field("noticed", "Notice given on", "1 April 2020", notation=DAY),
    Field("by", "By", "Russia"),
    Field(
        "through",
        "By which way of ending it",
        choices=choices(
            ("", "each that a notice opens"),
            ("end_of_term", "against renewal"),
            ("leave", "the way of ending it above"),
            ("leave2", "the other way of ending it"),
        ),
    ),
    Field("by_since", "In force for it since", "5 April 2002", notation=DAY),
    Field("on", "Status on", "today", notation=DAY),
    Field("horizon", "Calculated until", "twenty years ahead", notation=DAY),
)
