"""What would follow if somebody acted? The panel on the page of an agreement: the question, one
sentence, what would differ, and the same drawn below the record. The record is not touched.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from treaties.catalogue.visibility import Reader
from treaties.chronology.payload import inline_stored
from treaties.inquiry.supposing import Supposed, What
from treaties.inquiry.whatif import WhatIf, what_if
from treaties.law.rules.participation import BOUND
from treaties.law.rules.results import KeyDate, Reading, Span
from treaties.law.values.errors import LawError
from treaties.law.values.outcomes import Outcome
from treaties.law.values.periods import Period, words
from treaties.law.values.vocabulary import BINDS, Composition, KeyDateKind, PartyStatus, Status
from treaties.models import Treaty, with_names
from treaties.views import runways
from treaties.views.as_of import Asked
from treaties.views.doubts import doubts
from treaties.views.verdict import Verdict, verdict

LENGTHS: Final = tuple(Period.parse(iso).words for iso in runways.LENGTHS)
USUAL_LENGTH: Final = "6 months"
SHOWN: Final = 8
"""Differences shown at once; the rest, mostly later renewals, are behind a fold."""

READING: Final = "what-if"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that would be otherwise."""

    what: str
    party: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Panel:
    """The question as it was asked, and the answer if it was a sound one. `by_reading` is the name
    of the other reading that is followed where it binds nobody by the principal one; `doubts` are
    the law's own, of the record.
    """

    asked: Supposed
    choices: tuple[tuple[str, str], ...]
    parties: tuple[tuple[str, str], ...]
    usual_day: str
    sentence: str = ""
    outlook: Verdict | None = None
    warnings: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    drawing: dict[str, Any] | None = None
    by_reading: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def near(self) -> tuple[Row, ...]:
        return self.rows[:SHOWN]

    @property
    def far(self) -> tuple[Row, ...]:
        return self.rows[SHOWN:]

    @property
    def on_shown(self) -> str:
        """The day as it was understood; as it was typed where it was not."""
        return words(self.asked.day) if self.asked.day else self.asked.on or self.usual_day

    @property
    def length_shown(self) -> str:
        """The length as it was understood; as it was typed where it was not."""
        period = self.asked.period
        return period.words if period else self.asked.length or USUAL_LENGTH

    @property
    def faults(self) -> list[dict[str, str]]:
        """What is wrong with the question, each with its place in the form."""
        named = {"suppose": "Suppose that", "party": "Which party", "on": "On", "for": "For"}
        return [
            {"place": f"what-if-{name}", "name": named[name], "sentence": sentence}
            for name, sentence in self.asked.faults.items()
        ]

    @property
    def several(self) -> bool:
        return len(self.parties) > 2


def panel(
    treaty: Treaty, asked: Supposed, question: Asked, reader: Reader, names: Mapping[str, str]
) -> Panel:
    """The panel for `treaty`, of which `asked` is supposed; `names` are its parties by their
    codes.
    """
    empty = Panel(asked, (), tuple(names.items()), words(question.day))
    if asked.what is None:
        stands = what_if(treaty, asked.supposition, question.as_of, question.today)
        return replace(
            empty,
            choices=_choices(stands, question),
            by_reading=_by_reading(stands),
            doubts=doubts(stands.before, names, reader),
        )
    found: WhatIf | None = None
    if asked.is_sound:
        try:
            found = what_if(treaty, asked.supposition, question.as_of, question.today)
        except LawError as wrong:
            asked.faults["suppose"] = f"{wrong.text[0].upper()}{wrong.text[1:]}."
    if found is None:
        return replace(empty, choices=tuple(What.choices()))
    warnings = (w for w in found.after.warnings if w not in found.before.warnings)
    new = [with_names(w.text, names) for w in warnings]
    supposing = found.stands._replace(key=READING, label=_if(asked, names))
    readings = (*found.before.readings, *((supposing,) if found.differences else ()))
    outlook = verdict(found.stands, question.day, names)
    return Panel(
        asked,
        _choices(found, question),
        tuple(names.items()),
        words(question.day),
        _sentence(asked, found, names),
        outlook if asked.what is What.NOTHING else None,
        tuple(f"{text[0].upper()}{text[1:]}." for text in new),
        _rows(found, names),
        inline_stored(treaty, readings, reader, found.after.until, question.as_of),
        _by_reading(found),
        doubts(found.before, names, reader),
    )


def _by_reading(found: WhatIf) -> str:
    return found.stood.label if found.reading else ""


def _choices(found: WhatIf, question: Asked) -> tuple[tuple[str, str], ...]:
    """What it makes sense to suppose of the agreement on the day."""
    reading = found.stood
    span = reading.status_on(question.day)
    status = span.status if span else None
    binds = status in BINDS
    fits = {
        What.NOTICE: binds,
        What.EXTEND: bool(reading.cycles) and (binds or status is Status.EXPIRED),
        What.ENTRY: not binds and reading.end is None,
        What.TAKEN_BACK: any(_runs(span, question.day) for span in reading.spans),
        What.NOTHING: binds,
    }
    return tuple((what.value, what.label) for what in What if fits[what])


def _runs(span: Span, day: date) -> bool:
    """Whether a notice has been given and has not taken effect on `day`."""
    if span.status not in (Status.NOTICE_GIVEN, PartyStatus.NOTICE_GIVEN) or span.start is None:
        return False
    return span.start <= day and (span.end is None or day < span.end)


def _if(asked: Supposed, names: Mapping[str, str]) -> str:
    """The name of the supposed reading, in the chart and at the head of the answer."""
    on = f" on {words(asked.day)}" if asked.day else ""
    match asked.what:
        case What.NOTICE:
            give = "give" if len(asked.parties) > 1 else "gives"
            return f"If {_and([names[code] for code in asked.parties])} {give} notice{on}"
        case What.EXTEND:
            by = f" by {asked.period.words}" if asked.period else ""
            return f"If it is extended{by}, agreed{on}"
        case What.ENTRY:
            return f"If it enters into force{on}"
        case What.TAKEN_BACK:
            return "If the notices on record are taken back"
    return "If nobody acts"


def _sentence(asked: Supposed, found: WhatIf, names: Mapping[str, str]) -> str:
    """The answer in one sentence, tails included."""
    head, before, after = _if(asked, names), found.stood, found.stands
    if by := _by_reading(found):
        head = f"By the other reading ({by}): {head[:1].lower()}{head[1:]}"
    if asked.what is What.NOTHING:
        return f"{head}, it continues as it stands:"
    if not found.differences:
        return f"{head}, nothing would change{_strangers(asked, before, names)}."
    tail = _survival(after)
    if asked.what is What.ENTRY:
        return f"{head}, its dates follow from that day{tail}."
    if asked.what is What.TAKEN_BACK and after.end is None:
        return f"{head}, it continues{_renewal(after)}."
    if after.end is not None and _differs(after.end, before.end):
        return f"{head}, it would end on {after.end.words}{tail}."
    leaving = _exits(after, before)
    if leaving and found.after.agreement.composition != Composition.BILATERAL:
        who = [
            f"{names.get(key.party or '', key.party or '')} on {key.outcome.words}"
            for key in leaving
        ]
        still = "" if after.end else "; the agreement continues for the others"
        return f"{head}, they would cease to be parties: {_and(who)}{still}{tail}."
    return f"{head}, these dates would change{tail}:"


def _strangers(asked: Supposed, before: Reading, names: Mapping[str, str]) -> str:
    """Who of those that would give notice is no party on that day."""
    if asked.day is None:
        return ""
    spans = ((code, before.status_on(asked.day, code)) for code in asked.parties)
    out = [names[code] for code, span in spans if span is not None and span.status not in BOUND]
    return f": {_and(out)} {'are' if len(out) > 1 else 'is'} not a party then" if out else ""


def _survival(after: Reading) -> str:
    for key in after.key_dates:
        if key.kind is KeyDateKind.SURVIVAL_END:
            return f"; some of its provisions would still apply until {key.outcome.words}"
    return ""


def _renewal(after: Reading) -> str:
    return " and renews as its clauses say" if len(after.cycles) > 1 else ""


def _exits(after: Reading, before: Reading) -> list[KeyDate]:
    old = {(k.party, k.outcome.words) for k in before.key_dates if k.kind is _EXIT}
    return [k for k in after.key_dates if k.kind is _EXIT and (k.party, k.outcome.words) not in old]


_EXIT: Final = KeyDateKind.EXIT_EFFECTIVE


def _differs(one: Outcome, other: Outcome | None) -> bool:
    return other is None or one.words != other.words


def _rows(found: WhatIf, names: Mapping[str, str]) -> tuple[Row, ...]:
    """What would come first, then what falls away."""
    rows = [
        Row(
            d.what[0].upper() + d.what[1:],
            names.get(d.party or "", d.party or ""),
            d.before,
            d.after,
        )
        for d in found.differences
    ]
    return tuple(sorted(rows, key=lambda row: row.after is None))


def _and(names: list[str]) -> str:
    return (
        names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
    )
