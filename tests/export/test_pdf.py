"""Do drawn pages become one PDF with its letters, and does nothing else get in?"""

import base64
import re
import struct
import zlib

import pytest
from django.conf import settings

from treaties.export import pdf
from treaties.export.pdf import NotBound, bind, described

FONTS = settings.BASE_DIR / "static" / "fonts"


def a_page(inside: str = "", words: str = "All agreements.") -> str:
    """A page as the painter writes it, with something in it."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="1512" height="1069" '
        f'viewBox="0 0 1512 1069"><title>T</title><desc>{words}</desc><defs></defs>'
        f'<g><text x="20" y="40" font-family="\'Noto Sans\', sans-serif" font-size="13" '
        f'font-weight="600" fill="#111">Iran–Россия Ελλάς Türkiye</text>{inside}</g></svg>'
    )


def opened(pdf: bytes) -> bytes:
    """The file with what is packed in it."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    plain = []
    for part in packed:
        try:
            plain.append(zlib.decompress(part))
        except zlib.error:
            plain.append(part)
    return pdf + b"".join(plain)


def test_pages_become_one_pdf_with_its_letters_inside() -> None:
    made = bind([a_page(), a_page(words="The second page.")], "A3", "Treaty Timeline", FONTS)
    assert made.startswith(b"%PDF-")
    inside = opened(made)
    assert len(re.findall(rb"/Type\s*/Page\b", inside)) == 2
    assert b"NotoSans-SemiBold" in inside
    assert re.search(rb"/FontFile[23]", inside), "the letters are named but not in the file"
    assert re.search(rb"/MediaBox\s*\[0 0 1190\.55", inside)


def test_each_page_says_in_words_what_it_shows() -> None:
    assert described(a_page(words="Party Iran &amp; others.").encode()) == "Party Iran & others."
    assert b"Lang" in opened(bind([a_page()], "A4", "T", FONTS))


@pytest.mark.parametrize(
    "words",
    ['"); #read("/etc/passwd', "\\", '\\" #panic("x")', "#eval(`1/0`)", "*_$`<a>@b//"],
)
def test_words_of_a_page_are_never_instructions(words: str) -> None:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;")
    assert bind([a_page(words=escaped)], "A4", words, FONTS).startswith(b"%PDF-")


@pytest.mark.parametrize(
    "inside",
    [
        "<script>1</script>",
        '<image href="https://example.org/a.png"/>',
        '<image href="file:///etc/passwd"/>',
        '<image href="data:image/svg+xml;base64,AAAA"/>',
        '<path fill="url(https://example.org/a)"/>',
        '<path style="fill:url(file:///a)"/>',
        '<use href="#a"/>',
        "<foreignObject/>",
        '<svg viewBox="0 0 1 1"/>',
        '<path onclick="a()"/>',
        "<g>" * 20 + "</g>" * 20,
    ],
)
def test_nothing_gets_in_that_our_painter_does_not_write(inside: str) -> None:
    with pytest.raises(NotBound):
        bind([a_page(inside)], "A4", "T", FONTS)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "not a drawing",
        "<svg",
        "<html/>",
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>',
        "<?xml-stylesheet href='x'?><svg/>",
    ],
)
def test_what_is_no_drawing_is_a_sentence(page: str) -> None:
    with pytest.raises(NotBound, match=r"\.$"):
        bind([page], "A4", "T", FONTS)


def test_a_picture_for_foreign_letters_is_let_in() -> None:
    dot = (
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Er"
        "kJggg=="
    )
    page = a_page(f'<image href="data:image/png;base64,{dot}" x="1" y="1" width="9" height="9"/>')
    assert bind([page], "A4", "T", FONTS).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("count", "paper", "sentence"),
    [
        (0, "A4", "There is no page to export."),
        (201, "A4", "201 pages, and a PDF holds 200: take larger paper or narrow the filter."),
        (201, "A3", "201 pages, and a PDF holds 200: narrow the filter."),
    ],
)
def test_too_many_pages_and_none_are_refused_with_a_way_out(
    count: int, paper: str, sentence: str
) -> None:
    with pytest.raises(NotBound, match=re.escape(sentence)):
        bind([a_page()] * count, paper, "T", FONTS)


def test_too_much_is_refused_before_anything_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_BYTES", 100)
    with pytest.raises(NotBound, match="narrow the filter"):
        bind([a_page()], "A4", "T", FONTS)


def test_other_paper_is_refused() -> None:
    with pytest.raises(NotBound, match="A3 or A4"):
        bind([a_page()], "A0", "T", FONTS)


def test_after_a_page_that_failed_the_next_one_is_made() -> None:
    with pytest.raises(NotBound):
        bind(["<svg"], "A4", "T", FONTS)
    assert bind([a_page()], "A4", "T", FONTS)


def a_picture(width: int, height: int, padding: int = 0) -> str:
    """A PNG that says it is so large, in a page."""
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height)
    body = base64.b64encode(head + b"\x08\x06\x00\x00\x00" + b"0" * padding).decode()
    return f'<image href="data:image/png;base64,{body}" x="1" y="1" width="9" height="9"/>'


@pytest.mark.parametrize(
    ("pictures", "status"),
    [
        (a_picture(30_000, 30_000), 413),
        (a_picture(1000, 1001), 413),
        (a_picture(1000, 1000) * 21, 413),
        (a_picture(9, 9, 400_000), 413),
        (a_picture(0, 9), 400),
        ('<image href="data:image/png;base64,AAAA"/>', 400),
        ('<image href="data:image/png;base64,A"/>', 400),
        (f'<image href="data:image/png;base64,{"/9j/" * 9}"/>', 400),
    ],
)
def test_pictures_are_bounded_before_they_are_unpacked(pictures: str, status: int) -> None:
    with pytest.raises(NotBound) as refused:
        bind([a_page(pictures)], "A4", "T", FONTS)
    assert refused.value.status == status
