"""Designed pages for what goes wrong, and the 503 that needs neither database nor session."""

import pytest
from django.template.loader import render_to_string
from django.test import Client


@pytest.mark.django_db
def test_an_unknown_page_is_a_designed_404(client: Client) -> None:
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_the_page_of_a_failure_needs_no_database(name: str) -> None:
    # Without the django_db mark a query in here is an error.
    page = render_to_string(name)
    assert "<h1>" in page
    assert "css/base.css" in page


@pytest.mark.django_db
def test_a_wrong_password_is_said_in_words(client: Client) -> None:
    response = client.post("/accounts/login/", {"username": "nobody", "password": "x"})
    assert "do not match an account" in response.content.decode()
