"""What does the form of the clause tester ask of the ways out of an agreement, of what goes on
after it, of counting, and of what is supposed?
"""

from dataclasses import replace
from typing import Final

from treaties.web.clausefield import BASIS, Field
from treaties.web.clausekinds import AWAY, DAY, DAY_OF_YEAR, LENGTH, NAME, NAMES, number

WAY: Final[tuple[Field, ...]] = (
    Field(
        "leave",
        "Ending it early",
        choices=(
            ("", "none"),
            ("notice", "by notice at any time"),
            ("window", "by notice in windows (ILO)"),
            ("supreme_interests", "for supreme interests"),
            ("automatic", "it ends by an event"),
            ("agreement", "by agreement"),
            ("decision", "by decision of an organ"),
            ("suspension", "it may be suspended"),
            ("unstated", "the text does not say"),
        ),
    ),
    Field(
        "opens",
        "Window first opens after",
        "10 years",
        LENGTH,
        needed="Say after how long it first opens.",
    ),
    Field("window", "Stays open for", "1 year", LENGTH, needed="Say for how long it is open."),
    Field("cycle", "Opens again every", "10 years", LENGTH, needed="Say how often it opens again."),
    Field(
        "leave_notice",
        "Notice",
        "12 months",
        LENGTH,
        needed="Say how long the notice is, such as 12 months.",
        spared=(
            "effect",
            frozenset({"end_of_next_calendar_year", "first_day_of_month", "fixed_day"}),
        ),
    ),
    Field("leave_basis", "It counts", choices=BASIS),
    Field("deemed", "Received at the latest", "14 days", LENGTH),
    Field("deemed_from", "After", "receipt by the organisation"),
    Field(
        "effect",
        "It takes effect",
        choices=(
            ("exact", "when the notice has run"),
            ("end_of_calendar_year", "at the end of a year"),
            ("end_of_next_calendar_year", "at the end of the next year"),
            ("first_day_of_month", "on the first of a month"),
            ("fixed_day", "on a fixed day of the year"),
        ),
    ),
    Field(
        "effect_nth",
        "First day of which month after",
        "7",
        number(1, 1200),
        needed="Say the first day of which month after: 1 for the next, 7 for the seventh.",
    ),
    Field(
        "effect_on",
        "On which day",
        "30 June",
        DAY_OF_YEAR,
        needed="Say which day, such as 30 June.",
    ),
    Field(
        "effect_by",
        "Notice by",
        "1 January",
        DAY_OF_YEAR,
        needed="Say by which day notice is given, such as 1 January.",
    ),
    Field("effect_year", "How many years before", "0 for the same year", number(0, 10)),
    Field(
        "gate",
        "Possible",
        choices=(
            ("", "from the first day"),
            ("earliest_notice", "notice only after"),
            ("earliest_effect", "end only after"),
            ("earliest_year_end", "end of a year only after"),
        ),
    ),
    Field(
        "gate_period",
        "How long",
        "5 years",
        LENGTH,
        needed="Say after how long, such as 5 years.",
    ),
    Field(
        "gate_from",
        "From",
        choices=(("eif", "entry into force"), ("party_eif", "entry into force for the party")),
    ),
    Field("event", "By what event", "accession to the Union"),
    Field("event_day", "It happened on", "1 May 2004", DAY),
    Field("event_away", "Effect", "1 day before", AWAY),
    Field("below", "Or with fewer parties than", "4", number(1, 1000)),
    Field("leaves", "Or when one of these leaves", "Australia, Canada", NAMES),
    Field("organ", "Which organ", "the Council"),
    Field("suspended_on", "On what ground", "serious circumstances"),
    Field("condition", "Only if", "a condition in words"),
)

AFTER: Final = (
    Field("survival", "Some provisions still apply for", "15 years", LENGTH),
    Field("surviving_until", "Or until", "completion of projects"),
    Field("surviving", "For what", "earlier investments", NAME),
)

COUNTING: Final = (
    Field(
        "term_end",
        "A period of years ends",
        choices=(
            ("exclusive", "the day before its anniversary"),
            ("inclusive", "on its anniversary"),
        ),
    ),
    Field(
        "leap_policy",
        "29 February in a common year",
        choices=(("clamp", "is 28 February"), ("roll", "is 1 March")),
    ),
    Field(
        "deadline_method",
        "Months before a short month’s end",
        choices=(("backward", "counted back"), ("forward_max", "latest day that still runs up")),
    ),
    Field(
        "notice_counting",
        "Months of notice",
        choices=(("calendar", "calendar months"), ("clear", "clear months: a day earlier")),
    ),
    Field(
        "nth_day",
        "“Thirtieth day after”",
        choices=(("exclude_first", "the day itself not counted"), ("include_first", "counted")),
    ),
    Field(
        "year_rule",
        "Calendar years after a minimum",
        choices=(
            ("ends_after", "those that end after it"),
            ("begins_after", "that begin after it"),
        ),
    ),
)

SUPPOSE: Final = (
    Field("noticed", "Notice given on", "1 April 2020", DAY),
    Field("by", "By", "Russia"),
    Field(
        "through",
        "By which way of ending it",
        choices=(
            ("", "each that a notice opens"),
            ("end_of_term", "against renewal"),
            ("leave", "the way of ending it above"),
            ("leave2", "the other way of ending it"),
        ),
    ),
    Field("by_since", "In force for it since", "5 April 2002", DAY),
    Field("on", "Status on", "today", DAY),
    Field("horizon", "Calculated until", "twenty years ahead", DAY),
)


def again(suffix: str, label: str) -> tuple[Field, ...]:
    """The fields of one more way out, told apart by `suffix`."""
    return tuple(
        replace(
            field,
            name=f"{field.name}{suffix}",
            label=label if field.name == "leave" else field.label,
            spared=(f"{field.spared[0]}{suffix}", field.spared[1]) if field.spared else None,
        )
        for field in WAY
    )
