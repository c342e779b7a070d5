"""The spans of each status, of the treaty and of its parties (ANS-2, FAC-6). Nothing here
depends on today.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import Final, cast

from treaties.law.rules.cessation import End
from treaties.law.rules.duration import day_after
from treaties.law.rules.notices import Notice, in_time
from treaties.law.rules.results import Closing, Cycle, Span
from treaties.law.values.outcomes import Awaiting, Between, Fixed, Outcome, next_day
from treaties.law.values.rule_names import rule_named
from treaties.law.values.vocabulary import Basis, PartyStatus, Status

RANK: Final[dict[Status | PartyStatus, int]] = {
    Status.UNKNOWN: 0,
    Status.IN_NEGOTIATION: 3,
    Status.ADOPTED: 5,
    Status.SIGNED: 10,
    Status.PROVISIONALLY_APPLIED: 20,
    Status.IN_FORCE: 30,
    Status.WINDOW_OPEN: 31,
    Status.NEXT_PERIOD_CERTAIN: 32,
    Status.NOTICE_GIVEN: 40,
    Status.SUSPENDED: 50,
    Status.LAPSED: 60,
    Status.NEVER_IN_FORCE: 70,
    Status.EXPIRED: 80,
    Status.TERMINATED: 80,
    Status.SUPERSEDED: 80,
    Status.SUPERSEDED_PRESUMED: 80,
    Status.RESIDUAL_EFFECTS: 85,
    PartyStatus.SIGNATORY: 10,
    PartyStatus.FORMER: 12,
    PartyStatus.CONTRACTING: 15,
    PartyStatus.PROVISIONAL: 20,
    PartyStatus.PARTY: 30,
    PartyStatus.NOTICE_GIVEN: 40,
    PartyStatus.SUSPENDED: 50,
}
"""Which status prevails where several hold on a day (ANS-2)."""

REVIVED: Final = 90


@dataclass(slots=True)
class StatusLayer:
    """A status laid over [start, end); an awaited start lays nothing, an awaited end leaves it
    open.
    """

    status: Final[Status | PartyStatus]
    start: Final[Outcome]
    end: Final[Outcome | None]
    reason: Final[str]
    rank: Final[int] = -1
    """Below nought: that of the status."""


def spans_of(layers: Sequence[StatusLayer], party: str | None = None) -> tuple[Span, ...]:
    """The layers resolved into spans that never overlap: on each day the highest-ranking status."""
    laid: list[_Laid] = []
    doubt: dict[date, date] = {}
    for layer in layers:
        begins, ends = layer.start, layer.end
        start, end = begins.earliest, None if ends is None else ends.earliest
        if start is None or (end is not None and end <= start):
            continue
        weight = layer.rank if layer.rank >= 0 else RANK[layer.status]
        laid.append((-weight, start, len(laid), end, layer))
        if not isinstance(begins, Fixed) or not (ends is None or isinstance(ends, Fixed)):
            _doubted(doubt, begins, ends)
    spans: list[Span] = []
    days, tops = _topmost(laid)
    last: Span | None = None
    for start, end, top in zip_longest(days, days[1:], tops):
        if top is None:
            last = None
        elif last and last.status is top.status and last.reason == top.reason:
            last = spans[-1] = replace(last, end=end)
        else:
            until = doubt.get(start) if doubt else None
            last = Span(top.status, party, start, end, until, None, top.reason)
            spans.append(last)
    return tuple([_with_ends(span, doubt) for span in spans] if doubt else spans)


def _doubted(doubt: dict[date, date], *bounds: Outcome | None) -> None:
    """Note the bounds that are known between two days: from which day to which."""
    for bound in bounds:
        if bound is None or bound.earliest is None:
            continue
        latest = bound.latest or bound.earliest
        if latest > bound.earliest:
            doubt[bound.earliest] = max(latest, doubt.get(bound.earliest, latest))


_Laid = tuple[int, date, int, date | None, StatusLayer]
"""Minus the weight, the start, the place in the list, the end: the smallest lies on top."""


def _topmost(laid: list[_Laid]) -> tuple[list[date], list[StatusLayer | None]]:
    """The days on which what lies on top changes, and what it is from then on.

    Laid from the lowest to the highest: each takes its days from those below it.
    """
    days: list[date] = [date.min]
    tops: list[StatusLayer | None] = [None]
    laid.sort(reverse=True)
    for _, start, _, end, layer in laid:
        first = bisect_left(days, start)
        if end is None:
            days[first:], tops[first:] = [start], [layer]
            continue
        beyond = bisect_left(days, end, first)
        if beyond < len(days) and days[beyond] == end:
            days[first:beyond], tops[first:beyond] = [start], [layer]
        else:
            below = tops[beyond - 1]
            days[first:beyond], tops[first:beyond] = [start, end], [layer, below]
    return days, tops


def _with_ends(span: Span, doubt: dict[date, date]) -> Span:
    if span.end is None or span.end not in doubt:
        return span
    return replace(span, uncertain_end_from=span.end)


def in_force_layers(
    cycles: Sequence[Cycle], eif: Outcome, after: Outcome | None, reason: str
) -> list[StatusLayer]:
    """In force from the entry, cycle by cycle, with the window and the days when the next period is
    certain.

    `after` is the day after the last cycle, or None where the treaty runs on without limit.
    """
    layers = [StatusLayer(Status.IN_FORCE, eif, after, reason)]
    window_open, certain = Status.WINDOW_OPEN, Status.NEXT_PERIOD_CERTAIN
    goes_on = (Closing.RENEWS, Closing.RUNS_ON)
    for cycle in cycles:
        opens, notice = cycle.window_opens, cycle.last_notice
        if notice is None or opens is None or cycle.closing not in goes_on:
            continue
        closed, last = next_day(notice), notice.words
        possible = f"notice against the next term is possible from {opens.words} to {last}"
        none = (
            f"the last day to give notice was {last} and no notice is recorded: "
            f"the next term, from {cycle.expires.words}, can no longer be stopped"
        )
        layers.append(StatusLayer(window_open, opens, closed, possible))
        layers.append(StatusLayer(certain, closed, day_after(cycle), none))
    return layers


def end_layers(end: End, survival: Outcome | None) -> list[StatusLayer]:
    """What the treaty is after its end, and its residual effects."""
    layers = [StatusLayer(end.status, end.boundary, None, end.reason)]
    if survival is not None:
        until = None if isinstance(survival, Awaiting) else survival
        said = survival.words if until is None else f"until {survival.words}"
        layers.append(
            StatusLayer(
                Status.RESIDUAL_EFFECTS,
                end.boundary,
                until,
                f"effects survive, {said} ({rule_named('SUR-1')})",
            )
        )
    return layers


def ended_first(starts: Outcome, end: End, *, unmet: bool) -> list[StatusLayer] | None:
    """What an end leaves that came before the entry into force, or that may have come before it
    since the days are not exact; None where the treaty was in force first. `unmet`: the clause
    names conditions of its entry into force, and that they were met is not on record.
    """
    first, limit = starts.earliest, cast("date", end.boundary.earliest)  # an end has a day
    settled = end.boundary.latest or limit
    if first is None:
        named = end.status is Status.EXPIRED and end.basis is Basis.PROJECTED
        if named or not unmet:
            reason = f"{end.reason}; that it had entered into force is not on record"
            return [StatusLayer(end.status, end.boundary, None, reason)]
    elif settled > first:
        doubted = limit <= first or (
            end.basis is Basis.RECORDED and limit <= (starts.latest or first)
        )
        if not doubted:
            return None
        reason = f"entry into force {starts.words}; {end.reason}: which came first is not on record"
        begun = Fixed(min(limit, first))
        over = f"{end.reason}; it may never have been in force"
        return [
            StatusLayer(Status.UNKNOWN, begun, Fixed(settled), reason, RANK[Status.SUSPENDED]),
            StatusLayer(end.status, Fixed(settled), None, over),
        ]
    reason = f"{end.reason}; it had not entered into force"
    return [StatusLayer(Status.NEVER_IN_FORCE, end.boundary, None, reason)]


def notice_layers(
    notices: Sequence[Notice], status: Status | PartyStatus, end: Outcome | None
) -> list[StatusLayer]:
    """From each notice to its effect, its revocation, or an earlier end."""
    layers: list[StatusLayer] = []
    for notice in notices:
        until = notice.boundary if in_time(notice) or notice.revoked is None else notice.revoked
        if end is not None and end.earliest and until.earliest and end.earliest < until.earliest:
            until = end
        said = f" by {notice.party}" if notice.party else ""
        day = notice.day
        if not notice.certain and day.earliest is not None and until.latest is not None:
            day = Between(day.earliest, until.latest, "the notice may have no effect")
        layers.append(
            StatusLayer(status, day, until, f"notice{said} of {notice.day.words}; {notice.reason}")
        )
    return layers
