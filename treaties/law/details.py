"""What an act's details say beside its dates: until when, for how long (`law.facts.Act`)."""

from collections.abc import Callable, Mapping
from typing import Final

from treaties.law.dates import CivilDate
from treaties.law.errors import LawError
from treaties.law.reckoning import Period


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


_READERS: Final[dict[str, Callable[[str], None]]] = {"until": _one_day, "period": _some_time}
