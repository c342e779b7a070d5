"""Where we know it from: sources, and citations that join a source to one fact."""

from treaties.law.values.dates import CivilDate
from treaties.models import Citation, Fact, Source, User
from treaties.models.source import SUPPORTED
from treaties.register.door import refuse, save, writing
from treaties.register.touched import treaties_of


def enter_source(
    *,
    ref: str,
    title: str,
    publisher: str = "",
    url: str = "",
    published: str | CivilDate = "",
    retrieved: str | CivilDate = "",
    language: str = "",
    note: str = "",
    by: User,
    why: str = "",
) -> Source:
    """A document, page or publication somebody can go and read."""
    with writing(by=by, why=why):
        return save(
            Source(
                ref=ref,
                title=title,
                publisher=publisher,
                url=url,
                published=published,
                retrieved=retrieved,
                language=language,
                note=note,
                entered_by=by,
            )
        )


def cite(
    *, fact: Fact, source: Source, at: str = "", quote: str = "", by: User, why: str = ""
) -> Citation:
    """That `source`, at an article or page, supports `fact`."""
    name = next(
        (name for name in SUPPORTED if Citation._meta.get_field(name).related_model is type(fact)),
        None,
    )
    if name is None:
        raise refuse(source=f"A {fact._meta.verbose_name} takes no citation.")
    with writing(by=by, why=why, touches=treaties_of(fact)):
        return save(Citation(source=source, at=at, quote=quote, entered_by=by, **{name: fact}))
