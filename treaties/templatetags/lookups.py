"""How does a template look something up under a key that it holds in a variable?"""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def at(mapping: Mapping[object, object], key: object) -> object:
    """What `mapping` holds under `key`; nothing if it holds nothing."""
    return mapping.get(key, ())
