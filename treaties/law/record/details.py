"""What an act's details say beside its dates: until when, for how long (`record.facts.Act`; REN-7,
TER-16).
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, cast

from treaties.law.values.dates import CivilDate
from treaties.law.values.errors import LawError
from treaties.law.values.periods import Period, civil


def faults_of(details: Mapping[str, object]) -> list[tuple[str, str]]:
    """What cannot be read of the details that the law reads: (key, sentence); others are free."""
    faults: list[tuple[str, str]] = []
    for key, read in _READERS.items():
        value = details.get(key)
        if value is None:
            continue
        if not isinstance(value, str):
            faults.append((key, "must be text in quotation marks, such as 2026-02-05 or P5Y."))
            continue
        try:
            read(value)
        except LawError as error:
            faults.append((key, str(error)))
    return faults


def _one_day(text: str) -> None:
    if not CivilDate.parse(text).is_exact:
        raise LawError(f"“{text}” is not one day; write it as 2026-02-05.")


def _some_time(text: str) -> None:
    if Period.parse(text).is_zero:
        raise LawError(f"{text} is no time at all; write a period such as P5Y or P6M.")


def day_in(details: Mapping[str, object], key: str) -> date:
    """The exact day under `key` of an act's details; LawError names `details.key`."""
    try:
        return civil(cast("str", details.get(key)))
    except LawError as wrong:
        raise LawError(wrong.text, f"details.{key}") from None


_READERS: Final[dict[str, Callable[[str], None]]] = {
    "until": _one_day,
    "deemed_from": _one_day,
    "period": _some_time,
}
