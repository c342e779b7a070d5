"""What does the form of the clause tester ask of the beginning, the duration and the renewal of an
agreement?
"""

from typing import Final

from treaties.web.clausefield import BASIS, Field
from treaties.web.clausekinds import (
    COUNT,
    DAY,
    FROM_DAY,
    KNOWN_DAY,
    LENGTH,
    LENGTHS,
    MARK,
    NAME,
    NAMES,
    SHARE,
    number,
)

AGREEMENT: Final = (
    Field("name", "Name", "any name", NAME),
    Field(
        "composition",
        "Between",
        choices=(
            ("bilateral", "two parties"),
            ("plurilateral", "a few named parties"),
            ("multilateral", "many parties"),
        ),
    ),
    Field("parties", "Parties", "Iran, Russia", NAMES),
)

ENTRY: Final = (
    Field("signed", "Signed on", "12 March 2001", KNOWN_DAY),
    Field(
        "entry",
        "Enters into force",
        choices=(
            ("", "the text does not say"),
            ("on_signature", "on signature"),
            ("on_exchange", "on exchange of instruments"),
            ("after_notification", "on notification"),
            ("first_day_of_month", "on the first of a month"),
            ("threshold", "once enough have ratified"),
            ("on_deposit", "on deposit of an instrument"),
            ("on_date", "on a day named in the text"),
            ("by_agreement", "as agreed later, or with another"),
        ),
    ),
    Field(
        "entry_day",
        "Day in the text",
        "1 January 2030",
        DAY,
        needed="Say which day, such as 1 January 2030.",
    ),
    Field("exchanged", "Exchange of", "instruments of ratification"),
    Field("linked", "Agreed how, with which", "entry into force of the framework"),
    Field(
        "nth",
        "First day of which month after",
        "2",
        number(1, 1200),
        needed="Say the first day of which month after: 1 for the next, 2 for the second.",
    ),
    Field(
        "after",
        "After",
        choices=(
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
        choices=(("last", "the last of them"), ("single", "one party’s")),
    ),
    Field("notified_by", "That party", "Russia"),
    Field("entry_basis", "It counts", choices=BASIS),
    Field("needed", "How many States", "55, or all signatories", COUNT),
    Field("named", "Among them", "France, China", NAMES),
    Field("share", "Together holding", "55%", SHARE),
    Field("share_of", "Of", "world emissions"),
    Field("extra", "And also", "a condition in words"),
    Field("met", "That happened on", "5 April 2002", KNOWN_DAY),
    Field("delay", "And then after", "30 days", LENGTH),
    Field("floor", "But not before", "1 January 2030", DAY),
    Field(
        "later",
        "Whoever joins later",
        choices=(
            ("", "not said"),
            ("on_deposit", "from its own deposit"),
            ("first_day_of_month", "on the first of a month"),
        ),
    ),
    Field("later_delay", "How long after its deposit", "30 days", LENGTH),
    Field(
        "later_nth",
        "First day of which month after",
        "1",
        number(1, 1200),
        needed="Say the first day of which month after: 1 for the next, 2 for the second.",
    ),
    Field("entered", "In force since, if recorded", "5 April 2002", KNOWN_DAY),
    Field(
        "provisional",
        "Applied before",
        choices=(
            ("", "no"),
            ("signature", "from signature"),
            ("date", "from a day in the text"),
            ("first_day_of_month", "from the first of a month"),
        ),
    ),
    Field("provisional_delay", "How long after signature", "30 days", LENGTH),
    Field("provisional_nth", "First day of which month after", "1", number(1, 1200)),
    Field("provisional_day", "From which day", "1 January 2030", DAY),
    Field("provisional_length", "For at most", "12 months", LENGTH),
    Field("provisional_scope", "Only for", "article 5"),
)

DURATION: Final = (
    Field(
        "lasts",
        "It lasts",
        choices=(
            ("for", "for a fixed time"),
            ("until", "until a day"),
            ("first", "a first term, then no fixed end"),
            ("indefinite", "without limit of time"),
            ("objective", "until something is achieved"),
            ("coterminous", "as long as another agreement"),
            ("unsaid", "the text does not say"),
        ),
    ),
    Field("period", "How long", "10 years", LENGTH, needed="Say for how long, such as 10 years."),
    Field(
        "until",
        "Until, that day included",
        "31 December 2030",
        DAY,
        needed="Say until which day, such as 31 December 2030.",
    ),
    Field("objective", "Until what", "the works are completed"),
    Field("with", "As long as which agreement", "the framework agreement"),
    Field(
        "counted",
        "Counted from",
        choices=(
            ("", "not said: see both"),
            ("eif", "entry into force"),
            ("signature", "signature"),
            ("party_eif", "entry into force for the party"),
            ("date", "a day in the text"),
        ),
    ),
    Field(
        "counted_day",
        "Which day",
        "1 March 2000",
        FROM_DAY,
        needed="Say from which day, such as 1 March 2000.",
    ),
    Field("latest", "But at the latest until", "31 December 2030", DAY),
    Field("or_until", "Or, if earlier, until", "the works are completed"),
    Field(
        "renewal",
        "At the end",
        choices=(
            ("none", "nothing: no renewal"),
            ("tacit", "renewed unless notice given"),
            ("tacit_indefinite", "no fixed end unless notice given"),
            ("express", "renewed only if all agree"),
            ("decision", "renewed if an organ decides"),
            ("review_conference", "reviewed by a conference"),
            ("unspecified", "“extended”; how is not said"),
        ),
    ),
    Field("renewal_period", "For a further", "5 years", LENGTH),
    Field("renewal_periods", "Or, one after the other", "5 years, 3 years", LENGTHS),
    Field("times", "At most how many times", "no limit", number(1, 2000)),
    Field("renewed_by", "By", "exchange of notes"),
    Field("decide_by", "Decided how long before", "6 months", LENGTH),
    Field(
        "agreed",
        "Renewals agreed",
        kind=MARK,
        choices=(("", "none known"), ("yes", "all of these")),
    ),
    Field(
        "review_at",
        "Conference after",
        "25 years",
        LENGTH,
        needed="Say after how long, such as 25 years.",
    ),
    Field("convened", "Convened", "on request of a party"),
    Field("options", "It may decide for", "indefinite, fixed_period", NAMES),
    Field(
        "decided",
        "It decided for",
        choices=(
            ("", "not known"),
            ("indefinite", "no limit of time"),
            ("fixed_period", "a period"),
        ),
    ),
    Field("decided_on", "Decided on", "11 May 1995", DAY),
    Field("notice", "Notice against renewal", "1 year", LENGTH),
    Field("notice_later", "In later terms", "6 months", LENGTH),
    Field(
        "form",
        "It must be given",
        choices=(
            ("at_least", "at least this long before"),
            ("within", "only within this time before"),
        ),
    ),
    Field("basis", "It counts", choices=BASIS),
)
