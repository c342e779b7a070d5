"""How do drawn pages become one PDF with embedded fonts?

The browser draws the timeline; the server combines the pages. They are untrusted input, so every
element and attribute is on an allow-list, nothing in them refers to anything outside, and their
size and that of their pictures is limited. Memory and time are limited by the process in which
this runs (`apart`).
"""

import base64
import binascii
import re
import struct
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from xml.parsers import expat

import typst

MOST_PAGES = 200
MOST_BYTES = 12_000_000
"""The limit for all pages together."""
MOST_PICTURE = 400_000
"""Characters of one picture in base64. Ours hold one name in letters that the font lacks."""
MOST_PICTURE_PIXELS = 1_000_000
MOST_PIXELS = 20_000_000
"""Of all pictures together: each takes four bytes unpacked, however small the file."""
PAPERS = {"A3": (420, 297), "A4": (297, 210)}
"""Landscape, in millimetres."""
FACE = "Noto Sans"
_ELEMENTS = {
    *("svg", "title", "desc", "defs", "g", "path", "rect", "text", "image", "pattern"),
    *("clipPath", "linearGradient", "stop"),
}
_ATTRIBUTES = {
    *("aria-hidden", "clip-path", "d", "fill", "fill-opacity", "font-family", "font-size"),
    *("font-weight", "height", "href", "id", "lengthAdjust", "offset", "patternTransform"),
    *("patternUnits", "stop-color", "stop-opacity", "stroke", "stroke-dasharray"),
    *("stroke-linejoin", "stroke-opacity", "stroke-width", "textLength", "transform", "viewBox"),
    *("width", "x", "xmlns", "y"),
}
_PICTURE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=]+", re.ASCII)
_DEEPEST = 12
TOO_MUCH = "This is too much for one PDF; narrow the filter."
_LARGE = "The pictures of names in these pages are too large for one PDF; narrow the filter."
_NO_PICTURE = "A picture in a page could not be read."


class NotBound(ValueError):
    """The pages are not ours, or too much (413 instead of 400); says why."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


def bind(pages: Sequence[str], paper: str, title: str, fonts: Path) -> bytes:
    """A PDF of SVG `pages` on A3 or A4, with the letters from the folder `fonts`.

    Raises NotBound with a sentence where a page is no drawing of ours or there is too much.
    """
    if paper not in PAPERS:
        raise NotBound(f"The paper is {' or '.join(PAPERS)}.")
    if not pages:
        raise NotBound("There is no page to export.")
    if len(pages) > MOST_PAGES:
        larger = "take larger paper or " if paper != max(PAPERS, key=PAPERS.__getitem__) else ""
        raise NotBound(
            f"These would be {len(pages)} pages, and a PDF holds {MOST_PAGES}: "
            f"{larger}narrow the filter."
        )
    drawings = [page.encode() for page in pages]
    if sum(map(len, drawings)) > MOST_BYTES:
        raise NotBound(TOO_MUCH, 413)
    pixels = Pixels()
    descriptions = [described(drawing, pixels) for drawing in drawings]
    files = {f"{n}.svg": drawing for n, drawing in enumerate(drawings, 1)}
    files["main"] = _source(paper, title, descriptions).encode()
    try:
        made = typst.compile(files, font_paths=_letters(fonts), ignore_system_fonts=True)
    except RuntimeError as error:
        raise NotBound("A page could not be read as a drawing.") from error
    return bytes(made)


@cache
def _letters(folder: Path) -> Any:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
    )


def _source(paper: str, title: str, descriptions: Sequence[str]) -> str:
    width, height = PAPERS[paper]
    pages = "#pagebreak()\n".join(
        f'#image("/{n}.svg", width: 100%, height: 100%, alt: {_quoted(words)})\n'
        for n, words in enumerate(descriptions, 1)
    )
    return (
        f'#set document(title: {_quoted(title)}, date: none)\n#set text(font: "{FACE}")\n'
        f"#set page(width: {width}mm, height: {height}mm, margin: 0mm)\n{pages}"
    )


def _quoted(words: str) -> str:
    """A string of the typesetter's language; what it could take for an instruction is escaped."""
    plain = " ".join(words.split())[:2000]
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Pixels:
    """How large the pictures of all pages are together, told by their first bytes."""

    def __init__(self) -> None:
        self.sum = 0

    def add(self, address: str) -> None:
        """Raises NotBound where a picture is none, or too large."""
        if len(address) > MOST_PICTURE:
            raise NotBound(_LARGE, 413)
        try:
            head = base64.b64decode(address[len("data:image/png;base64,") :][:32], validate=True)
            signature, chunk, width, height = struct.unpack(">8s4x4sII", head[:24])
        except (binascii.Error, struct.error):
            raise NotBound(_NO_PICTURE) from None
        if signature != b"\x89PNG\r\n\x1a\n" or chunk != b"IHDR" or not width * height:
            raise NotBound(_NO_PICTURE)
        self.sum += width * height
        if width * height > MOST_PICTURE_PIXELS or self.sum > MOST_PIXELS:
            raise NotBound(_LARGE, 413)


def described(drawing: bytes, pixels: Pixels | None = None) -> str:
    """The description that a page gives of itself.

    Raises NotBound where the page has an element or attribute that our painter does not write, or
    anything that leads out of it.
    """
    pixels = pixels or Pixels()
    words: list[str] = []
    open_elements: list[str] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        open_elements.append(name)
        if name not in _ELEMENTS or len(open_elements) > _DEEPEST:
            raise NotBound(f"An element named {name[:40]} has no place in a page.")
        if (open_elements[0], name == "svg") != ("svg", len(open_elements) == 1):
            raise NotBound("A page is one drawing.")
        for attribute, value in attributes.items():
            if attribute not in _ATTRIBUTES:
                raise NotBound(f"“{attribute[:40]}” has no place in a page.")
            if attribute == "href":
                if name != "image" or not _PICTURE.fullmatch(value):
                    raise NotBound("Nothing in a page may lead elsewhere.")
                pixels.add(value)
            elif "url(" in value and not re.fullmatch(r"url\(#[\w.-]+\)", value, re.ASCII):
                raise NotBound("Nothing in a page may lead elsewhere.")

    def end(_name: str) -> None:
        open_elements.pop()

    def said(text: str) -> None:
        if open_elements[-1:] == ["desc"]:
            words.append(text)

    def refused(*_declared: object) -> None:
        raise NotBound("A page declares nothing.")

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = said
    parser.StartDoctypeDeclHandler = refused
    parser.ProcessingInstructionHandler = refused
    try:
        parser.Parse(drawing, True)
    except expat.ExpatError as error:
        raise NotBound("A page could not be read as a drawing.") from error
    return "".join(words) or "Timeline of agreements"
