"""Which characters did a person mean? Digits of every script, spaces and dashes of every kind, and
the invisible marks that come along when text is copied, become plain ASCII.
"""

import unicodedata
from typing import Final

from treaties.law.values.errors import LawError
from treaties.written.signs import one_line, visible

LONGEST: Final = 100
"""Characters that are read of one date or length."""

_SAME: Final = str.maketrans(
    dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("⁄∕", "/")
    | dict.fromkeys("،、", ",")
    | dict.fromkeys("’‘", "'")
)
_EASTERN: Final = frozenset("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")


def plain(text: str) -> str:
    """`text` in plain characters, with single spaces. Raises LawError with a sentence."""
    if "\x00" in text:
        raise LawError("A NUL character cannot be part of it; leave it out.")
    if len(text) > LONGEST:
        raise LawError(f"It has {len(text):,} characters; {LONGEST} are the most.")
    return " ".join("".join(map(_plain, text)).translate(_SAME).split())


def shown(text: str) -> str:
    """What was typed, quoted in a sentence: short, and without what cannot be seen."""
    seen = one_line(visible(text), 40)
    return f"“{seen}”"


def in_eastern_digits(text: str) -> bool:
    """True if Arabic or Persian digits are used: the year may be of another calendar."""
    return not _EASTERN.isdisjoint(text)


def _plain(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    if unicodedata.category(sign) == "Cf":  # marks of direction, joiners, soft hyphens
        return ""
    if "！" <= sign <= "～":  # the full-width forms of ASCII
        return chr(ord(sign) - 0xFEE0)
    return sign
