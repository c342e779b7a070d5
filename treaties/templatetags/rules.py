"""How does a page lead from a reason to its rule? By the rule's name, as a link into `/rules/`."""

import re
from typing import Final

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from treaties.law.values.rule_names import RULE_NAMES

register = template.Library()

PAGE: Final = "/rules/"
"""Where the rules are shown. A mail puts the whole address in its place."""

_CODES: Final = {str(escape(name)): code for code, name in RULE_NAMES.items()}
_CITED: Final = re.compile(f"“({'|'.join(map(re.escape, sorted(_CODES, key=len, reverse=True)))})”")


@register.filter
def rule_links(codes: str, page: str = PAGE) -> SafeString:
    """`REN-1, PER-4` as the names of these rules, each a link."""
    rules = [(page, code.lower(), RULE_NAMES[code]) for code in codes.split(", ") if code]
    return format_html_join(", ", '<a href="{}#{}">{}</a>', rules)


@register.filter
def with_rules(text: str, page: str = PAGE) -> SafeString:
    """A sentence in which each rule that it names (`rule “Tacit renewal”`) is a link."""

    def link(cited: re.Match[str]) -> str:
        name = mark_safe(cited[1])  # a part of what was escaped above
        return format_html('“<a href="{}#{}">{}</a>”', page, _CODES[cited[1]].lower(), name)

    return mark_safe(_CITED.sub(link, escape(text)))
