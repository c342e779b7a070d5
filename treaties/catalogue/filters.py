"""Which treaties were asked for? The one parser of the query string for the timeline, the table,
the export and the API.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet

from treaties.catalogue.search import LONGEST, search
from treaties.law.values.vocabulary import DECIDED_BEFORE, Composition, InstrumentKind, Status
from treaties.models import ON_RECORD, KeyDate, Participant, Party, StatusSpan, Subject, Treaty

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
    def from_query(cls, query: Mapping[str, str]) -> "TreatyFilter":
        """Read `search`, `party`, `subject`, `kind`, `composition`, `status`, `due`; lists are
        comma-separated.

        Raises ValidationError with a sentence for each invalid field.
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
                set(Party.objects.filter(code__in=_clean(parties)).values_list("code", flat=True)),
            )
            if parties
            else ""
        ):
            errors["party"] = f"No party has the code “{unknown}”; codes are like IRN or EU."
        if (
            unknown := _unknown(
                subjects,
                set(
                    Subject.objects.filter(code__in=_clean(subjects)).values_list("code", flat=True)
                ),
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
                Exists(_participants().filter(treaty=OuterRef("pk"), party__code=code))
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
            treaties = treaties.filter(Exists(dates))
        return treaties


def _participants() -> QuerySet[Participant]:
    """Published participants, and all participants of agreements not yet published."""
    return Participant.objects.filter(
        ON_RECORD & (Q(published_at__isnull=False) | Q(treaty__published_at=None))
    )


def _unknown(given: tuple[str, ...], known: set[str]) -> str:
    return next((word[:40] for word in given if word not in known), "")


def _clean(words: tuple[str, ...]) -> list[str]:
    return [word for word in words if "\x00" not in word and len(word) <= 80]
