"""What the readers of seed tables share: the names known, arrays of tables, citations, loops."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from treaties.intake.seedtable import QUOTE_LIMIT, SHORT_LIMIT, Table
from treaties.intake.seedtypes import Citation

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Known:
    """The names that a treaty's file may refer to."""

    parties: frozenset[str]
    subjects: frozenset[str]
    bodies: frozenset[str]
    sources: frozenset[str]
    treaties: frozenset[str]


def each(table: Table, key: str, read: Callable[[Table], Row]) -> tuple[Row, ...]:
    rows: list[Row] = []
    for row in table.tables(key):
        rows.append(read(row))
        row.close()
    return tuple(rows)


def check_unique(table: Table, array: str, names: Iterable[str], key: str = "ref") -> None:
    """Each name of an array of tables may occur only once."""
    first: dict[str, int] = {}
    for index, name in enumerate(names):
        if name and name in first:
            table.error(
                f"{array}[{index}].{key}",
                f"“{name}” is already the {key} of {array}[{first[name]}]; choose another.",
            )
        first.setdefault(name, index)


def required(row: Table, key: str, known: frozenset[str], what: str) -> str:
    if not row.has(key):
        row.error(key, f"is missing; name a {what}.")
    return row.reference(key, known, what) or ""


def citations(row: Table, known: Known) -> tuple[Citation, ...]:
    return each(
        row,
        "citation",
        lambda one: Citation(
            source=required(one, "source", known.sources, "source"),
            at=one.text("at", SHORT_LIMIT),
            quote=one.text("quote", QUOTE_LIMIT, lines=True),
        ),
    )


def find_loop(edges: Mapping[str, Sequence[str]]) -> list[str]:
    """A loop among the directed edges, its first name repeated at the end; empty if none."""
    done: set[str] = set()
    for start in edges:
        trail = [(start, iter(edges[start]))] if start not in done else []
        while trail:
            step = next(trail[-1][1], None)
            if step is None:
                done.add(trail.pop()[0])
                continue
            names = [name for name, _ in trail]
            if step in names:
                return [*names[names.index(step) :], step]
            if step not in done:
                trail.append((step, iter(edges.get(step, ()))))
    return []
