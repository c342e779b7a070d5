"""Reads an update under way or done, with its milestones from mandate to entry into force."""

from treaties.intake.seedrows import Known, check_unique, citations, each
from treaties.intake.seedtable import NAME_LIMIT, NOTE_LIMIT, REF, Table, hint
from treaties.intake.seedtypes import SeedMilestone, SeedUpdate
from treaties.law.values.vocabulary import MilestoneStep, UpdateGoal, UpdateState


def read_update(row: Table, slug: str, known: Known) -> SeedUpdate:
    """An update of the treaty `slug`."""
    milestones = each(row, "milestone", lambda one: _milestone(one, known))
    check_unique(row, "milestone", [one.ref for one in milestones])
    _check_order(row, milestones)
    successor = row.reference("successor", known.treaties, "treaty")
    if successor == slug:
        row.error("successor", f"“{slug}” is this treaty itself; a successor is another one.")
    return SeedUpdate(
        ref=row.name("ref", REF, "renewal-2021"),
        goal=row.word("goal", UpdateGoal),
        title=row.text("title", NAME_LIMIT, required=True),
        reason=row.text("reason", NOTE_LIMIT, lines=True),
        state=row.word("state", UpdateState, UpdateState.UNDER_WAY),
        wanted_by=row.day("wanted_by"),
        successor=successor,
        target=row.number("target"),
        milestones=milestones,
    )


def _milestone(row: Table, known: Known) -> SeedMilestone:
    return SeedMilestone(
        ref=row.name("ref", REF, "handover"),
        step=row.word("step", MilestoneStep),
        title=row.text("title", NAME_LIMIT, required=True),
        responsible=row.reference("responsible", known.bodies, "body"),
        party=row.reference("party", known.parties, "party"),
        planned=row.day("planned"),
        forecast=row.day("forecast"),
        done=row.day("done"),
        after=row.strings("after"),
        minimum=row.period("minimum"),
        typical=row.period("typical"),
        maximum=row.period("maximum"),
        note=row.text("note", NOTE_LIMIT, lines=True),
        citations=citations(row, known),
    )


def _check_order(row: Table, milestones: tuple[SeedMilestone, ...]) -> None:
    """A step may only wait for earlier steps in the list, so that nothing waits for itself."""
    refs = [one.ref for one in milestones]
    for index, one in enumerate(milestones):
        for name in one.after:
            key = f"milestone[{index}].after"
            if name not in refs:
                row.error(key, f"there is no milestone “{name}” in this update.{hint(name, refs)}")
            elif name not in refs[:index]:
                row.error(key, f"“{name}” does not stand before it; write the steps in order.")
