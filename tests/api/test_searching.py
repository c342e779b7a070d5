"""What a few words find: exact, misspelt, while typing, and for which reader."""

import threading
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.builders import a_person, a_treaty
from treaties.catalogue.search import search
from treaties.catalogue.visibility import treaties_visible_to
from treaties.models import Role, Subject, Treaty, Word
from treaties.register.door import writing
from treaties.register.people import correct_reference, enter_subject
from treaties.register.treaties import correct_treaty

pytestmark = pytest.mark.django_db

NOBODY = AnonymousUser()


def entered(*titles: str, published: bool = True, **columns: Any) -> None:
    """Agreements between States whose names are like none of the titles, with these slugs."""
    for title in titles:
        slug = title.lower().replace(" ", "-")
        a_treaty(
            slug,
            parties=("XQA", "XQB"),
            title=title,
            short_title=title,
            published=published,
            **columns,
        )


def found(text: str, reader: Any = NOBODY) -> list[str]:
    return [treaty.title for treaty in search(treaties_visible_to(reader), text)]


def test_what_stands_as_it_is_written_is_all_that_is_found() -> None:
    entered("Investment of 1990", "Investments abroad", "Investmant of 1990")
    assert found("Investmant") == ["Investmant of 1990"]
    assert found("INVEST 1990") == ["Investmant of 1990", "Investment of 1990"]
    assert found("") == found("  –  ") == sorted(Treaty.objects.values_list("title", flat=True))


EDITS = {
    "a letter too few": lambda word, i: word[:i] + word[i + 1 :],
    "a letter too many": lambda word, i: word[:i] + "q" + word[i:],
    "another letter": lambda word, i: word[:i] + "q" + word[i + 1 :],
    "two letters changed about": lambda word, i: word[:i] + word[i : i + 2][::-1] + word[i + 2 :],
}


@pytest.mark.parametrize("kind", EDITS)
def test_one_slip_anywhere_in_a_word_does_not_hide_an_agreement(kind: str) -> None:
    titles = ["Paris Agreement", "Extradition", "Fisheries protocol", "Cooperation", "Tehran"]
    entered(*titles)
    slips = 0
    for title in titles:
        word = title.split()[0]
        for place in range(1, len(word) - 1):
            slip = EDITS[kind](word.lower(), place)
            assert title in found(slip), slip
            slips += 1
    assert slips > 25


def test_a_slip_means_the_nearest_words_and_no_others() -> None:
    entered(
        "Investment treaty", "Investments in Iran", "Investigation", "Vestments", "Iraq", "Iran"
    )
    assert found("investmant") == ["Investment treaty", "Investments in Iran"]
    assert found("irak") == ["Investments in Iran", "Iran", "Iraq"]
    assert found("vestmants tretay") == []
    assert found("investmant tretay") == ["Investment treaty"]


def test_a_number_is_never_taken_for_another() -> None:
    entered("Treaty of 2001", "Treaty of 2011")
    assert found("tretay 2001") == ["Treaty of 2001"]
    assert found("treaty 2021") == found("tretay 2021") == []


def test_little_words_and_a_word_that_nobody_uses_do_not_hide_what_is_meant() -> None:
    entered("Iran Russia cooperation", "Bridge of Sighs", "Between two seas")
    assert found("cooperation between Iran and Russia") == ["Iran Russia cooperation"]
    assert found("cooperation of Iran with Russia xyzzy") == ["Iran Russia cooperation"]
    assert found("the bridge of sighs") == ["Bridge of Sighs"]
    assert found("between") == ["Between two seas"]
    # Too small a share of the words would be found.
    assert found("bridge xyzzyxyzzy") == found("the") == found("zzz") == []
    assert found("iran bridge") == []


def test_what_a_reader_may_not_see_does_not_stand_in_the_way() -> None:
    entered("Tehran convention")
    entered("Tehrxn convention", published=False)
    assert found("tehrxn") == ["Tehran convention"]
    assert found("tehrxnn") == ["Tehran convention"]
    assert found("tehrxnn", a_person(Role.EDITOR)) == ["Tehrxn convention"]


def test_an_agreement_is_found_by_its_new_title_and_the_new_name_of_its_subject() -> None:
    reviewer = a_person(Role.REVIEWER)
    entered("Old title")
    subject = enter_subject(code="fish", name="Fish", by=a_person(Role.ADMIN))
    treaty = Treaty.objects.get()
    new = {"title": "Sturgeon", "short_title": "Sturgeon"}
    correct_treaty(treaty, changes=new, subjects=[subject], by=reviewer, why="It was misread.")
    assert found("sturgoen") == ["Sturgeon"]
    assert found("title") == []
    named = {"name": "Aquaculture"}
    correct_reference(Subject.objects.get(), changes=named, by=a_person(Role.ADMIN))
    assert found("aquacultur") == found("aqauculture") == ["Sturgeon"]
    assert found("fish") == []


def test_a_search_takes_as_many_queries_for_thirty_words_as_for_one() -> None:
    entered("Investment treaty")
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert found("investmant")
    with CaptureQueriesContext(connection) as many:
        assert found("investmant tretay " + "the " * 30 + "invetsment treayt " * 5)
    assert len(few) == len(many) <= 5


def test_the_numbers_alone_are_those_of_the_list() -> None:
    entered("Investment treaty", "Investments in Iran", "Vestments")
    for text in ("investmant", "", "zzz"):
        query = {"search": text}
        ids = Client().get("/api/v1/timeline/matches/", query).json()["ids"]
        rows = Client().get("/api/v1/treaties/", query).json()["results"]
        slugs = Treaty.objects.filter(pk__in=ids).values_list("slug", flat=True)
        assert sorted(slugs) == sorted(row["slug"] for row in rows)
        assert len(ids) == len(set(ids))


def test_words_of_odd_signs_are_looked_for_like_any_other() -> None:
    entered("Treaty")
    for text in ("'", "a'b", "!&|()", "x:*", "\\", "%", "_", "ß", "条約", "معاهده", "1" * 200):
        assert found(text) in ([], ["Treaty"]), text


@pytest.mark.django_db(transaction=True)
def test_two_who_enter_the_same_new_words_do_not_wait_for_each_other_in_a_ring() -> None:
    entered("First", "Second")
    meet = threading.Barrier(2, timeout=20)
    failures: list[BaseException] = []

    def write(slug: str, words: tuple[str, str]) -> None:
        try:
            by, treaty = a_person(), Treaty.objects.get(slug=slug)
            with writing(by=by, touches=[treaty]):
                treaty.title = " ".join(words)
                treaty.save(update_fields=["title"])
                meet.wait()
        except BaseException as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    orders = {"first": ("Alpha", "Omega"), "second": ("Omega", "Alpha")}
    threads = [threading.Thread(target=write, args=one) for one in orders.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not failures
    assert Word.objects.filter(word__in=("alpha", "omega")).count() == 2
