"""The seeds themselves: whole, sourced, within their limits."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from treaties.intake.seedfile import read_folder
from treaties.intake.seedtypes import Citation, Seeds
from treaties.law.values.vocabulary import Rank

FOLDER = Path(__file__).resolve().parent.parent / "seeds"
WRITTEN_ON = date(2026, 11, 23)

# Facts without a source, on purpose: they are shown as unsourced.
UNSOURCED = {
    "iran-russia-2001: action approval-russia acted",
    "iran-russia-2025: clause notice",
    "iran-russia-2025: clause end-of-term",
    "jcpoa: action withdrawal-usa effective",
    "new-start: clause withdrawal",
    "us-china-science-1979: action in-force effective",
}


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    return read_folder(FOLDER)


def citations(seeds: Seeds) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """Everything that ought to have a source, by a name, with the sources it has."""
    for treaty in seeds.treaties:
        for clause in treaty.clauses:
            yield f"{treaty.slug}: clause {clause.ref}", clause.citations
        for action in treaty.actions:
            for claim in action.claims:
                cited = (claim.citation,) if claim.citation else ()
                yield f"{treaty.slug}: action {action.ref} {claim.role}", cited
        for event in treaty.events:
            yield f"{treaty.slug}: event {event.ref}", event.citations
        for relation in treaty.relations:
            yield f"{treaty.slug}: relation to {relation.to}", relation.citations
        for update in treaty.updates:
            for milestone in update.milestones:
                yield f"{treaty.slug}: milestone {milestone.ref}", milestone.citations


def test_the_eight_agreements_are_there(seeds: Seeds) -> None:
    assert [treaty.slug for treaty in seeds.treaties] == [
        "instc",
        "iran-russia-2001",
        "iran-russia-2025",
        "jcpoa",
        "new-start",
        "paris-agreement",
        "ukraine-russia-1997",
        "us-china-science-1979",
    ]


def test_every_fact_has_a_source_or_is_unsourced_on_purpose(seeds: Seeds) -> None:
    assert {name for name, cited in citations(seeds) if not cited} == UNSOURCED


def test_every_source_is_cited_and_every_address_stands_once(seeds: Seeds) -> None:
    used = {one.source for _, cited in citations(seeds) for one in cited}
    assert {source.ref for source in seeds.sources} == used
    addresses = [source.url for source in seeds.sources if source.url]
    assert len(addresses) == len(set(addresses))


def test_no_source_was_opened_before_it_appeared_or_after_it_was_written_here(
    seeds: Seeds,
) -> None:
    for source in seeds.sources:
        for day in (source.published, source.retrieved):
            assert day is None or (day.latest is not None and day.latest <= WRITTEN_ON), source.ref
        assert source.retrieved is None or source.retrieved.is_exact, source.ref


def test_quotations_are_short(seeds: Seeds) -> None:
    for name, cited in citations(seeds):
        for one in cited:
            assert len(one.quote) <= 300, name
    for treaty in seeds.treaties:
        for clause in treaty.clauses:
            assert len(clause.quotation) <= 300, clause.ref


def test_a_deprecated_claim_says_why_it_is_not_believed(seeds: Seeds) -> None:
    for treaty in seeds.treaties:
        for action in treaty.actions:
            for claim in action.claims:
                assert claim.rank is not Rank.DEPRECATED or claim.note, action.ref


def test_what_can_be_reckoned_is_not_seeded(seeds: Seeds) -> None:
    """Among them the notification of 2025, known only by counting back from entry into force."""
    said = {
        claim.date.edtf
        for treaty in seeds.treaties
        for action in treaty.actions
        for claim in action.claims
    }
    assert not said & {"2025-09-02", "2012-04-05", "2017-04-05", "2022-04-05", "2021-04-05"}


def test_the_update_runs_from_mandate_to_entry_into_force(seeds: Seeds) -> None:
    treaty = next(treaty for treaty in seeds.treaties if treaty.slug == "iran-russia-2001")
    (update,) = treaty.updates
    assert update.successor == "iran-russia-2025"
    assert (update.milestones[0].step, update.milestones[-1].step) == (
        "mandate",
        "entry_into_force",
    )
    ends = [one.done.latest for one in update.milestones if one.done and one.done.latest]
    assert len(ends) == len(update.milestones)
    by_ref = {one.ref: one for one in update.milestones}
    for one in update.milestones:
        for earlier in (by_ref[name] for name in one.after):
            assert one.done is not None
            assert earlier.done is not None
            assert earlier.done.earliest is not None
            assert one.done.latest is not None
            assert earlier.done.earliest <= one.done.latest, one.ref
