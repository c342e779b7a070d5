"""What can be no row of the register is a wrong choice with a sentence, not a failure."""

import pytest
from django.test import Client

from tests.builders import a_party, a_person, a_treaty
from treaties.models import Role

pytestmark = pytest.mark.django_db

NO_KEYS = ["*", "IRN,RUS", "-1", "٣", "9" * 20, "9" * 4400, "1e9", "a\x00b"]


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(a_person(Role.ADMIN))
    return client


@pytest.mark.parametrize("key", NO_KEYS, ids=lambda key: repr(key)[:12])
def test_a_choice_that_is_no_row_is_told_beside_its_field(desk: Client, key: str) -> None:
    party = {"code": "XXX", "name": "X", "short_name": "X", "kind": "state", "predecessors": [key]}
    answer = desk.post("/admin/treaties/party/add/", party)
    assert answer.status_code == 200
    assert 'class="fault-summary"' in answer.text
    update = {"treaty": key, "goal": "replace", "title": "A", "state": "under_way"}
    rows = {"milestones-TOTAL_FORMS": "1", "milestones-INITIAL_FORMS": "0"}
    spoilt = update | rows | {"milestones-0-party": key, "milestones-0-step": "drafting"}
    answer = desk.post("/admin/treaties/draftupdate/add/", spoilt)
    assert answer.status_code == 200
    assert 'class="fault-summary"' in answer.text


@pytest.mark.parametrize("key", NO_KEYS, ids=lambda key: repr(key)[:12])
def test_a_row_that_no_list_has_cannot_be_acted_on(desk: Client, key: str) -> None:
    a_treaty()
    chosen = {"action": "publish", "_selected_action": [key]}
    assert desk.post("/admin/treaties/treaty/", chosen).status_code in (302, 400)


def test_there_is_no_redirect_to_pages_that_rows_do_not_have(desk: Client) -> None:
    a_party()
    assert desk.get("/admin/r/1/1/").status_code == 404
