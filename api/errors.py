"""What the outside is told when something is wrong: each error carries a code, and nothing internal leaks.

``userErrors`` in payloads (refused values) are made by the mutations; here are the ``errors`` of an answer: the request
or the caller is wrong, or we are.
"""

import enum
import logging
import secrets
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from graphql import GraphQLError, Node

from domain.errors import Busy, Conflict, PermissionMissing, Refusal, Refusals, TookTooLong

_log = logging.getLogger("tieout")

MAX_ERRORS = 20
"""No answer lists more: a person mends a few at a time, and an attacker gains nothing by many."""

MAX_MESSAGE_CHARACTERS = 1_000
"""Messages quote the query and the values: a name of 50,000 letters must not come back in each of 20 errors."""


class Code(enum.StrEnum):
    """``extensions.code`` of an error; public API."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    QUERY_TOO_COMPLEX = "QUERY_TOO_COMPLEX"
    BUSY = "BUSY"
    RATE_LIMITED = "RATE_LIMITED"
    TIMEOUT = "TIMEOUT"
    INTERNAL = "INTERNAL"


HTTP_STATUS = {
    Code.UNAUTHENTICATED: HTTPStatus.UNAUTHORIZED,
    Code.FORBIDDEN: HTTPStatus.FORBIDDEN,
    Code.BAD_USER_INPUT: HTTPStatus.BAD_REQUEST,
    Code.QUERY_TOO_COMPLEX: HTTPStatus.BAD_REQUEST,
    Code.BUSY: HTTPStatus.SERVICE_UNAVAILABLE,
    Code.RATE_LIMITED: HTTPStatus.TOO_MANY_REQUESTS,
    Code.TIMEOUT: HTTPStatus.GATEWAY_TIMEOUT,
    Code.INTERNAL: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""The status of an answer without data, where the media type has the status tell (``api.http``)."""

BUSY = "The database is busy; nothing was begun. Ask again in a moment."
_TIMEOUT = "This took too long and was given up. Ask for less at a time, or ask again later."


class Refused(GraphQLError):
    """A request refused as a whole, before anything ran; ``headers`` go with the answer."""

    def __init__(self, code: Code, message: str, *, headers: dict[str, str] | None = None) -> None:
        super().__init__(message, extensions={"code": code})
        self.headers = headers or {}


class Unauthenticated(Refused):
    """The credentials sent are no good: an unknown or expired token, a session cookie without ``X-Tieout: 1``."""

    def __init__(self, message: str) -> None:
        super().__init__(Code.UNAUTHENTICATED, message, headers={"www-authenticate": "Bearer"})


def failure(code: Code, message: str, nodes: Sequence[Node] | Node | None = None, **extensions: object) -> GraphQLError:
    """An error with its code; ``nodes`` give the places in the query, ``extensions`` go beside the code."""
    return GraphQLError(message, nodes, extensions={"code": code, **extensions})


def code_of(error: GraphQLError) -> Code | None:
    """The code that an error carries, None when nobody gave it one."""
    code = (error.extensions or {}).get("code")
    return Code(code) if isinstance(code, str) and code in Code.__members__ else None


def from_request(error: GraphQLError) -> GraphQLError:
    """An error of parsing, validation or coercion as the outside sees it: BAD_USER_INPUT unless it has a code.

    A scalar says by GraphQLError or ValueError what is wrong with a value; any other exception there is our own bug,
    whose text graphql-core would quote, and is masked.
    """
    if code_of(error):
        return error
    cause = _cause(error)
    if isinstance(cause, GraphQLError | ValueError):
        return _with(error, Code.BAD_USER_INPUT, error.message)
    return _internal(error, cause)


def from_execution(error: GraphQLError) -> GraphQLError:
    """An error of a resolver as the outside sees it: what is meant for a caller stays, all else is masked and logged.

    graphql-core says two things by a GraphQLError without a code: an argument that a variable left without a value,
    which has its place in the query from the start and is the caller's; and a value of ours that does not fit its type,
    which has none and is our bug.
    """
    cause = _cause(error)
    if isinstance(cause, GraphQLError):
        if code_of(error):
            return error
        if cause is not error and cause.nodes:
            return _with(error, Code.BAD_USER_INPUT, error.message)
    return _known(error, cause) or _internal(error, cause)


def from_exception(exception: Exception) -> GraphQLError:
    """Whatever a request was ended by, as the outside sees it; unknown exceptions are masked and logged.

    Planning coerces arguments as resolving does, but nothing wraps what graphql-core says of one that a variable left
    without a value: its place in the query tells that it is the caller's.
    """
    if isinstance(exception, GraphQLError):
        if exception.nodes and exception.original_error is None and code_of(exception) is None:
            return _with(exception, Code.BAD_USER_INPUT, exception.message)
        return from_execution(exception)
    blank = GraphQLError("")
    return _known(blank, exception) or _internal(blank, exception)


def formatted(error: GraphQLError) -> dict[str, Any]:
    """The error as sent: message, places in the query, path in the answer, extensions; the message cut to its bound."""
    shown: dict[str, Any] = dict(error.formatted)
    if len(shown["message"]) > MAX_MESSAGE_CHARACTERS:
        shown["message"] = shown["message"][:MAX_MESSAGE_CHARACTERS] + "…"
    return shown


def _known(error: GraphQLError, cause: BaseException) -> GraphQLError | None:
    """The exceptions that are meant to be told, each with its code."""
    match cause:
        case Busy() | Conflict():
            return _with(error, Code.BUSY, cause.message if isinstance(cause, Conflict) else BUSY)
        case PermissionMissing():
            return _with(error, Code.FORBIDDEN, cause.message, missing=sorted(cause.missing))
        case Refusal():
            return _with(error, Code.BAD_USER_INPUT, cause.message)
        case Refusals():
            return _with(error, Code.BAD_USER_INPUT, " ".join(one.message for one in cause.refusals[:MAX_ERRORS]))
        case TimeoutError() | TookTooLong():
            return _with(error, Code.TIMEOUT, _TIMEOUT)
        case _:
            return None


def _internal(error: GraphQLError, cause: BaseException) -> GraphQLError:
    """Our own mistake: the caller gets a reference, the log has the traceback under the same reference."""
    reference = secrets.token_hex(4)
    where = ".".join(str(step) for step in error.path or ()) or "the request"
    _log.error("internal error %s at %s", reference, where, exc_info=cause)
    return _with(error, Code.INTERNAL, "Something went wrong on our side.", reference=reference)


def _with(error: GraphQLError, code: Code, message: str, **extensions: object) -> GraphQLError:
    """``error``'s place in query and answer with another message and a code; its own extensions are dropped."""
    told = GraphQLError(message, error.nodes, error.source, error.positions, error.path)
    told.extensions = {"code": code, **extensions}
    return told


def _cause(error: GraphQLError) -> BaseException:
    """The exception that was raised first, under graphql-core's wrappings."""
    cause: BaseException = error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    return cause
