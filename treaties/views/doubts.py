"""What is doubtful in an agreement's clauses and facts? The warnings of the law as sentences, each
with the clause that it is about: on the form before and after saving, and on the agreement's page.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils import timezone

from treaties.catalogue.visibility import Reader, sees_drafts
from treaties.inquiry.live import projection_of
from treaties.inquiry.preview import preview
from treaties.law.record.facts import Clause
from treaties.law.rules.results import Projection, Warning
from treaties.law.values.errors import LawError
from treaties.models import Treaty, with_names
from treaties.schedule.facts import agreement

FOR_EDITORS: Final = frozenset({"unknown_key"})
"""Warnings about how something was entered; every other one concerns the dates."""

DATES_SHOWN: Final = 8
"""Dates that are told before saving."""


def doubts(found: Projection, names: Mapping[str, str], reader: Reader) -> tuple[str, ...]:
    """What `reader` is told of the doubts of a projection; `names` are its parties by code."""
    all_of_it = sees_drafts(reader)
    told = [w for w in found.warnings if all_of_it or w.code not in FOR_EDITORS]
    return sentences(told, found.agreement.clauses, names)


def doubts_as_edited(treaty: Treaty) -> tuple[str, ...]:
    """All of them for the agreement with its corrections that wait for a reviewer."""
    try:
        found = projection_of(treaty, drafts=True)
    except LawError as wrong:
        return (f"These facts cannot stand together: {wrong}",)
    names = treaty.participants.values_list("party__code", "party__short_name")
    return sentences(found.warnings, found.agreement.clauses, dict(names))


def dates_as_edited(treaty: Treaty) -> tuple[str, ...]:
    """The dates to come by the same facts, the next of each kind first, each with its reason."""
    try:
        found = preview(agreement(treaty, drafts=True), timezone.localdate())
    except LawError:
        return ()
    names = dict(treaty.participants.values_list("party__code", "party__short_name"))
    ahead = [key for key in found.key_dates if key.outcome.earliest is not None]
    return tuple(
        f"{key.outcome.words}: {key.kind.label} — {with_names(key.reason, names)}"
        for key in ahead[:DATES_SHOWN]
    )


def sentences(
    warnings: Iterable[Warning], clauses: Iterable[Clause], names: Mapping[str, str]
) -> tuple[str, ...]:
    """Each warning as a sentence, once, after the clause that it is about."""
    about = {clause.id: clause for clause in clauses}
    found = []
    for warning in warnings:
        text = with_names(warning.text, names)
        clause = about.get(warning.clause or "")
        said = f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"
        found.append(f"{_place(clause)}: {said}" if clause else said)
    return tuple(dict.fromkeys(found))


def _place(clause: Clause) -> str:
    label = clause.kind.label
    article = f" (article {clause.article})" if clause.article else ""
    return f"{label[:1].upper()}{label[1:]}{article}"
