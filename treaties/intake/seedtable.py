"""Reads one TOML table key by key: the value in its type, or an error saying what would be right.

A getter that finds an error notes it and returns a harmless placeholder of the right type; the
caller goes on, so that one run finds all errors. Placeholders never leave the reader: if there is
an error, no `Seeds` are made.
"""

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from treaties.intake.seedtypes import SeedError
from treaties.law.clauses.codec import JSON
from treaties.law.values.dates import CivilDate
from treaties.law.values.nearest import did_you_mean
from treaties.law.values.periods import Period
from treaties.law.values.vocabulary import Term
from treaties.written.signs import fault, faults_within

Word = TypeVar("Word", bound=Term)
Parsed = TypeVar("Parsed")

REF = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CODE = re.compile(r"[A-Z][A-Z0-9-]{1,11}")
LANGUAGE = re.compile(r"[a-z]{2,3}")
URL = re.compile(r"https?://[^\s/?#@]+\.[^\s/?#@]+(?:[/?#]\S*)?")

NAME_LIMIT = 200
SHORT_LIMIT = 120
REF_LIMIT = 80
NOTE_LIMIT = 2000
URL_LIMIT = 600
QUOTE_LIMIT = 600


class Errors:
    """Collects what is wrong, in the order of reading."""

    def __init__(self) -> None:
        self.found: list[SeedError] = []

    def add(self, file: str, path: str, reason: str) -> None:
        self.found.append(SeedError(file, path, reason))


def hint(word: str, known: Iterable[str]) -> str:
    """What was meant, after a blank, where one of the known words is close."""
    meant = did_you_mean(word, known)
    return f" {meant}" if meant else ""


def kind_of(value: object) -> str:
    """What a TOML value is, in plain words."""
    match value:
        case bool():
            return "true or false"
        case str():
            return "text"
        case int() | float():
            return "a number"
        case dt.date() | dt.time():
            return "a bare TOML date or time (write dates in quotation marks)"
        case list():
            return "a list"
        case dict():
            return "a table"
    return type(value).__name__


class Table:
    """One table of a seed file under its path; `close` complains of keys that nobody asked for."""

    def __init__(self, file: str, path: str, data: Mapping[str, object], errors: Errors) -> None:
        self.file = file
        self.path = path
        self._data = data
        self._errors = errors
        self._asked: set[str] = set()

    def error(self, key: str, reason: str) -> None:
        self._errors.add(self.file, self.key_path(key), reason)

    def key_path(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path and key else self.path or key

    def has(self, key: str) -> bool:
        return key in self._data

    def text(self, key: str, limit: int, *, required: bool = False, lines: bool = False) -> str:
        """Text without surrounding blanks, at most `limit` characters; in one line but with
        `lines`.
        """
        value = self._take(key, str, "text", required=required)
        if value is None:
            return ""
        value = value.strip()
        if required and not value:
            self.error(key, "is empty; it has to say something.")
        if len(value) > limit:
            self.error(
                key, f"has {len(value)} characters; at most {limit} are allowed. Shorten it."
            )
        if wrong := fault(value, lines=lines):
            self.error(key, wrong)
        return value

    def name(self, key: str, pattern: re.Pattern[str], example: str) -> str:
        """A required identifier of the given form."""
        value = self.text(key, REF_LIMIT, required=True)
        if value and not pattern.fullmatch(value):
            self.error(key, f"“{value}” is not of the expected form; right would be “{example}”.")
        return value

    def word(self, key: str, words: type[Word], default: Word | None = None) -> Word:
        """A word of the vocabulary; required where there is no default."""
        value = self.text(key, NAME_LIMIT, required=default is None)
        if not value:
            return default if default is not None else next(iter(words))
        try:
            return next(word for word in words if word == value)
        except StopIteration:
            self.error(key, f"“{value}” is not allowed here; allowed: {', '.join(words)}.")
            return next(iter(words))

    def reference(self, key: str, known: Iterable[str], what: str) -> str | None:
        """The name of something that exists elsewhere; None where the key is absent."""
        if not self.has(key):
            self._asked.add(key)
            return None
        value = self.text(key, REF_LIMIT, required=True)
        self._check_reference(key, value, known, what)
        return value or None

    def references(self, key: str, known: Iterable[str], what: str) -> tuple[str, ...]:
        """A list of such names, each once."""
        found = self.strings(key)
        for index, value in enumerate(found):
            self._check_reference(f"{key}[{index}]", value, known, what)
        return found

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of names that are not checked here, each once."""
        found: list[str] = []
        for index, value in enumerate(self._take(key, list, "a list of text") or []):
            if not isinstance(value, str):
                self.error(f"{key}[{index}]", f"must be text, not {kind_of(value)}.")
            elif value in found:
                self.error(f"{key}[{index}]", f"“{value}” is named twice; once is enough.")
            elif wrong := fault(value):
                self.error(f"{key}[{index}]", wrong)
            else:
                found.append(value)
        return tuple(found)

    def day(self, key: str) -> CivilDate | None:
        """A date as known, in EDTF."""
        return self._parsed(key, CivilDate.parse)

    def required_day(self, key: str) -> CivilDate:
        if not self.has(key):
            self.error(key, "is missing; write the date as known, such as “2001-03” (EDTF).")
        return self.day(key) or CivilDate.parse("")

    def period(self, key: str) -> Period | None:
        """A length of time in ISO 8601, such as `P6M`."""
        return self._parsed(key, Period.parse)

    def flag(self, key: str) -> bool | None:
        return self._take(key, bool, "true or false")

    def number(self, key: str) -> int | None:
        """A whole number from 0."""
        value = self._take(key, int, "a whole number")
        if value is not None and value < 0:
            self.error(key, f"is {value}; it is counted from 0.")
        return value

    def url(self, key: str) -> str:
        """An address that a browser may follow: http or https, nothing else."""
        value = self.text(key, URL_LIMIT)
        if value and not URL.fullmatch(value):
            self.error(key, f"“{value}” is not an address; it begins with https:// or http://.")
        return value

    def mapping(self, key: str, *, required: bool = False) -> dict[str, JSON]:
        """A free table that can be stored as JSON."""
        value = self._take(key, dict, "a table", required=required)
        if value is None:
            return {}
        for path, reason in (*_not_json(value, key), *faults_within(value, key)):
            self.error(path, reason)
        return value

    def tables(self, key: str) -> Iterator["Table"]:
        """The tables of an array of tables, each under its own path."""
        for index, value in enumerate(self._take(key, list, "a list of tables") or []):
            where = f"{key}[{index}]"
            if isinstance(value, dict):
                yield Table(self.file, self.key_path(where), value, self._errors)
            else:
                self.error(where, f"must be a table, not {kind_of(value)}.")

    def close(self) -> None:
        for key in self._data.keys() - self._asked:
            self.error(
                key,
                f"is not a key of this table.{hint(key, self._asked)}"
                f" Allowed: {', '.join(sorted(self._asked))}.",
            )

    def _take(
        self, key: str, kind: type[Parsed], called: str, *, required: bool = False
    ) -> Parsed | None:
        self._asked.add(key)
        if key not in self._data:
            if required:
                self.error(key, "is missing; it is required.")
            return None
        value = self._data[key]
        # bool is an int in Python, but `target = true` is no number
        if isinstance(value, kind) and not (isinstance(value, bool) and kind is int):
            return value
        self.error(key, f"must be {called}, not {kind_of(value)}.")
        return None

    def _parsed(self, key: str, parse: Callable[[str], Parsed]) -> Parsed | None:
        if not self.has(key):
            self._asked.add(key)
            return None
        value = self._take(key, str, "text in quotation marks")
        if value is None:
            return None
        try:
            return parse(value)
        except ValueError as error:
            self.error(key, str(error))
            return None

    def _check_reference(self, key: str, value: str, known: Iterable[str], what: str) -> None:
        if value and value not in known:
            self.error(key, f"there is no {what} “{value}”.{hint(value, known)}")


def _not_json(value: object, path: str) -> Iterator[tuple[str, str]]:
    match value:
        case dict():
            for key, inner in value.items():
                yield from _not_json(inner, f"{path}.{key}")
        case list():
            for index, inner in enumerate(value):
                yield from _not_json(inner, f"{path}[{index}]")
        case float() if not math.isfinite(value):
            yield path, "is not a finite number."
        case str() if len(value) > NOTE_LIMIT:
            yield path, f"has {len(value)} characters; at most {NOTE_LIMIT} are allowed."
        case dt.date() | dt.time():
            yield path, "must be text; write the date in quotation marks."
