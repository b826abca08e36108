"""Answers of signing in: refusals, cookies, and headers that keep them out of every cache."""

import math
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, TypeAlias

import orjson
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from api.auth.principals import cookie_name
from api.errors import BUSY, RETRY_AFTER_S, Code, of_database, sent_codes
from api.languages import shown
from api.settings import Settings
from domain.errors import Busy, Conflict, OutcomeUnknown
from domain.services.sign_in import SESSION_US
from domain.texts import Text, say

SIGN_IN_BODY_BYTES_MAX = 4096
Handler: TypeAlias = Callable[[Request], Awaitable[Response]]


async def sent_object(request: Request, bytes_max: int = SIGN_IN_BODY_BYTES_MAX) -> dict[str, Any] | None:
    """Return the JSON object of a small body; None for anything else."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return None
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > bytes_max:
            return None
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None


def with_cookie(answer: Response, secret: str, settings: Settings) -> Response:
    """Set the session's cookie."""
    answer.set_cookie(
        cookie_name(settings),
        secret,
        max_age=SESSION_US // 1_000_000,
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="lax",  # strict would drop it on the very redirect that a sign-in link ends with
    )
    return uncached(answer)


def or_busy(answer: Handler) -> Handler:
    """Wrap a handler so that a database that cannot be used at present is answered with 503."""

    async def answered(request: Request) -> Response:
        try:
            return await answer(request)
        except OutcomeUnknown:  # a session that may be stored, but that nobody has, does no harm
            return refused(HTTPStatus.SERVICE_UNAVAILABLE, Code.BUSY, BUSY, RETRY_AFTER_S[Code.BUSY])
        except (Busy, Conflict) as error:
            code, message = of_database(error)
            return refused(HTTPStatus.SERVICE_UNAVAILABLE, code, message, RETRY_AFTER_S[code])

    return answered


def page_route(path: str, answer: Handler, method: str = "POST") -> Route:
    """Return a route for our own page, which sends ``X-Tieout: 1``, as no other site can."""
    answer = or_busy(answer)

    async def answered(request: Request) -> Response:
        if request.headers.get("x-tieout") != "1":
            return refused(HTTPStatus.FORBIDDEN, Code.FORBIDDEN, "Send the header `X-Tieout: 1`.")
        return await answer(request)

    return Route(path, answered, methods=[method])


def refused(
    status: HTTPStatus, code: Code, message: Text | str, retry_after_s: int | None = None, **extensions: object
) -> Response:
    """Return a refusal in the form that the API's have; ``extensions`` are added to the code."""
    sent_codes[code] += 1
    answer = JSONResponse({"errors": [{"message": shown(message), "extensions": {"code": code, **extensions}}]}, status)
    if retry_after_s is not None:
        answer.headers["retry-after"] = str(retry_after_s)
    return uncached(answer)


def too_many(seconds: int) -> Response:
    """Return the refusal of a try that must wait."""
    message = say("sign-in-too-many-tries", minutes=math.ceil(seconds / 60))
    return refused(HTTPStatus.TOO_MANY_REQUESTS, Code.RATE_LIMITED, message, seconds)


def uncached(answer: Response) -> Response:
    """Set headers so that no cache keeps the answer and no other site gets the address."""
    answer.headers["cache-control"] = "no-store"
    answer.headers["referrer-policy"] = "no-referrer"
    answer.headers["x-content-type-options"] = "nosniff"
    return answer
