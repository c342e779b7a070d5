"""Who may keep an answer, and what may a page ask of the browser? What was sent to somebody who
signed in is for that browser alone, and no page of ours uses a camera, a place or a payment.
"""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers

NOT_USED: Final = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
    *("encrypted-media", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts"),
    *("magnetometer", "microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock"),
    *("serial", "sync-xhr", "usb"),
    "xr-spatial-tracking",
)
PERMISSIONS_POLICY: Final = ", ".join(
    (*(f"{name}=()" for name in NOT_USED), "clipboard-write=(self)", "fullscreen=(self)")
)
"""What neither our pages nor what they frame may use; a link and the code of a frame are copied."""


class PrivateAnswersMiddleware:
    """Marks answers to those who bring or get a session as private, and says for every answer but
    files that it depends on the cookie. Needs no query: it looks at the cookie, not at the person.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        patch_vary_headers(response, ["Cookie"])
        name = settings.SESSION_COOKIE_NAME
        if name in request.COOKIES or name in response.cookies:
            patch_cache_control(response, private=True)
        return response
