"""POST /graphql: GraphQL over HTTP, strictly by the specification.

A request is checked in this order: method, the answer's media type (406), the body's (415), announced length
(413), credentials (401), length, JSON, parameters, query text and its limits, operation, variables' limits,
permissions, variables' types. Only then does anything run.

Status codes: a malformed request gets a 4xx in either media type. A well-formed request in application/json gets 200
even if it is refused, as the draft asks for (a client can't tell a proxy's 4xx from the server's); in
application/graphql-response+json it gets 4xx or 5xx whenever there is no ``data``. Bad credentials are a matter of HTTP
and get 401 in both.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, TypeAlias

from graphql import ExecutionResult, GraphQLError, OperationType
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.errors import (
    HTTP_STATUS,
    MAX_ERRORS,
    Code,
    RequestRefused,
    Unauthenticated,
    code_of,
    failure,
    formatted,
    from_exception,
    from_execution,
    from_request,
    retry_after,
)
from api.graph.estimate import estimated_cost
from api.graph.request import AccessChanged, Caller, Execute, GraphQLRequest
from api.languages import json_of
from api.logs import ACCESS, AccessNote
from api.permissions.check import check
from api.protocol.allowances import Allowances
from api.protocol.connections import network_of
from api.protocol.documents import Documents
from api.protocol.limits import check_variables
from api.protocol.negotiation import JSON, chosen_type, is_json
from api.protocol.parameters import (
    ANONYMOUS_BODY_BYTES,
    BODY_BYTES,
    MalformedRequest,
    Parameters,
    from_body,
    from_query_string,
    read_body,
    refuse_announced,
)
from api.protocol.trusted import NO_DOCUMENTS, TrustedDocuments, is_about_trust
from domain.errors import Busy, OutcomeUnknown
from domain.texts import say

_log = logging.getLogger("tieout")

MAX_EXECUTION_ERRORS = 100
"""How many errors of one answer are sent and logged: a broken field may fail in each of 10,000 rows."""


ESTIMATE = "x-tieout-estimate"
"""The header with which an operation is answered, instead of being run, with what it may cost: ``1``."""

_HEADERS = {"x-content-type-options": "nosniff", "cache-control": "no-store"}
_POST_ONLY = (
    "Send a POST with a JSON body. A GET may only read the schema: an address is kept in histories and logs, and opened by "
    "other sites, so none may read or change records."
)
_ACCEPTABLE = (
    "The answer can be application/json or application/graphql-response+json; the Accept header allows neither."
)
_JSON_ONLY = "Send Content-Type: application/json, in UTF-8 and not compressed."
_BY_SOCKET = "Subscriptions are not served here, but over a WebSocket at the same address (graphql-transport-ws)."
_BY_POST = "Only subscriptions are served over a WebSocket: send queries and mutations by POST to /graphql."
_MISFIT = "The query does not fit the schema. Sign in, or send a token, to learn what is wrong with it."
"""Instead of errors that suggest names of the schema to somebody who may not read it."""


Authenticate: TypeAlias = Callable[[Request], Awaitable[Caller]]


class RequestErrors(Exception):
    """A well-formed request is refused with these errors; ``status`` is set if it is the same for both media types."""

    def __init__(self, errors: Sequence[GraphQLError], status: HTTPStatus | None = None) -> None:
        super().__init__()
        self.errors = errors
        self.status = status


class GraphQLEndpoint:
    """The ASGI endpoint.

    ``execute`` runs a request and returns its result; what it *raises* is a request error (an answer without ``data``),
    what it returns has ``data``. ``authenticate`` returns the caller; it sees only the headers and refuses by raising
    ``Unauthenticated``. ``body_bytes`` bounds the body.

    ``trusted`` are the documents that may be sent by id, and the only ones if it says so. ``allowances`` are what each
    caller may ask for in a minute. ``introspection`` is whether anyone may read the schema, or
    only who is signed in.

    Where anyone may, a GET is answered when it asks for nothing but ``__typename`` and the schema: it looks at no
    credentials and reaches no data. Every other GET and every other method is refused (405).
    """

    def __init__(
        self,
        documents: Documents,
        execute: Execute,
        authenticate: Authenticate,
        *,
        body_bytes: int = BODY_BYTES,
        introspection: bool = True,
        allowances: Allowances | None = None,
        trusted: TrustedDocuments = NO_DOCUMENTS,
    ) -> None:
        self._documents = documents
        self._execute = execute
        self._authenticate = authenticate
        self._body_bytes = body_bytes
        self._anyone_introspects = introspection
        self._allowances = allowances or Allowances()
        self._trusted = trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request; nothing is sent to a caller who has gone."""
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
        note: AccessNote | None = request.scope.get(ACCESS)
        try:
            answered = await self._answered(request, media_type)
            if note is not None:
                note.code = "OK"
            return _answer(answered, media_type or JSON, note)
        except ClientDisconnect:
            raise
        except MalformedRequest as refusal:
            errors = [failure(Code.BAD_USER_INPUT, refusal.message)]
            return _refuse(errors, media_type or JSON, note, refusal.status, refusal.headers)
        except RequestErrors as refused:
            return _refuse(refused.errors, media_type or JSON, note, refused.status)
        except Exception as exception:  # noqa: BLE001 - any error is answered
            return _refuse([from_exception(exception)], media_type or JSON, note)

    async def _answered(self, request: Request, media_type: str | None) -> ExecutionResult:
        """Return the result of a request, after all checks, in the order of the module's docstring."""
        if request.method == "GET" and self._anyone_introspects:
            self._allowances.take(_address_of(request))
            return await self._execute(self._introspection(request))
        if request.method != "POST":
            raise MalformedRequest(HTTPStatus.METHOD_NOT_ALLOWED, _POST_ONLY, allow="POST")
        if media_type is None:
            raise MalformedRequest(HTTPStatus.NOT_ACCEPTABLE, _ACCEPTABLE)
        if not is_json(request.headers.get("content-type")) or "content-encoding" in request.headers:
            raise MalformedRequest(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, _JSON_ONLY)
        refuse_announced(request, self._body_bytes)
        try:
            caller = await _caller(self._authenticate(request))
        except RequestErrors:
            self._allowances.take(_address_of(request))
            raise
        counted = caller.principal.key if caller.principal is not None else _address_of(request)
        self._allowances.take(counted)
        note: AccessNote | None = request.scope.get(ACCESS)
        if note is not None and caller.principal is not None:
            note.principal = caller.principal.key
        limit_bytes = self._body_bytes if caller.principal else min(self._body_bytes, ANONYMOUS_BODY_BYTES)
        refuse_announced(request, limit_bytes)
        body = await read_body(request, limit_bytes)
        if request.headers.get(ESTIMATE) == "1":
            cost = estimated_cost(self._documents.schema, self.checked(from_body(body), caller, note))
            return ExecutionResult(None, extensions={"estimate": cost})
        result = await self._executed(body, caller, note)
        self._allowances.charge(counted, (result.extensions or {}).get("cost", {}).get("values", 0))
        return result

    async def _executed(self, body: bytes, caller: Caller, note: AccessNote | None) -> ExecutionResult:
        try:
            return await self._execute(self.checked(from_body(body), caller, note))
        except Exception as exception:
            if caller.look_up is None or isinstance(exception, Busy | OutcomeUnknown):  # who they are changes nothing
                raise
            known, caller = caller, await _caller(caller.look_up())
            if caller.principal == known.principal and not isinstance(exception, AccessChanged):
                raise
        # who was remembered is somebody else now, or nobody
        return await self._execute(self.checked(from_body(body), caller, note))

    def checked(
        self, parameters: Parameters, caller: Caller, note: AccessNote | None = None, *, subscribes: bool = False
    ) -> GraphQLRequest:
        """Return the operation, when it may run; raises what is wrong with the query, the caller or the variables.

        Subscriptions, and these alone, are for those who subscribe.
        """
        prepared = self._documents.prepare(self._trusted.text_of(parameters))
        anyone = self._anyone_introspects or caller.principal is not None
        if prepared.tells_schema and not anyone:
            raise RequestErrors([failure(Code.BAD_USER_INPUT, _MISFIT)])
        if prepared.document is None or prepared.usage is None or prepared.variants is None:
            raise RequestErrors(prepared.errors)
        operation = prepared.operation(parameters.operation_name)
        if (operation.node.operation is OperationType.SUBSCRIPTION) is not subscribes:
            raise RequestErrors([failure(Code.BAD_USER_INPUT, _BY_POST if subscribes else _BY_SOCKET)])
        if note is not None:
            note.operation = operation.label
        if operation.reads_schema and not anyone:
            raise Unauthenticated(say("sign-in-for-schema"))
        variables = parameters.variables
        if errors := check_variables(variables, operation.uses) or check(
            prepared.usage, operation.node, caller.principal, variables
        ):
            raise RequestErrors(errors)
        values = operation.variables.values(variables, MAX_ERRORS)
        if isinstance(values, list):
            raise RequestErrors([from_request(error) for error in values])
        return GraphQLRequest(
            prepared.document,
            prepared.variants,
            operation.node,
            variables,
            values,
            caller.principal,
            parameters.extensions,
            caller.confirm,
        )

    def _introspection(self, request: Request) -> GraphQLRequest:
        """Return the request of a GET, which anyone may send: a query of nothing but the schema.

        One that reads too much of the schema is refused for that; POST would not help it.
        """
        try:
            checked = self.checked(from_query_string(request), Caller())
        except RequestErrors as refused:
            if code_of(refused.errors[0]) is Code.QUERY_TOO_COMPLEX:
                raise
            checked = None
        except GraphQLError as refused:
            if is_about_trust(refused):
                raise
            checked = None
        except MalformedRequest:
            checked = None
        if checked is None or checked.operation.operation is not OperationType.QUERY:
            raise MalformedRequest(HTTPStatus.METHOD_NOT_ALLOWED, _POST_ONLY, allow="POST")
        return checked


def _address_of(request: Request) -> str:
    """Return under what a caller is counted who is not signed in."""
    return f"address {network_of(request.client.host if request.client else None)}"


async def _caller(looked_up: Awaitable[Caller]) -> Caller:
    """Return the caller; a refusal has the same status in both media types, as credentials are a matter of HTTP."""
    try:
        return await looked_up
    except Exception as exception:
        error = from_exception(exception)
        raise RequestErrors([error], HTTP_STATUS[code_of(error) or Code.INTERNAL]) from exception


def _answer(result: ExecutionResult, media_type: str, note: AccessNote | None) -> Response:
    """Answer with a result: errors first where there are any, so that they are seen; ``data`` always, be it null."""
    payload: dict[str, Any] = {}
    headers: dict[str, str] = {}
    if result.errors:
        errors = [from_execution(error) for error in result.errors[:MAX_EXECUTION_ERRORS]]
        payload["errors"] = [formatted(error) for error in errors]
        headers = retry_after(errors)
        if note is not None:
            note.code = code_of(errors[0])
    payload["data"] = result.data
    if result.extensions:
        payload["extensions"] = result.extensions
    return _reply(payload, media_type, headers=headers)


def _refuse(
    errors: Sequence[GraphQLError],
    media_type: str,
    note: AccessNote | None = None,
    status: HTTPStatus | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Answer with a request error, without ``data``; the first error's code gives the status unless one is given."""
    code = code_of(errors[0]) or Code.INTERNAL
    if note is not None:
        note.code = code
    if status is None:
        # an internal error is 500 even where refusals are 200: there is no well-formed answer
        status = HTTPStatus.OK if media_type == JSON and code is not Code.INTERNAL else HTTP_STATUS[code]
    all_headers = {
        name: value for error in errors if isinstance(error, RequestRefused) for name, value in error.headers.items()
    }
    payload = {"errors": [formatted(error) for error in errors]}
    return _reply(payload, media_type, status, {**retry_after(errors), **all_headers, **(headers or {})})


def _reply(
    payload: Mapping[str, Any],
    media_type: str,
    status: HTTPStatus = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
) -> Response:
    content_type = f"{media_type}; charset=utf-8"
    return Response(json_of(payload), status, {**_HEADERS, **(headers or {}), "content-type": content_type})
