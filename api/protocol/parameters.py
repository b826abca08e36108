"""The request's body, read no further than allowed, and its GraphQL-over-HTTP parameters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import orjson
from starlette.requests import Request

from api.errors import Code, failure

BODY_BYTES = 16 * 1024 * 1024
"""Enough for a bulk input of 10,000 rows with about ten items each; larger data is imported from files."""

ANONYMOUS_BODY_BYTES = 128 * 1024
"""Anonymous callers can only read the schema, so the server never parses megabytes for them."""


MAX_BODY_VALUES = 1_000_000
"""Commas and brackets in a body, outside its texts: four times what the variables may have. Sixteen megabytes of ``{},``
would take most of a second to parse; to count them takes a tenth of that."""

_TEXT = re.compile(rb'"[^"]*"')


class MalformedRequest(Exception):
    """The request is not valid GraphQL over HTTP; the status is the same for both media types."""

    def __init__(self, status: HTTPStatus, message: str, **headers: str) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.headers = headers


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters as sent, their JSON types checked; null and absent are the same.

    With a ``document_id`` the text is the server's, and ``query`` is empty; where both are sent, the text counts.
    """

    query: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    operation_name: str | None = None
    extensions: Mapping[str, Any] = field(default_factory=dict)
    document_id: str | None = None


def refuse_announced(request: Request, limit_bytes: int) -> None:
    """Refuse by Content-Length, before anything of the body is read (413)."""
    announced = request.headers.get("content-length", "0")
    if not (announced.isascii() and announced.isdigit()):
        raise MalformedRequest(HTTPStatus.BAD_REQUEST, "The header Content-Length is not a number.")
    # Python refuses to read numbers of thousands of digits.
    if len(announced) > len(str(limit_bytes)) + 10 or int(announced) > limit_bytes:
        raise _too_long(limit_bytes)


async def read_body(request: Request, limit_bytes: int) -> bytes:
    """Return the whole body; a body in chunks is refused (413) at the first byte beyond the limit."""
    body = bytearray()
    async for chunk in request.stream():
        if len(body) + len(chunk) > limit_bytes:
            raise _too_long(limit_bytes)
        body += chunk
    return bytes(body)


def from_body(body: bytes) -> Parameters:
    """Return the parameters in a JSON body.

    Raises ``MalformedRequest`` if it is not a JSON object in UTF-8 (batches are refused) or a parameter has another type,
    and QUERY_TOO_COMPLEX if it has too many values to parse.
    """
    if len(body) > MAX_BODY_VALUES and _has_many_values(body):
        raise failure(
            Code.QUERY_TOO_COMPLEX, f"The body has more than {MAX_BODY_VALUES:,} values. Send less at a time."
        )
    try:
        values = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise MalformedRequest(HTTPStatus.BAD_REQUEST, f"The body is not JSON: {error}.") from None
    if isinstance(values, list):
        raise MalformedRequest(HTTPStatus.BAD_REQUEST, "Batches are not supported: send one JSON object in a request.")
    if not isinstance(values, dict):
        raise MalformedRequest(HTTPStatus.BAD_REQUEST, 'The body must be an object: {"query": "…", "variables": {…}}.')
    return parameters_of(values)


def _has_many_values(body: bytes) -> bool:
    """Return True beyond ``MAX_BODY_VALUES``; what a text holds, such as an imported file, is one value."""
    if _separators(body) <= MAX_BODY_VALUES:
        return False
    plain = body.replace(b"\\\\", b"").replace(b'\\"', b"")
    # texts take time, too: as many as the variables may have, and their names, have so many quotes
    return plain.count(b'"') > MAX_BODY_VALUES or _separators(_TEXT.sub(b"", plain)) > MAX_BODY_VALUES


def _separators(body: bytes) -> int:
    return sum(body.count(sign) for sign in (b",", b"[", b"{"))


def from_query_string(request: Request) -> Parameters:
    """Return the parameters of a GET, ``variables`` and ``extensions`` as JSON in the URL; raises ``MalformedRequest``."""
    values: dict[str, Any] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if name in values:
            try:
                values[name] = orjson.loads(values[name])
            except orjson.JSONDecodeError as error:
                raise MalformedRequest(HTTPStatus.BAD_REQUEST, f"{name} is not JSON: {error}.") from None
    return parameters_of(values)


def parameters_of(values: dict[str, Any]) -> Parameters:
    """Return the parameters in an object; raises ``MalformedRequest`` if one has another type."""
    query, operation_name = values.get("query"), values.get("operationName")
    document_id = values.get("documentId")
    if not isinstance(document_id, str | None):
        raise MalformedRequest(HTTPStatus.BAD_REQUEST, 'The parameter "documentId" must be a string or null.')
    if query is not None:
        document_id = None  # the text says it all
    if document_id is None and not isinstance(query, str):
        raise MalformedRequest(HTTPStatus.BAD_REQUEST, 'The parameter "query" is missing or not a string.')
    if operation_name is not None and not isinstance(operation_name, str):
        raise MalformedRequest(HTTPStatus.BAD_REQUEST, 'The parameter "operationName" must be a string or null.')
    for name in ("variables", "extensions"):
        if not isinstance(values.get(name), dict | None):
            raise MalformedRequest(HTTPStatus.BAD_REQUEST, f'The parameter "{name}" must be an object or null.')
    variables, extensions = values.get("variables") or {}, values.get("extensions") or {}
    return Parameters(query or "", variables, operation_name, extensions, document_id)


def _too_long(limit_bytes: int) -> MalformedRequest:
    way_out = "Sign in" if limit_bytes == ANONYMOUS_BODY_BYTES else "Send less at a time, or use the file import"
    message = f"The body is longer than {limit_bytes:,} bytes. {way_out}."
    # What the caller is still sending is not read, so the connection can't serve another request.
    return MalformedRequest(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, message, connection="close")
