"""How is a segment of the whole register encoded in some thirty bytes an agreement? As the events
of each of its days; `static/js/timeline/transport/packed.js` reads it.

Pure. A treaty's days are encoded as steps of months and of days within the month, so that recurring
periods repeat the same bytes. The events of a day (a period begins, notice ends, a mark) are listed
once in the head; days with the same list of events share a number, their sort. Days that can be
derived are not sent: a span or period ends where the next of its chain (same reading, same party)
begins. Titles and labels contain the character U+0010 + k in place of the short name of the
treaty's k-th party.

    4 bytes  length of the head, little-endian
    head     JSON: format, key, version, count, rows, events, sorts, lengths
    streams  happened, steps, apart, ids, parties, subjects, texts

`happened` has for each treaty the sort of the undated events, then one sort for each day, then 0;
`steps` has two numbers for each of these days. `apart` has the days that no event gives, as
differences from the start of their row. `ids` has differences of 2 × id, plus 1 if the treaty is
multilateral. Full titles, binding, and the last day, ordinal and basis of a period are only in the
JSON of the same segment.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from treaties.law.values.vocabulary import Composition

PACKED_FORMAT: Final = 1
STREAMS: Final = ("happened", "steps", "apart", "ids", "parties", "subjects", "texts")

SPAN, CYCLE, MARK, SPAN_ENDS, OPENS, NOTICE, EXPIRES = range(7)
"""Kinds of event; the first three start a row, the others give a day of the last row of a chain.

[SPAN, place, reading, status, modes] · [CYCLE, reading, closing, modes] ·
[MARK, kind, reading, label, modes] · [SPAN_ENDS, place, reading] ·
[OPENS | NOTICE | EXPIRES, reading]
"""
OPEN, NEXT, EVENT, APART = range(4)
"""How a day is encoded: not at all, as the start of the next row, by an event, or as a difference
in `apart`. `modes` has two bits for each day of a row except its first, beginning with the lowest.
"""

_EPOCH: Final = date(1970, 1, 1).toordinal()
_NAMED: Final = 12
"""How many parties of a treaty have a character of their own: U+0010 to U+001B."""
_VERBATIM: Final = "\x1c"
"""Prefix of a text that itself contains such a character; no name is replaced in it."""
_TAKEN: Final = re.compile("[\x10-\x1c]")

Event = tuple[Any, ...]
Days = list[int | None]
Names = Sequence[tuple[str, str]]


def packed(columns: Mapping[str, Any], names: Sequence[str]) -> bytes:
    """The columns of `columns.segment`, packed; `names` are the short names of all parties."""
    return _Packing(columns, names).content()


class _Packing:
    def __init__(self, columns: Mapping[str, Any], names: Sequence[str]) -> None:
        self.columns = columns
        self.text: Sequence[str] = columns["strings"]
        self.names = names
        self.streams = {name: bytearray() for name in STREAMS}
        self.events: dict[Event, int] = {}
        self.sorts: dict[tuple[int, ...], int] = {}
        self.happened: dict[int | None, list[Event]] = {}
        self.steps: dict[int | None, list[tuple[Event, list[int]]]] = {}

    def content(self) -> bytes:
        treaties = self.columns["treaties"]
        rows = {name: _by_treaty(self.columns[name]["treaty"]) for name in _ROWS}
        before = 0
        slugs, titles = [], []
        for row, ident in enumerate(treaties["id"]):
            many = self.text[treaties["composition"][row]] == Composition.MULTILATERAL
            self._number("ids", (ident - before) * 2 + many)
            before = ident
            parties = treaties["parties"][row]
            for name in ("parties", "subjects"):
                self._number(name, len(treaties[name][row]))
                for position in treaties[name][row]:
                    self._number(name, position)
            slugs.append(self.text[treaties["slug"][row]])
            names = self._names_of(parties)
            titles.append(_abridged(self.text[treaties["title"][row]], names))
            self._treaty(parties, names, {name: rows[name].get(row, []) for name in _ROWS})
        self.streams["texts"] += "\0".join(slugs + titles).encode()
        head = json.dumps(
            {
                "format": PACKED_FORMAT,
                "key": self.columns["key"],
                "version": self.columns["version"],
                "count": len(treaties["id"]),
                "rows": {name: len(self.columns[name]["treaty"]) for name in _ROWS},
                "events": list(self.events),
                "sorts": list(self.sorts),
                "lengths": {name: len(stream) for name, stream in self.streams.items()},
            },
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode()
        return b"".join((len(head).to_bytes(4, "little"), head, *self.streams.values()))

    def _treaty(
        self, parties: Sequence[int], names: Names, rows: Mapping[str, Sequence[int]]
    ) -> None:
        self.happened, self.steps = {None: []}, {}
        self._spans(parties, rows["spans"])
        self._cycles(rows["cycles"])
        marks = self.columns["marks"]
        for row in rows["marks"]:
            day, latest = marks["day"][row], marks["latest"][row]
            label = _abridged(self.text[marks["label"][row]], names)
            kind, reading = self.text[marks["kind"][row]], self.text[marks["reading"][row]]
            mode = OPEN if latest is None else APART
            apart = [] if latest is None else [latest - day]
            self._begins(day, (MARK, kind, reading, label, mode), apart)
        month = day_of_month = 0
        for day in sorted(self.happened, key=lambda day: (day is not None, day or 0)):
            # `apart` is in the order of the events, so that the reader can match each day to its
            # row. Marks keep their order, because the first mark of a day is the one that is named.
            begun = sorted(
                self.steps.get(day, ()),
                key=lambda found: (1, "") if found[0][0] == MARK else (0, repr(found[0])),
            )
            said = [*(event for event, _ in begun), *sorted(self.happened[day])]
            events = tuple(self.events.setdefault(event, len(self.events)) for event in said)
            self._number("happened", 1 + self.sorts.setdefault(events, len(self.sorts)))
            for _, apart in begun:
                for step in apart:
                    self._number("apart", _zigzag(step))
            if day is not None:
                known = date.fromordinal(day + _EPOCH)
                now = known.year * 12 + known.month - 1
                self._number("steps", now - month)
                self._number("steps", _zigzag(known.day - day_of_month))
                month, day_of_month = now, known.day
        self._number("happened", 0)

    def _spans(self, parties: Sequence[int], rows: Sequence[int]) -> None:
        spans = self.columns["spans"]
        chains: dict[tuple[int, str], list[int]] = defaultdict(list)
        for row in rows:
            party = spans["party"][row]
            place = 0 if party is None else 1 + _place(party, parties)
            chains[place, self.text[spans["reading"][row]]].append(row)
        for chain, found in chains.items():
            for row, start, after, alone in _in_time(found, spans["start"]):
                days = [spans[name][row] for name in ("end", "fuzzyStart", "fuzzyEnd")]
                modes = [
                    _mode(days[0], start, after) if alone else _apart(days[0]),
                    *(_apart(day) for day in days[1:]),
                ]
                if modes[0] == EVENT:
                    self._on(days[0], (SPAN_ENDS, *chain))
                event = (SPAN, *chain, spans["status"][row], _together(modes))
                self._begins(start, event, _steps(days, modes, start))

    def _cycles(self, rows: Sequence[int]) -> None:
        cycles = self.columns["cycles"]
        chains: dict[str, list[int]] = defaultdict(list)
        for row in rows:
            chains[self.text[cycles["reading"][row]]].append(row)
        for reading, found in chains.items():
            for row, start, after, alone in _in_time(found, cycles["start"]):
                days = [cycles[name][row] for name in ("windowOpens", "lastNotice", "expires")]
                modes = [_mode(day, start, after) if alone else _apart(day) for day in days]
                for day, mode, kind in zip(days, modes, (OPENS, NOTICE, EXPIRES), strict=True):
                    if mode == EVENT:
                        self._on(day, (kind, reading))
                closing = self.text[cycles["closing"][row]]
                event = (CYCLE, reading, closing, _together(modes))
                self._begins(start, event, _steps(days, modes, start))

    def _on(self, day: int | None, event: Event) -> None:
        self.happened.setdefault(day, []).append(event)

    def _begins(self, day: int | None, event: Event, apart: list[int]) -> None:
        self.happened.setdefault(day, [])
        self.steps.setdefault(day, []).append((event, apart))

    def _names_of(self, parties: Sequence[int]) -> Names:
        """The names of a treaty's parties and their characters, the longest name first."""
        named = enumerate(self.names[party] for party in parties[:_NAMED])
        found = [(name, chr(0x10 + place)) for place, name in named if name]
        return sorted(found, key=lambda one: -len(one[0]))

    def _number(self, stream: str, number: int) -> None:
        """Append a varint: groups of seven bits, lowest first; the eighth bit says that more
        follow.
        """
        out = self.streams[stream]
        while number > 127:
            out.append(number & 127 | 128)
            number >>= 7
        out.append(number)


_ROWS: Final = ("spans", "cycles", "marks")


def _abridged(text: str, names: Names) -> str:
    if _TAKEN.search(text):
        return _VERBATIM + text
    for name, sign in names:
        text = text.replace(name, sign)
    return text


def _in_time(
    rows: Sequence[int], starts: Sequence[int | None]
) -> Iterator[tuple[int, int | None, int | None, bool]]:
    """(row, its start, the next one's start, whether no other row starts on that day), in order of
    time; rows without a start come first.
    """
    ordered = sorted(rows, key=lambda row: (starts[row] is not None, starts[row] or 0))
    shared = Counter(starts[row] for row in rows)
    for row, after in zip(ordered, [*ordered[1:], None], strict=True):
        start = starts[row]
        yield row, start, None if after is None else starts[after], shared[start] == 1


def _mode(day: int | None, start: int | None, after: int | None) -> int:
    """How a day of a row is encoded; an event can refer to the row only until the next one
    starts.
    """
    if day is None:
        return OPEN
    if day == after:
        return NEXT
    within = start is not None and start <= day and (after is None or day < after)
    return EVENT if within else APART


def _apart(day: int | None) -> int:
    return OPEN if day is None else APART


def _steps(days: Days, modes: Sequence[int], start: int | None) -> list[int]:
    return [
        day - (start or 0)
        for day, mode in zip(days, modes, strict=True)
        if day is not None and mode == APART
    ]


def _together(modes: Sequence[int]) -> int:
    return sum(mode << 2 * place for place, mode in enumerate(modes))


def _place(party: int, parties: Sequence[int]) -> int:
    """The position among the treaty's parties; any other party gets its number plus their count."""
    return parties.index(party) if party in parties else len(parties) + party


def _zigzag(number: int) -> int:
    return number * 2 if number >= 0 else -number * 2 - 1


def _by_treaty(owners: Sequence[int]) -> dict[int, list[int]]:
    """The rows of each treaty, in their order."""
    found: dict[int, list[int]] = defaultdict(list)
    for row, treaty in enumerate(owners):
        found[treaty].append(row)
    return found
