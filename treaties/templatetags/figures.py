"""How are counts written? `9999`, `10,000`: in text, never in addresses or years."""

from django import template

register = template.Library()


@register.filter
def figure(count: int) -> str:
    """The number with a comma before each three figures, from five figures on."""
    return f"{count:,}" if abs(count) > 9999 else str(count)
