"""The packed segment says what its columns say: read back by the page's own module, under node."""

import json
import shutil
import subprocess
from base64 import b64encode
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from treaties.chronology.columns import STATUSES, Cycle, Date, Line, Mark, Span, segment
from treaties.chronology.transport.packed import packed
from treaties.law.values.vocabulary import MATTERS

READER = Path(__file__).parents[2] / "js" / "rows.mjs"
NAMES = ["Iran", "Russia", "Russian Republic", "Ελλάδα", "ایران", "", "A"]
KINDS = ("signature", "entry_into_force", "renewal", "action", "event")
Rows = list[dict[str, list[Any]]]


def read_back(*segments: bytes, counts: tuple[int, ...] = ()) -> Rows:
    """What the page makes of the bytes; rows of a treaty in a settled order."""
    manifest = {
        "horizon": 20_000,
        "ours": [],
        "binding": [],
        "dates": [],
        "decideBy": "",
        "subjects": [],
        # Too many, too few: columns have room for what comes, whatever the manifest expects.
        "segments": [{"count": count} for count in counts],
        "statuses": [{"code": code, "label": label} for code, label in STATUSES],
        "parties": [{"code": str(n), "name": n, "short": n, "kind": ""} for n in NAMES],
    }
    asked = {"manifest": manifest, "segments": [b64encode(one).decode() for one in segments]}
    node = shutil.which("node")
    assert node, "make check installs what node needs"
    run = subprocess.run(
        [node, str(READER)], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    found: dict[str, Rows] = json.loads(run.stdout)
    assert found["again"] == found["first"], "what was kept says what was sent"
    return [
        settled({name: rows for name, rows in treaty.items() if name != "extent"})
        for treaty in found["first"]
    ]


def settled(treaty: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {
        name: rows if name == "treaty" else sorted(rows, key=repr) for name, rows in treaty.items()
    }


def said(columns: dict[str, Any]) -> Rows:
    """The same from the columns."""
    text = columns["strings"]
    treaties, spans, cycles, marks = (
        columns[name] for name in ("treaties", "spans", "cycles", "marks")
    )
    found: Rows = [
        {
            "treaty": [
                treaties["id"][row],
                text[treaties["slug"][row]],
                text[treaties["title"][row]],
                treaties["parties"][row],
                treaties["subjects"][row],
            ],
            "spans": [],
            "cycles": [],
            "marks": [],
            "dates": [],
        }
        for row in range(len(treaties["id"]))
    ]
    for row, treaty in enumerate(spans["treaty"]):
        own = [spans[name][row] for name in ("party", "reading", "status", "start", "end")]
        found[treaty]["spans"].append([own[0], text[own[1]], *own[2:]])
    for row, treaty in enumerate(cycles["treaty"]):
        days = [cycles[name][row] for name in ("start", "windowOpens", "lastNotice", "expires")]
        last = cycles["lastDay"][row]
        days.append(None if days[3] is not None and last == days[3] - 1 else last)
        words = [text[cycles[name][row]] for name in ("reading", "closing")]
        found[treaty]["cycles"].append([*words, *days])
    for row, treaty in enumerate(marks["treaty"]):
        words = [text[marks[name][row]] for name in ("kind", "reading", "label")]
        found[treaty]["marks"].append([*words, marks["day"][row], marks["latest"][row]])
    dates = columns["dates"]
    for row, treaty in enumerate(dates["treaty"]):
        found[treaty]["dates"].append([dates[name][row] for name in ("kind", "day", "toAct")])
    return [settled(treaty) for treaty in found]


def any_rows(seed: int) -> dict[str, Any]:
    """Rows that no law would give: days in any order, shared, or missing; names within names."""
    draw = Random(seed)
    days = [date(1648, 10, 24) + timedelta(draw.randrange(200_000)) for _ in range(6)]

    def some() -> date | None:
        return draw.choice([None, *days])

    def reading() -> str:
        return draw.choice(["", "counted from signature"])

    lines, spans, cycles, marks, dates = [], [], [], [], []
    for number in range(1, 30):
        parties = draw.sample(range(len(NAMES)), draw.randrange(len(NAMES)))
        title = draw.choice(["Russian Republic–Iran", "\x10 odd \x1c", "معاهدة ایران", "\x1c", "A"])
        lines.append(Line(number * 3, f"t{number}", title, title, "bilateral", "yes", parties, [0]))
        for _ in range(draw.randrange(6)):
            party = draw.choice([None, *range(len(NAMES))])
            status = draw.choice(STATUSES)[0]
            spans.append(Span(number * 3, party, reading(), status, some(), some(), some(), some()))
            closing = draw.choice(["renews", "expires"])
            own = (some(), some(), some(), some(), some())
            cycles.append(Cycle(number * 3, reading(), 0, *own, closing, "projected"))
            label = draw.choice(["signature: Russian Republic, Iran", "Εκδήλωση: Ελλάδα", "x \x12"])
            kind = draw.choice(KINDS)
            dates.append(Date(number * 3, draw.choice(MATTERS), draw.choice(days), some()))
            marks.append(Mark(number * 3, kind, draw.choice(days), some(), reading(), label))
    return segment("0", "v", lines, spans, cycles, marks, dates)


@pytest.mark.parametrize("seed", range(5))
def test_whatever_rows_there_are_come_back_as_they_were(seed: int) -> None:
    columns = any_rows(seed)
    assert read_back(packed(columns, NAMES)) == said(columns)


def test_segments_follow_one_another_and_an_empty_one_says_nothing() -> None:
    one, other, empty = any_rows(7), any_rows(8), segment("1", "v", [], [], [], [])
    contents = [packed(columns, NAMES) for columns in (one, empty, other)]
    found = read_back(*contents)
    assert read_back(*contents, counts=(1_000, 0, 0)) == read_back(*contents, counts=(1,)) == found
    assert found == said(one) + said(other)


def test_periods_that_follow_one_another_cost_hardly_anything() -> None:
    line = Line(1, "a", "Iran–Russia", "", "bilateral", "yes", [0, 1])

    def periods(count: int) -> bytes:
        cycles = [
            Cycle(
                *(1, "", n, date(1900 + n, 4, 5), date(1901 + n, 4, 5), date(1901 + n, 4, 4)),
                *(date(1900 + n, 4, 5), date(1900 + n, 10, 5), "renews", "projected"),
            )
            for n in range(count)
        ]
        return packed(segment("0", "v", [line], [], cycles, []), NAMES)

    assert len(periods(100)) - len(periods(50)) < 50 * 7
