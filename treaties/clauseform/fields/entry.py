"""Which agreement is it, and how does it enter into force (`law.clauses.entry_rules`)?"""

from typing import Final

from treaties.clauseform.field import BASIS, Choice, Field, choices, under
from treaties.clauseform.notation import KNOWN_DAY, NAME, NAMES
from treaties.law.clauses import provisions as p

ENTRY_PLACE: Final = "clauses.entry_into_force_rule"

AGREEMENT: Final = (
    Field("name", "Name", "any name", notation=NAME),
    Field(
        "composition",
        "Between",
        choices=choices(
            ("bilateral", "two parties"),
            ("plurilateral", "a few named parties"),
            ("multilateral", "many parties"),
        ),
    ),
    Field("parties", "Parties", "Iran, Russia", notation=NAMES),
)

ENTRY: Final = (
    Field("signed", "Signed on", "12 March 2001", notation=KNOWN_DAY),
    Field(
        "entry",
        "Enters into force",
        shapes=ENTRY_PLACE,
        choices=(
            Choice("", "the text does not say", p.UnstatedEntry),
            Choice("on_signature", "on signature", p.OnSignature),
            Choice("on_exchange", "on exchange of instruments", p.OnExchange),
            Choice("after_notification", "on notification", p.AfterNotification),
            Choice("first_day_of_month", "on the first of a month", p.FirstDayOfMonth),
            Choice("threshold", "once enough have ratified", p.Threshold),
            Choice("on_deposit", "on deposit of an instrument", p.OnDeposit),
            Choice("on_date", "on a day named in the text", p.OnDate),
            Choice("by_agreement", "as agreed later, or with another", p.LinkedEntry),
        ),
    ),
    Field(
        "entry_day",
        "Day in the text",
        "1 January 2030",
        under("entry", on_date="date"),
        needed="Say which day, such as 1 January 2030.",
    ),
    Field(
        "exchanged",
        "Exchange of",
        "instruments of ratification",
        under("entry", on_exchange="what"),
    ),
    Field(
        "linked",
        "Agreed how, with which",
        "entry into force of the framework",
        under("entry", by_agreement="linked"),
    ),
    Field(
        "nth",
        "First day of which month after",
        "2",
        under("entry", first_day_of_month="nth"),
        needed="Say the first day of which month after: 1 for the next, 2 for the second.",
    ),
    Field(
        "after",
        "After",
        where=under("entry", first_day_of_month="after"),
        choices=choices(
            ("notification", "notification"),
            ("exchange", "exchange of instruments"),
            ("deposit", "deposit"),
            ("threshold_met", "enough have ratified"),
            ("signature", "signature"),
        ),
    ),
    Field(
        "which",
        "Whose notification",
        where=under("entry", "after_notification first_day_of_month", "which"),
        choices=choices(("last", "the last of them"), ("single", "one party’s")),
    ),
    Field("notified_by", "That party", "Russia", under("which", single="by")),
    Field(
        "entry_basis",
        "It counts",
        where=under("entry", "after_notification first_day_of_month", "basis"),
        choices=BASIS,
    ),
    Field(
        "needed",
        "How many States",
        "55, or all signatories",
        under("entry", "first_day_of_month threshold", "count"),
    ),
    Field(
        "named",
        "Among them",
        "France, China",
        under("entry", "first_day_of_month threshold", "named"),
    ),
    Field("share", "Together holding", "55%", under("entry", threshold="weight.share")),
    Field("share_of", "Of", "world emissions", under("entry", threshold="weight.of")),
    Field("extra", "And also", "a condition in words", under("entry", threshold="extra")),
    Field(
        "met",
        "That happened on",
        "5 April 2002",
        under("entry", "on_exchange after_notification first_day_of_month threshold on_deposit"),
        notation=KNOWN_DAY,
    ),
    Field(
        "delay",
        "And then after",
        "30 days",
        under(
            "entry",
            "on_exchange after_notification threshold on_deposit",
            "delay",
            first_day_of_month="wait",
        ),
    ),
    Field("floor", "But not before", "1 January 2030", under("entry", threshold="not_before.date")),
    Field(
        "later",
        "Whoever joins later",
        where=under("entry", "first_day_of_month threshold"),
        shapes=f"{ENTRY_PLACE}.per_party",
        choices=(
            Choice("", "not said"),
            Choice("on_deposit", "from its own deposit", p.OnDeposit),
            Choice(
                "first_day_of_month",
                "on the first of a month",
                p.FirstDayOfMonth,
                {"after": "deposit"},
            ),
        ),
    ),
    Field(
        "later_delay",
        "How long after its deposit",
        "30 days",
        under("later", on_deposit="delay", first_day_of_month="wait"),
    ),
    Field(
        "later_nth",
        "First day of which month after",
        "1",
        under("later", first_day_of_month="nth"),
        needed="Say the first day of which month after: 1 for the next, 2 for the second.",
    ),
    Field("entered", "In force since, if recorded", "5 April 2002", notation=KNOWN_DAY),
    Field(
        "provisional",
        "Applied before",
        shapes=f"{ENTRY_PLACE}.provisional",
        choices=(
            Choice("", "no"),
            Choice("signature", "from signature", p.Provisional, {"from": "signature"}),
            Choice("date", "from a day in the text", p.Provisional, {"from": "date"}),
            Choice(
                "first_day_of_month",
                "from the first of a month",
                p.Provisional,
                {"type": "first_day_of_month", "after": "signature"},
            ),
        ),
    ),
    Field(
        "provisional_delay",
        "How long after signature",
        "30 days",
        under("provisional", signature="delay"),
    ),
    Field(
        "provisional_nth",
        "First day of which month after",
        "1",
        under("provisional", first_day_of_month="nth"),
    ),
    Field(
        "provisional_day",
        "From which day",
        "1 January 2030",
        under("provisional", "signature date first_day_of_month", "date"),
    ),
    Field(
        "provisional_length",
        "For at most",
        "12 months",
        under("provisional", "signature date first_day_of_month", "duration"),
    ),
    Field(
        "provisional_scope",
        "Only for",
        "article 5",
        under("provisional", "signature date first_day_of_month", "scope"),
    ),
)
