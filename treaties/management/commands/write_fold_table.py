"""`manage.py write_fold_table`: the table of `models/folding.py`, as the scripts of the page read
it.
"""

import json
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand

from treaties.models.folding import ACCENTS, APOSTROPHES, JOINERS, LETTERS, ZEROS

PLACE: Final = Path("static/js/timeline/data/fold-table.js")
HEAD: Final = """/**
 * Which letters are folded into which? Written from treaties/models/folding.py by
 * `manage.py write_fold_table`; do not edit.
 */
"""


def fold_table() -> str:
    """The script. All but ASCII is escaped, for signs that no editor shows."""
    ranges = "".join(char if char == "-" else f"\\u{{{ord(char):x}}}" for char in ACCENTS)
    parts = [
        ("LETTERS", "letters", json.dumps(LETTERS)),
        ("JOINERS", "signs that no reader sees", json.dumps(JOINERS)),
        ("APOSTROPHES", "part words", json.dumps(APOSTROPHES)),
        ("ZEROS", "the zero of each script that writes ten digits in a row", json.dumps(ZEROS)),
        ("ACCENTS", "ranges, for a regular expression", json.dumps(ranges)),
    ]
    lines = []
    for name, what, value in parts:
        kind = "Readonly<Record<string, string>>" if name == "LETTERS" else "string"
        lines.append(f"\n/** @type {{{kind}}} {what} */\nexport const {name} = {value};\n")
    return HEAD + "".join(lines)


class Command(BaseCommand):
    help = "Write the table of folded letters for the scripts of the page."

    def handle(self, *_: Any, **__: Any) -> None:
        place = settings.BASE_DIR / PLACE
        place.write_text(fold_table(), encoding="utf-8")
        self.stdout.write(f"{place} written.")
