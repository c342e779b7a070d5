"""How are days written on the screen? `12 March 2001` within `<time>`, and “in 90 days” beside
it, never instead.
"""

from datetime import date, datetime
from typing import Protocol

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from treaties.law.values.dates import CivilDate
from treaties.law.values.periods import distance, words

register = template.Library()


class Bounds(Protocol):
    """Anything known between two days."""

    @property
    def earliest(self) -> date | None: ...
    @property
    def latest(self) -> date | None: ...


@register.filter
def day(value: date | None) -> SafeString | str:
    """`<time datetime="2001-03-12">12 March 2001</time>`, of an instant the day in the house;
    nothing for no day.
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words(value))


@register.simple_tag
def house_day() -> date:
    """Today, in the house's time zone."""
    return timezone.localdate()


@register.simple_tag
def house_zone() -> str:
    """The name of the house's time zone."""
    return timezone.get_default_timezone_name()


@register.filter
def known(value: Bounds | None) -> SafeString | str:
    """A day as precise as it is known: one day, a month, between two days, or “not known”."""
    if isinstance(value, CivilDate):
        if value.earliest is not None and "/" not in value.edtf:
            return format_html(
                '<time datetime="{}">{}</time>', value.edtf.rstrip("~?%"), value.words
            )
        return value.words if value.edtf else "date unknown"
    if value is None or (value.earliest is None and value.latest is None):
        return "not yet known"
    if value.earliest is None or value.latest is None:
        side = "not before" if value.latest is None else "not after"
        return format_html("{} {}", side, day(value.earliest or value.latest))
    if value.earliest == value.latest:
        return day(value.earliest)
    return format_html("between {} and {}", day(value.earliest), day(value.latest))


@register.filter
def away(value: date | None, today: date) -> str:
    """How far `value` is from `today`, as `distance` says it; nothing for no day."""
    if value is None:
        return ""
    return distance(value, today)


@register.filter
def month(value: date) -> str:
    """`April 2021`."""
    return words(value).split(" ", 1)[1]
