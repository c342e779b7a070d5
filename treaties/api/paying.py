"""Who pays for a costly question to the API? The account of the client, which pages use, too."""

from collections.abc import Iterator
from contextlib import contextmanager

from rest_framework.exceptions import Throttled
from rest_framework.request import Request

from treaties.pacing.spending import LITTLE, TooMuch, paid_by


@contextmanager
def paying(request: Request, least: int = LITTLE) -> Iterator[None]:
    """Charge what is computed within to the person or the address; 429 if it has used its time."""
    try:
        with paid_by(request._request, request.user.pk if request.user else None, least):
            yield
    except TooMuch as error:
        raise _Refused(error) from None


class _Refused(Throttled):
    """DRF's refusal in our words."""

    def __init__(self, error: TooMuch) -> None:
        super().__init__(error.wait - 1)  # the answer adds one to what it tells
        self.detail = str(error)  # type: ignore[assignment]
