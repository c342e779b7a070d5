"""What is a code called? Languages by their English names."""

from typing import Final

from django import template
from django.utils.translation import get_language_info

register = template.Library()

_BESIDES_DJANGO: Final = {"zh": "Chinese", "no": "Norwegian", "prs": "Dari", "la": "Latin"}


@register.filter
def language(code: str) -> str:
    """`Persian` of `fa`; the code itself where no name of it is known."""
    if code in _BESIDES_DJANGO:
        return _BESIDES_DJANGO[code]
    try:
        return str(get_language_info(code)["name"])
    except KeyError:
        return code
