"""`/rules/` shows the rulebook: every rule under its anchor, in the contents and in the text."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import a_treaty
from tests.law.rulebook import examples, names
from treaties.templatetags.rules import PAGE, rule_links, with_rules


@pytest.mark.django_db
def test_each_rule_stands_once_under_its_anchor_and_in_the_contents(client: Client) -> None:
    page = unescape(client.get("/rules/").content.decode())
    anchors = re.findall(r'<h3 id="([^"]+)"', page)
    assert anchors == [code.lower() for code in names()]
    for code, name in names().items():
        assert page.count(f'<li><a href="#{code.lower()}">{name}</a></li>') == 1


@pytest.mark.django_db
def test_each_example_is_shown_with_its_answer(client: Client) -> None:
    page = re.sub("</?time>", "", client.get("/rules/").content.decode())
    for example in examples():
        assert f"<code>{example.given}</code> → <strong>{example.answer}</strong>" in page


@pytest.mark.django_db
def test_every_link_within_the_page_leads_somewhere(client: Client) -> None:
    page = client.get("/rules/").content.decode()
    ids = set(re.findall(r'id="([^"]+)"', page))
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets <= ids
    assert "<script>" not in page
    assert " style=" not in page


@pytest.mark.django_db
def test_the_foot_of_each_page_leads_to_the_rules(client: Client) -> None:
    assert '<a href="/rules/">' in client.get("/words/").content.decode()


def test_a_reason_leads_to_the_rules_it_names() -> None:
    assert reverse("rules") == PAGE
    assert rule_links("REN-1, PER-4") == (
        '<a href="/rules/#ren-1">Tacit renewal</a>, '
        '<a href="/rules/#per-4">Counted from the first day</a>'
    )
    assert rule_links("") == ""
    said = with_rules("art. 4 <b> allows 2 (rule “A limited number of renewals”), “other” words")
    assert said == (
        'art. 4 &lt;b&gt; allows 2 (rule “<a href="/rules/#ren-2">A limited number of '
        "renewals</a>”), “other” words"
    )


@pytest.mark.django_db
def test_the_reasons_of_a_date_link_to_their_rules(client: Client) -> None:
    a_treaty("iran-russia-2001", from_signature=True, published=True)
    page = client.get("/treaties/iran-russia-2001/why/?kind=last_notice&n=2").content.decode()
    page = page[page.index("why-box") : page.index("</section>")]
    for anchor in ("eif-3", "dur-1", "ren-1", "per-4", "dur-4", "not-1", "not-5"):
        assert f'href="/rules/#{anchor}"' in page
    assert not re.search(r"\b[A-Z]{3}-\d", page)
