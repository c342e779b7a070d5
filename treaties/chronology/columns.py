"""What is in the columns that the timeline draws? Values in, one plain dictionary out.

Pure: no database and no clock. A day is the number of days since 1970-01-01 (negative before);
None is open or unknown. Every text is an index into `strings`, every owner the row of its treaty.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from treaties.law.outlook import label_of
from treaties.law.values.vocabulary import (
    BINDS,
    DECIDED_BEFORE,
    MATTERS,
    KeyDateKind,
    PartyStatus,
    Status,
)

FORMAT: Final = 2
"""The format version of manifest and segments; a reader refuses an unknown one."""
MENTIONED: Final = "\x1d"
"""Begins the name of a reading that is only mentioned: drawn lighter, and its card says so."""

_EPOCH: Final = date(1970, 1, 1).toordinal()

STATUSES: Final[tuple[tuple[str, str], ...]] = tuple(
    {**{s.value: s.label for s in PartyStatus}, **{s.value: s.label for s in Status}}.items()
)
"""(code, label) of every status of a treaty or a party; spans refer to them by position."""

KINDS: Final = tuple((kind.value, label_of(kind), kind in DECIDED_BEFORE) for kind in MATTERS)
"""(code, label, whether somebody has to act before it) of the dates that matter; a date names one
by its position here.
"""

BINDING: Final = sorted(status.value for status in BINDS)
"""The statuses under which an agreement binds."""

_POSITION: Final = {code: position for position, (code, _) in enumerate(STATUSES)}


class Line(NamedTuple):
    """One treaty; `parties` and `subjects` are positions in the manifest's lists."""

    id: int
    slug: str
    title: str
    full: str
    composition: str
    binding: str
    parties: Sequence[int] = ()
    subjects: Sequence[int] = ()


class Span(NamedTuple):
    """A status of treaty `treaty` (its id), or of the party at a position; `end` is exclusive."""

    treaty: int
    party: int | None
    reading: str
    status: str
    start: date | None
    end: date | None
    fuzzy_start: date | None = None
    fuzzy_end: date | None = None


class Cycle(NamedTuple):
    """A period of validity of treaty `treaty` (its id); `last_day` is the latest it may be."""

    treaty: int
    reading: str
    ordinal: int
    start: date | None
    expires: date | None
    last_day: date | None
    window_opens: date | None
    last_notice: date | None
    closing: str
    basis: str


class Mark(NamedTuple):
    """A mark on a day of treaty `treaty` (its id); `latest` is set where that is not exact."""

    treaty: int
    kind: str
    day: date
    latest: date | None
    reading: str
    label: str


class Date(NamedTuple):
    """A date that matters of treaty `treaty` (its id), by the principal reading; `to_act` is the
    day to plan on, where that is another than `day`.
    """

    treaty: int
    kind: str
    day: date
    to_act: date | None


def civil_day(day: date | None) -> int | None:
    """Days since 1970-01-01 in the proleptic Gregorian calendar."""
    return None if day is None else day.toordinal() - _EPOCH


class _Strings:
    """Numbers the texts, each once; the empty text is number 0."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {"": 0}

    def __call__(self, text: str) -> int:
        return self.numbers.setdefault(text, len(self.numbers))


def segment(
    key: str,
    version: str,
    lines: Iterable[Line],
    spans: Iterable[Span],
    cycles: Iterable[Cycle],
    marks: Iterable[Mark],
    dates: Iterable[Date] = (),
) -> dict[str, Any]:
    """The columns of one segment, in the order given. Rows of treaties not among `lines` are left
    out, because a fact may refer to a treaty that this reader does not see.
    """
    text = _Strings()
    lines = list(lines)
    row: Mapping[int, int] = {line.id: position for position, line in enumerate(lines)}
    own_spans = [span for span in spans if span.treaty in row]
    own_cycles = [cycle for cycle in cycles if cycle.treaty in row]
    own_dates = [date for date in dates if date.treaty in row]
    own_marks = [mark for mark in marks if mark.treaty in row]
    return {
        "format": FORMAT,
        "key": key,
        "version": version,
        "treaties": {
            "id": [line.id for line in lines],
            "slug": [text(line.slug) for line in lines],
            "title": [text(line.title) for line in lines],
            "full": [text(line.full) for line in lines],
            "composition": [text(line.composition) for line in lines],
            "binding": [text(line.binding) for line in lines],
            "parties": [list(line.parties) for line in lines],
            "subjects": [list(line.subjects) for line in lines],
        },
        "spans": {
            "treaty": [row[span.treaty] for span in own_spans],
            "party": [span.party for span in own_spans],
            "reading": [text(span.reading) for span in own_spans],
            "status": [_POSITION[span.status] for span in own_spans],
            "start": [civil_day(span.start) for span in own_spans],
            "end": [civil_day(span.end) for span in own_spans],
            "fuzzyStart": [civil_day(span.fuzzy_start) for span in own_spans],
            "fuzzyEnd": [civil_day(span.fuzzy_end) for span in own_spans],
        },
        "cycles": {
            "treaty": [row[cycle.treaty] for cycle in own_cycles],
            "reading": [text(cycle.reading) for cycle in own_cycles],
            "ordinal": [cycle.ordinal for cycle in own_cycles],
            "start": [civil_day(cycle.start) for cycle in own_cycles],
            "expires": [civil_day(cycle.expires) for cycle in own_cycles],
            "lastDay": [civil_day(cycle.last_day) for cycle in own_cycles],
            "windowOpens": [civil_day(cycle.window_opens) for cycle in own_cycles],
            "lastNotice": [civil_day(cycle.last_notice) for cycle in own_cycles],
            "closing": [text(cycle.closing) for cycle in own_cycles],
            "basis": [text(cycle.basis) for cycle in own_cycles],
        },
        "marks": {
            "treaty": [row[mark.treaty] for mark in own_marks],
            "kind": [text(mark.kind) for mark in own_marks],
            "day": [civil_day(mark.day) for mark in own_marks],
            "latest": [civil_day(mark.latest) for mark in own_marks],
            "reading": [text(mark.reading) for mark in own_marks],
            "label": [text(mark.label) for mark in own_marks],
        },
        "dates": {
            "treaty": [row[date.treaty] for date in own_dates],
            "kind": [MATTERS.index(KeyDateKind(date.kind)) for date in own_dates],
            "day": [civil_day(date.day) for date in own_dates],
            "toAct": [civil_day(date.to_act) for date in own_dates],
        },
        "strings": list(text.numbers),
    }
