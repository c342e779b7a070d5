"""No address of ours answers 5xx, whatever is asked of it and whoever asks (tests/fuzz.py)."""

import os

import pytest

from tests.fuzz import ROLES, Fuzz, templates
from treaties.models import (
    Body,
    Clause,
    DiplomaticEvent,
    DraftUpdate,
    Party,
    Source,
    Subject,
    Treaty,
    TreatyAction,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register_of_seeds")]

KINDS = (
    Treaty, Party, Source, DiplomaticEvent, DraftUpdate, Body, Subject, TreatyAction,
)  # fmt: skip
MET = (
    "/treaties/iran-russia-2001/calendar/?kind=expiry&reading=%00",
    f"/api/v1/timeline/t{'0' * 20}{'9' * 4400}/",
    f"/treaties/iran-russia-2001/why/?kind=expiry&clause={'9' * 4400}",
    "/parties/%00/",
    f"/updates/?page={'9' * 5000}",
    "/api/v1/treaties/?search=%00",
    f"/updates/{'9' * 4400}/",
)
"""Addresses that have failed, or of their kind."""


def known() -> dict[str, list[str]]:
    keys = [
        str(row.pk)
        for model in (
            Treaty,
            Party,
            Source,
            DiplomaticEvent,
            DraftUpdate,
            Body,
            Subject,
            TreatyAction,
        )
        for row in model._default_manager.order_by("pk")[:2]
    ]
    return {
        "slug": list(Treaty.objects.values_list("slug", flat=True)),
        "treaty": list(Treaty.objects.values_list("slug", flat=True)),
        "code": ["IRN", "RUS", "EU"],
        "party": ["IRN", "IRN,RUS"],
        "subject": list(Subject.objects.values_list("code", flat=True)),
        "pk": keys,
        "object_id": keys,
        "id": keys,
        "clause": [str(pk) for pk in Clause.objects.values_list("pk", flat=True)[:3]],
        "key": ["0", f"t{keys[0]}", "drafts"],
        "as_of": ["2021-04-12", "12 April 2021"],
        "on": ["2027-03-01"],
        "for": ["P6M", "18 months"],
        "kind": ["expiry", "last_notice", "treaty"],
        "suppose": ["notice", "extend", "entry", "taken_back", "nothing"],
        "n": ["0", "1"],
        "app_label": ["treaties"],
        "content_type_id": ["1"],
    }


def test_no_address_answers_5xx_whatever_is_asked() -> None:
    most, seconds = (
        int(os.environ.get("FUZZ_REQUESTS", "160")),
        os.environ.get("FUZZ_SECONDS", "25"),
    )
    found = Fuzz(known()).run(most + len(MET) * len(ROLES), float(seconds), MET)
    print(f"\n{found}")
    assert not found.failures, f"\n{found}"


def test_the_walk_knows_the_addresses_of_pages_api_and_administration() -> None:
    walked = set(templates())
    for address in (
        "/treaties/<slug>/calendar/",
        "/api/v1/timeline/<key>/",
        "/admin/treaties/treaty/<object_id>/change/",
        "/accounts/login/",
        "/robots.txt",
    ):
        assert address in walked
