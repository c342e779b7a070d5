"""What an act's details say beside its dates: until when, for how long (`record.facts.Act`; REN-7,
TER-16).
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, cast

from treaties.law.record.facts import CARRYING_ON, DEPOSITS, NOTICES
from treaties.law.values.dates import CivilDate
from treaties.law.values.errors import LawError
from treaties.law.values.nearest import did_you_mean
from treaties.law.values.periods import Period, civil
from treaties.law.values.vocabulary import ActionKind

LONGEST_TEXT: Final = 300


def faults_of(details: Mapping[str, object], kind: str) -> list[tuple[str, str]]:
    """What the law would not read of the details of an act of this kind: (key, sentence)."""
    faults: list[tuple[str, str]] = []
    for key, value in details.items():
        if key not in _READERS:
            faults.append((key[:40], _unknown(key, kind)))
        elif value is None:
            continue
        elif kind in set(ActionKind) and kind not in _READ_OF.get(key, ANY_KIND):
            faults.append((key, f"is not read of an act of {ActionKind(kind).label}{_of(key)}."))
        elif sentence := _unreadable(key, value):
            faults.append((key, sentence))
    return faults


def _unknown(key: str, kind: str) -> str:
    known = [name for name in _READERS if kind in _READ_OF.get(name, ANY_KIND)]
    here = f"The keys of such an act are {', '.join(known or _READERS)}."
    said = ("is not a key of the details.", did_you_mean(key, _READERS), here)
    return " ".join(filter(None, said))


def _of(key: str) -> str:
    kinds = sorted(ActionKind(kind).label for kind in _READ_OF[key])
    return f", only of {', '.join(kinds)}"


def _unreadable(key: str, value: object) -> str:
    """Why the value under a known key cannot be read; "" if it can."""
    try:
        _READERS[key](value)
    except LawError as error:
        return str(error)
    return ""


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise LawError("must be text in quotation marks, such as 2026-02-05 or P5Y.")
    return value


def _one_day(value: object) -> None:
    text = _text(value)
    if not CivilDate.parse(text).is_exact:
        raise LawError(f"“{text}” is not one day; write it as 2026-02-05.")


def _some_time(value: object) -> None:
    text = _text(value)
    if Period.parse(text).is_zero:
        raise LawError(f"{text} is no time at all; write a period such as P5Y or P6M.")


def _words(value: object) -> None:
    text = _text(value)
    if not text.strip():
        raise LawError("is empty; write what it is, or leave it out.")
    if len(text) > LONGEST_TEXT:
        raise LawError(f"has {len(text)} characters; at most {LONGEST_TEXT} are allowed.")
    if any(sign < " " or "\ud800" <= sign <= "\udfff" for sign in text):
        raise LawError("holds a character that is no text; leave it out.")


def _flag(value: object) -> None:
    if not isinstance(value, bool):
        raise LawError("must be true or false, without quotation marks.")


def _share(value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
        raise LawError("must be a share above 0 and up to 1, such as 0.18.")


def day_in(details: Mapping[str, object], key: str) -> date:
    """The exact day under `key` of an act's details; LawError names `details.key`."""
    try:
        return civil(cast("str", details.get(key)))
    except LawError as wrong:
        raise LawError(wrong.text, f"details.{key}") from None


_READERS: Final[dict[str, Callable[[object], None]]] = {
    "until": _one_day,
    "period": _some_time,
    "resumes": _flag,
    "deemed_from": _one_day,
    "clause": _words,
    "of": _words,
    "by": _words,
    "express": _flag,
    "scope": _words,
    "how": _words,
    "share": _share,
    "event": _words,
}
ANY_KIND: Final = frozenset(ActionKind)
_ENDS_IN_TIME: Final = CARRYING_ON | {ActionKind.SUSPENSION}
_READ_OF: Final[dict[str, frozenset[ActionKind]]] = {
    "until": _ENDS_IN_TIME,
    "period": _ENDS_IN_TIME,
    "resumes": CARRYING_ON,
    "deemed_from": NOTICES,
    "clause": NOTICES,
    "of": frozenset(
        {ActionKind.REVOCATION_OF_NOTICE, ActionKind.SUSPENSION, ActionKind.RESUMPTION}
    ),
    "by": frozenset({ActionKind.SUPERSESSION}),
    "express": frozenset({ActionKind.SUPERSESSION}),
    "how": frozenset({ActionKind.IRREGULAR_END}),
    "share": DEPOSITS,
}
"""Of which acts the law reads a key; of one that is not here, of every act."""
