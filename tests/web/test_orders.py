"""What the database puts in order and leaves out is what the rows give, looked at one by one."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from tests.builders import a_person, a_treaty, an_act
from treaties.catalogue.orders import SORTS, _next_dates, in_order
from treaties.catalogue.register_version import Seen
from treaties.catalogue.visibility import Reader, treaties_visible_to
from treaties.inquiry.readings import readings_of
from treaties.law.outlook import outlook
from treaties.law.values.vocabulary import MATTERS, TOLD_BY, ActionKind, KeyDateKind, Status
from treaties.models import KeyDate, Role, Treaty
from treaties.register.publication import publish, withdraw
from treaties.register.treaties import correct_treaty
from treaties.views.agenda import counted, dates_between, entries, last_day
from treaties.views.standing import Standing, standings
from treaties.web.pages.treaties import in_turn

pytestmark = [pytest.mark.usefixtures("register_of_seeds"), pytest.mark.django_db]
NOBODY = AnonymousUser()
DAYS = [
    date(1999, 1, 1),
    date(2008, 9, 30),
    date(2012, 1, 1),
    date(2021, 4, 12),
    date(2026, 11, 26),
]


def told(first: date, last: date | None) -> list[int]:
    """The dates of the agenda by their keys, found row by row."""
    found = KeyDate.objects.filter(withdrawn_at=None, party=None, kind__in=MATTERS)
    rows = [
        row
        for row in found.select_related("cycle")
        if row.earliest and row.earliest >= first
        if last is None or (row.safe or row.earliest) <= last
    ]
    principal = {(d.treaty_id, d.kind, d.ordinal) for d in rows if not d.reading}
    kept = [d for d in rows if not d.reading or (d.treaty_id, d.kind, d.ordinal) not in principal]
    said = {(d.treaty_id, d.reading, d.earliest, d.kind) for d in kept}
    return sorted(
        d.pk
        for d in kept
        if not (d.kind == KeyDateKind.LAST_NOTICE and d.cycle and d.cycle.closing == "ends")
        and not any(
            (d.treaty_id, d.reading, d.earliest, kind) in said
            for kind in TOLD_BY.get(KeyDateKind(d.kind), ())
        )
    )


def test_the_agenda_tells_what_its_rows_give_and_nothing_twice() -> None:
    everything = treaties_visible_to(NOBODY)
    for first in DAYS:
        for days in (90, 1825, None):
            last = last_day(first, days)
            dates = dates_between(everything, first, last)
            assert sorted(dates.values_list("pk", flat=True)) == told(first, last), (first, days)
            listed = entries(dates, (), NOBODY)
            assert counted(dates) == (len(listed), sum(entry.decides for entry in listed))
            places = [(entry.day, MATTERS.index(entry.key.kind)) for entry in listed]
            assert places == sorted(places)


def test_the_agenda_and_the_order_name_the_next_date_that_the_law_names() -> None:
    """The database asks by itself, a hundred thousand rows at once; the law is the oracle."""
    every = treaties_visible_to(NOBODY)
    readings = readings_of(every)
    for offset in range(0, 20_000, 487):
        day = date(1990, 1, 1) + timedelta(offset)
        by_law = {}
        for treaty, (principal, *_) in readings.items():
            following = outlook(principal, day).next
            if following is not None:
                by_law[treaty] = (following.kind, following.ordinal, following.to_act)
        agenda: dict[int, tuple[object, ...]] = {}
        labels: dict[int, str] = {}
        for entry in entries(dates_between(every, day, None), (), NOBODY):
            if not entry.key.reading:
                key = entry.key
                agenda.setdefault(key.treaty_id, (key.kind, key.ordinal, entry.day))
                labels.setdefault(key.treaty_id, entry.label)
        assert agenda == by_law, day
        for standing in standings(list(every), day):
            told = standing.principal.next
            assert (told and told.label) == labels.get(standing.treaty.pk), day
        days = _next_dates(day)
        wanted = {treaty: found[2].toordinal() for treaty, found in by_law.items()}
        assert {pk: days[pk] for pk in days if pk in readings} == wanted, day


def listed(sort: str, day: date, reader: Reader = NOBODY) -> list[Treaty]:
    return in_turn(Treaty.objects.all(), in_order(Seen(reader), sort, day))


@pytest.mark.parametrize("name", ["next", "status"])
def test_the_table_stands_in_the_order_of_what_it_shows(name: str) -> None:
    for day in DAYS:
        for sort in (name, f"-{name}"):
            found = standings(listed(sort, day), day)
            assert len(found) == Treaty.objects.count()
            keys = [key(name, standing) for standing in found]
            known = [one for one in keys if one is not None]
            assert keys[: len(known)] == known, "what has none stands last"
            if sort.startswith("-"):
                known.reverse()
            assert all(one <= other for one, other in pairwise(known)), (day, sort)
            among = Treaty.objects.filter(composition="bilateral")
            some = [one.treaty.pk for one in found if one.treaty.composition == "bilateral"]
            assert in_order(Seen(NOBODY), sort, day, among) == some


@pytest.mark.parametrize("sort", ["", "title", "-title"])
def test_the_table_stands_in_the_order_of_its_titles(sort: str) -> None:
    titles = [treaty.sort_key for treaty in listed(sort, DAYS[3])]
    assert len(titles) > 2
    assert titles == sorted(titles, reverse=sort == "-title")


def test_what_stands_alike_stands_by_title_either_way() -> None:
    for sort in ("status", "-status"):
        found = standings(listed(sort, DAYS[3]), DAYS[3])
        for one, other in pairwise(found):
            if one.principal.status == other.principal.status:
                assert one.treaty.sort_key < other.treaty.sort_key


def test_an_agreement_that_moves_takes_its_new_place_at_once() -> None:
    day = date(2021, 4, 1)
    first, second = a_treaty("a", published=True), a_treaty("b", published=True, notice="P2Y")

    def both(sort: str) -> list[Treaty]:
        return [one for one in listed(sort, day) if one in (first, second)]

    assert both("") == [first, second]
    assert both("next") == [first, second]
    reviewer = a_person(Role.REVIEWER)
    correct_treaty(second, changes={"short_title": "0"}, by=reviewer, why="Another name.")
    assert both("") == [second, first]
    an_act(first, ActionKind.TERMINATION, "2020-01-01")
    publish(first, by=reviewer)
    assert both("next") == [second, first], "what has ended has no next date"
    withdraw(first, reason="Entered twice.", by=reviewer)
    assert both("next") == [second]


def test_a_draft_has_a_place_for_those_alone_who_may_see_it() -> None:
    draft, public = a_treaty("a"), a_treaty("b", published=True)
    for sort in SORTS:
        assert {draft, public} <= set(listed(sort, DAYS[3], a_person(Role.EDITOR)))
        for reader in (NOBODY, a_person(Role.VIEWER)):
            seen = listed(sort, DAYS[3], reader)
            assert public in seen
            assert draft not in seen


def key(name: str, standing: Standing) -> int | None:
    if name == "status":
        status = standing.principal.status
        return [one.value for one in Status].index(status) if status else None
    following = standing.principal.next
    return following.to_act.toordinal() if following else None


def test_the_agenda_comes_in_pages_of_whole_dates(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("treaties.web.pages.upcoming.PER_PAGE", 3)
    whole = [
        entry.key.pk
        for entry in entries(
            dates_between(treaties_visible_to(NOBODY), DAYS[3], DAYS[3] + timedelta(1825)),
            (),
            NOBODY,
        )
    ]
    address, found = "/upcoming/?days=1825&as_of=2021-04-12", []
    for page in range(1, (len(whole) + 2) // 3 + 1):
        answer = client.get(f"{address}&page={page}")
        found += [entry.key.pk for month in answer.context["months"] for entry in month.entries]
    assert found == whole
    assert "Later dates" in client.get(address).content.decode()


def test_the_agreements_of_a_party_come_in_pages_and_none_is_lost(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/parties/IRN/?as_of=2021-04-12"
    whole = [one.treaty.pk for one in client.get(address).context["standings"]]
    monkeypatch.setattr("treaties.web.pages.parties.PER_PAGE", 2)
    assert len(whole) > 2
    found: list[int] = []
    for number in range(1, (len(whole) + 1) // 2 + 1):
        answer = client.get(f"{address}&page={number}")
        assert len(answer.context["standings"]) <= 2
        found += [one.treaty.pk for one in answer.context["standings"]]
    assert found == whole
    first = client.get(address).content.decode()
    assert "?as_of=2021-04-12&amp;page=2" in first
