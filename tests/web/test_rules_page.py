"""`/rules/` shows the rulebook: every rule under its anchor, in the contents and in the text."""

import re
from html import unescape

import pytest
from django.test import Client

from tests.law.rulebook import examples, names


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
