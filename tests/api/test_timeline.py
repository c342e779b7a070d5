"""The timeline's data over HTTP: cached for ever if it cannot change, revalidated if it can."""

import gzip
import json
import zlib
from typing import Any
from urllib.parse import parse_qs, urlsplit

import brotli
import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.builders import a_person, a_treaty, an_act
from treaties.chronology.transport import segments, versions
from treaties.chronology.transport.packed import packed
from treaties.models import Role
from treaties.register.publication import publish
from treaties.register.treaties import correct_treaty

pytestmark = pytest.mark.django_db
MANIFEST = "/api/v1/timeline/"
LASTING = "public, max-age=31536000, immutable"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    caches["segments"].clear()


def segment_address(client: Client | None = None, query: str = "") -> str:
    manifest = (client or Client()).get(MANIFEST + query).json()
    return str(manifest["segments"][0]["url"])


def plain(answer: Any) -> Any:
    encoding = answer.get("Content-Encoding", "")
    content = answer.content
    if encoding == "br":
        content = brotli.decompress(content)
    elif encoding == "gzip":
        content = gzip.decompress(content)
    return json.loads(content)


def vary(answer: Any) -> set[str]:
    return {name.strip() for name in answer.get("Vary", "").split(",")}


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(a_person(role))
    return client


def test_a_segment_at_its_version_is_kept_for_ever_by_everybody() -> None:
    a_treaty(published=True)
    address = segment_address()
    assert Client().get(address)["Cache-Control"] == LASTING
    for other in (address.split("?")[0], address.split("?")[0] + "?v=of-yesterday"):
        answer = Client().get(other)
        assert answer["Cache-Control"] == "private, no-cache"
        assert answer.content == Client().get(address).content


def test_what_the_house_sees_is_kept_by_no_shared_cache() -> None:
    a_treaty(published=True)
    client = signed_in(Role.VIEWER)
    address = segment_address(client)
    assert address != segment_address()
    assert client.get(address)["Cache-Control"].startswith("private, max-age=")
    # Somebody who copies the address gets what anybody gets, and it is not kept under that address.
    stranger = Client().get(address)
    assert stranger["Cache-Control"] == "private, no-cache"
    assert stranger.json()["version"] in segment_address()


def test_where_browsing_is_not_public_nothing_is_kept_by_shared_caches(settings: Any) -> None:
    settings.PUBLIC_BROWSING = False
    a_treaty(published=True)
    client = signed_in(Role.VIEWER)
    assert client.get(segment_address(client))["Cache-Control"].startswith("private")


@pytest.mark.parametrize("encoding", ["", "gzip", "br", "gzip, deflate, br"])
@pytest.mark.parametrize("which", ["manifest", "segment"])
def test_what_a_client_has_already_is_not_sent_again(which: str, encoding: str) -> None:
    a_treaty(published=True)
    address = MANIFEST if which == "manifest" else segment_address()
    client = Client(headers={"accept-encoding": encoding})
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    for name in ("ETag", "Cache-Control"):
        assert again[name] == first[name]
    assert {"Accept-Encoding", "Cookie"} <= vary(first) & vary(again)
    assert first["ETag"].startswith('W/"'), "the same tag for every encoding is a weak one"


def test_an_unchanged_segment_is_answered_without_reading_its_rows() -> None:
    a_treaty(published=True)
    address = segment_address()
    tag = Client().get(address)["ETag"]
    caches["segments"].clear()
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(address, headers={"if-none-match": tag}).status_code == 304
    assert len(queries) == 3
    assert not any("statusspan" in query["sql"] for query in queries)


def test_a_built_segment_is_not_built_twice() -> None:
    a_treaty(published=True)
    address = segment_address()
    first = Client().get(address)
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(address).content == first.content
    assert len(queries) == 3


def test_an_edit_changes_the_tag_and_the_address() -> None:
    treaty = a_treaty(published=True)
    address, manifest = segment_address(), Client().get(MANIFEST)
    correct_treaty(treaty, changes={"title": "Another"}, by=a_person(Role.REVIEWER), why="test")
    answer = Client().get(MANIFEST, headers={"if-none-match": manifest["ETag"]})
    assert answer.status_code == 200
    assert segment_address() != address
    assert "Another" in Client().get(segment_address()).json()["strings"]
    assert Client().get(address)["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.0", ""),
        ("identity", ""),
        ("", ""),
    ],
)
def test_a_segment_is_compressed_as_the_client_accepts(accepted: str, sent: str) -> None:
    a_treaty(published=True)
    address = segment_address()
    answer = Client().get(address, headers={"accept-encoding": accepted})
    assert answer.get("Content-Encoding", "") == sent
    assert plain(answer) == Client().get(address).json()
    if sent:
        assert len(answer.content) < len(Client().get(address).content) / 2


def test_a_compressed_answer_says_its_own_length() -> None:
    a_treaty(published=True)
    for accepted in ("br", "gzip"):
        answer = Client().get(segment_address(), headers={"accept-encoding": accepted})
        assert int(answer["Content-Length"]) == len(answer.content)


def test_one_treaty_has_a_manifest_and_a_segment_of_its_own() -> None:
    treaty = a_treaty(published=True)
    a_treaty("other", published=True)
    manifest = Client().get(MANIFEST + "?treaty=a-treaty").json()
    (segment,) = manifest["segments"]
    assert segment["count"] == 1
    assert Client().get(segment["url"]).json()["treaties"]["id"] == [treaty.pk]
    assert Client().get(MANIFEST + "?treaty=nought").status_code == 404


def test_as_of_a_day_one_treaty_shows_what_followed_from_the_facts_of_then() -> None:
    treaty = a_treaty()
    an_act(treaty, "termination", "2015-01-01")
    publish(treaty, by=a_person(Role.REVIEWER))
    address = segment_address(query="?treaty=a-treaty&as_of=2010-06-01")
    assert parse_qs(urlsplit(address).query)["as_of"] == ["2010-06-01"]
    answer = Client().get(address)
    assert answer["Cache-Control"] == "private, no-cache"
    then, now = answer.json(), Client().get(segment_address(query="?treaty=a-treaty")).json()
    kinds = {
        name: {found["strings"][n] for n in found["marks"]["kind"]}
        for name, found in (("then", then), ("now", now))
    }
    assert "end" not in kinds["then"]
    assert "end" in kinds["now"]
    assert len(then["cycles"]["start"]) > len(now["cycles"]["start"])
    again = Client().get(address, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_on_the_whole_timeline_as_of_is_repeated_and_the_segments_stay_the_same() -> None:
    a_treaty(published=True)
    manifest = Client().get(MANIFEST + "?as_of=2010-06-01").json()
    assert manifest["as_of"] == "2010-06-01"
    assert manifest["segments"] == Client().get(MANIFEST).json()["segments"]


def test_drafts_are_an_overlay_for_those_who_enter() -> None:
    a_treaty("draft")
    client = signed_in(Role.EDITOR)
    address = segment_address(client)
    assert urlsplit(address).path == "/api/v1/timeline/drafts/"
    assert client.get(address)["Cache-Control"].startswith("private")
    assert Client().get(address).status_code == 404


def test_the_compressed_bytes_are_not_tampered_with_on_the_way_out() -> None:
    a_treaty(published=True)
    answer = Client().get(segment_address(), headers={"accept-encoding": "gzip"})
    assert zlib.decompress(answer.content, wbits=31).startswith(b'{"format":2')


def packed_address(client: Client | None = None) -> str:
    return str((client or Client()).get(MANIFEST).json()["segments"][0]["packed"])


def test_a_packed_segment_is_kept_as_long_and_confused_with_no_other_form() -> None:
    a_treaty(published=True)
    answer = Client().get(packed_address(), headers={"accept-encoding": "br"})
    assert answer["Cache-Control"] == LASTING
    assert answer["Content-Type"] == "application/octet-stream"
    tag = {"if-none-match": answer["ETag"]}
    assert Client().get(packed_address(), headers=tag).status_code == 304
    assert Client().get(segment_address(), headers=tag).status_code == 200
    assert Client().get(segment_address() + "&form=pickled").status_code == 400


def test_a_packed_draft_is_for_those_who_enter_alone() -> None:
    a_treaty("draft")
    address = packed_address(signed_in(Role.EDITOR))
    assert signed_in(Role.EDITOR).get(address)["Cache-Control"].startswith("private")
    assert Client().get(address).status_code == 404


def test_an_edit_makes_one_segment_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    first = a_treaty("first", published=True)
    with connection.cursor() as cursor:
        far = first.pk + 3 * versions.BLOCK
        cursor.execute("SELECT setval('treaties_treaty_id_seq', %s)", [far])
    a_treaty("second", published=True)
    made: list[str] = []

    def counted(columns: Any, names: Any) -> bytes:
        made.append(columns["key"])
        return packed(columns, names)

    monkeypatch.setattr(segments, "packed", counted)

    def visit() -> None:
        for segment in Client().get(MANIFEST).json()["segments"]:
            assert Client().get(segment["packed"]).status_code == 200

    visit()
    visit()
    assert len(made) == 2
    correct_treaty(first, changes={"title": "Another"}, by=a_person(Role.REVIEWER), why="test")
    visit()
    assert made[2:] == [str(first.pk // versions.BLOCK)]


def test_matches_are_the_numbers_of_what_is_asked_for_and_may_be_seen() -> None:
    seen, draft = a_treaty(published=True), a_treaty("draft")
    asked = f"{MANIFEST}matches/?party=IRN"
    assert Client().get(asked).json() == {"ids": [seen.pk]}
    both = signed_in(Role.EDITOR).get(asked).json()["ids"]
    assert sorted(both) == [seen.pk, draft.pk]
    assert Client().get(f"{MANIFEST}matches/?search=nowhere").json() == {"ids": []}
    refused = Client().get(f"{MANIFEST}matches/?party=NOBODY")
    assert refused.status_code == 400
    assert "No party has the code" in refused.content.decode()
