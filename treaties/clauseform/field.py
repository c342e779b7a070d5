"""What is a field of the form of the clause tester?"""

from dataclasses import dataclass
from typing import Final

from treaties.clauseform.readers import TEXT, Kind

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One control: a list where it has `choices`, the first of which is usual; else a line of text.
    `needed` is the sentence where it is asked and empty, unless another field makes one of the
    choices that spare it.
    """

    name: str
    label: str
    example: str = ""
    kind: Kind = TEXT
    choices: Choices = ()
    needed: str = ""
    spared: tuple[str, frozenset[str]] | None = None


BASIS: Final[Choices] = (
    ("", "not said"),
    ("given", "when given"),
    ("received", "when received"),
    ("dispatched", "when sent"),
    ("date_of_note", "from the date of the note"),
    ("depositary_informs", "when the depositary informs"),
    ("registered", "when registered"),
)
