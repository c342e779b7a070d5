"""How is the form of the clause tester laid out? Its fields in groups, each with its label, a word
of example, and what was typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from treaties.web.clauseform import CHOICES, USUAL


@dataclass(frozen=True, slots=True)
class Field:
    """One control: a list where it has `choices`, else a line of text."""

    name: str
    label: str
    example: str
    value: str
    fault: str
    choices: tuple[tuple[str, str], ...]


_GROUPS: Final = (
    (
        "The agreement",
        (
            ("name", "Name", "a word to know it by"),
            ("composition", "Between", ""),
            ("parties", "Parties", "Iran, Russia"),
        ),
    ),
    (
        "Entry into force",
        (
            ("signed", "Signed on", "12 March 2001"),
            ("entry", "Enters into force", ""),
            ("entry_day", "Day in the text", "1 January 2030"),
            ("needed", "How many States", "55"),
            ("nth", "First day of which month after", "2"),
            ("met", "That happened on", "5 April 2002"),
            ("delay", "And so long after", "30 days"),
            ("entered", "In force since, if recorded", "5 April 2002"),
        ),
    ),
    (
        "Duration and renewal",
        (
            ("lasts", "It lasts", ""),
            ("period", "How long", "10 years"),
            ("until", "Until, that day included", "31 December 2030"),
            ("counted", "Counted from", ""),
            ("renewal", "At the end", ""),
            ("renewal_period", "For a further", "5 years"),
            ("times", "At most so often", "no limit"),
            ("notice", "Notice against renewal", "1 year"),
            ("form", "It must be given", ""),
            ("basis", "It counts", ""),
        ),
    ),
    (
        "Leaving otherwise, and after the end",
        (
            ("leave", "Besides", ""),
            ("opens", "Window first opens after", "10 years"),
            ("window", "Stays open for", "1 year"),
            ("cycle", "Opens again every", "10 years"),
            ("leave_notice", "Notice", "12 months"),
            ("leave_basis", "It counts", ""),
            ("effect", "It takes effect", ""),
            ("gate", "Possible", ""),
            ("gate_period", "So long from entry into force", "5 years"),
            ("survival", "Effects go on for", "15 years"),
            ("surviving", "For what", "earlier investments"),
        ),
    ),
    (
        "Suppose",
        (
            ("noticed", "Notice given on", "1 April 2020"),
            ("by", "By", "Russia"),
            ("on", "Seen on", "today"),
            ("horizon", "Reckoned until", "twenty years ahead"),
        ),
    ),
)


def layout(
    values: Mapping[str, str], faults: Mapping[str, str]
) -> tuple[tuple[str, tuple[Field, ...]], ...]:
    """The groups with their fields as they stand."""
    return tuple(
        (
            legend,
            tuple(
                Field(
                    name,
                    label,
                    example,
                    values.get(name, "") or USUAL.get(name, ""),
                    faults.get(name, ""),
                    CHOICES.get(name, ()),
                )
                for name, label, example in fields
            ),
        )
        for legend, fields in _GROUPS
    )
