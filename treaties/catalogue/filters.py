"""Which treaties were asked for? The one parser of the query string for the timeline, the table,
the export and the API.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet

from treaties.catalogue.search import LONGEST, search
from treaties.catalogue.visibility import Reader, parties_visible_to, subjects_visible_to
from treaties.law.values.vocabulary import (
    DECIDED_BEFORE,
    Composition,
    InstrumentKind,
    KeyDateKind,
    Status,
)
from treaties.models import PARTS_OF_TREATY, KeyDate, Participant, StatusSpan, Treaty

FIELDS = ("search", "party", "subject", "kind", "composition", "status", "due")


@dataclass(frozen=True, slots=True)
class TreatyFilter:
    """A filter of the register; every part that is given must hold. `due` is in days from the day
    asked about.
    """

    search: str = ""
    parties: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    kind: str = ""
    composition: str = ""
    statuses: tuple[str, ...] = ()
    due: int | None = None

    @classmethod
    def from_query(cls, query: Mapping[str, str], reader: Reader) -> "TreatyFilter":
        """Read `search`, `party`, `subject`, `kind`, `composition`, `status`, `due`; lists are
        comma-separated.

        Raises ValidationError with a sentence for each invalid field. A party or subject that
        `reader` may not know of is as unknown as one that does not exist.
        """
        errors: dict[str, str] = {}

        def words(name: str) -> tuple[str, ...]:
            return tuple(word.strip() for word in query.get(name, "").split(",") if word.strip())

        text = query.get("search", "").strip()
        if len(text) > LONGEST or "\x00" in text:
            errors["search"] = f"Search for at most {LONGEST} characters of text."
        parties, subjects = tuple(word.upper() for word in words("party")), words("subject")
        if (
            unknown := _unknown(
                parties,
                _codes(parties_visible_to(reader), parties),
            )
            if parties
            else ""
        ):
            errors["party"] = f"No party has the code “{unknown}”; codes are like IRN or EU."
        if (
            unknown := _unknown(
                subjects,
                _codes(subjects_visible_to(reader), subjects),
            )
            if subjects
            else ""
        ):
            errors["subject"] = f"No subject has the code “{unknown}”."
        statuses = words("status")
        for name, given, known in (
            ("status", statuses, {status.value for status in Status}),
            ("kind", words("kind")[:1], {kind.value for kind in InstrumentKind}),
            ("composition", words("composition")[:1], {item.value for item in Composition}),
        ):
            if unknown := _unknown(given, known):
                errors[name] = f"“{unknown}” is not one of {', '.join(sorted(known))}."
        due: int | None = None
        if days := query.get("due", "").strip():
            if days.isascii() and days.isdigit() and len(days) <= 5 and int(days) <= 36_500:
                due = int(days)
            else:
                errors["due"] = f"“{days[:40]}” is not a number of days; write 30, 90 or 365."
        if errors:
            raise ValidationError({name: [sentence] for name, sentence in errors.items()})
        return cls(
            text,
            parties,
            subjects,
            "".join(words("kind")[:1]),
            "".join(words("composition")[:1]),
            statuses,
            due,
        )

    def apply(self, treaties: QuerySet[Treaty], *, on: date) -> QuerySet[Treaty]:
        """Those of `treaties` that match the filter as of the day `on`."""
        if self.search:
            treaties = search(treaties, self.search)
        for code in self.parties:
            treaties = treaties.filter(
                Exists(
                    Participant.objects.filter(
                        PARTS_OF_TREATY, treaty=OuterRef("pk"), party__code=code
                    )
                )
            )
        if self.subjects:
            treaties = treaties.filter(
                Exists(
                    Treaty.subjects.through.objects.filter(
                        treaty=OuterRef("pk"), subject__code__in=self.subjects
                    )
                )
            )
        if self.kind:
            treaties = treaties.filter(kind=self.kind)
        if self.composition:
            treaties = treaties.filter(composition=self.composition)
        if self.statuses:
            spans = StatusSpan.objects.filter(
                treaty=OuterRef("pk"),
                party=None,
                reading="",
                status__in=self.statuses,
                span__contains=on,
            )
            treaties = treaties.filter(Exists(spans))
        if self.due is not None:
            dates = KeyDate.objects.filter(
                treaty=OuterRef("pk"),
                withdrawn_at=None,
                reading="",
                kind__in=DECIDED_BEFORE,
                safe__range=(on, on + min(timedelta(days=self.due), date.max - on)),
            )
            # The last day to stop a term that ends anyway asks nothing of anybody.
            dates = dates.exclude(kind=KeyDateKind.LAST_NOTICE, cycle__closing="ends")
            treaties = treaties.filter(Exists(dates))
        return treaties


def _unknown(given: tuple[str, ...], known: set[str]) -> str:
    return next((word[:40] for word in given if word not in known), "")


def _codes(known: QuerySet[Any], given: tuple[str, ...]) -> set[str]:
    return set(known.filter(code__in=_clean(given)).order_by().values_list("code", flat=True))


def _clean(words: tuple[str, ...]) -> list[str]:
    return [word for word in words if "\x00" not in word and len(word) <= 80]
