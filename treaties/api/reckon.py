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
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from treaties.api.base import ReadView
from treaties.api.described import Faults, word
from treaties.api.errors import BadRequest
from treaties.api.parameters import Parameters
from treaties.inquiry.explanations import answer
from treaties.inquiry.strict_json import LONGEST, data_of
from treaties.law.clauses.codec import JSON
from treaties.law.values.errors import LawError

MOST_QUESTIONS: Final = 100
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


class Pace(SimpleRateThrottle):
    """A limit of requests a minute for each person, or for each IP address of those not
    signed in.
    """

    scope = "reckon"
    THROTTLE_RATES: dict[str, str | None] = {"reckon": "120/min"}

    def get_cache_key(self, request: Request, view: APIView) -> str:
        who = request.user.pk if request.user and request.user.is_authenticated else None
        return f"reckon-pace:{who or self.get_ident(request)}"


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
    throttle_classes = [Pace]

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
            f"At most {LONGEST:,} bytes. Nothing is kept."
        ),
        parameters=[
            word(
                "explain",
                "1 for `explanations`: the steps behind each date; at most ten questions.",
                ("0", "1"),
            )
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
        question = Parameters(request.GET, ("explain",))
        explained = question.word("explain", ("0", "1"), "0") == "1"
        question.settle()
        try:
            data = data_of(_body(request))
        except LawError as wrong:
            raise _refused(wrong, "") from None
        if not isinstance(data, list):
            return Response(_answer(data, "", explained))
        if not 1 <= len(data) <= MOST_QUESTIONS:
            raise BadRequest({"": [f"Send 1 to {MOST_QUESTIONS} questions; here are {len(data)}."]})
        if explained and len(data) > MOST_EXPLAINED:
            raise BadRequest({"explain": [f"Send at most {MOST_EXPLAINED} questions with it."]})
        return Response(_answers(data, explained))


def _body(request: Request) -> bytes:
    """What was sent, read no further than is allowed."""
    sent: bytes = request._request.read(LONGEST + 1)
    if len(sent) > LONGEST:
        raise TooLong
    return sent


def _answers(questions: list[Any], explained: bool) -> list[dict[str, JSON]]:
    began = monotonic()
    found: list[dict[str, JSON]] = []
    for index, data in enumerate(questions):
        if monotonic() - began > MOST_SECONDS:
            raise BadRequest(
                {f"[{index}]": [f"The {index} before took {MOST_SECONDS} seconds; send fewer."]}
            )
        found.append(_answer(data, f"[{index}]", explained))
    return found


def _answer(data: JSON, place: str, explained: bool) -> dict[str, JSON]:
    try:
        return answer(data, explained=explained)
    except LawError as wrong:
        raise _refused(wrong, place) from None


def _refused(wrong: LawError, place: str) -> BadRequest:
    """The fault under its path in the JSON that was sent."""
    path = f"{place}.{wrong.path}" if place and wrong.path else place or wrong.path
    return BadRequest({path: [wrong.sentence]})
