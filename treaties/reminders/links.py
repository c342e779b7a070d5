"""Where do the links of a reminder lead? Whole addresses, because a mail has no site of its own.

The paths are those of the pages; a test holds the two together. They are not looked up by name,
because a worker has no business loading the pages.
"""

from dataclasses import dataclass

from django.conf import settings

from treaties.reminders.tokens import (
    Acknowledge,
    Unsubscribe,
    make_acknowledge,
    make_unsubscribe,
)


@dataclass(frozen=True, slots=True)
class Links:
    """Of one reminder. `seen` and `stop` are empty where there is nobody to act for, as in a
    rehearsal.
    """

    treaty: str
    reminders: str
    rules: str
    seen: str = ""
    stop: str = ""


def links(slug: str, seen: Acknowledge | None = None, stop: Unsubscribe | None = None) -> Links:
    base = settings.SITE_URL
    return Links(
        treaty=f"{base}/treaties/{slug}/",
        reminders=f"{base}/reminders/",
        rules=f"{base}/rules/",
        seen=f"{base}/reminders/acknowledge/{make_acknowledge(seen)}/" if seen else "",
        stop=f"{base}/reminders/unsubscribe/{make_unsubscribe(stop)}/" if stop else "",
    )
