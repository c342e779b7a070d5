"""How is it left, and what goes on after it (`law.clauses.exit_modes`)?"""

from dataclasses import replace
from functools import partial
from typing import Final

from treaties.clauseform.field import BASIS, Choice, Field, Where, always, choices, under
from treaties.clauseform.notation import NAME
from treaties.law.clauses import provisions as p

WAY: Final[tuple[Field, ...]] = (
    Field(
        "leave",
        "Ending it early",
        shapes="way",
        choices=(
            Choice("", "none"),
            Choice("notice", "by notice at any time", p.NoticeAtAnyTime),
            Choice("window", "by notice in windows (ILO)", p.Window),
            Choice("supreme_interests", "for supreme interests", p.SupremeInterests),
            Choice("automatic", "it ends by an event", p.Automatic),
            Choice("agreement", "by agreement", p.MutualAgreement),
            Choice("decision", "by decision of an organ", p.DecisionToEnd),
            Choice("suspension", "it may be suspended", p.SuspensionClause),
            Choice("unstated", "the text does not say", p.UnstatedExit),
        ),
    ),
    Field(
        "opens",
        "Window first opens after",
        "10 years",
        under("leave", window="opens_after"),
        needed="Say after how long it first opens.",
    ),
    Field(
        "window",
        "Stays open for",
        "1 year",
        under("leave", window="window"),
        needed="Say for how long it is open.",
    ),
    Field(
        "cycle",
        "Opens again every",
        "10 years",
        under("leave", window="cycle"),
        needed="Say how often it opens again.",
    ),
    Field(
        "leave_notice",
        "Notice",
        "12 months",
        under("leave", "notice supreme_interests", "period", window="effect"),
        needed="Say how long the notice is, such as 12 months.",
        spared=(
            "effect",
            frozenset({"end_of_next_calendar_year", "first_day_of_month", "fixed_day"}),
        ),
    ),
    Field(
        "leave_basis",
        "It counts",
        where=under("leave", "notice window supreme_interests", "basis"),
        choices=BASIS,
    ),
    Field(
        "deemed", "Received at the latest", "14 days", under("leave", notice="deemed_receipt.after")
    ),
    Field(
        "deemed_from",
        "After",
        "receipt by the organisation",
        under("leave", notice="deemed_receipt.from"),
    ),
    Field(
        "effect",
        "It takes effect",
        where=under("leave", notice="effect"),
        choices=choices(
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
        under("effect", first_day_of_month="nth"),
        needed="Say the first day of which month after: 1 for the next, 7 for the seventh.",
    ),
    Field(
        "effect_on",
        "On which day",
        "30 June",
        under("effect", fixed_day="on"),
        needed="Say which day, such as 30 June.",
    ),
    Field(
        "effect_by",
        "Notice by",
        "1 January",
        under("effect", fixed_day="notice_by"),
        needed="Say by which day notice is given, such as 1 January.",
    ),
    Field(
        "effect_year",
        "How many years before",
        "0 for the same year",
        under("effect", fixed_day="notice_year_offset"),
    ),
    Field(
        "gate",
        "Possible",
        where=under("leave", notice=""),
        choices=choices(
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
        under(
            "gate",
            earliest_notice="earliest_notice.after",
            earliest_effect="earliest_effect.after",
            earliest_year_end="earliest_year_end.after",
        ),
        needed="Say after how long, such as 5 years.",
    ),
    Field(
        "gate_from",
        "From",
        where=under(
            "gate",
            earliest_notice="earliest_notice.from",
            earliest_effect="earliest_effect.from",
            earliest_year_end="earliest_year_end.from",
        ),
        choices=choices(
            ("eif", "entry into force"), ("party_eif", "entry into force for the party")
        ),
    ),
    Field("event", "By what event", "accession to the Union", under("leave", automatic="event")),
    Field("event_day", "It happened on", "1 May 2004", under("leave", automatic="event_date")),
    Field("event_away", "Effect", "1 day before", under("leave", automatic="offset")),
    Field("below", "Or with fewer parties than", "4", under("leave", automatic="below")),
    Field(
        "leaves",
        "Or when one of these leaves",
        "Australia, Canada",
        under("leave", automatic="leaves"),
    ),
    Field("organ", "Which organ", "the Council", under("leave", decision="by")),
    Field(
        "suspended_on", "On what ground", "serious circumstances", under("leave", suspension="on")
    ),
    Field(
        "condition",
        "Only if",
        "a condition in words",
        under("leave", "notice window supreme_interests automatic", "condition"),
    ),
)


def again(suffix: str, label: str) -> tuple[Field, ...]:
    """The fields of one more way out, told apart by `suffix`; there is none without a first."""
    first, *others = WAY
    ways = {choice.code: "" for choice in first.choices if choice.code}
    return (
        replace(
            first,
            name=f"{first.name}{suffix}",
            label=label,
            where=Where(first.name, ways),
            shapes=f"{first.shapes}{suffix}",
        ),
        *(
            replace(
                field,
                name=f"{field.name}{suffix}",
                where=replace(field.where, by=f"{field.where.by}{suffix}"),
                spared=(f"{field.spared[0]}{suffix}", field.spared[1]) if field.spared else None,
            )
            for field in others
        ),
    )


_after_the_end: Final = partial(always, "clauses.termination.survival", p.Survival)

AFTER: Final = (
    Field("survival", "Some provisions still apply for", "15 years", _after_the_end("period")),
    Field("surviving_until", "Or until", "completion of projects", _after_the_end("until")),
    Field("surviving", "For what", "earlier investments", _after_the_end("scope"), notation=NAME),
)
