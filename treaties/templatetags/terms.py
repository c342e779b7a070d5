"""What do legal words mean, in plain English? A button that opens its definition, by pointer,
finger or keyboard.
"""

from typing import Any, Final
from zlib import crc32

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from treaties.law.values.vocabulary import Basis, PartyStatus, Status

register = template.Library()

DEFINITIONS: Final[dict[str, str]] = {
    "term": (
        "One stretch of validity: the initial term or one of its renewals. It is named by the day "
        "it began and the day on which the next one begins or the agreement ends."
    ),
    "renewal": (
        "The agreement continues for a further term. It is tacit where it happens by itself "
        "unless somebody objects in time, express where the parties must agree on it."
    ),
    "last day to give notice": (
        "The last day on which a party can still stop the next term by giving notice. After it the "
        "renewal can no longer be stopped."
    ),
    "notice": (
        "What one party tells the other, or the depositary, in order to end or not to renew "
        "it. It usually counts on the day it is received."
    ),
    "window": (
        "The time in which notice can be given so that the next term does not begin. Where the "
        "treaty does not say when it opens, we show the twelve months before its last day: our "
        "convention, not the treaty's."
    ),
    "decide by": (
        "The day before which somebody has to decide, because the last day to give notice, or the "
        "end, comes then."
    ),
    "entry into force": (
        "The day from which the agreement binds. It is often later than the signature."
    ),
    "instruments of ratification": (
        "The documents by which States tell each other, or a depositary, that they agree to be "
        "bound."
    ),
    "reading": (
        "A consistent way to understand the clauses and the sources. Where they allow more than "
        "one, each is followed to its dates."
    ),
    "presumed": (
        "It follows from the circumstances, such as a later treaty of the same parties on the "
        "same matter; no text that says so is known to us."
    ),
    "calculated": (
        "Calculated from the clauses for the time to come, or for a day of which no record is "
        "known to us."
    ),
    "recorded": "A source says that it happened.",
    "unsourced": "We have no document for this fact yet. Treat it with care.",
    "lapse": "The agreement ends because nobody extended it.",
    "safe day": (
        "Whoever acts by this day is in time under every reading that a party or an authority "
        "takes. What is only mentioned in the press does not count."
    ),
    "to spare": "How many days lie between the forecast and the deadline.",
    "latest safe start": (
        "The last day on which a step can begin so that everything after it still fits before the "
        "deadline, with usual lengths."
    ),
    "critical step": (
        "A day lost on this step is a day lost for the whole: nothing else has to wait as long."
    ),
    "depositary": (
        "The government or organisation that keeps the original and receives the instruments."
    ),
    "political commitment": (
        "An arrangement meant to be kept, but not binding under international law; treaty law "
        "fills none of its gaps."
    ),
    "draft": "Entered but not yet published by a second person. Others do not see it.",
    "internal": "Only people who are signed in see this.",
    Status.IN_NEGOTIATION: "Its text is still being negotiated.",
    Status.ADOPTED: "The text is settled; nobody is bound yet.",
    Status.SIGNED: "Signed, but the conditions for it to bind are not yet met.",
    Status.PROVISIONALLY_APPLIED: "Applied already, before its entry into force.",
    Status.IN_FORCE: "It binds its parties.",
    Status.WINDOW_OPEN: (
        "It binds, and at present notice can be given so that the next term does not begin."
    ),
    Status.NEXT_PERIOD_CERTAIN: (
        "It binds, and the last day to give notice against the next term has passed with no "
        "notice against it on record."
    ),
    Status.NOTICE_GIVEN: "It still binds, but a party has given notice that ends it.",
    Status.SUSPENDED: "Its operation is paused; it has not ended.",
    Status.EXPIRED: "Its time ran out.",
    Status.TERMINATED: "It was ended by its parties or by one of them.",
    Status.RESIDUAL_EFFECTS: "It has ended, but some provisions go on for a time.",
    Status.LAPSED: "Its time ran out; only later was it extended or revived.",
    Status.SUPERSEDED: "A later agreement has taken its place, and says so.",
    Status.SUPERSEDED_PRESUMED: (
        "A later agreement of the same parties on the same matter is in force, but no text is "
        "known to us that says it ends this one."
    ),
    Status.NEVER_IN_FORCE: "It was signed but never entered into force.",
    Status.UNKNOWN: "The facts do not allow an answer.",
}  # fmt: skip

_TONES: Final[dict[str, str]] = {
    Status.IN_NEGOTIATION: "signed", Status.ADOPTED: "signed", Status.SIGNED: "signed",
    Status.PROVISIONALLY_APPLIED: "provisional", Status.IN_FORCE: "in-force",
    Status.WINDOW_OPEN: "in-force", Status.NEXT_PERIOD_CERTAIN: "in-force",
    Status.NOTICE_GIVEN: "notice", Status.SUSPENDED: "suspended", Status.UNKNOWN: "unknown",
    PartyStatus.SIGNATORY: "signed", PartyStatus.CONTRACTING: "signed",
    PartyStatus.PROVISIONAL: "provisional", PartyStatus.PARTY: "in-force",
}  # fmt: skip


@register.simple_tag(takes_context=True)
def term(context: template.Context, word: str, text: str = "") -> SafeString:
    """`text` (or the word) as a button that opens the word's definition; plain text if there is
    none.
    """
    said = text or word
    definition = DEFINITIONS.get(word)
    if definition is None:
        return format_html("{}", said)
    name = f"means-{slugify(word)}-{_number(context.get('request'))}"
    return format_html(
        '<button type="button" class="term" popovertarget="{0}">{1}</button>'
        '<span popover class="definition" id="{0}" role="note"><strong>{1}</strong> {2}</span>',
        name,
        said,
        definition,
    )


@register.simple_tag
def definitions() -> list[tuple[str, str, str]]:
    """All words that are defined, by the alphabet: the word, as it is said, and what it means."""
    said = ((word, word.label if isinstance(word, Status) else word) for word in DEFINITIONS)
    return [(one, words, DEFINITIONS[one]) for one, words in sorted(said, key=lambda two: two[1])]


def _number(request: Any) -> str:
    """A number that no other definition on the page has, because parts of a page are loaded
    separately.
    """
    count = getattr(request, "definitions", 0) + 1
    if request is None:
        return str(count)
    request.definitions = count
    return f"{crc32(request.get_full_path().encode()):x}-{count}"


@register.filter
def tone(status: str) -> str:
    """The family of a status: which bar of the legend it is drawn as."""
    return str(_TONES.get(status, "ended")) if status else "unknown"


@register.filter
def label(status: str) -> str:
    """The words of a status of a treaty or a party, also for "no status"."""
    if not status:
        return "nothing recorded by that day"
    try:
        return Status(status).label
    except ValueError:
        return PartyStatus(status).label


@register.filter
def basis(value: str) -> str:
    """The word for where a date comes from: `calculated` of `projected`."""
    return Basis(value).label


@register.filter
def under(reading: str) -> str:
    """`other reading: counted from signature`; a reading that begins with “if” says by itself that
    it is another one.
    """
    return reading if reading.startswith("if ") else f"other reading: {reading}"


@register.filter
def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


@register.filter
def ordinal(number: int) -> str:
    """`0` → `First`, `2` → `Third`: how periods are counted."""
    names = (
        "First",
        "Second",
        "Third",
        "Fourth",
        "Fifth",
        "Sixth",
        "Seventh",
        "Eighth",
        "Ninth",
        "Tenth",
    )
    if number < len(names):
        return names[number]
    counted = number + 1
    ending = (
        "th"
        if counted % 100 in (11, 12, 13)
        else {1: "st", 2: "nd", 3: "rd"}.get(counted % 10, "th")
    )
    return f"{counted}{ending}"
