"""What does the API answer to a wrong request? Always {"errors": [{"field", "message"}]}."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response


class BadRequest(exceptions.APIException):
    """A request that cannot be answered: for each field what is wrong and what would be right."""

    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__("The request is not valid.")
        self.errors = errors


def sentences_of(error: ValidationError) -> dict[str, list[str]]:
    """The messages of a ValidationError by field; "" for what concerns no single field."""
    if hasattr(error, "error_dict"):
        return {field: [str(m) for m in found] for field, found in error.message_dict.items()}
    return {"": [str(message) for message in error.messages]}


def body(errors: Mapping[str, list[str]]) -> dict[str, Any]:
    """The one shape of every error."""
    return {
        "errors": [
            {"field": field[:80], "message": message}
            for field, messages in errors.items()
            for message in messages
        ]
    }


def answer(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's exception handler; None lets an unforeseen error be a 500 and be logged."""
    if isinstance(error, BadRequest):
        return Response(body(error.errors), status=error.status_code)
    if isinstance(error, ValidationError):
        return Response(body(sentences_of(error)), status=status.HTTP_400_BAD_REQUEST)
    if isinstance(error, Http404):
        sentence = str(error) or "There is nothing at this address; /api/v1/ lists what there is."
        return Response(body({"": [sentence]}), status=status.HTTP_404_NOT_FOUND)
    if isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    headers = {}
    if auth_header := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = auth_header
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait) + 1)
    detail = error.detail if isinstance(error.detail, str) else "The request was refused."
    return Response(body({"": [str(detail)]}), status=error.status_code, headers=headers)
