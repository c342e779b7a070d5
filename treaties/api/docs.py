"""The description of the API: OpenAPI 3.1, and a page that shows it with files served by us."""

from typing import Any

from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from treaties.api.base import MayRead, ReadView
from treaties.api.parameters import Parameters


class Schema(ReadView, SpectacularJSONAPIView):
    """The OpenAPI description of /api/v1/."""

    custom_settings = {"OAS_VERSION": "3.1.1"}

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        Parameters(request.GET, ()).settle()
        answer: Response = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]
        return answer


class Docs(SpectacularSwaggerSplitView):
    """The page of the description; its script comes by itself, so that none is inline."""

    permission_classes = [MayRead]
    template_name = "treaties/api_docs.html"
    url_name = "api:schema"


class Root(ReadView):
    """What there is."""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        Parameters(request.GET, ()).settle()
        names = (
            *("treaties", "key-dates", "cycles", "parties"),
            *("reckon", "timeline", "schema", "docs"),
        )
        found: dict[str, Any] = {name: reverse(f"api:{name}", request=request) for name in names}
        return Response(found)
