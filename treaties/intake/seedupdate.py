"""Reads an update under way or done, with its milestones from mandate to entry into force."""

from treaties.intake.seedrows import Known, check_unique, citations, each, find_loop
from treaties.intake.seedtable import NAME_LIMIT, NOTE_LIMIT, REF, Table, hint
from treaties.intake.seedtypes import SeedMilestone, SeedUpdate
from treaties.law.vocabulary import MilestoneStep, UpdateGoal, UpdateState


def read_update(row: Table, known: Known) -> SeedUpdate:
    milestones = each(row, "milestone", lambda one: _milestone(one, known))
    check_unique(row, "milestone", [one.ref for one in milestones])
    _check_order(row, milestones)
    return SeedUpdate(
        ref=row.name("ref", REF, "renewal-2021"),
        goal=row.word("goal", UpdateGoal),
        title=row.text("title", NAME_LIMIT, required=True),
        reason=row.text("reason", NOTE_LIMIT),
        state=row.word("state", UpdateState, UpdateState.UNDER_WAY),
        wanted_by=row.day("wanted_by"),
        successor=row.reference("successor", known.treaties, "treaty"),
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
        note=row.text("note", NOTE_LIMIT),
        citations=citations(row, known),
    )


def _check_order(row: Table, milestones: tuple[SeedMilestone, ...]) -> None:
    """Predecessors are milestones of the same update, and nothing waits for itself."""
    refs = {one.ref for one in milestones}
    for index, one in enumerate(milestones):
        for name in one.after:
            if name not in refs:
                row.error(
                    f"milestone[{index}].after",
                    f"there is no milestone “{name}” in this update.{hint(name, refs)}",
                )
    loop = find_loop({one.ref: one.after for one in milestones})
    if loop:
        row.error("milestone", f"wait for each other in a loop: {' → '.join(loop)}.")
