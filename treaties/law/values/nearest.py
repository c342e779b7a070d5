"""Which known word was meant by one that is not known? Said the same way for keys of a clause,
parameters of an address and names in a file (CON-5).
"""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

_LONGEST: Final = 60
"""Characters that are compared; no word that anybody knows here is longer."""


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The known word that is most like `word`, whatever its case; "" where none is so far alike."""
    lower = {one.lower(): one for one in known}
    close = get_close_matches(word[:_LONGEST].lower(), lower, n=1, cutoff=cutoff)
    return lower[close[0]] if close else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`Did you mean “period”?`; "" where no known word is close."""
    close = nearest(word, known)
    return f"Did you mean “{close}”?" if close else ""
