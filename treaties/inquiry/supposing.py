"""What does somebody suppose? The words of a query as a supposition, or what is wrong with them.

    suppose=notice|taken_back|entry|extend|nothing   party=IRN,RUS (or named twice)
    on=2027-03-01   for=P6M

Page and API ask in the same words, so that one link serves both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from treaties.law.asking.supposition import SupposedNotice, Supposition
from treaties.law.values.errors import LawError
from treaties.law.values.periods import Period, civil
from treaties.law.values.vocabulary import Term

NAMES: Final = ("suppose", "party", "on", "for")
MOST_PARTIES: Final = 20


class What(Term):
    """What can be supposed of an agreement."""

    NOTICE = "notice", "a party gives notice"
    EXTEND = "extend", "it is extended (stop-gap)"
    ENTRY = "entry", "it enters into force"
    TAKEN_BACK = "taken_back", "the notices on record are taken back"
    NOTHING = "nothing", "nobody acts"


@dataclass(slots=True)
class Supposed:
    """What was asked, as it was typed, what it means, and what of it cannot be meant, by name."""

    what: What | None = None
    parties: tuple[str, ...] = ()
    on: str = ""
    length: str = ""
    day: date | None = None
    supposition: Supposition = field(default_factory=Supposition)
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def is_sound(self) -> bool:
        return self.what is not None and not self.faults


def supposed(query: Mapping[str, Sequence[str]], parties: Sequence[str]) -> Supposed:
    """Read a query about an agreement of `parties` (codes). Nothing asked is no fault."""

    def one(name: str) -> str:
        return (query.get(name) or [""])[-1].strip()[:60]

    named = (code.strip()[:40] for said in query.get("party", ()) for code in said.split(","))
    given = tuple(dict.fromkeys(code for code in named if code))
    asked = Supposed(parties=given[:MOST_PARTIES], on=one("on"), length=one("for"))
    word = one("suppose")
    if not word:
        return asked
    if word not in set(What):
        asked.faults["suppose"] = f"“{word}” is not one of the choices; choose {', '.join(What)}."
        return asked
    asked.what = What(word)
    if asked.what in (What.NOTICE, What.ENTRY, What.EXTEND):
        _read_day(asked)
    if asked.what is What.NOTICE:
        _read_parties(asked, parties)
    if asked.what is What.EXTEND:
        _read_length(asked)
    if not asked.faults:
        asked.supposition = _meaning(asked)
    return asked


def _read_day(asked: Supposed) -> None:
    if not asked.on:
        asked.faults["on"] = "Say on which day, such as 2027-03-01."
        return
    try:
        asked.day = civil(asked.on)
    except LawError as wrong:
        asked.faults["on"] = f"{wrong.text[0].upper()}{wrong.text[1:]}."


def _read_parties(asked: Supposed, parties: Sequence[str]) -> None:
    if not asked.parties:
        asked.faults["party"] = "Say which party gives notice."
    for code in asked.parties:
        if code not in parties:
            asked.faults["party"] = f"“{code}” does not take part in this agreement."


def _read_length(asked: Supposed) -> None:
    try:
        period = Period.parse(asked.length)
    except LawError:
        asked.faults["for"] = "Say for how long, such as P6M (six months) or P1Y (a year)."
        return
    if period.months > 1200 or period.days > 36_500:
        asked.faults["for"] = "An extension of more than a hundred years is not calculated."


def _meaning(asked: Supposed) -> Supposition:
    day = asked.day
    if asked.what is What.NOTICE and day is not None:
        return Supposition(notices=tuple(SupposedNotice(day, code) for code in asked.parties))
    if asked.what is What.ENTRY:
        return Supposition(entry_into_force=day)
    if asked.what is What.EXTEND:
        return Supposition(extend=Period.parse(asked.length), extend_on=day)
    if asked.what is What.TAKEN_BACK:
        return Supposition(nobody_acts=True)
    return Supposition()
