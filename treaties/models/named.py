"""Which parties and subjects does something published name? They have no publication of their own;
the others are known only to those who work on drafts.

Conditions for `filter` of Party and Subject. Each row is checked by a subquery that ends with the
first match: a join would take time in proportion to the register.
"""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull

from treaties.models.action import TreatyAction
from treaties.models.base import ON_RECORD
from treaties.models.diplomatic_event import DiplomaticEvent
from treaties.models.treaty import Participant, Treaty


def _some(rows: QuerySet[Any]) -> Q:
    return Q(IsNull(Subquery(rows.order_by().values("pk")[:1]), False))


def _public(of: str = "") -> Q:
    """That the row, or what the path `of` leads to, is published and counts."""
    return Q(
        **{
            f"{of}published_at__isnull": False,
            f"{of}withdrawn_at": None,
            f"{of}superseded_at": None,
        }
    )


_FACTS = ON_RECORD & Q(published_at__isnull=False) & _public("treaty__")
_AT_EVENTS = DiplomaticEvent.parties.through.objects.filter(
    _public("diplomaticevent__"), _public("diplomaticevent__treaties__")
)

NAMED_IN_PUBLIC = (
    _some(Participant.objects.filter(_FACTS, party=OuterRef("pk")))
    | _some(TreatyAction.objects.filter(_FACTS, party=OuterRef("pk")))
    | _some(TreatyAction.objects.filter(_FACTS, to_party=OuterRef("pk")))
    | _some(_AT_EVENTS.filter(party=OuterRef("pk")))
)
"""A party that a published fact of a published agreement names."""

SUBJECT_OF_PUBLIC = _some(
    Treaty.subjects.through.objects.filter(_public("treaty__"), subject=OuterRef("pk"))
)
"""A subject of a published agreement."""
