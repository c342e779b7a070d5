"""What every address of the API has in common: who may read, how errors look, pages of a list."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import permissions
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from treaties.api import errors
from treaties.api.parameters import Parameters
from treaties.catalogue.visibility import Reader

PAGING = ("page", "page_size")


class MayRead(permissions.BasePermission):
    """Anybody where PUBLIC_BROWSING is on; otherwise whoever is signed in."""

    message = "Sign in to read this register."

    def has_permission(self, request: Request, view: APIView) -> bool:
        return settings.PUBLIC_BROWSING or bool(request.user and request.user.is_authenticated)


class AlwaysJson(BaseContentNegotiation):
    """Whatever a client accepts, it gets JSON; `format` is a parameter unknown like any other."""

    def select_parser(self, request: Request, parsers: Iterable[Any]) -> Any:
        return next(iter(parsers))

    def select_renderer(
        self, request: Request, renderers: Iterable[Any], format_suffix: str | None = None
    ) -> tuple[Any, str]:
        renderer = next(iter(renderers))
        return renderer, renderer.media_type


class ReadView(APIView):
    """An address that is only read."""

    http_method_names = ["get", "head", "options"]
    permission_classes = [MayRead]
    content_negotiation_class = AlwaysJson

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        # Before authentication, so that a write is refused as a method, not for a missing token.
        if request.method is None or request.method.lower() not in self.http_method_names:
            raise MethodNotAllowed(request.method or "")
        super().initial(request, *args, **kwargs)

    def finalize_response(
        self, request: Request, response: Response, *args: object, **kwargs: object
    ) -> Response:
        # No shared cache may store what one person may see.
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return super().finalize_response(request, response, *args, **kwargs)

    def get_exception_handler(self) -> Callable[..., Response | None]:
        return errors.answer


def reader_of(request: Request) -> Reader:
    """Who asks."""
    return request.user


def page_of(
    question: Parameters,
    rows: QuerySet[Any],
    request: Request,
    shape: Callable[[list[Any]], list[Mapping[str, Any]]],
) -> Response:
    """One page of `rows`: two queries beside those of `shape`. Raises BadRequest."""
    question.settle()
    number = question.page
    paginator: Paginator[Model] = Paginator(rows, question.page_size)
    if number > paginator.num_pages:
        question.wrong("page", f"There is no page {number}; the last is {paginator.num_pages}.")
        question.settle()
    page = paginator.page(number)
    return Response(
        {
            "count": paginator.count,
            "page": number,
            "pages": paginator.num_pages,
            "next": _address(request, number + 1) if page.has_next() else None,
            "previous": _address(request, number - 1) if page.has_previous() else None,
            "results": shape(list(page.object_list)),
        }
    )


def _address(request: Request, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


class NothingHere(ReadView):
    """Any other address below /api/: 404 in the shape of all errors."""

    @extend_schema(exclude=True)
    def get(self, request: Request, **kwargs: object) -> Response:
        raise Http404
