"""`/rules/`: by which rules are dates calculated? `treaties/law/RULES.md` as a page."""

import re
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

import treaties.law
from treaties.web.asked import asked, page

RULEBOOK: Final = Path(treaties.law.__file__).with_name("RULES.md")

_TITLE = re.compile(r"(?P<code>[A-Z]+-\d+) · (?P<name>.+)")
_AFTER_TITLE: Final = 3  # the tokens of `# The rules`, which is in the template
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_CITED = re.compile(r"\b[A-Z]{3}-\d+\b")


class Entry(NamedTuple):
    """A rule in the list of contents."""

    code: str
    name: str

    @property
    def anchor(self) -> str:
        return self.code.lower()


class Group(NamedTuple):
    """A part of the rulebook with its rules."""

    title: str
    anchor: str
    rules: list[Entry]


class Rulebook(NamedTuple):
    """What it is about, the contents, and the rules as HTML."""

    intro: SafeString
    groups: list[Group]
    text: SafeString


@page
def rules(request: HttpRequest) -> HttpResponse:
    """The whole rulebook; a reason elsewhere links to the anchor of its rule (`#ren-1`)."""
    return render(request, "treaties/rules.html", {"asked": asked(request), "book": rulebook()})


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    """The rulebook, rendered once in a process: the file changes only with the program."""
    reader = MarkdownIt("js-default", {"html": False, "linkify": False})
    tokens = reader.parse(RULEBOOK.read_text(encoding="utf-8"))
    groups: list[Group] = []
    for heading, inside in pairwise(tokens):
        if heading.type == "heading_open" and heading.tag == "h2":
            group = Group(inside.content, slugify(inside.content), [])
            groups.append(group)
            heading.attrSet("id", group.anchor)
        elif heading.type == "heading_open" and heading.tag == "h3":
            title = _TITLE.fullmatch(inside.content)
            if title is None:
                raise ValueError(f"{RULEBOOK.name}: {inside.content!r} is no code with a name")
            entry = Entry(title["code"], title["name"])
            groups[-1].rules.append(entry)
            heading.attrSet("id", entry.anchor)
            opening, code, closing = _link(entry)
            inside.children = [_text(f"{entry.name} "), opening, code, closing]
    known = {entry.code: entry for group in groups for entry in group.rules}
    for token in tokens:
        if token.type == "inline" and token.children and not _TITLE.fullmatch(token.content):
            token.children = [
                part for child in token.children for part in _with_links(child, known)
            ]
    first = next(place for place, token in enumerate(tokens) if token.tag == "h2")

    def html(part: list[Token]) -> SafeString:
        text = str(reader.renderer.render(part, reader.options, {}))
        # The file is ours, and HTML in it is escaped. A day is not broken at the end of a line.
        return mark_safe(_DAY.sub(r"<time>\g<0></time>", text))

    return Rulebook(html(tokens[_AFTER_TITLE:first]), groups, html(tokens[first:]))


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _link(entry: Entry) -> tuple[Token, Token, Token]:
    opening = Token("link_open", "a", 1, attrs={"href": f"#{entry.anchor}"})
    return opening, _text(entry.code), Token("link_close", "a", -1)


def _with_links(child: Token, known: dict[str, Entry]) -> list[Token]:
    """A piece of text with the codes of other rules in it as links to them."""
    if child.type != "text":
        return [child]
    found: list[Token] = []
    end = 0
    for cited in _CITED.finditer(child.content):
        if cited[0] in known:
            found += [_text(child.content[end : cited.start()]), *_link(known[cited[0]])]
            end = cited.end()
    return [*found, _text(child.content[end:])]
