"""Is a long password still one that is guessed at once? A common word with figures after it, one
piece said again and again, or a walk along the keyboard.
"""

import re
from typing import Final

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

FEWEST_SIGNS: Final = 6
"""Different characters that a password has at least."""

_ROWS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn",
)
_REPEATED: Final = re.compile(r"(.{1,8})\1+.{0,3}", re.DOTALL)
_HELP: Final = (
    "Your password can’t be a common word with figures or signs after it, one piece repeated, or a "
    "row of the keyboard."
)

_SENTENCE: Final = (
    "This password is guessed at once: it is a common word with something added, a repetition, or "
    "a row of the keyboard. Take several words that do not belong together."
)


class NotOnlyLong:
    """Refuses what only its length lets through."""

    def __init__(self) -> None:
        self._common = CommonPasswordValidator().passwords

    def validate(self, password: str, user: object = None) -> None:
        low = password.lower().strip()
        words = {
            low.strip("0123456789 !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
            re.sub(r"[^a-z]", "", low),
        }
        if (
            len(set(low)) < FEWEST_SIGNS
            or any(word in self._common for word in words)
            or _REPEATED.fullmatch(low)
            or _walks(low)
        ):
            raise ValidationError(_SENTENCE, code="password_guessable")

    def get_help_text(self) -> str:
        return _HELP


def _walks(text: str) -> bool:
    """Whether most of it runs along rows of the keyboard or the alphabet, in steps of four."""
    both = [line for row in _ROWS for line in (row, row[::-1])]
    covered: set[int] = set()
    for at in range(len(text) - 3):
        if any(text[at : at + 4] in line for line in both):
            covered.update(range(at, at + 4))
    return len(covered) * 4 >= len(text) * 3
