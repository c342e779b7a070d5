"""What a registrar sees of dates and doubts before and after saving, and of what is wrong."""

import re

import pytest
from django.test import Client

from tests.admin.test_entering import an_agreement, clerk, desk, opened, parties, source
from tests.builders import a_clause, a_person, a_treaty
from treaties.models import Party, Role, Source, Treaty, User
from treaties.register import publication

__all__ = ["clerk", "desk", "parties", "source"]
pytestmark = pytest.mark.django_db

ADD = "/admin/treaties/treaty/add/"
WITHIN = '{"period": "P6M", "form": "within"}'


def test_what_would_follow_is_shown_and_nothing_is_saved(
    desk: Client, parties: list[Party], source: Source
) -> None:
    form = an_agreement(parties, source, **{"clauses-3-provision": WITHIN, "_preview": "1"})
    answer = desk.post(ADD, form)
    assert answer.status_code == 200
    assert "nothing is saved yet" in answer.text
    assert "last day to give notice" in answer.text
    assert "“within”" in answer.text or "within" in answer.text.split("What is doubtful")[1]
    assert "Agreement on encouragement of investments" in answer.text, "what was typed is kept"
    assert "Please correct" not in answer.text
    assert not Treaty.objects.exists()


def test_the_doubts_are_told_after_saving_and_stay_on_the_form(
    desk: Client, parties: list[Party], source: Source
) -> None:
    form = an_agreement(parties, source, **{"clauses-3-provision": WITHIN})
    answer = desk.post(ADD, form, follow=True)
    treaty = Treaty.objects.get()
    assert 'class="warning"' in answer.text
    page = desk.get(f"/admin/treaties/treaty/{treaty.pk}/change/").text
    assert "Notice of non-renewal (article 14): " in page


def test_the_page_of_an_agreement_tells_readers_what_is_doubtful(client: Client) -> None:
    treaty = a_treaty()
    a_clause(treaty, "termination", type_="unstated")
    publication.publish(treaty, by=a_person(Role.REVIEWER))
    page = client.get("/treaties/a-treaty/").text
    assert "What is doubtful" in page
    assert "VCLT 56" in page


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("clauses-1-provision", '{"type": "fixed", "peroid": "P15Y"}', "Did you mean “period”?"),
        (
            "clauses-1-provision",
            '{"type": "fixed", "period": "P15Y", "form": "eif"}',
            "Did you mean “from”?",
        ),
        ("clauses-3-provision", '{"period": "P6M", "within": true}', '“form”: write "form"'),
        ("clauses-1-provision", '{"type": "fixd", "period": "P15Y"}', "Did you mean “fixed”?"),
        ("clauses-1-provision", '{"type": "until_objective", "objective": "\\u0000"}', "NUL"),
        ("clauses-1-provision", '{"type": "indefinite", "type": "fixed"}', "stands twice"),
        ("treaty_actions-0-details", '{"untill": "2026-02-05"}', "is not a key of the details"),
        ("treaty_actions-0-details", '{"until": "2026-02-05"}', "not read of an act of signature"),
        ("title", "a" * 10_000, "10000"),
        ("summary", "a" * 10_000, "10000"),
        ("clauses-0-article", "a" * 10_000, "10000"),
        ("clauses-0-at", "a" * 10_000, "10000"),
        ("participants-0-note", "a" * 10_000, "10000"),
    ],
)
def test_what_nobody_would_read_is_refused_beside_its_field(
    desk: Client, parties: list[Party], source: Source, field: str, value: str, says: str
) -> None:
    answer = desk.post(ADD, an_agreement(parties, source, **{field: value}))
    assert answer.status_code == 200
    listed = re.search(r'<div class="fault-summary".*?</div>', answer.text, re.S)
    assert listed is not None
    assert f'href="#id_{field}"' in listed[0]
    words = answer.text.replace("&quot;", '"').replace("&#x27;", "'")
    assert says in words
    assert not Treaty.objects.exists()


def test_no_field_cuts_what_is_pasted_into_it(desk: Client) -> None:
    """A browser cuts at `maxlength`, without a word."""
    for page in ("treaty", "party", "source", "diplomaticevent", "draftupdate"):
        assert "maxlength" not in desk.get(f"/admin/treaties/{page}/add/").text, page


def test_a_summary_of_faults_leads_to_each_field_and_takes_the_focus(
    desk: Client, clerk: User
) -> None:
    answer = desk.post("/admin/treaties/party/add/", {"code": "", "kind": "state"})
    listed = re.search(
        r'<div class="fault-summary" data-faults tabindex="-1".*?</div>', answer.text
    )
    assert listed is not None
    for field in re.findall(r'href="#([^"]+)"', listed[0]):
        assert f'id="{field}"' in answer.text
    assert "js/faults.js" in answer.text


def test_a_version_is_in_the_form(desk: Client, clerk: User) -> None:
    treaty = a_treaty()
    assert opened(desk, f"/admin/treaties/treaty/{treaty.pk}/change/")
