"""Which fields does the form have? One declaration each, in the order in which they are asked.

Their names stand in links that people keep: one may be added, none renamed. A new key of a
provision becomes a field by one declaration here; that none is forgotten is tested.
"""

from typing import Final

from treaties.clauseform.field import Field
from treaties.clauseform.fields.counting import COUNTING, SUPPOSE
from treaties.clauseform.fields.entry import AGREEMENT, ENTRY
from treaties.clauseform.fields.leaving import AFTER, WAY, again
from treaties.clauseform.fields.term import DURATION

GROUPS: Final[tuple[tuple[str, tuple[Field, ...]], ...]] = (
    ("The agreement", AGREEMENT),
    ("Entry into force", ENTRY),
    ("Duration and renewal", DURATION),
    (
        "Ending it early, and after the end",
        (*WAY, *again("2", "Another way of ending it early"), *AFTER),
    ),
    ("How time is counted, where the text or practice says so", COUNTING),
    ("Suppose", SUPPOSE),
)
