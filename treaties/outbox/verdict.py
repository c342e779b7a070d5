"""Whom does the answer of a mail server concern: this message, or everything that goes this way?

The answer alone tells it only in part. No connection, a refused greeting, sign-in or sender, a cut
line: the relay (`About.RELAY`). A reply to the recipient or to the content is about the message,
until the relay gives the same reply to somebody else: what is believed, and when, is in `settle`.
"""

import re
import smtplib
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

LONGEST_ERROR: Final = 1000
LONGEST_REPLY: Final = 200
SIGN_IN: Final = frozenset({421, 454, 530, 534, 535, 538})
"""Replies about the service or our sign-in, at whatever command they come (RFC 4954, RFC 3207)."""
TOO_BIG: Final = 552
"""A sender's command is refused with this where the size that it announces is too much (RFC
1870)."""

_ADDRESS = re.compile(r"\S+@\S+")
_WITH_DIGITS = re.compile(r"\S*\d\S*")
_ENHANCED = re.compile(r"^\W*([45]\.\d{1,3}\.\d{1,3})\b")


class About(Enum):
    """What an answer is about."""

    RELAY = auto()
    THIS_FOR_NOW = auto()
    THIS_FOR_GOOD = auto()


@dataclass(frozen=True, slots=True)
class Answer:
    """`reply` is the answer without what is particular to one message, so that two can be compared:
    code and enhanced code (RFC 3463), or else code and words. `maybe_left` says that the message
    may have been accepted before the line was cut.
    """

    about: About
    words: str
    reply: str = ""
    maybe_left: bool = False


def answer_of(error: smtplib.SMTPException | OSError) -> Answer:
    """What `error` says that came when we were connected and signed in."""
    code, text = _reply(error)
    words = said(error)
    if code is None:
        return Answer(About.RELAY, words, maybe_left=True)
    if code in SIGN_IN or not _is_of_the_message(error, code):
        return Answer(About.RELAY, words)
    about = About.THIS_FOR_GOOD if code >= 500 else About.THIS_FOR_NOW
    return Answer(about, words, comparable(code, text))


def said(error: Exception) -> str:
    """The error as it is kept with the message."""
    return f"{type(error).__name__}: {error}".replace("\x00", "")[:LONGEST_ERROR]


def comparable(code: int, text: str) -> str:
    """The reply without addresses, numbers and names of one delivery."""
    if enhanced := _ENHANCED.match(text):
        return f"{code} {enhanced[1]}"
    words = _WITH_DIGITS.sub(" ", _ADDRESS.sub(" ", text)).lower().split()
    return f"{code} {' '.join(words)}"[:LONGEST_REPLY].strip()


def _is_of_the_message(error: Exception, code: int) -> bool:
    """Whether it is the reply to the recipient or the content, not to greeting, sign-in, sender."""
    about_it = isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
    return about_it or (isinstance(error, smtplib.SMTPSenderRefused) and code == TOO_BIG)


def _reply(error: Exception) -> tuple[int | None, str]:
    """Code and text of the reply, if there was one. A message of ours has one recipient."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        replies = list(error.recipients.values())
        return _checked(*replies[0]) if replies else (None, "")
    if isinstance(error, smtplib.SMTPResponseException):
        return _checked(error.smtp_code, error.smtp_error)
    return None, ""


def _checked(code: int, text: bytes | str) -> tuple[int | None, str]:
    """smtplib gives -1 for a reply that is none."""
    plain = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return (code, plain.replace("\x00", "")) if 400 <= code < 600 else (None, plain)
