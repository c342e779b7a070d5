"""Who may do what: people with a role."""

from typing import TYPE_CHECKING

import pghistory
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from treaties.law.values.vocabulary import Term
from treaties.models.base import PlainText


class Role(Term):
    VIEWER = "viewer", "viewer: reads and follows"
    EDITOR = "editor", "editor: enters and corrects drafts"
    REVIEWER = "reviewer", "reviewer: publishes what others entered"
    ADMIN = "admin", "administrator: manages people and settings"


if TYPE_CHECKING:
    Manager = UserManager["User"]
else:
    Manager = UserManager


class People(Manager):
    """Creates people; a superuser is an administrator."""

    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **extra: object
    ) -> "User":
        return super().create_superuser(username, email, password, **{"role": Role.ADMIN, **extra})


@pghistory.track(exclude=["password", "last_login"])
class User(PlainText, AbstractUser):
    """A person, or the importer acting for one. Each role includes those before it: a reviewer may
    also enter facts.
    """

    role = models.CharField(max_length=10, choices=Role.choices(), default=Role.VIEWER)
    our_party = models.ForeignKey(
        "treaties.Party", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = People()  # type: ignore[misc]

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(
                name="user_role_is_known", condition=Q(role__in=[role.value for role in Role])
            ),
            models.UniqueConstraint(
                Lower("email"), name="user_email_is_used_once", condition=~Q(email="")
            ),
        ]

    @property
    def is_importer(self) -> bool:
        """Whether this is not a person but an importer: nobody can sign in as it, and its files
        were reviewed elsewhere.
        """
        return self.pk is not None and not self.is_active and not self.has_usable_password()

    @property
    def may_enter(self) -> bool:
        """Whether this person may enter and correct facts."""
        return self.is_active and self.role in (Role.EDITOR, Role.REVIEWER, Role.ADMIN)

    @property
    def may_publish(self) -> bool:
        """Whether this person may publish what others entered."""
        return self.is_active and self.role in (Role.REVIEWER, Role.ADMIN)

    @property
    def may_manage(self) -> bool:
        """Whether this person may manage people and settings."""
        return self.is_active and self.role == Role.ADMIN
