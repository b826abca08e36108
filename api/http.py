"""POST /graphql: the GraphQL-over-HTTP protocol, strict, with nothing of ours in it but order.

The order in which a request is refused: method, the answer's media type (406), the body's (415), announced length
(413), credentials (401), length, JSON, parameters, query text and its limits, operation, variables' limits,
permissions, variables' types. Only then something runs.

Status codes: what is no well-formed request gets its 4xx in either media type. For well-formed requests
application/json says 200 even when they are refused, as the draft wants it (a client can't tell a proxy's 4xx from
ours); application/graphql-response+json says 4xx or 5xx whenever there is no ``data``. Bad credentials are HTTP's
affair and answer 401 in both.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import orjson
from graphql import (
    ExecutionResult,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
)
from graphql.execution import get_variable_values
from graphql.execution.values import VariableValues
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.asked import name_of
from api.documents import Documents, Prepared
from api.errors import (
    HTTP_STATUS,
    MAX_ERRORS,
    Code,
    Refused,
    code_of,
    failure,
    formatted,
    from_exception,
    from_execution,
    from_request,
)
from api.guard import check
from api.limits import check_variables
from api.negotiation import JSON, chosen_type, is_json
from api.parameters import (
    ANONYMOUS_BODY_BYTES,
    BODY_BYTES,
    NotWellFormed,
    Parameters,
    from_body,
    from_query_string,
    read_body,
    refuse_announced,
)
from domain.permissions import Principal

_log = logging.getLogger("tieout")

MAX_EXECUTION_ERRORS = 100
"""One broken field in each of 10,000 rows is told (and logged) a hundred times at most."""

_HEADERS = {"x-content-type-options": "nosniff", "cache-control": "no-store"}
_POST_ONLY = "Send a POST with a JSON body; a GET may ask about the schema alone."
_ACCEPTABLE = (
    "The answer can be application/json or application/graphql-response+json; the Accept header allows neither."
)
_JSON_ONLY = "Send Content-Type: application/json, in UTF-8 and not compressed."


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """An operation that may run: validated, within the limits, permitted, its variables of the right types.

    ``variables`` are as sent, ``values`` the same coerced with their defaults: what is loaded is planned by them before
    graphql-core, which takes none but its own, coerces once more.
    """

    prepared: Prepared
    operation: OperationDefinitionNode
    variables: Mapping[str, Any]
    values: VariableValues
    principal: Principal | None
    extensions: Mapping[str, Any]


Execute = Callable[[GraphQLRequest], Awaitable[ExecutionResult]]
Authenticate = Callable[[Request], Awaitable[Principal | None]]


class _Stopped(Exception):
    """A well-formed request is refused by these errors; ``status`` is set when it holds for both media types."""

    def __init__(self, errors: Sequence[GraphQLError], status: HTTPStatus | None = None) -> None:
        super().__init__()
        self.errors = errors
        self.status = status


class GraphQLEndpoint:
    """The ASGI endpoint.

    ``execute`` runs a request and returns its result; what it *raises* is a request error (an answer without ``data``),
    what it returns has ``data``. ``authenticate`` says who asks, None for nobody; it sees the headers alone and refuses
    by raising ``Unauthenticated``. ``body_bytes`` bounds the body.

    With ``introspection_by_get`` a GET is answered when it asks for nothing but ``__typename`` and the schema, as
    anyone may: it looks at no credentials and reaches no data. Every other GET and every other method is refused (405).
    """

    def __init__(
        self,
        documents: Documents,
        execute: Execute,
        authenticate: Authenticate,
        *,
        body_bytes: int = BODY_BYTES,
        introspection_by_get: bool = True,
    ) -> None:
        self._documents = documents
        self._execute = execute
        self._authenticate = authenticate
        self._body_bytes = body_bytes
        self._introspection_by_get = introspection_by_get

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one HTTP request; nothing is sent to a caller who has gone."""
        request = Request(scope, receive)
        try:
            response = await self._respond(request)
        except ClientDisconnect:
            return
        try:
            await response(scope, receive, send)
        except (ClientDisconnect, OSError):
            _log.debug("the caller of /graphql went before the answer was sent")

    async def _respond(self, request: Request) -> Response:
        media_type = chosen_type(request.headers.get("accept"))
        try:
            result = await self._execute(await self._received(request, media_type))
            return _reply(_payload(result), media_type or JSON)
        except ClientDisconnect:
            raise
        except NotWellFormed as refusal:
            errors = [failure(Code.BAD_USER_INPUT, refusal.message)]
            return _refuse(errors, media_type or JSON, refusal.status, refusal.headers)
        except _Stopped as stopped:
            return _refuse(stopped.errors, media_type or JSON, stopped.status)
        except Exception as exception:  # noqa: BLE001 - whatever it is, it is handed on or answered
            return _refuse([from_exception(exception)], media_type or JSON)

    async def _received(self, request: Request, media_type: str | None) -> GraphQLRequest:
        """The request, all checks passed, in the order of the module's docstring."""
        if request.method == "GET" and self._introspection_by_get:
            return self._introspection(request)
        if request.method != "POST":
            raise NotWellFormed(HTTPStatus.METHOD_NOT_ALLOWED, _POST_ONLY, allow="POST")
        if media_type is None:
            raise NotWellFormed(HTTPStatus.NOT_ACCEPTABLE, _ACCEPTABLE)
        if not is_json(request.headers.get("content-type")) or "content-encoding" in request.headers:
            raise NotWellFormed(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, _JSON_ONLY)
        refuse_announced(request, self._body_bytes)
        principal = await self._principal(request)
        limit_bytes = self._body_bytes if principal else min(self._body_bytes, ANONYMOUS_BODY_BYTES)
        refuse_announced(request, limit_bytes)
        return self._checked(from_body(await read_body(request, limit_bytes)), principal)

    async def _principal(self, request: Request) -> Principal | None:
        """Who asks; a refusal there has its own status in both media types, as HTTP's credentials do."""
        try:
            return await self._authenticate(request)
        except Exception as exception:
            error = from_exception(exception)
            raise _Stopped([error], HTTP_STATUS[code_of(error) or Code.INTERNAL]) from exception

    def _checked(self, parameters: Parameters, principal: Principal | None) -> GraphQLRequest:
        """The operation, when it may run; raises what is wrong with the query, the caller or the variables."""
        prepared = self._documents.prepare(parameters.query)
        if prepared.errors or prepared.asked is None:
            raise _Stopped(prepared.errors)
        operation = prepared.operation(parameters.operation_name)
        if operation.operation is OperationType.SUBSCRIPTION:
            raise _Stopped([failure(Code.BAD_USER_INPUT, "Subscriptions are not served here, but over a WebSocket.")])
        variables = parameters.variables
        uses = prepared.uses[name_of(operation)]
        if errors := check_variables(variables, uses) or check(prepared.asked, operation, principal, variables):
            raise _Stopped(errors)
        definitions = operation.variable_definitions or ()
        values = get_variable_values(self._documents.schema, definitions, dict(variables), max_errors=MAX_ERRORS)
        if isinstance(values, list):
            raise _Stopped([from_request(error) for error in values])
        return GraphQLRequest(prepared, operation, variables, values, principal, parameters.extensions)

    def _introspection(self, request: Request) -> GraphQLRequest:
        """A GET that nobody in particular may ask: a query that reaches the schema alone."""
        try:
            checked = self._checked(from_query_string(request), None)
        except (NotWellFormed, _Stopped, GraphQLError):
            checked = None
        if checked is None or checked.operation.operation is not OperationType.QUERY:
            raise NotWellFormed(HTTPStatus.METHOD_NOT_ALLOWED, _POST_ONLY, allow="POST")
        return checked


def _payload(result: ExecutionResult) -> dict[str, Any]:
    """A result as sent: errors first where there are any, so that they are seen; ``data`` always, be it null."""
    payload: dict[str, Any] = {}
    if result.errors:
        payload["errors"] = [formatted(from_execution(error)) for error in result.errors[:MAX_EXECUTION_ERRORS]]
    payload["data"] = result.data
    if result.extensions:
        payload["extensions"] = result.extensions
    return payload


def _refuse(
    errors: Sequence[GraphQLError],
    media_type: str,
    status: HTTPStatus | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A request error: no ``data``. The first error's code gives the status unless one is given."""
    code = code_of(errors[0]) or Code.INTERNAL
    if status is None:
        # A fault of ours is told as such even where refusals say 200: there is no well-formed answer to trust.
        status = HTTPStatus.OK if media_type == JSON and code is not Code.INTERNAL else HTTP_STATUS[code]
    said = {name: value for error in errors if isinstance(error, Refused) for name, value in error.headers.items()}
    return _reply({"errors": [formatted(error) for error in errors]}, media_type, status, {**said, **(headers or {})})


def _reply(
    payload: Mapping[str, Any],
    media_type: str,
    status: HTTPStatus = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
) -> Response:
    content_type = f"{media_type}; charset=utf-8"
    return Response(orjson.dumps(payload), status, {**_HEADERS, **(headers or {}), "content-type": content_type})
