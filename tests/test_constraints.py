"""What must never be false is a constraint, and each has a row here that tries to break it.

`test_every_constraint_is_attacked` fails when a constraint is added without an attack.
"""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from tests.rows import DAY, LATER, NOON, Rows
from treaties.models import DiplomaticEvent, Fact, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows() -> Rows:
    return Rows()


Attack = Callable[[Rows], Any]


def alter(row_name: str, /, **values: Any) -> Attack:
    """Change a sound row into one that must be refused."""

    def attack(rows: Rows) -> None:
        row: models.Model = getattr(rows, row_name)
        type(row)._default_manager.filter(pk=row.pk).update(**values)

    return attack


def twin(name: str, **values: Any) -> Attack:
    """Write a second row like a sound one."""

    def attack(rows: Rows) -> None:
        row = type(getattr(rows, name))._default_manager.get(pk=getattr(rows, name).pk)
        for key, value in values.items():
            setattr(row, key, value)
        row.pk = None
        row._state.adding = True
        row.save()

    return attack


def of_itself(name: str, column: str) -> Attack:
    return lambda rows: alter(name, **{f"{column}_id": getattr(rows, name).pk})(rows)


def two_successors(name: str) -> Attack:
    def attack(rows: Rows) -> None:
        row = getattr(rows, name)
        values = {"supersedes_id": row.pk, "superseded_at": NOON}
        for number in range(2):
            extra = {
                "slug": f"successor-{number}",
                "ref": f"successor-{number}",
            }
            columns = {field.name for field in row._meta.concrete_fields}
            twin(name, **values, **{k: v for k, v in extra.items() if k in columns})(rows)

    return attack


ATTACKS: dict[str, Attack] = {
    "user_role_is_known": alter("user", role="king"),
    "user_email_is_used_once": lambda rows: User.objects.create(
        username="other", email="CLERK@example.org"
    ),
    "party_kind_is_known": alter("party", kind="planet"),
    "party_code_is_upper_case": alter("party", code="irn"),
    "party_has_names": alter("party", short_name=""),
    "subject_is_not_its_own_parent": of_itself("subject", "parent"),
    "body_has_a_name": alter("body", name=""),
    "treaty_has_titles": alter("treaty", title=""),
    "treaty_words_are_known": alter("treaty", composition="trilateral"),
    "treaty_slug_is_lower_case": alter("treaty", slug="Not-a-slug"),
    "participant_stands_once_in_a_treaty": twin("participant"),
    "identifier_is_not_empty": alter("identifier", number=""),
    "identifier_is_given_once": twin("identifier"),
    "treatylanguage_prevails_only_if_authentic": alter(
        "language", authentic=False, prevailing=True
    ),
    "treatylanguage_stands_once": twin("language"),
    "treatyaction_kind_is_known": alter("action", kind="handshake"),
    "treatyaction_is_not_addressed_to_oneself": lambda rows: alter(
        "action", to_party_id=rows.party.pk
    )(rows),
    "claim_earliest_is_not_after_latest": alter("claim", earliest=LATER),
    "claim_words_are_known": alter("claim", rank="best"),
    "claim_has_days_only_for_a_date": alter("claim", edtf=""),
    "clause_words_are_known": alter("clause", kind="whim"),
    "clause_other_reading_has_a_name": alter("clause", reading="counted from signature"),
    "clause_only_another_reading_is_mentioned": alter("clause", held=False),
    "clause_is_not_a_reading_of_itself": lambda rows: alter(
        "clause", reading_of_id=rows.clause.pk, reading="own"
    )(rows),
    "relation_kind_is_known": alter("relation", kind="likes"),
    "relation_joins_two_treaties": lambda rows: alter("relation", to_treaty_id=rows.treaty.pk)(
        rows
    ),
    "relation_stands_once": twin("relation"),
    "diplomaticevent_kind_is_known": alter("event", kind="rumour"),
    "diplomaticevent_has_a_title": alter("event", title=""),
    "diplomaticevent_earliest_is_not_after_latest": alter("event", earliest=LATER, latest=DAY),
    "eventperson_has_a_name": alter("person", name=""),
    "draftupdate_words_are_known": alter("update", goal="forget"),
    "draftupdate_does_not_succeed_itself": lambda rows: alter(
        "update", successor_id=rows.treaty.pk
    )(rows),
    "milestone_step_is_known": alter("milestone", step="lunch"),
    "source_has_a_title": alter("source", title=""),
    "source_address_is_a_web_address": alter("source", url="javascript:alert(1)"),
    "document_kind_is_known": alter("document", kind="napkin"),
    "document_has_a_title": alter("document", title=""),
    "document_address_is_a_web_address": alter("document", url="ftp://example.org"),
    "citation_supports_exactly_one_fact": lambda rows: alter("citation", clause_id=rows.clause.pk)(
        rows
    ),
    "renewalcycle_is_unique": twin("cycle"),
    "renewalcycle_words_are_known": alter("cycle", closing="explodes"),
    "renewalcycle_starts_before_it_expires": alter(
        "cycle", start=date(2030, 1, 1), start_latest=date(2030, 1, 1)
    ),
    "renewalcycle_bounds_are_in_order": alter("cycle", start_latest=date(2000, 1, 1)),
    "keydate_is_unique": twin("key_date"),
    "keydate_words_are_known": alter("key_date", kind="birthday"),
    "keydate_earliest_is_not_after_latest": alter("key_date", certainty="between", earliest=LATER),
    "keydate_exact_means_one_day": alter("key_date", latest=LATER),
    "keydate_awaiting_has_no_day": alter("key_date", certainty="awaiting"),
    "keydate_has_a_reason": alter("key_date", reason=""),
    "keydate_safe_is_not_after_earliest": alter("key_date", kind="expiry", safe=LATER),
    "keydate_safe_is_of_what_is_decided_before": alter("key_date", kind="end", safe=DAY),
    "statusspan_status_is_known": alter("span", status="asleep"),
    "statusspan_is_not_empty": alter("span", span=(DAY, DAY)),
    "statusspan_one_status_a_day": twin(
        "span", status="suspended", span=(DAY, DAY.replace(day=20))
    ),
    "decision_outcome_is_known": alter("decision", outcome="shrug"),
    "decision_says_who_and_why": alter("decision", reason=""),
    "decision_stands_once_for_a_window": twin("decision"),
    "acknowledgement_is_given_once": twin("acknowledgement"),
    "watch_follows_one_thing": lambda rows: alter("watch", party_id=rows.party.pk)(rows),
    "watch_has_leads": alter("watch", leads=[]),
    "watch_is_kept_once": twin("watch"),
    "outgoing_words_are_known": alter("message", state="lost"),
    "outgoing_claim_has_an_end": alter("message", state="claimed", claim=uuid4()),
    "outgoing_sent_has_a_time": alter("message", state="sent"),
    "outgoing_has_an_address": alter("message", address=""),
    "outgoing_failed_has_a_time": alter("message", state="failed"),
    "outgoing_dropped_says_why": alter("message", state="dropped"),
    "outgoing_refusal_says_when": alter("message", refusal="550"),
    "resending_has_a_reason": alter("resending", reason=""),
    "relay_channel_is_known": alter("relay", channel="pigeon"),
    "relay_failing_says_why_and_until_when": alter("relay", failing_since=NOON),
    "periodictask_name_is_known": alter("periodic", name="tea"),
    "periodictask_claim_has_an_end": alter("periodic", claim=uuid4()),
    "periodictask_finished_on_a_day": alter("periodic", day=DAY),
    "reminder_goes_out_once": twin("reminder"),
    "reminder_lead_is_sane": alter("reminder", lead=-2),
}

FACTS = {
    "treaty": "treaty",
    "participant": "participant",
    "identifier": "identifier",
    "treatylanguage": "language",
    "document": "document",
    "treatyaction": "action",
    "claim": "claim",
    "clause": "clause",
    "relation": "relation",
    "diplomaticevent": "event",
    "eventperson": "person",
    "draftupdate": "update",
    "milestone": "milestone",
    "source": "source",
    "citation": "citation",
    "decision": "decision",
}
for _table, _row in FACTS.items():
    ATTACKS |= {
        f"{_table}_published_by_somebody_at_some_time": alter(_row, published_at=NOON),
        f"{_table}_withdrawn_with_a_reason": alter(_row, withdrawn_at=NOON),
        f"{_table}_verified_by_somebody_at_some_time": alter(_row, verified_at=NOON),
        f"{_table}_does_not_supersede_itself": of_itself(_row, "supersedes"),
        f"{_table}_one_successor": two_successors(_row),
    }


def ours() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_app_config("treaties").get_models()
        if not model.__name__.endswith("Event") or model is DiplomaticEvent
    ]


@pytest.mark.parametrize("name", sorted(ATTACKS))
def test_the_database_refuses(rows: Rows, name: str) -> None:
    attack = ATTACKS[name]
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        attack(rows)
    assert name in str(refused.value)


def test_every_constraint_is_attacked() -> None:
    declared = {constraint.name for model in ours() for constraint in model._meta.constraints}
    assert declared - set(ATTACKS) == set()
    assert set(ATTACKS) - declared == set()


def test_every_fact_keeps_the_constraints_of_facts() -> None:
    facts = {model._meta.model_name for model in ours() if issubclass(model, Fact)}
    assert facts == set(FACTS)


def test_history_keeps_what_was_said_before_by_triggers_alone(rows: Rows) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE treaties_treaty SET title = 'renamed' WHERE id = %s", [rows.treaty.pk]
        )
    history = apps.get_model("treaties", "TreatyEvent").objects.filter(pgh_obj=rows.treaty)
    assert list(history.order_by("pgh_id").values_list("title", flat=True)) == ["one", "renamed"]
