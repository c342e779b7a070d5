"""How long does it last, and how is it renewed (`law.clauses.term_rules`)?"""

from functools import partial
from typing import Final

from treaties.clauseform.field import BASIS, Choice, Field, Where, choices, under
from treaties.law.clauses import provisions as p

_against: Final = partial(Where, "renewal", place="clauses.notice", rule=p.NonRenewalNotice)
_TACITLY: Final = ("tacit", "tacit_indefinite", "unspecified")

DURATION: Final = (
    Field(
        "lasts",
        "It lasts",
        shapes="clauses.duration",
        choices=(
            Choice("for", "for a fixed time", p.FixedTerm),
            Choice("until", "until a day", p.UntilDate),
            Choice("first", "a first term, then no fixed end", p.InitialThenIndefinite),
            Choice("indefinite", "without limit of time", p.Indefinite),
            Choice("objective", "until something is achieved", p.UntilObjective),
            Choice("coterminous", "as long as another agreement", p.Coterminous),
            Choice("unsaid", "the text does not say", p.UnstatedDuration),
        ),
    ),
    Field(
        "period",
        "How long",
        "10 years",
        Where("lasts", {"for": "period", "first": "initial"}),
        needed="Say for how long, such as 10 years.",
    ),
    Field(
        "until",
        "Until, that day included",
        "31 December 2030",
        under("lasts", until="date"),
        needed="Say until which day, such as 31 December 2030.",
    ),
    Field(
        "objective", "Until what", "the works are completed", under("lasts", objective="objective")
    ),
    Field(
        "with",
        "As long as which agreement",
        "the framework agreement",
        under("lasts", coterminous="with"),
    ),
    Field(
        "counted",
        "Counted from",
        where=Where("lasts", {"for": "from", "until": "from", "first": "from"}),
        choices=choices(
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
        under("counted", date="from"),
        needed="Say from which day, such as 1 March 2000.",
    ),
    Field(
        "latest", "But at the latest until", "31 December 2030", Where("lasts", {"for": "latest"})
    ),
    Field(
        "or_until",
        "Or, if earlier, until",
        "the works are completed",
        Where("lasts", {"for": "or_until"}),
    ),
    Field(
        "renewal",
        "At the end",
        shapes="clauses.renewal",
        choices=(
            Choice("none", "nothing: no renewal", p.NoRenewal),
            Choice("tacit", "renewed unless notice given", p.Tacit),
            Choice("tacit_indefinite", "no fixed end unless notice given", p.TacitIndefinite),
            Choice("express", "renewed only if all agree", p.Express),
            Choice("decision", "renewed if an organ decides", p.ByOrgan),
            Choice("review_conference", "reviewed by a conference", p.ReviewConference),
            Choice("unspecified", "“extended”; how is not said", p.UnspecifiedRenewal),
        ),
    ),
    Field(
        "renewal_period",
        "For a further",
        "5 years",
        under("renewal", "tacit express decision unspecified", "period"),
    ),
    Field(
        "renewal_periods",
        "Or, one after the other",
        "5 years, 3 years",
        under("renewal", "tacit express decision", "periods"),
    ),
    Field(
        "times",
        "At most how many times",
        "no limit",
        under("renewal", "tacit express decision", "max_times"),
    ),
    Field("renewed_by", "By", "exchange of notes", under("renewal", "express decision", "by")),
    Field(
        "decide_by", "Decided how long before", "6 months", under("renewal", decision="decide_by")
    ),
    Field(
        "agreed",
        "Renewals agreed",
        where=under("renewal", "express decision", "project"),
        choices=choices(("", "none known"), ("yes", "all of these")),
    ),
    Field(
        "review_at",
        "Conference after",
        "25 years",
        under("renewal", review_conference="at"),
        needed="Say after how long, such as 25 years.",
    ),
    Field(
        "convened",
        "Convened",
        "on request of a party",
        under("renewal", review_conference="convened"),
    ),
    Field(
        "options",
        "It may decide for",
        "indefinite, fixed_period",
        under("renewal", review_conference="options"),
    ),
    Field(
        "decided",
        "It decided for",
        where=under("renewal", review_conference="decided"),
        choices=choices(
            ("", "not known"), ("indefinite", "no limit of time"), ("fixed_period", "a period")
        ),
    ),
    Field(
        "decided_on", "Decided on", "11 May 1995", under("renewal", review_conference="decided_on")
    ),
    Field(
        "notice", "Notice against renewal", "1 year", _against(dict.fromkeys(_TACITLY, "period"))
    ),
    Field(
        "notice_later",
        "In later terms",
        "6 months",
        _against(dict.fromkeys(_TACITLY, "later_terms")),
    ),
    Field(
        "form",
        "It must be given",
        where=_against(dict.fromkeys(_TACITLY, "form")),
        choices=choices(
            ("at_least", "at least this long before"), ("within", "only within this time before")
        ),
    ),
    Field("basis", "It counts", where=_against(dict.fromkeys(_TACITLY, "basis")), choices=BASIS),
)
