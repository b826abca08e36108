"""Who sends a request beside the API, such as for an export or the schema as a file."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import Response

from api.auth.answers import refused
from api.errors import HTTP_STATUS, Code, RequestRefused, Unauthenticated, code_of
from api.graph.request import Caller
from domain.permissions import Principal
from domain.texts import say

Authenticate: TypeAlias = Callable[[Request], Awaitable[Caller]]


async def signed_in(request: Request, authenticate: Authenticate) -> Principal:
    """Return who sends a request, as they are now; raises ``Unauthenticated`` for nobody and for bad credentials."""
    caller = await authenticate(request)
    principal = (caller if caller.look_up is None else await caller.look_up()).principal
    if principal is None:
        raise Unauthenticated(say("sign-in-or-token"))
    return principal


def answer_to(error: RequestRefused) -> Response:
    """Return the answer that says why a request was refused."""
    code = code_of(error) or Code.BAD_USER_INPUT
    answer = refused(HTTP_STATUS[code], code, error.message)
    answer.headers.update(error.headers)
    return answer
