"""What parties do in law, and each date of it by each source."""

from collections.abc import Mapping

from treaties.law.record.details import faults_of
from treaties.law.values.dates import CivilDate
from treaties.law.values.vocabulary import DateRole, Rank
from treaties.models import ON_RECORD, Claim, Party, Treaty, TreatyAction, User
from treaties.register.door import days_of, refuse, save, writing
from treaties.written.signs import faults_within


def record_action(
    *,
    treaty: Treaty,
    kind: str,
    party: Party | None = None,
    to_party: Party | None = None,
    place: str = "",
    details: Mapping[str, object] | None = None,
    note: str = "",
    by: User,
    why: str = "",
) -> TreatyAction:
    """An act of `party`, or of the treaty as a whole. Its dates follow by `record_claim`.

    Raises ValidationError where the party does not take part in the treaty.
    """
    check_details(kind, details or {})
    with writing(by=by, why=why, touches=[treaty]):
        if party and not treaty.participants.filter(ON_RECORD, party=party).exists():
            raise refuse(
                party=f"{party} does not take part in this agreement;"
                " add it to the participants first."
            )
        return save(
            TreatyAction(
                treaty=treaty,
                kind=kind,
                party=party,
                to_party=to_party,
                place=place,
                details=dict(details or {}),
                note=note,
                entered_by=by,
            )
        )


def check_details(kind: str, details: Mapping[str, object]) -> None:
    """Raise ValidationError under `details` unless the law reads each of them of such an act."""
    for path, wrong in faults_within(details):
        raise refuse(details=f"{path} {wrong}".strip())
    if faults := faults_of(details, kind):
        raise refuse(details=" ".join(f"{key}: {sentence}" for key, sentence in faults))


def record_claim(
    *,
    action: TreatyAction,
    role: str = DateRole.ACTED,
    date: str | CivilDate,
    rank: str = Rank.NORMAL,
    received_by: str = "",
    note: str = "",
    by: User,
    why: str = "",
) -> Claim:
    """One date of an act as one source gives it (EDTF). Two claims that differ are kept both;
    their ranks decide.
    """
    with writing(by=by, why=why, touches=[action.treaty]):
        claim = Claim(
            action=action,
            role=role,
            edtf=date,
            rank=rank,
            received_by=received_by,
            note=note,
            entered_by=by,
        )
        claim.clean_fields(exclude=["action", "entered_by"])
        days_of(claim, claim.edtf)
        return save(claim)
