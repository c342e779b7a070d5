"""What was decided for a window, and who has acknowledged that nothing is decided?"""

from datetime import date

from django.db import transaction
from django.db.models.functions import Now

from treaties.models import Acknowledgement, Decision, Document, Party, RenewalCycle, User
from treaties.register.door import check_columns, save, writing


def decide(
    *,
    cycle: RenewalCycle,
    outcome: str,
    decided_on: date,
    decided_by: str,
    reason: str,
    party: Party | None = None,
    document: Document | None = None,
    public: bool = False,
    by: User,
    why: str = "",
) -> Decision:
    """Renew, amend, give notice or let run: who decided, when and why. It needs no second
    person to stand.
    """
    with writing(by=by, why=why, touches=[cycle.treaty]):
        decision = save(
            Decision(
                cycle=cycle,
                outcome=outcome,
                decided_on=decided_on,
                decided_by=decided_by,
                reason=reason,
                party=party,
                document=document,
                public=public,
                entered_by=by,
            )
        )
        Decision.objects.filter(pk=decision.pk).update(published_by=by, published_at=Now())
        return decision


def acknowledge(*, cycle: RenewalCycle, person: User, note: str = "") -> Acknowledgement:
    """That `person` has seen the open window; asking twice leaves one row."""
    with transaction.atomic():
        seen = Acknowledgement.objects.filter(cycle=cycle, person=person).first()
        if seen is None:
            check_columns(Acknowledgement(cycle=cycle, person=person, note=note))
            seen, _ = Acknowledgement.objects.get_or_create(
                cycle=cycle, person=person, defaults={"note": note}
            )
        return seen
