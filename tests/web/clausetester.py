"""What the tests of the clause tester share: questions, and the page as a reader sees it."""

import json
import re
from html import unescape
from pathlib import Path

from django.test import Client

from treaties.web.pages.reckon_examples import EXAMPLES

DATA = Path(__file__).parent.parent / "law" / "data"
QUESTIONS = [json.loads(line) for line in (DATA / "questions.jsonl").read_text().splitlines()]
ANSWERS = {a["id"]: a for a in map(json.loads, (DATA / "answers.jsonl").read_text().splitlines())}
SOME = QUESTIONS[::6]
STYLES = Path(__file__).parents[2] / "static" / "css" / "reckon.css"
FOUNDING = {
    "name": "Iran–Russia 2001",
    "parties": "IRN, RUS",
    "entry": "on_exchange",
    "signed": "2001-03-12",
    "met": "2002-04-05",
    "period": "10 years",
    "renewal": "tacit",
    "renewal_period": "5 years",
    "notice": "1 year",
    "on": "2021-04-12",
}
WEEK_AFTER = EXAMPLES[0][3]


def words(page: str) -> str:
    """The text as a reader sees it, blanks joined."""
    text = re.sub(r"<(style|script)\b.*?</\1>|<[^>]+>", " ", page, flags=re.S)
    return re.sub(r"\s+([.,;:)])", r"\1", re.sub(r"\s+", " ", unescape(text)))


def ask(client: Client, status: int = 200, /, **query: str) -> str:
    """The page that answers, wherever the question is sent on to."""
    response = client.get("/reckon/", query, follow=True)
    assert response.status_code == status, words(response.content.decode())[-600:]
    return response.content.decode()


def answer_in(page: str) -> str:
    """The part of the page that answers."""
    found = re.search(
        r'<section class="answer".*?</section>\s*<section class="question"', page, re.S
    )
    assert found, words(page)
    return words(found[0])


def fault_at(page: str, name: str) -> str:
    """The sentence at a field; it must be tied to the field for those who do not see it."""
    found = re.search(rf'<p class="field-fault" id="e-{name}">(.*?)</p>', page, re.S)
    assert found, f"no fault at {name}: {words(page)}"
    assert re.search(rf'id="f-{name}"[^>]*aria-invalid="true" aria-describedby="e-{name}"', page)
    return unescape(found[1])
