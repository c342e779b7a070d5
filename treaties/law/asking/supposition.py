"""What if: the same facts plus a supposition, and what changes. Never touches the record (VCLT
54-68).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from treaties.law.clauses.codec import JSON
from treaties.law.record.facts import NOTICES, Act, Agreement, Claim
from treaties.law.rules.results import KeyDate, Projection, Reading, Span
from treaties.law.values.dates import CivilDate
from treaties.law.values.errors import LawError
from treaties.law.values.outcomes import Outcome
from treaties.law.values.periods import Period, words
from treaties.law.values.vocabulary import ActionKind, DateRole, KeyDateKind, PartyStatus, Status

ONE_DAY: Final = timedelta(1)


@dataclass(frozen=True, slots=True)
class SupposedNotice:
    """Party `party` gives notice, received on `on`; `clause` names the way out, else the earliest
    effect wins.
    """

    on: date
    party: str | None = None
    kind: ActionKind = ActionKind.DENUNCIATION
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Supposition:
    """What is supposed on top of the facts; the empty supposition changes nothing.

    `notices`: notices given. `entry_into_force`: the treaty enters into force on that day instead.
    `extend`: a stop-gap extension by a period, or until a day, agreed on `extend_on`.
    `nobody_acts`: notices on record are left out.
    """

    notices: tuple[SupposedNotice, ...] = ()
    entry_into_force: date | None = None
    extend: Period | date | None = None
    extend_on: date | None = None
    nobody_acts: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is otherwise under the supposition; `before` or `after` is None where there is
    nothing.
    """

    what: str
    before: str | None
    after: str | None
    kind: KeyDateKind | None = None
    ordinal: int = 0
    party: str | None = None


def suppose(agreement: Agreement, supposition: Supposition) -> Agreement:
    """A copy of `agreement` with the supposition among its facts; the original is left as it is."""
    acts = list(agreement.acts)
    if supposition.nobody_acts:
        acts = [act for act in acts if act.kind not in NOTICES]
    for i, notice in enumerate(supposition.notices):
        if notice.kind not in NOTICES:
            raise LawError(
                "expected a denunciation, a withdrawal or a notice of non-renewal",
                f"notices[{i}].kind",
            )
        if notice.party is not None and agreement.parties and notice.party not in agreement.parties:
            raise LawError(f"{notice.party} is not a party", f"notices[{i}].party")
        details: Mapping[str, JSON] = {"clause": notice.clause} if notice.clause else {}
        acts.append(
            _act(notice.kind, notice.on, DateRole.RECEIVED, f"supposed-{i}", notice.party, details)
        )
    if supposition.entry_into_force is not None:
        acts = [a for a in acts if a.kind is not ActionKind.ENTRY_INTO_FORCE or a.party is not None]
        day = supposition.entry_into_force
        acts.append(_act(ActionKind.ENTRY_INTO_FORCE, day, DateRole.EFFECTIVE, "supposed-entry"))
    if supposition.extend is not None:
        how = supposition.extend
        length: Mapping[str, JSON] = (
            {"period": how.iso} if isinstance(how, Period) else {"until": how.isoformat()}
        )
        on = supposition.extend_on or _last_day(agreement)
        acts.append(
            _act(ActionKind.EXTENSION, on, DateRole.ACTED, "supposed-extension", None, length)
        )
    return replace(agreement, acts=tuple(acts)) if tuple(acts) != agreement.acts else agreement


def _act(
    kind: ActionKind,
    day: date,
    role: DateRole,
    ident: str,
    party: str | None = None,
    details: Mapping[str, JSON] | None = None,
) -> Act:
    claim = Claim(role, CivilDate.of(day), source="the supposition")
    return Act(kind, party, (claim,), ident, details=details or {})


def _last_day(agreement: Agreement) -> date:
    """The last day on record: an extension supposed without a day is agreed then."""
    days = [c.date.latest for a in agreement.acts for c in a.claims if c.date.latest is not None]
    if not days:
        raise LawError("say on which day the extension is agreed", "extend_on")
    return max(days)


def differences(before: Projection, after: Projection, reading: str = "") -> tuple[Difference, ...]:
    """What the supposition changes in one reading, by its key (the principal one): key dates, then
    the statuses with their ends.
    """
    stood, stands = reading_of(before, reading), reading_of(after, reading)
    old = {_ident(k): k for k in stood.key_dates}
    new = {_ident(k): k for k in stands.key_dates}
    found: list[Difference] = []
    for key in dict.fromkeys((*old, *new)):
        was, will = old.get(key), new.get(key)
        if _said(was) != _said(will):
            one = was or will
            assert one is not None
            found.append(
                Difference(
                    one.kind.label, _said(was), _said(will), one.kind, one.ordinal, one.party
                )
            )
    found += _of_spans(stood.spans, stands.spans)
    return tuple(found)


def reading_of(projection: Projection, key: str) -> Reading:
    """The reading of that key; the principal one where a supposition leaves no such doubt."""
    return next((r for r in projection.readings if r.key == key), projection.principal)


def _ident(key: KeyDate) -> tuple[KeyDateKind, str | None, str | None, int]:
    return (key.kind, key.clause, key.party, key.ordinal)


def _said(key: KeyDate | None) -> str | None:
    return None if key is None else _words(key.outcome)


def _words(outcome: Outcome) -> str:
    return outcome.words


def _of_spans(before: tuple[Span, ...], after: tuple[Span, ...]) -> list[Difference]:
    was = {_place(s): s for s in _joined(before)}
    will = {_place(s): s for s in _joined(after)}
    found: list[Difference] = []
    for place in dict.fromkeys((*was, *will)):
        old, new = was.get(place), will.get(place)
        if _range(old) != _range(new):
            party, status, _ = place
            found.append(Difference(status.label, _range(old), _range(new), None, 0, party))
    return found


def _joined(spans: tuple[Span, ...]) -> list[Span]:
    """The spans, with those in which it is in force one after the other as one: an agreement of
    which notice was given is in force until that takes effect. The notice keeps its own, too.
    """
    found: list[Span] = []
    for span in spans:
        whole = _whole(span)
        if whole is None or span.status == Status.NOTICE_GIVEN:
            found.append(span)
        if whole is None:
            continue
        last = next((i for i, one in enumerate(found) if _goes_on(one, span, whole)), None)
        if last is None:
            found.append(replace(span, status=whole))
        else:
            until, since = span.end, span.uncertain_end_from
            found[last] = replace(found[last], end=until, uncertain_end_from=since)
    return found


def _whole(span: Span) -> Status | PartyStatus | None:
    """What a span is part of: the time in force, of the agreement or of a party; else None."""
    if span.party is None:
        return Status.IN_FORCE if span.status in _IN_FORCE else None
    return PartyStatus.PARTY if span.status in _PARTY else None


def _goes_on(one: Span, span: Span, whole: Status | PartyStatus) -> bool:
    """Whether `span` carries on from where `one` ends, for the same party."""
    same = one.status is whole and one.party == span.party
    return same and one.end is not None and span.start is not None and one.end >= span.start


_IN_FORCE: Final = (
    Status.IN_FORCE,
    Status.WINDOW_OPEN,
    Status.NEXT_PERIOD_CERTAIN,
    Status.NOTICE_GIVEN,
)
_PARTY: Final = (PartyStatus.PARTY, PartyStatus.NOTICE_GIVEN)


def _place(span: Span) -> tuple[str | None, Status | PartyStatus, date | None]:
    return (span.party, span.status, span.start)


def _range(span: Span | None) -> str | None:
    if span is None:
        return None
    begun = f"from {words(span.start)}" if span.start else "from a day unknown"
    # A span ends on the day after its last one; people name the last.
    return f"{begun} to {words(span.end - ONE_DAY)}" if span.end else f"{begun} on"
