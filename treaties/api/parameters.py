"""Is the query string valid? Unknown parts are refused, never ignored.

All errors of a query are reported at once, each under its parameter.
"""

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from treaties.api.errors import BadRequest, sentences_of
from treaties.catalogue.filters import TreatyFilter
from treaties.catalogue.visibility import Reader
from treaties.law.values.nearest import did_you_mean
from treaties.law.values.periods import FIRST_YEAR, LAST_YEAR

LONGEST: Final = 500
"""Characters of one parameter."""

PAGE_SIZE: Final = 50
LARGEST_PAGE: Final = 200
LAST_PAGE: Final = 1_000_000

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Parameters:
    """One query string: ask for each parameter, then `settle`, which raises BadRequest."""

    def __init__(self, query: QueryDict, known: Collection[str]) -> None:
        self.errors: dict[str, list[str]] = {}
        self.given: dict[str, str] = {}
        for name, values in query.lists():
            if name not in known:
                said = f"There is no parameter “{name[:40]}” here; there are {_listed(known)}."
                self.wrong(name[:40], f"{said} {did_you_mean(name, known)}".strip())
            elif len(values) > 1:
                self.wrong(name, f"Give {name} once; it was given {len(values)} times.")
            elif len(values[0]) > LONGEST:
                self.wrong(name, f"It has {len(values[0])} characters; {LONGEST} are the most.")
            else:
                self.given[name] = values[0].strip()
        self.page = self.number("page", 1, 1, LAST_PAGE)
        self.page_size = self.number("page_size", PAGE_SIZE, 1, LARGEST_PAGE)

    def wrong(self, name: str, sentence: str) -> None:
        """Note a fault under a parameter."""
        self.errors.setdefault(name, []).append(sentence)

    def settle(self) -> None:
        """Raise BadRequest with every fault found."""
        if self.errors:
            raise BadRequest(self.errors)

    def day(self, name: str, last: int = LAST_YEAR) -> date | None:
        """A civil day, year-month-day, up to the year `last`; None where it was not given."""
        text = self.given.get(name, "")
        if not text:
            return None
        right = "write it as year-month-day, such as 2021-04-12"
        if not _DAY.fullmatch(text):
            self.wrong(name, f"“{text[:40]}” is not a day; {right}.")
            return None
        try:
            found = date.fromisoformat(text)
        except ValueError:
            self.wrong(name, f"There is no day {text} in the calendar; {right}.")
            return None
        if not FIRST_YEAR <= found.year <= last:
            self.wrong(name, f"The year must lie between {FIRST_YEAR} and {last}.")
            return None
        return found

    def day_or_today(self, name: str) -> date:
        """A civil day; today where it was not given."""
        return self.day(name) or timezone.localdate()

    def number(self, name: str, usual: int, least: int, most: int) -> int:
        """A whole number between two bounds, both included."""
        text = self.given.get(name, "")
        if not text:
            return usual
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            self.wrong(name, f"“{text[:40]}” is not a whole number from {least} to {most}.")
            return usual
        if not least <= int(text) <= most:
            self.wrong(name, f"{int(text)} is not between {least} and {most}.")
            return usual
        return int(text)

    def words(self, name: str, known: Iterable[str] | None = None) -> tuple[str, ...]:
        """A comma-separated list, of `known` words where there are such."""
        found = tuple(w for word in self.given.get(name, "").split(",") if (w := word.strip()))
        if known is not None:
            right = list(known)
            for word in found:
                if word not in right:
                    self.wrong(name, f"“{word[:40]}” is not one of {', '.join(right)}.")
        return found

    def word(self, name: str, known: Iterable[str], usual: str) -> str:
        """One of the `known` words."""
        right = list(known)
        text = self.given.get(name, "")
        if text and text not in right:
            self.wrong(name, f"“{text[:40]}” is not one of {', '.join(right)}.")
            return usual
        return text or usual

    def filter(self, names: Collection[str], reader: Reader) -> TreatyFilter:
        """The catalogue's own reading of the parameters in `names`, for who asks."""
        asked = {name: self.given[name] for name in names if name in self.given}
        try:
            return TreatyFilter.from_query(asked, reader)
        except ValidationError as error:
            for name, sentences in sentences_of(error).items():
                for sentence in sentences:
                    self.wrong(name, sentence)
            return TreatyFilter()


def _listed(known: Collection[str]) -> str:
    return ", ".join(sorted(known)) if known else "none"
