"""Which signs may a text hold, and what of it fits into one line?

Joiners (U+200C, U+200D), marks and isolates of direction (U+200E, U+200F, U+061C, U+2066 to U+2069)
are parts of words in many scripts and are kept everywhere. Controls, overrides of direction and
halves of characters are no part of any word: they can break a header or a line, or make a text look
like another one.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_NEVER: Final = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(17))
)
_IN_NO_TEXT: Final = re.compile(f"[{_NEVER}]")
_IN_NO_LINE: Final = re.compile(rf"[{_NEVER}\t\n\r\u2028\u2029]")
_BREAKS: Final = re.compile(r"[ \t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")

_NAMES: Final = {
    "\x00": "the control character NUL",
    "\t": "a tab",
    "\n": "a line break",
    "\r": "a line break",
    "\x85": "a line break",
    "\u2028": "a line break",
    "\u2029": "a line break",
}
_OPENING: Final = "\u2066\u2067\u2068"
_CLOSING: Final = "\u2069"
_JOINERS: Final = "\u200c\u200d"


def fault(text: str, *, lines: bool = False) -> str:
    """What `text` holds that no text may hold, and what would be right, as the rest of a sentence
    that begins with the name of its field; "" where nothing is wrong. With `lines` it may have line
    breaks and tabs.
    """
    found = (_IN_NO_TEXT if lines else _IN_NO_LINE).search(text)
    if found is None:
        return ""
    sign = found.group()
    return f"contains {_called(sign)} at position {found.start() + 1}; {_instead(sign)}."


def faults_within(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """The same for every text and key of a JSON value, each with its path."""
    if isinstance(value, str):
        if wrong := fault(value, lines=True):
            yield path, wrong
    elif isinstance(value, dict):
        for key, inner in value.items():
            if wrong := fault(str(key)):
                yield path, f"has a key that {wrong}"
            else:
                yield from faults_within(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            yield from faults_within(inner, f"{path}[{place}]")


def visible(text: str) -> str:
    """`text` with what no text may hold replaced, to be quoted in a sentence about it."""
    return _IN_NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str, most: int) -> str:
    """`text` as one line of at most `most` characters, without controls and overrides.

    What goes into a header passes here, so that no title or name can begin a header of its own. A
    cut takes no part off a letter and no letter off a joiner; an isolate that is open at the end is
    closed, so that it does not turn what follows.
    """
    line = _IN_NO_LINE.sub("", _BREAKS.sub(" ", text)).strip()
    if len(closed := line + _unclosed(line)) <= most:
        return closed
    end = most - 1
    while end > 0:
        end = cut_at(line, end)
        short = line[:end].rstrip()
        tail = "…" + _unclosed(short)
        if len(short) + len(tail) <= most:
            return short + tail
        end -= 1
    return "…"


def cut_at(text: str, end: int) -> int:
    """The last place up to `end` where `text` can be cut without parting a letter from its marks,
    or letters that a joiner keeps together or apart; `end` itself where there is none.
    """
    for place in range(end, 0, -1):
        if place >= len(text) or not _holds(text[place - 1], text[place]):
            return place
    return end


def _holds(before: str, after: str) -> bool:
    """Whether two neighbouring signs belong together."""
    return (
        before in _JOINERS
        or after in _JOINERS
        or unicodedata.category(after) in ("Mn", "Mc", "Me")
        or "\U0001f3fb" <= after <= "\U0001f3ff"  # skin tones
        or ("\U0001f1e6" <= before <= "\U0001f1ff" and "\U0001f1e6" <= after <= "\U0001f1ff")
        or "\U000e0020" <= after <= "\U000e007f"  # tags of flags
        or (before == "\r" and after == "\n")
    )


def _unclosed(text: str) -> str:
    """A closing sign for each isolate that `text` leaves open."""
    depth = 0
    for sign in text:
        if sign in _OPENING:
            depth += 1
        elif sign == _CLOSING and depth:
            depth -= 1
    return _CLOSING * depth


def _called(sign: str) -> str:
    code = f"U+{ord(sign):04X}"
    if sign in _NAMES:
        return f"{_NAMES[sign]} ({code})"
    kind = unicodedata.category(sign)
    if kind == "Cc":
        return f"a control character ({code})"
    if kind == "Cs":
        return f"half of a character ({code})"
    if kind == "Cf":
        return f"a hidden change of direction ({code}, {unicodedata.name(sign).lower()})"
    return f"a code that is no character ({code})"


def _instead(sign: str) -> str:
    if "break" in _NAMES.get(sign, ""):
        return "write it in one line"
    if sign == "\t":
        return "write a space"
    if unicodedata.category(sign) == "Cf":
        return (
            "leave it out; words of the other direction may stand between isolates (U+2066–U+2069)"
        )
    return "leave it out"
