"""How is a text folded for sorting and searching without ICU or an extension? No accents, no case,
single spaces; letters that people type for one another are one letter.

The table below is the only one: `static/js/timeline/data/fold-table.js` is written from it by
`manage.py write_fold_table`, and `tests/folding.json` holds examples that both sides must fold
alike.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

LETTERS: Final[dict[str, str]] = {
    # Ligatures, and letters that Unicode does not take apart.
    "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ŋ": "n", "ĸ": "k", "ə": "e", "ɛ": "e", "ɔ": "o",
    # Dotless and stroked letters, and letters with a hook.
    "ı": "i", "ȷ": "j", "đ": "d", "ð": "d", "ɖ": "d", "ɗ": "d", "ł": "l", "ƚ": "l", "ø": "o",
    "ħ": "h", "ŧ": "t", "ƭ": "t", "ƀ": "b", "ɓ": "b", "ƈ": "c", "ȼ": "c", "ɇ": "e", "ƒ": "f",
    "ǥ": "g", "ɠ": "g", "ɨ": "i", "ɉ": "j", "ƙ": "k", "ɲ": "n", "ƞ": "n", "ɵ": "o", "ƥ": "p",
    "ɍ": "r", "ʉ": "u", "ʋ": "v", "ɏ": "y", "ƴ": "y", "ƶ": "z", "ȥ": "z",
    # Greek: the final sigma.
    "ς": "σ",
    # Cyrillic letters with a stroke, a hook or a tail; ё, й, ї and ў are taken apart by Unicode.
    "ґ": "г", "ғ": "г", "җ": "ж", "ҙ": "з", "қ": "к", "ҡ": "к", "ҝ": "к", "ң": "н", "ҫ": "с",
    "ҳ": "х", "ҷ": "ч", "ҹ": "ч", "ү": "у", "ұ": "у", "ө": "о", "ә": "а",
    # Arabic script: one yeh, one kaf, one heh, whichever keyboard wrote them; alef and waw without
    # what they carry; a hamza that stands alone is often left out.
    "ي": "ی", "ى": "ی", "ې": "ی", "ۍ": "ی", "ێ": "ی", "ے": "ی", "ك": "ک", "ڪ": "ک", "ڬ": "گ",
    "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۃ": "ه", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ٵ": "ا",
    "ۆ": "و", "ۇ": "و", "ۋ": "و", "ء": "", "ٴ": "",
    # Tatweel draws a word out and means nothing.
    "ـ": "",
}  # fmt: skip
"""Small letters, after Unicode's compatible decomposition, and what each is folded into."""

JOINERS: Final = "\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" + "".join(
    map(chr, (*range(0x202A, 0x202F), *range(0x2061, 0x2065), *range(0x2066, 0x206A)))
)
"""Signs that no reader sees: joiners, soft hyphens, marks of direction. They part no word."""

APOSTROPHES: Final = "'`´‘’‚‛′ʹʻʼʽʾʿˈˊˋ՚׳＇ꞌ"
"""They part words, also those that Unicode counts among the letters."""

ZEROS: Final = "٠۰߀०০੦૦୦௦౦೦൦෦๐໐༠၀႐០᠐᥆᧐᪀᪐᭐᮰᱀᱐꘠꣐꤀꧐꧰꩐꯰"
"""The zero of each script that writes ten digits in a row; they are folded into 0 to 9."""

ACCENTS: Final = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a"
    "\u093c\u09bc\u0a3c\u0abc\u0b3c\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a"
    "\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef"
)
"""Ranges of marks that are left out: accents and vowel points. Other marks, such as the vowels of
Devanagari, are parts of words.
"""


_MAP: Final = {
    **LETTERS,
    **dict.fromkeys(JOINERS, ""),
    **dict.fromkeys(APOSTROPHES, " "),
    **{chr(ord(zero) + digit): str(digit) for zero in ZEROS for digit in range(10)},
}
_MAPPED: Final = re.compile(f"[{''.join(_MAP)}]")
_ACCENTS: Final = re.compile(f"[{ACCENTS}]+")
_NOT_A_WORD: Final = re.compile(r"[\W_]+")
_MAY_HAVE_MARKS: Final = re.compile(
    "[\u07a6-\u1cff\u2cef-\u2dff\u302a-\u302f\ua66f-\uabff\ufb1e\U000101fd-\U0001e94f]"
)
"""Where the marks that are parts of words stand: `\\w` takes none for a part of a word."""
_PARTED: Final = re.compile(f"[{APOSTROPHES}\u200c\u2010\u2011-]")


def fold(text: str) -> str:
    """`Côte d’Ivoire` → `cote d ivoire`, `Œuvre` → `oeuvre`, `۱۳۸۰` → `1380`."""
    if text.isascii():
        plain = text.lower()
    else:
        small = unicodedata.normalize("NFKD", text).lower()
        bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", small))
        plain = _MAPPED.sub(lambda found: _MAP[found[0]], bare)
    if _MAY_HAVE_MARKS.search(plain):
        return " ".join("".join(map(_or_space, plain)).split())
    return _NOT_A_WORD.sub(" ", plain).strip()


def _or_space(char: str) -> str:
    """A letter, a digit or a mark as it is, anything else as a space."""
    return char if char.isalnum() or unicodedata.category(char)[0] == "M" else " "


def spellings(text: str) -> list[list[str]]:
    """The words of a text, and where an apostrophe, a hyphen or a joiner parts some, also joined
    and parted: people write `Qur'an` and `Quran`, `می‌رود` and `می رود`.
    """
    found = [fold(text)]
    if _PARTED.search(text):
        found += [fold(_PARTED.sub(between, text)) for between in ("", " ")]
    return [one.split() for one in dict.fromkeys(found)]


def searchable(texts: Iterable[str]) -> str:
    """Some texts as a search looks through them: folded, in all their spellings."""
    found: list[str] = []
    for text in texts:
        first, *others = spellings(text)
        known = set(first)
        more = dict.fromkeys(word for words in others for word in words if word not in known)
        found += [*first, *more]
    return " ".join(found)


def trigrams(folded: str) -> list[str]:
    """The distinct three-letter windows of each word, padded with two spaces before and one after,
    as pg_trgm does.
    """
    found: set[str] = set()
    for word in folded.split():
        padded = f"  {word} "
        found.update(padded[i : i + 3] for i in range(len(padded) - 2))
    return sorted(found)
