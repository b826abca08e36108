"""Errors as callers see them: each has a code, and no internal detail leaks.

These are the ``errors`` of an answer: the request is wrong, the caller lacks something, or the server failed. Refused
values are ``userErrors`` in the payloads of mutations.
"""

import enum
import logging
import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any

from graphql import GraphQLError, Node

from api.languages import shown
from domain.errors import (
    Busy,
    Conflict,
    OutcomeUnknown,
    PermissionMissing,
    Refusal,
    Refusals,
    StorageFull,
    TookTooLong,
    Unavailable,
)
from domain.texts import Text, say

_log = logging.getLogger("tieout")

MAX_ERRORS = 20
"""The most errors in one answer: a person corrects a few at a time, and an attacker gains nothing from more."""

MAX_MESSAGE_CHARACTERS = 1_000
"""Messages quote the query and the values: a name of 50,000 letters must not come back in each of 20 errors."""


sent_codes: Counter[str] = Counter()
"""How often this process sent each code, of errors and of user errors."""


class Code(enum.StrEnum):
    """``extensions.code`` of an error; public API."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    QUERY_TOO_COMPLEX = "QUERY_TOO_COMPLEX"
    UNKNOWN_DOCUMENT = "UNKNOWN_DOCUMENT"
    DOCUMENT_NOT_TRUSTED = "DOCUMENT_NOT_TRUSTED"
    BUSY = "BUSY"
    STORAGE_FULL = "STORAGE_FULL"
    RATE_LIMITED = "RATE_LIMITED"
    TIMEOUT = "TIMEOUT"
    OUTCOME_UNKNOWN = "OUTCOME_UNKNOWN"
    OUT_OF_RANGE = "OUT_OF_RANGE"
    FEED_RESTORED = "FEED_RESTORED"
    INTERNAL = "INTERNAL"


HTTP_STATUS = {
    Code.UNAUTHENTICATED: HTTPStatus.UNAUTHORIZED,
    Code.FORBIDDEN: HTTPStatus.FORBIDDEN,
    Code.BAD_USER_INPUT: HTTPStatus.BAD_REQUEST,
    Code.QUERY_TOO_COMPLEX: HTTPStatus.BAD_REQUEST,
    Code.UNKNOWN_DOCUMENT: HTTPStatus.NOT_FOUND,
    Code.DOCUMENT_NOT_TRUSTED: HTTPStatus.FORBIDDEN,
    Code.BUSY: HTTPStatus.SERVICE_UNAVAILABLE,
    Code.STORAGE_FULL: HTTPStatus.SERVICE_UNAVAILABLE,
    Code.RATE_LIMITED: HTTPStatus.TOO_MANY_REQUESTS,
    Code.TIMEOUT: HTTPStatus.GATEWAY_TIMEOUT,
    Code.OUTCOME_UNKNOWN: HTTPStatus.SERVICE_UNAVAILABLE,
    Code.OUT_OF_RANGE: HTTPStatus.BAD_REQUEST,
    Code.FEED_RESTORED: HTTPStatus.CONFLICT,
    Code.INTERNAL: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""The status of an answer without data, for the media type whose status reports errors (``api.protocol.endpoint``)."""

RETRY_AFTER_S = {Code.BUSY: 2, Code.OUTCOME_UNKNOWN: 2, Code.STORAGE_FULL: 60}
"""The seconds after which the same request may succeed, which the answer's ``Retry-After`` says."""

BUSY = say("error-busy")
UNAVAILABLE = say("error-unavailable")
STORAGE_FULL = say("error-storage-full")
OUTCOME_UNKNOWN_TEXT = say("error-outcome-unknown")
_TIMEOUT = say("error-timeout")


class RequestRefused(GraphQLError):
    """A request refused as a whole, before anything ran; ``headers`` go with the answer."""

    def __init__(self, code: Code, message: Text | str, *, headers: dict[str, str] | None = None) -> None:
        super().__init__(shown(message), extensions={"code": code})
        self.headers = headers or {}


class Unauthenticated(RequestRefused):
    """The credentials are not valid: an unknown or expired token, a session cookie without ``X-Tieout: 1``."""

    def __init__(self, message: Text | str) -> None:
        super().__init__(Code.UNAUTHENTICATED, message, headers={"www-authenticate": "Bearer"})


def failure(
    code: Code, message: Text | str, nodes: Sequence[Node] | Node | None = None, **extensions: object
) -> GraphQLError:
    """Return an error with its code; ``nodes`` give the locations, ``extensions`` are added to the code.

    A message for people is a text, shown in the language of the request that is being answered. What is wrong with a query
    itself is for whoever writes programs, kept with the parsed query, and English as graphql-core's own messages are.
    """
    return GraphQLError(shown(message), nodes, extensions={"code": code, **extensions})


def code_of(error: GraphQLError) -> Code | None:
    """Return an error's code, or None if it has none."""
    code = (error.extensions or {}).get("code")
    return Code(code) if isinstance(code, str) and code in Code.__members__ else None


def retry_after(errors: Iterable[GraphQLError]) -> dict[str, str]:
    """Return the header that says when to try again, if any of the errors will pass."""
    seconds = [RETRY_AFTER_S[code] for error in errors if (code := code_of(error)) in RETRY_AFTER_S]
    return {"retry-after": str(max(seconds))} if seconds else {}


def from_request(error: GraphQLError) -> GraphQLError:
    """Return an error of parsing, validation or coercion as the caller sees it: BAD_USER_INPUT unless it has a code.

    A scalar raises GraphQLError or ValueError for a wrong value; any other exception there is our own bug,
    whose text graphql-core would quote, and is masked.
    """
    if code_of(error):
        return error
    cause = _cause(error)
    if isinstance(cause, GraphQLError | ValueError):
        return _with(error, Code.BAD_USER_INPUT, error.message)
    return _internal(error, cause)


def from_execution(error: GraphQLError) -> GraphQLError:
    """Return a resolver's error as the caller may see it; what is not meant for the caller is masked and logged.

    graphql-core raises a GraphQLError without a code for two things: an argument that a variable left without a value,
    which has a place in the query and is the caller's mistake; and a value of ours that does not fit its type, which
    has no place and is our bug.
    """
    cause = _cause(error)
    if isinstance(cause, GraphQLError):
        if code_of(error):
            return error
        if cause is not error and cause.nodes:
            return _with(error, Code.BAD_USER_INPUT, error.message)
    return _known(error, cause) or _internal(error, cause)


def from_exception(exception: Exception) -> GraphQLError:
    """Return any exception as the caller may see it; unknown ones are masked and logged.

    Planning coerces arguments as resolving does, but nothing wraps graphql-core's error of one that a variable left
    without a value: its place in the query shows that it is the caller's.
    """
    if isinstance(exception, GraphQLError):
        if exception.nodes and exception.original_error is None and code_of(exception) is None:
            return _with(exception, Code.BAD_USER_INPUT, exception.message)
        return from_execution(exception)
    blank = GraphQLError("")
    return _known(blank, exception) or _internal(blank, exception)


def formatted(error: GraphQLError) -> dict[str, Any]:
    """Return the error as sent: message (cut to its bound), locations, path and extensions."""
    shown: dict[str, Any] = dict(error.formatted)
    sent_codes[code_of(error) or Code.INTERNAL] += 1
    if len(shown["message"]) > MAX_MESSAGE_CHARACTERS:
        shown["message"] = shown["message"][:MAX_MESSAGE_CHARACTERS] + "…"
    return shown


def _known(error: GraphQLError, cause: BaseException) -> GraphQLError | None:
    """Return the error for an exception that callers may see, or None."""
    match cause:
        case OutcomeUnknown() | Busy() | Conflict() | TimeoutError() | TookTooLong():
            return _with(error, *of_database(cause))
        case PermissionMissing():
            return _with(error, Code.FORBIDDEN, shown(cause.text), missing=sorted(cause.missing))
        case Refusal():
            return _with(error, Code.BAD_USER_INPUT, shown(cause.text))
        case Refusals():
            return _with(error, Code.BAD_USER_INPUT, " ".join(shown(one.text) for one in cause.refusals[:MAX_ERRORS]))
        case _:
            return None


def of_database(cause: BaseException) -> tuple[Code, Text | str]:
    """Return the code and the message for a database that could not do what it was asked."""
    match cause:
        case OutcomeUnknown():
            return Code.OUTCOME_UNKNOWN, OUTCOME_UNKNOWN_TEXT
        case StorageFull():
            return Code.STORAGE_FULL, STORAGE_FULL
        case Unavailable():
            return Code.BUSY, cause.text or str(cause) or UNAVAILABLE
        case Conflict():
            return Code.BUSY, cause.text
        case Busy():
            return Code.BUSY, BUSY
        case _:
            return Code.TIMEOUT, _TIMEOUT


def _internal(error: GraphQLError, cause: BaseException) -> GraphQLError:
    """Return INTERNAL with a reference; the log has the traceback under the same reference."""
    reference = secrets.token_hex(4)
    where = ".".join(str(step) for step in error.path or ()) or "the request"
    _log.error("internal error %s at %s", reference, where, exc_info=cause)
    return _with(error, Code.INTERNAL, say("error-internal"), reference=reference)


def _with(error: GraphQLError, code: Code, message: Text | str, **extensions: object) -> GraphQLError:
    """Return ``error`` with another message and a code; location and path stay, its own extensions are dropped."""
    translated = GraphQLError(shown(message), error.nodes, error.source, error.positions, error.path)
    translated.extensions = {"code": code, **extensions}
    return translated


def _cause(error: GraphQLError) -> BaseException:
    """Return the exception that was raised first, under graphql-core's wrappings."""
    cause: BaseException = error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    return cause
