"""Which modules does a page load? All are listed in its head: a browser that discovers them import
by import makes one round trip for each link of the import chain.
"""

import re
from functools import cache
from pathlib import Path, PurePosixPath

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()

_IMPORT = re.compile(r'^(?:import|export)\b[^"\']*["\'](\.{1,2}/[^"\']+)["\']', re.MULTILINE)


@register.simple_tag
def preloaded(entry: str) -> SafeString:
    """Links that fetch what the module `entry` (a name of a static file) imports, directly
    or not.
    """
    links = ((static(name),) for name in imported(entry))
    return format_html_join("\n  ", '<link rel="modulepreload" href="{}">', links)


@cache
def imported(entry: str) -> tuple[str, ...]:
    """The names of the modules that `entry` imports, directly or not, each once."""
    found: dict[str, None] = {}
    ahead = [entry]
    while ahead:
        name = ahead.pop(0)
        file = finders.find(name)
        if not isinstance(file, str):
            continue
        for said in _IMPORT.findall(Path(file).read_text(encoding="utf-8")):
            other = _joined(PurePosixPath(name).parent, said)
            if other not in found and other != entry:
                found[other] = None
                ahead.append(other)
    return tuple(found)


def _joined(folder: PurePosixPath, said: str) -> str:
    parts = list(folder.parts)
    for part in said.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
