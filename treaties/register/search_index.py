"""What does a search for an agreement look through? Its titles, the names of its parties, its
numbers and subjects, folded; of a published agreement only what is published, whoever asks.

Made anew at the end of every write for all agreements it touched, in a fixed number of queries, so
that a correction, a withdrawal and a publication count at once.
"""

from collections import defaultdict
from collections.abc import Iterable

from treaties.models import PARTS_OF_TREATY, Identifier, Participant, Treaty
from treaties.models.folding import searchable

BATCH = 1000


def text_of(own: Iterable[str], parties: Iterable[str]) -> str:
    """The text of one agreement, from titles, numbers and subjects and the folded names of its
    parties.
    """
    return " ".join((searchable(own), *parties))


def index(treaty_ids: Iterable[int]) -> set[str]:
    """Store what is looked through for these agreements; the words of those that changed."""
    words: set[str] = set()
    ids = sorted(treaty_ids)
    for first in range(0, len(ids), BATCH):
        words |= _index(ids[first : first + BATCH])
    return words


def _index(ids: list[int]) -> set[str]:
    treaties = Treaty.objects.filter(pk__in=ids).only("title", "short_title", "search_text")
    own: dict[int, list[str]] = {t.pk: [t.title, t.short_title] for t in treaties}
    parties: dict[int, list[str]] = defaultdict(list)
    numbers = Identifier.objects.filter(PARTS_OF_TREATY, treaty__in=ids).order_by("id")
    for key, authority, number in numbers.values_list("treaty_id", "authority", "number"):
        own[key].append(f"{authority} {number}")
    about = Treaty.subjects.through.objects.filter(treaty__in=ids).order_by("id")
    for key, name in about.values_list("treaty_id", "subject__name"):
        own[key].append(name)
    taking_part = Participant.objects.filter(PARTS_OF_TREATY, treaty__in=ids)
    for key, names in taking_part.order_by("position", "id").values_list(
        "treaty_id", "party__search_text"
    ):
        parties[key].append(names)
    changed = []
    for treaty in treaties:
        text = text_of(own[treaty.pk], dict.fromkeys(parties[treaty.pk]))
        if text != treaty.search_text:
            treaty.search_text = text
            changed.append(treaty)
    Treaty.objects.bulk_update(changed, ["search_text"])
    return {word for treaty in changed for word in treaty.search_text.split()}
