"""How a text is folded for sorting and searching without ICU or an extension: no accents, no
case, single spaces.
"""

import re
import unicodedata

_NOT_A_WORD = re.compile(r"[^\w]+", re.UNICODE)


def fold(text: str) -> str:
    """`Côte d’Ivoire` → `cote d ivoire`. Letters without a decomposition (ø, ß, ł) are spelt
    out where Unicode casefolding does.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("ø", "o").replace("ł", "l"))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _NOT_A_WORD.sub(" ", bare).strip()


def trigrams(folded: str) -> list[str]:
    """The distinct three-letter windows of each word, padded with two spaces before and one after,
    as pg_trgm does.
    """
    found: set[str] = set()
    for word in folded.split():
        padded = f"  {word} "
        found.update(padded[i : i + 3] for i in range(len(padded) - 2))
    return sorted(found)
