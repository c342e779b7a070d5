"""Nobody publishes their own entry; what is published gets a successor; nothing is lost."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError

from treaties.catalogue.visibility import treaties_visible_to, visible_to
from treaties.models import Claim, Clause, KeyDate, Role, Treaty, User
from treaties.register import actions, clauses, people, publication, relations, treaties
from treaties.register.door import writing

pytestmark = pytest.mark.django_db

ANYONE = AnonymousUser()


def a_person(name: str, role: Role) -> User:
    return User.objects.create(username=name, role=role, email=f"{name}@example.org")


@pytest.fixture
def clerk() -> User:
    return a_person("clerk", Role.EDITOR)


@pytest.fixture
def reviewer() -> User:
    return a_person("reviewer", Role.REVIEWER)


@pytest.fixture
def treaty(clerk: User) -> Treaty:
    """Ten years from signature on 12 March 2001, then five-year periods, a year's notice."""
    with writing(by=clerk):
        parties = [
            people.enter_party(code=code, name=name, short_name=name, by=clerk)
            for code, name in (("IRN", "Iran"), ("RUS", "Russia"))
        ]
        row = treaties.enter_treaty(
            slug="made-up",
            title="A treaty made up for this test",
            short_title="Made-up treaty",
            kind="treaty",
            composition="bilateral",
            parties=parties,
            by=clerk,
        )
        for kind, provision in (
            ("entry_into_force", {"type": "on_signature"}),
            ("duration", {"type": "fixed", "period": "P10Y", "from": "eif"}),
            ("renewal", {"type": "tacit", "period": "P5Y", "max_times": None}),
            ("notice", {"period": "P1Y", "before": "term_end", "basis": "received"}),
        ):
            clauses.enter_clause(treaty=row, kind=kind, provision=provision, article="21", by=clerk)
        signature = actions.record_action(treaty=row, kind="signature", by=clerk)
        actions.record_claim(action=signature, date="2001-03-12", by=clerk)
    return row


def last_notice(treaty: Treaty, ordinal: int = 0) -> KeyDate:
    return KeyDate.objects.get(
        treaty=treaty, kind="last_notice", ordinal=ordinal, reading="", withdrawn_at=None
    )


def test_entering_an_agreement_rebuilds_its_dates_at_once(treaty: Treaty) -> None:
    assert last_notice(treaty).earliest == date(2010, 3, 12)


def test_what_is_not_published_is_seen_only_by_those_who_enter(treaty: Treaty, clerk: User) -> None:
    viewer = a_person("viewer", Role.VIEWER)
    assert not treaties_visible_to(ANYONE).exists()
    assert not treaties_visible_to(viewer).exists()
    assert treaties_visible_to(clerk).get() == treaty


def test_nobody_publishes_their_own_entry(treaty: Treaty, reviewer: User) -> None:
    participant = treaty.participants.get(position=0)
    participant.entered_by = reviewer
    participant.save()
    with pytest.raises(ValidationError, match="second person"):
        publication.publish(treaty, by=reviewer)
    assert not treaties_visible_to(ANYONE).exists()


def test_whoever_changes_a_draft_answers_for_it(
    treaty: Treaty, clerk: User, reviewer: User
) -> None:
    notice = Clause.objects.get(kind="notice")
    longer = {"period": "P2Y", "before": "term_end", "basis": "received"}
    publication.correct(notice, changes={"provision": longer}, by=reviewer, why="as I read it")
    with pytest.raises(ValidationError, match="second person"):
        publication.publish(treaty, by=reviewer)
    publication.publish(treaty, by=a_person("second", Role.REVIEWER))
    assert treaties_visible_to(ANYONE).get() == treaty


def test_the_setting_may_allow_publishing_ones_own(treaty: Treaty, settings: object) -> None:
    own = a_person("alone", Role.REVIEWER)
    treaty.participants.update(entered_by=own)
    settings.FOUR_EYES = False  # type: ignore[attr-defined]
    publication.publish(treaty, by=own)
    assert treaties_visible_to(ANYONE).get() == treaty


def test_an_editor_does_not_publish(treaty: Treaty, clerk: User) -> None:
    with pytest.raises(PermissionDenied):
        publication.publish(treaty, by=clerk)


def test_a_viewer_enters_nothing(treaty: Treaty) -> None:
    viewer = a_person("viewer", Role.VIEWER)
    with pytest.raises(PermissionDenied):
        actions.record_action(treaty=treaty, kind="signature", by=viewer)


def test_a_correction_waits_and_then_takes_the_place(
    treaty: Treaty, clerk: User, reviewer: User
) -> None:
    publication.publish(treaty, by=reviewer)
    claim = Claim.objects.get()
    date_before = last_notice(treaty)
    successor = publication.correct(
        claim, changes={"edtf": "2001-03-22"}, by=clerk, why="another source"
    )
    assert successor.pk != claim.pk
    assert visible_to(ANYONE, Claim.objects.all()).get() == claim
    assert last_notice(treaty).earliest == date(2010, 3, 12)

    publication.publish(treaty, by=reviewer)
    assert visible_to(ANYONE, Claim.objects.all()).get() == successor
    moved = last_notice(treaty)
    assert moved.earliest == date(2010, 3, 22)
    assert (moved.pk, moved.revision) == (date_before.pk, date_before.revision + 1)
    assert moved.previously == date(2010, 3, 12)
    assert Claim.objects.count() == 2


def test_a_corrected_clause_leaves_its_dates_their_identity(
    treaty: Treaty, clerk: User, reviewer: User
) -> None:
    publication.publish(treaty, by=reviewer)
    before = last_notice(treaty)
    notice = Clause.objects.get(kind="notice")
    publication.correct(notice, changes={"article": "21(2)"}, by=clerk, why="the paragraph")
    publication.publish(treaty, by=reviewer)
    assert last_notice(treaty).pk == before.pk


def test_one_correction_at_a_time(treaty: Treaty, clerk: User, reviewer: User) -> None:
    publication.publish(treaty, by=reviewer)
    claim = Claim.objects.get()
    publication.correct(claim, changes={"edtf": "2001-03-22"}, by=clerk, why="one")
    with pytest.raises(ValidationError, match="already waits"):
        publication.correct(claim, changes={"edtf": "2001-03-23"}, by=clerk, why="two")


def test_withdrawn_facts_stop_counting_and_come_back(
    treaty: Treaty, clerk: User, reviewer: User
) -> None:
    publication.publish(treaty, by=reviewer)
    notice = Clause.objects.get(kind="notice")
    with pytest.raises(PermissionDenied):
        publication.withdraw(notice, reason="wrong treaty", by=clerk)
    publication.withdraw(notice, reason="wrong treaty", by=reviewer)
    assert not KeyDate.objects.filter(kind="last_notice", withdrawn_at=None).exists()
    publication.restore(notice, by=reviewer)
    assert last_notice(treaty).earliest == date(2010, 3, 12)


def test_a_withdrawal_says_why(treaty: Treaty, reviewer: User) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        publication.withdraw(Clause.objects.earliest("pk"), reason=" ", by=reviewer)


def test_history_says_who_and_why(treaty: Treaty, clerk: User, reviewer: User) -> None:
    publication.publish(treaty, by=reviewer)
    treaties.correct_treaty(
        treaty, changes={"short_title": "Renamed treaty"}, by=reviewer, why="as the ministry says"
    )
    history = apps.get_model("treaties", "TreatyEvent").objects.filter(pgh_obj=treaty)
    last = history.select_related("pgh_context").order_by("-pgh_id")[0]
    assert last.short_title == "Renamed treaty"
    assert last.pgh_context.metadata["user"] == reviewer.pk
    assert last.pgh_context.metadata["why"] == "as the ministry says"
    assert history.filter(short_title="Made-up treaty").exists()


def test_relations_do_not_run_in_a_loop(treaty: Treaty, clerk: User) -> None:
    others = [
        treaties.enter_treaty(
            slug=f"other-{number}",
            title="Other",
            short_title=f"Other {number}",
            kind="treaty",
            composition="bilateral",
            by=clerk,
        )
        for number in range(2)
    ]
    relations.relate(from_treaty=others[0], to_treaty=treaty, kind="replaces", by=clerk)
    relations.relate(from_treaty=others[1], to_treaty=others[0], kind="replaces", by=clerk)
    with pytest.raises(ValidationError) as refused:
        relations.relate(from_treaty=treaty, to_treaty=others[1], kind="replaces", by=clerk)
    assert "to_treaty" in refused.value.message_dict


@pytest.mark.parametrize(
    ("provision", "says"),
    [
        ({"type": "for_ever_and_a_day"}, "for_ever_and_a_day"),
        ({"type": "fixed", "period": "P0D", "from": "eif"}, "period"),
        ({"type": "fixed", "period": "ten years", "from": "eif"}, "period"),
    ],
)
def test_a_provision_that_the_law_does_not_know_is_refused_by_its_field(
    treaty: Treaty, clerk: User, provision: dict[str, str], says: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        clauses.enter_clause(treaty=treaty, kind="duration", provision=provision, by=clerk)
    assert says in refused.value.message_dict["provision"][0]


def test_an_impossible_day_is_refused_by_its_field(treaty: Treaty, clerk: User) -> None:
    action = treaty.treaty_actions.get()
    with pytest.raises(ValidationError) as refused:
        actions.record_claim(action=action, date="2001-02-30", by=clerk)
    assert "edtf" in refused.value.message_dict
    assert Claim.objects.count() == 1


def test_a_stranger_does_not_act_on_a_treaty(treaty: Treaty, clerk: User) -> None:
    stranger = people.enter_party(code="FRA", name="France", short_name="France", by=clerk)
    with pytest.raises(ValidationError) as refused:
        actions.record_action(treaty=treaty, kind="signature", party=stranger, by=clerk)
    assert "participants" in refused.value.message_dict["party"][0]


def test_a_breach_of_a_constraint_is_a_sentence_and_spares_the_transaction(
    treaty: Treaty, clerk: User
) -> None:
    with pytest.raises(ValidationError, match="participant stands once in a treaty"):
        treaties.add_participant(
            treaty=treaty, party=treaty.participants.get(position=0).party, by=clerk
        )
    assert treaty.participants.count() == 2
