"""The sentences of a reminder: first what and when, then what happens if nobody acts, and why this
day.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from treaties.law.values import periods
from treaties.law.values.periods import words
from treaties.law.values.rule_names import rule_named
from treaties.law.values.vocabulary import KeyDateKind
from treaties.reminders.particulars import Particulars
from treaties.reminders.planner import MOVED, Due

_OPENINGS: Final = {
    KeyDateKind.LAST_NOTICE: "Decide by",
    KeyDateKind.DECISION_DUE: "Decide by",
    KeyDateKind.EXPIRY: "Expires on",
    KeyDateKind.REVIEW: "Review on",
}


def distance(day: date, today: date) -> str:
    """`in 90 days`, `today`, `passed 3 days ago`: beside a date, never instead of it."""
    said = periods.distance(day, today)
    return f"passed {said}" if day < today else said


def opening(kind: str) -> str:
    return _OPENINGS[KeyDateKind(kind)]


def on_the_day(about: Particulars) -> str:
    """What the calendar shows on the day itself."""
    if about.kind in _OPENINGS:
        return f"{opening(about.kind).removesuffix(' on')} today: {event(about)}"
    label = KeyDateKind(about.kind).label
    return f"{label[:1].upper()}{label[1:]}: {event(about)}"


def subject(about: Particulars, due: Due, today: date) -> str:
    """The line people decide by whether to open the mail at all."""
    was = f", was {words(due.was)}" if due.moved and due.was else ""
    day = due.deadline.day
    if day is None:
        return f"No longer fixed{was}: {opening(about.kind).lower()} … for {about.title}"
    return f"{opening(about.kind)} {words(day)} ({distance(day, today)}){was}: {event(about)}"


def event(about: Particulars) -> str:
    """What stands behind the date: `Iran–Russia 2001 treaty renews to 5 April 2027`."""
    if about.kind == KeyDateKind.LAST_NOTICE:
        if about.closing == "runs_on":
            return f"{about.title} continues without a fixed end"
        if about.closing == "renews" and about.boundary:
            if about.next_end:
                return f"{about.title} renews to {words(about.next_end)}"
            return f"{about.title} renews on {words(about.boundary)}"
        return f"{about.title}, last day to give notice"
    if about.kind == KeyDateKind.DECISION_DUE and about.boundary:
        return f"{about.title} lapses on {words(about.boundary)}"
    return about.title


def headline(about: Particulars, due: Due, today: date) -> str:
    day = due.deadline.day
    if day is None:
        return f"{opening(about.kind)} …: the day is no longer fixed"
    return f"{opening(about.kind)} {words(day)} ({distance(day, today)})"


def change(about: Particulars, due: Due) -> str:
    """`Was … now … because …`; empty where nothing moved."""
    if not due.moved or due.was is None:
        return ""
    now = words(due.deadline.day) if due.deadline.day else "not fixed"
    return f"Was {words(due.was)}, now {now}, because: {about.reason}."


def default(about: Particulars, day: date | None) -> str:
    """What happens if nobody acts; nothing for a day on which nobody has to."""
    if day is None or about.earliest is None:
        return "No reminder will be sent until a day is known again."
    if about.kind == KeyDateKind.LAST_NOTICE:
        return f"If nobody gives notice by {words(about.earliest)}, {_goes_on(about)}."
    ends = words(about.boundary or about.earliest)
    if about.kind == KeyDateKind.DECISION_DUE:
        return f"If nothing is agreed in time, it ends on {ends}: it has no automatic renewal."
    if about.kind == KeyDateKind.EXPIRY:
        return f"If nobody acts, it ends on {ends}: it has no automatic renewal."
    if about.kind == KeyDateKind.REVIEW:
        return "A review is due from that day. Nothing ends or renews by itself because of it."
    return ""


def _goes_on(about: Particulars) -> str:
    if about.closing == "runs_on" and about.boundary:
        return f"it continues from {words(about.boundary)} without a fixed end"
    if about.closing == "renews" and about.boundary:
        until = f" and then runs to {words(about.next_end)}" if about.next_end else ""
        return f"it renews on {words(about.boundary)}{until}"
    return "it can no longer be stopped by notice and continues"


def why(about: Particulars, day: date | None) -> list[str]:
    """Where the day comes from: article and rule, the margin for delivery, and how firm it is."""
    reason = about.reason.rstrip(".")
    rule = f" ({rule_named(about.rule)})" if about.rule else ""
    said = [f"{reason[:1].upper()}{reason[1:]}{rule}."]
    if day and about.earliest and day != about.earliest:
        said.append(f"{_apart(about, day, about.earliest)}.")
    if about.disputed:
        said.append("Sources disagree; the earliest of the possible days is shown.")
    elif about.earliest and about.latest and about.latest != about.earliest:
        said.append(
            f"It lies between {words(about.earliest)} and {words(about.latest)}; the earliest day "
            "is the safe one to act by."
        )
    return said


def _apart(about: Particulars, day: date, earliest: date) -> str:
    """Why the day to act by comes before the day of the text."""
    said = f"The last day under the text is {words(earliest)}"
    first = day + timedelta(days=about.margin_days)
    if first < earliest:
        said += f"; under a reading that a party or an authority takes it is {words(first)}"
    if about.margin_days:
        said += (
            f"; {about.margin_days} days are allowed for delivery, which is our setting and "
            "not the treaty's"
        )
    return said


def other_readings(about: Particulars, today: date) -> list[str]:
    return [
        f"Under the other reading ({other.label}), the day is {words(other.day)} "
        f"({distance(other.day, today)}). "
        + (
            "A party or an authority takes this reading: the safe day counts with it."
            if other.held
            else "This is mentioned in the press only and does not count for the safe day."
        )
        for other in about.others
    ]


def decision(about: Particulars) -> list[str]:
    """What was decided, or that nothing is; nothing for a date that belongs to no period."""
    if about.cycle_id is None:
        return []
    if not about.decisions:
        return ["No decision is recorded for this term."]
    return [
        f"Decided on {words(one.decided_on)} by {one.decided_by}: {one.outcome}. {one.reason}"
        for one in about.decisions
    ]


def because(follows: Iterable[str], due: Due, today: date) -> list[str]:
    """Why this person gets this mail today; `follows` says what they follow, in words."""
    said = [f"You follow {listed(sorted(set(follows)))}."]
    leads = [lead for lead in due.leads if lead != MOVED]
    late = [day for lead, day in zip(due.leads, due.due_on, strict=True) if lead != MOVED]
    if due.moved:
        said.append("An earlier mail gave another day.")
    if len(leads) > 1:
        said.append(
            "This mail replaces the reminders "
            f"{listed([str(lead) for lead in leads])} days before, "
            f"which were due on {listed([words(day) for day in late])}."
        )
    elif leads:
        before = "on the day itself" if leads[0] == 0 else f"{leads[0]} days before"
        was_due = f"; it was due on {words(late[0])} and is late" if late[0] < today else ""
        said.append(f"This is the reminder {before}{was_due}.")
    return said


def listed(items: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"
