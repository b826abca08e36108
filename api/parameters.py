"""What a request says: its body, read no further than allowed, and the four parameters of GraphQL over HTTP in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import orjson
from starlette.requests import Request

from api.errors import Code, failure

BODY_BYTES = 16 * 1024 * 1024
"""A bulk input of 10,000 rows with ten items or so; larger data comes as a file import."""

ANONYMOUS_BODY_BYTES = 128 * 1024
"""Who has not signed in can only ask about the schema, and shall not have us parse megabytes."""


MAX_BODY_VALUES = 1_000_000
"""Commas and brackets in a body, texts included: four times what the variables may have. Sixteen megabytes of ``{},``
would take most of a second to parse; to count them takes a tenth of that."""


class NotWellFormed(Exception):
    """The request is none of GraphQL over HTTP; it has its HTTP status whatever media type the answer has."""

    def __init__(self, status: HTTPStatus, message: str, **headers: str) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.headers = headers


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters as sent, their JSON types checked; null and absent are the same."""

    query: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    operation_name: str | None = None
    extensions: Mapping[str, Any] = field(default_factory=dict)


def refuse_announced(request: Request, limit_bytes: int) -> None:
    """Refuses by Content-Length, before anything of the body is read (413)."""
    announced = request.headers.get("content-length", "0")
    if not (announced.isascii() and announced.isdigit()):
        raise NotWellFormed(HTTPStatus.BAD_REQUEST, "The header Content-Length is no number.")
    # Python refuses to read numbers of thousands of digits.
    if len(announced) > len(str(limit_bytes)) + 10 or int(announced) > limit_bytes:
        raise _too_long(limit_bytes)


async def read_body(request: Request, limit_bytes: int) -> bytes:
    """The whole body; refused at the byte that is beyond the limit, when it comes in chunks of unknown number (413)."""
    body = bytearray()
    async for chunk in request.stream():
        if len(body) + len(chunk) > limit_bytes:
            raise _too_long(limit_bytes)
        body += chunk
    return bytes(body)


def from_body(body: bytes) -> Parameters:
    """The parameters in a JSON body.

    Errors: NotWellFormed when it is no JSON in UTF-8, no object (no batches), or a parameter has another type;
    QUERY_TOO_COMPLEX when there is too much of it to be parsed.
    """
    if len(body) > MAX_BODY_VALUES and sum(body.count(sign) for sign in (b",", b"[", b"{")) > MAX_BODY_VALUES:
        raise failure(
            Code.QUERY_TOO_COMPLEX, f"The body has more than {MAX_BODY_VALUES:,} values. Send less at a time."
        )
    try:
        said = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise NotWellFormed(HTTPStatus.BAD_REQUEST, f"The body is not JSON: {error}.") from None
    if isinstance(said, list):
        raise NotWellFormed(HTTPStatus.BAD_REQUEST, "Batches are not taken: send one JSON object a request.")
    if not isinstance(said, dict):
        raise NotWellFormed(HTTPStatus.BAD_REQUEST, 'The body must be an object: {"query": "…", "variables": {…}}.')
    return _parameters(said)


def from_query_string(request: Request) -> Parameters:
    """The parameters of a GET, ``variables`` and ``extensions`` as JSON in the URL. Errors: NotWellFormed."""
    said: dict[str, Any] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if name in said:
            try:
                said[name] = orjson.loads(said[name])
            except orjson.JSONDecodeError as error:
                raise NotWellFormed(HTTPStatus.BAD_REQUEST, f"{name} is not JSON: {error}.") from None
    return _parameters(said)


def _parameters(said: dict[str, Any]) -> Parameters:
    query, operation_name = said.get("query"), said.get("operationName")
    if not isinstance(query, str):
        raise NotWellFormed(HTTPStatus.BAD_REQUEST, 'The parameter "query" is missing or no text.')
    if operation_name is not None and not isinstance(operation_name, str):
        raise NotWellFormed(HTTPStatus.BAD_REQUEST, 'The parameter "operationName" must be a text or null.')
    for name in ("variables", "extensions"):
        if not isinstance(said.get(name), dict | None):
            raise NotWellFormed(HTTPStatus.BAD_REQUEST, f'The parameter "{name}" must be an object or null.')
    return Parameters(query, said.get("variables") or {}, operation_name, said.get("extensions") or {})


def _too_long(limit_bytes: int) -> NotWellFormed:
    way_out = "Sign in" if limit_bytes == ANONYMOUS_BODY_BYTES else "Send less at a time, or use the file import"
    message = f"The body is longer than {limit_bytes:,} bytes. {way_out}."
    # What the caller is still sending is not read, so the connection can't serve another request.
    return NotWellFormed(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, message, connection="close")
