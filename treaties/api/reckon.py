"""`POST /api/v1/reckon/`: which dates follow from clauses and facts? The questions and answers of
`manage.py reckon`, one or a list of them. A pure computation: nothing is read of the register, and
nothing is kept.
"""

from http import HTTPStatus
from time import monotonic
from typing import Any, Final

from django.http import HttpRequest
from drf_spectacular.authentication import SessionScheme
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import exceptions
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request
from rest_framework.response import Response

from treaties.api.base import ReadView
from treaties.api.described import Faults, number, word
from treaties.api.errors import BadRequest
from treaties.api.parameters import Parameters
from treaties.api.paying import paying
from treaties.inquiry.explanations import answer
from treaties.inquiry.strict_json import LONGEST, data_of
from treaties.law.clauses.codec import JSON
from treaties.law.rules.duration import MOST_CYCLES
from treaties.law.values.errors import LawError
from treaties.pacing.spending import LEAST

MOST_QUESTIONS: Final = 100
MOST_TERMS: Final = 200
"""Terms in one answer; more are asked for with `after`."""

MOST_EXPLAINED: Final = 10
"""Questions of a list, each with the steps behind its dates."""

MOST_SECONDS: Final = 10
"""The time limit of one list; its remaining questions are refused, so that a client is not
cut off.
"""


class TooLong(exceptions.APIException):
    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_detail = f"The question is longer than {LONGEST:,} bytes; send less at a time."


class TokenlessSession(SessionAuthentication):
    """Whoever is signed in, without the CSRF check: a forged request changes nothing, and the
    answer does not depend on the reader.
    """

    def enforce_csrf(self, request: HttpRequest) -> None:
        """No check: nothing needs protection."""


class TokenlessSessionScheme(SessionScheme):  # type: ignore[no-untyped-call]
    """The description of the interface calls it what it is: the cookie of a session."""

    target_class = f"{__name__}.{TokenlessSession.__name__}"
    name = "cookieWithoutToken"


_QUESTION: Final[dict[str, Any]] = {
    "id": "Iran–Russia 2001",
    "composition": "bilateral",
    "parties": ["IRN", "RUS"],
    "facts": {"signature": "2001-03-12", "exchange": "2002-04-05"},
    "clauses": {
        "entry_into_force_rule": {"type": "on_exchange"},
        "duration": {"type": "fixed", "period": "P10Y"},
        "renewal": {"type": "tacit", "period": "P5Y"},
        "notice": {"period": "P1Y"},
        "termination": {"modes": [{"type": "end_of_term"}]},
    },
    "horizon": "2022-12-31",
    "notices": [{"on": "2021-04-05"}, {"on": "2021-04-06"}],
}


class Reckon(ReadView):
    """The dates that follow from clauses and facts, without a treaty in the register."""

    http_method_names = ["post", "options"]
    authentication_classes = [TokenlessSession]

    @extend_schema(
        operation_id="reckon",
        description=(
            "One question, or a list of up to "
            f"{MOST_QUESTIONS}, as `manage.py reckon` reads them: `facts`, `clauses`, `counting`, "
            "`notices` to suppose and a `horizon`. The answer holds the entry into force, the "
            "terms with their last days of notice, windows, the effect of each supposed notice, "
            "and warnings of what the text leaves open; of a list, the answers in its order. What "
            "cannot be calculated, and a key that is not in the vocabulary, is refused under its "
            "path in the JSON, the whole list with it. "
            f"At most {LONGEST:,} bytes, and {MOST_TERMS} terms in an answer: where more follow, "
            "`cut` says so. Each client has a budget of processor time a minute, shared with the "
            "page; who has used it gets 429 with Retry-After. Nothing is kept."
        ),
        parameters=[
            word(
                "explain",
                "1 for `explanations`: the steps behind each date; at most ten questions.",
                ("0", "1"),
            ),
            number(
                "after",
                "Terms to leave out at the beginning, as `cut` of the answer before says.",
                0,
                MOST_CYCLES,
            ),
        ],
        request={"application/json": OpenApiTypes.OBJECT},
        responses={200: OpenApiTypes.OBJECT, 400: Faults, 413: Faults, 429: Faults},
        examples=[
            OpenApiExample(
                "Ten years, then five by five, one year’s notice",
                value=_QUESTION,
                request_only=True,
            ),
            OpenApiExample(
                "Its dates",
                value=answer(_QUESTION),
                response_only=True,
                status_codes=["200"],
            ),
        ],
    )
    def post(self, request: Request) -> Response:
        question = Parameters(request.GET, ("explain", "after"))
        explained = question.word("explain", ("0", "1"), "0") == "1"
        after = _after(question)
        question.settle()
        with paying(request, LEAST):
            return Response(self._told(request, explained, after))

    def _told(self, request: Request, explained: bool, after: int) -> Any:
        try:
            data = data_of(_body(request))
        except LawError as wrong:
            raise _refused(wrong, "") from None
        if not isinstance(data, list):
            return _answer(data, "", explained, after)
        if not 1 <= len(data) <= MOST_QUESTIONS:
            raise BadRequest({"": [f"Send 1 to {MOST_QUESTIONS} questions; here are {len(data)}."]})
        if explained and len(data) > MOST_EXPLAINED:
            raise BadRequest({"explain": [f"Send at most {MOST_EXPLAINED} questions with it."]})
        return _answers(data, explained, after)


def _body(request: Request) -> bytes:
    """What was sent, read no further than is allowed."""
    sent: bytes = request._request.read(LONGEST + 1)
    if len(sent) > LONGEST:
        raise TooLong
    return sent


def _after(question: Parameters) -> int:
    text = question.given.get("after", "") or "0"
    if not (text.isascii() and text.isdigit() and int(text[:5]) <= MOST_CYCLES):
        question.wrong("after", f"“{text[:20]}” is no number of terms from 0 to {MOST_CYCLES}.")
        return 0
    return int(text)


def _answers(questions: list[Any], explained: bool, after: int) -> list[dict[str, JSON]]:
    began = monotonic()
    found: list[dict[str, JSON]] = []
    for index, data in enumerate(questions):
        if monotonic() - began > MOST_SECONDS:
            raise BadRequest(
                {f"[{index}]": [f"The {index} before took {MOST_SECONDS} seconds; send fewer."]}
            )
        found.append(_answer(data, f"[{index}]", explained, after))
    return found


def _answer(data: JSON, place: str, explained: bool, after: int) -> dict[str, JSON]:
    try:
        return answer(data, explained=explained, most=MOST_TERMS, after=after)
    except LawError as wrong:
        raise _refused(wrong, place) from None


def _refused(wrong: LawError, place: str) -> BadRequest:
    """The fault under its path in the JSON that was sent."""
    path = f"{place}.{wrong.path}" if place and wrong.path else place or wrong.path
    return BadRequest({path: [wrong.sentence]})
