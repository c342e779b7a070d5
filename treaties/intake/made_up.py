"""Who enters a made-up register, and which States and subjects does it have?"""

from treaties.intake import synthetic
from treaties.models import Party, Subject, User
from treaties.register.door import writing
from treaties.register.people import enter_party, enter_subject, importer


def made_up_register() -> User:
    """The importer account that enters it."""
    return importer("synthetic-register", "Synthetic register")


def reference_rows(by: User) -> None:
    """Enter the made-up States and subjects that are not there yet."""
    parties = set(Party.objects.values_list("code", flat=True))
    subjects = set(Subject.objects.values_list("code", flat=True))
    with writing(by=by, why="made up for measuring"):
        for code, name in synthetic.parties().items():
            if code not in parties:
                enter_party(code=code, name=f"{name} (synthetic)", short_name=name, by=by)
        for topic, (name, _) in synthetic.TOPICS.items():
            code = f"{synthetic.PREFIX}{topic}"
            if code not in subjects:
                enter_subject(code=code, name=f"{name} (synthetic)", by=by)
