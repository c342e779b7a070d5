"""Which signs a text may hold, and how one becomes a line: words of every script stay whole."""

import pytest

from treaties.reminders.calendar import folded
from treaties.written.signs import cut_at, fault, faults_within, one_line, visible
from treaties.written.text import shown

PERSIAN = "موافقت\u200cنامهٔ همکاری\u200cهای ایران"
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
WORDS = [
    PERSIAN,
    "क्\u200dष और क्\u200cष",
    "\u2067הסכם\u2069 of 2001",
    "\u200eA\u200f \u061cب",
    f"Treaty {FAMILY}",
    "O’zbekiston soft\u00adhyphen no\u00a0break",
]


@pytest.mark.parametrize("words", WORDS)
def test_joiners_marks_and_isolates_are_parts_of_words(words: str) -> None:
    assert fault(words) == ""
    assert one_line(words, 200) == words
    assert visible(words) == words
    assert shown(words) == f"“{words}”" or len(words) > 40


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\nb", "contains a line break (U+000A) at position 2; write it in one line."),
        ("a\rb", "contains a line break (U+000D)"),
        ("a\u2028b", "contains a line break (U+2028)"),
        ("a\tb", "contains a tab (U+0009) at position 2; write a space."),
    ],
)
def test_a_line_break_belongs_into_a_text_and_not_into_a_line(text: str, said: str) -> None:
    assert said in fault(text)
    assert fault(text, lines=True) == ""
    assert one_line(text, 10) == "a b"


@pytest.mark.parametrize(
    ("sign", "called"),
    [
        ("\x00", "the control character NUL (U+0000)"),
        ("\x1b", "a control character (U+001B)"),
        ("\x7f", "a control character (U+007F)"),
        ("\x9b", "a control character (U+009B)"),
        ("\x85", "a line break (U+0085)"),
        ("\u202a", "a hidden change of direction (U+202A, left-to-right embedding)"),
        ("\u202b", "U+202B"),
        ("\u202c", "U+202C"),
        ("\u202d", "U+202D"),
        ("\u202e", "a hidden change of direction (U+202E, right-to-left override)"),
        ("\ud800", "half of a character (U+D800)"),
        ("\udfff", "half of a character (U+DFFF)"),
        ("\uffff", "a code that is no character (U+FFFF)"),
        ("\U0001fffe", "a code that is no character (U+1FFFE)"),
    ],
)
def test_what_is_no_part_of_a_word_is_named_with_its_place(sign: str, called: str) -> None:
    for lines in (False, True):
        said = fault(f"ab{sign}c", lines=lines)
        assert called in said
        assert "at position 3" in said
        assert sign not in said
    assert sign not in one_line(f"a{sign}b", 10)
    assert visible(f"a{sign}b") == "a\N{REPLACEMENT CHARACTER}b"


def test_a_fault_deep_in_json_has_its_path() -> None:
    data = {"type": "fixed", "notes": ["fine", {"of": "a\u202eb"}], "k\x00": 1}
    found = dict(faults_within(data))
    assert "U+202E" in found["notes[1].of"]
    assert found[""].startswith("has a key that contains the control character NUL")


@pytest.mark.parametrize("text", ["Subject\r\nBcc: all@example.org", "x\x0bBcc: y", "x\u2028B: y"])
def test_no_line_begins_a_header(text: str) -> None:
    line = one_line(text, 200)
    assert line.splitlines() == [line]


@pytest.mark.parametrize("words", [PERSIAN * 3, FAMILY * 5, "e\u0301" * 40, "🇮🇷" * 20, "नि" * 40])
@pytest.mark.parametrize("most", range(5, 40))
def test_a_cut_parts_no_letter(words: str, most: int) -> None:
    line = one_line(words, most)
    assert len(line) <= most
    kept = line.removesuffix("…")
    assert words.startswith(kept)
    assert cut_at(words, len(kept)) == len(kept) or words[len(kept)] == " "


def test_an_isolate_left_open_is_closed() -> None:
    assert one_line("\u2067abc", 10) == "\u2067abc\u2069"
    assert one_line("\u2067" + "a" * 20 + "\u2069", 10) == "\u2067aaaaaaa…\u2069"
    assert one_line("a\u2069b", 10) == "a\u2069b"


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("before", range(60, 76))
def test_a_fold_parts_no_letter_and_is_short_enough(words: str, before: int) -> None:
    line = "SUMMARY:" + "x" * (before - 8) + words * 4
    text = folded(line)
    pieces = text.split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert text.replace("\r\n ", "") == line
    place = 0
    for piece in pieces[:-1]:
        place += len(piece.removeprefix(" ")) if place else len(piece)
        assert cut_at(line, place) == place
