"""The description of the API is true, and its page works under the site's own strict policy."""

from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.builders import a_person, a_treaty, an_act
from treaties.chronology.transport.versions import BLOCK
from treaties.models import Role
from treaties.register.publication import publish
from treaties.register.relations import relate

PATHS = [
    "treaties/",
    "treaties/{slug}/",
    "treaties/{slug}/what-if/",
    "key-dates/",
    "cycles/",
    "parties/",
]


@pytest.fixture
def description(db: None) -> Any:
    return Client().get("/api/v1/schema/").json()


def test_it_is_openapi_3_1_and_names_every_address(description: Any) -> None:
    assert description["openapi"].startswith("3.1.")
    assert set(description["paths"]) == {
        *(f"/api/v1/{path}" for path in PATHS),
        "/api/v1/timeline/",
        "/api/v1/timeline/matches/",
        "/api/v1/timeline/{key}/",
        "/api/v1/reckon/",
    }
    for path, methods in description["paths"].items():
        assert set(methods) == ({"post"} if path == "/api/v1/reckon/" else {"get"}), path


def test_every_answer_has_the_shape_that_is_described(description: Any) -> None:
    treaty, other = a_treaty(from_signature=True), a_treaty("other")
    an_act(treaty, "ratification", "2001~", party="IRN")
    relate(from_treaty=other, to_treaty=treaty, kind="refers_to", by=a_person())
    for found in (treaty, other):
        publish(found, by=a_person(Role.REVIEWER))
    for path in PATHS:
        answer = Client().get(f"/api/v1/{path.format(slug='a-treaty')}").json()
        told = description["paths"][f"/api/v1/{path}"]["get"]["responses"]["200"]
        shape = told["content"]["application/json"]["schema"]
        validator = Draft202012Validator({**shape, "components": description["components"]})
        assert [error.message for error in validator.iter_errors(answer)] == [], path
        assert answer.get("results", True), path


def test_every_parameter_that_is_described_is_understood(description: Any) -> None:
    treaty = a_treaty(published=True)
    for path, methods in description["paths"].items():
        if "get" not in methods:
            continue
        address = path.format(slug="a-treaty", key=treaty.pk // BLOCK)
        for parameter in methods["get"].get("parameters", []):
            if parameter["in"] == "query":
                answer = Client().get(address, {parameter["name"]: ""})
                assert answer.status_code == 200, (address, parameter["name"], answer.content)


@pytest.mark.django_db(transaction=True)
def test_its_page_shows_the_addresses_without_breaking_the_policy(
    live_server: LiveServer, page: Page
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    outside: list[str] = []
    page.on(
        "request",
        lambda r: None if r.url.startswith((live_server.url, "data:")) else outside.append(r.url),
    )
    answer = page.goto(f"{live_server.url}/api/docs/")
    assert answer is not None
    assert "unsafe" not in answer.headers["content-security-policy"]
    expect(page.get_by_text("/api/v1/treaties/", exact=False).first).to_be_visible(timeout=20_000)
    page.locator("#operations-v1-treaties button.opblock-summary-control").click()
    expect(page.get_by_text("Words of titles", exact=False)).to_be_visible()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    expect(page.get_by_text('"count"', exact=False).first).to_be_visible()
    assert said == []
    assert outside == []


def test_nobody_is_asked_for_a_cookie_where_everybody_may_read(description: Any) -> None:
    assert "securitySchemes" not in description["components"]
    for path, methods in description["paths"].items():
        for method, told in methods.items():
            assert not told.get("security"), (path, method)


def test_where_people_sign_in_to_read_it_says_so(db: None, settings: Settings) -> None:
    settings.PUBLIC_BROWSING = False
    client = Client()
    client.force_login(a_person())
    told = client.get("/api/v1/schema/").json()["paths"]["/api/v1/treaties/"]["get"]
    assert told["security"] == [{"cookieAuth": []}]


def test_every_parameter_has_its_bounds_and_they_are_true(description: Any) -> None:
    """What lies just outside is refused under its name, and what lies on the bound is not."""
    a_treaty(published=True)
    for path, methods in description["paths"].items():
        for parameter in methods.get("get", {}).get("parameters", []):
            if parameter["in"] != "query":
                continue
            name, schema = parameter["name"], parameter["schema"]
            address = path.format(slug="a-treaty", key="0")
            each = schema.get("items", schema)
            assert {"enum", "maxLength", "minimum", "format"} & set(each), (path, name)
            if "minimum" in schema:
                outside = [schema["minimum"] - 1, schema["maximum"] + 1]
            elif "enum" in each:
                outside = ["no-such-word"]
            elif "maxLength" in each:
                outside = ["x" * 600]
            else:
                outside = ["2021-02-30", "0000-01-01"]
            for value in outside:
                # Nothing is read of a supposition that is not made.
                asked = {"suppose": "notice"} if "what-if" in path else {}
                answer = Client().get(address, {**asked, name: value})
                assert answer.status_code == 400, (path, name, value)
                assert name in [fault["field"] for fault in answer.json()["errors"]]
