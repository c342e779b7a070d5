"""Who follows what, and how long before."""

from collections.abc import Iterable
from datetime import date

import pghistory
from django.db import transaction
from django.utils import timezone

from treaties.models import Party, Subject, Treaty, User, Watch, usual_leads
from treaties.register.door import refuse, save


def follow(
    *,
    person: User,
    treaty: Treaty | None = None,
    party: Party | None = None,
    subject: Subject | None = None,
    leads: Iterable[int] | None = None,
    since: date,
    was: Iterable[int] | None = None,
) -> Watch:
    """`person` follows one treaty, a party, a subject, or everything; once, so that asking
    again changes the leads. Raises ValidationError where a form saw the leads `was` (none: not
    followed), and they have been changed since.
    """
    wanted = sorted(set(usual_leads() if leads is None else leads), reverse=True)
    if not wanted or any(not 0 <= lead <= 3650 for lead in wanted):
        raise refuse(
            leads="Give days before the date, from 0 to 3650, such as 365, 180, 90, 30, 7."
        )
    with transaction.atomic(), pghistory.context(user=person.pk, name=person.get_username()):
        watch = (
            Watch.objects.select_for_update()
            .filter(person=person, treaty=treaty, party=party, subject=subject, ended_at=None)
            .first()
        )
        stands = list(watch.leads) if watch else []
        if was is not None and stands != list(was):
            now = ", ".join(map(str, stands)) or "not followed"
            raise refuse(
                leads=f"You have changed this elsewhere meanwhile; it is now: {now}. Send it once"
                " more if what is typed here is right."
            )
        watch = watch or Watch(
            person=person, treaty=treaty, party=party, subject=subject, since=since
        )
        watch.leads = wanted
        return save(watch)


def unfollow(*, watch: Watch) -> Watch:
    """Stop following; what was sent stays on record."""
    with transaction.atomic(), pghistory.context(user=watch.person_id):
        watch.ended_at = watch.ended_at or timezone.now()
        return save(watch)
