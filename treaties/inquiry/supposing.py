"""What does somebody suppose? The words of a query as a supposition, or what is wrong with them.

    suppose=notice|taken_back|entry|extend|nothing   party=IRN,RUS (or named twice)
    on=2027-03-01   for=P6M

Page and API ask in the same words, so that one link serves both; the page also takes the day and
the length as people write them, by readers of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from treaties.law.asking.supposition import SupposedNotice, Supposition
from treaties.law.values.errors import LawError
from treaties.law.values.nearest import did_you_mean
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


@dataclass(frozen=True, slots=True)
class Readers:
    """How a door reads a day and a length; each raises LawError with a sentence."""

    day: Callable[[str], date] = civil
    length: Callable[[str], Period] = Period.parse
    example_day: str = "2027-03-01"
    example_length: str = "P6M (six months) or P1Y (a year)"


ISO: Final = Readers()


@dataclass(slots=True)
class Supposed:
    """The query as typed, its meaning, and the errors by parameter."""

    what: What | None = None
    parties: tuple[str, ...] = ()
    on: str = ""
    length: str = ""
    day: date | None = None
    period: Period | None = None
    supposition: Supposition = field(default_factory=Supposition)
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def is_sound(self) -> bool:
        return self.what is not None and not self.faults


def supposed(
    query: Mapping[str, Sequence[str]], parties: Sequence[str], read: Readers = ISO
) -> Supposed:
    """Read a query about an agreement of `parties` (codes). An empty query is no error."""

    def one(name: str) -> str:
        return (query.get(name) or [""])[-1].strip()

    named = (code.strip() for said in query.get("party", ()) for code in said.split(","))
    given = tuple(dict.fromkeys(code for code in named if code))
    asked = Supposed(parties=given, on=one("on"), length=one("for"))
    word = one("suppose")
    if not word:
        return asked
    if word not in set(What):
        said = f"“{word[:40]}” is not one of the choices; choose {', '.join(What)}."
        asked.faults["suppose"] = f"{said} {did_you_mean(word, What)}".strip()
        return asked
    asked.what = What(word)
    if asked.what in (What.NOTICE, What.ENTRY, What.EXTEND):
        _read_day(asked, read)
    if asked.what is What.NOTICE:
        _read_parties(asked, parties)
    if asked.what is What.EXTEND:
        _read_length(asked, read)
    if not asked.faults:
        asked.supposition = _meaning(asked)
    return asked


def _read_day(asked: Supposed, read: Readers) -> None:
    if not asked.on:
        asked.faults["on"] = f"Say on which day, such as {read.example_day}."
        return
    try:
        asked.day = read.day(asked.on)
    except LawError as wrong:
        asked.faults["on"] = wrong.sentence


def _read_parties(asked: Supposed, parties: Sequence[str]) -> None:
    if not asked.parties:
        asked.faults["party"] = "Say which party gives notice."
    if len(asked.parties) > MOST_PARTIES:
        asked.faults["party"] = (
            f"These are {len(asked.parties)} parties; {MOST_PARTIES} at once are the most."
        )
    for code in asked.parties:
        if code not in parties:
            said = f"“{code[:40]}” does not take part in this agreement."
            asked.faults["party"] = f"{said} {did_you_mean(code, parties)}".strip()


def _read_length(asked: Supposed, read: Readers) -> None:
    if not asked.length:
        asked.faults["for"] = f"Say for how long, such as {read.example_length}."
        return
    try:
        period = read.length(asked.length)
    except LawError as wrong:
        asked.faults["for"] = wrong.sentence
        return
    if period.months > 1200 or period.days > 36_500:
        asked.faults["for"] = "An extension of more than a hundred years is not calculated."
    else:
        asked.period = period


def _meaning(asked: Supposed) -> Supposition:
    day = asked.day
    if asked.what is What.NOTICE and day is not None:
        return Supposition(notices=tuple(SupposedNotice(day, code) for code in asked.parties))
    if asked.what is What.ENTRY:
        return Supposition(entry_into_force=day)
    if asked.what is What.EXTEND:
        return Supposition(extend=asked.period, extend_on=day)
    if asked.what is What.TAKEN_BACK:
        return Supposition(nobody_acts=True)
    return Supposition()
