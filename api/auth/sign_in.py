"""The page's way in: a password or a one-time link for a session cookie, and out again."""

import asyncio
import math
import time
from dataclasses import dataclass, field
from http import HTTPStatus

import orjson
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from api.auth.limiter import Limiter
from api.auth.principals import cookie_name
from api.errors import Code
from api.settings import Settings
from domain.core.text import counted
from domain.errors import Refusal
from domain.permissions import OPERATOR, Principal
from domain.queries.access import users_by_email
from domain.services.access import LONGEST_PASSWORD, hash_secret, new_secret, password_matches
from domain.services.sign_in import (
    SESSION_US,
    EndSession,
    NewSignInCode,
    OpenSession,
    SignInOutcome,
    UseSignInCode,
    end_session,
    new_sign_in_code,
    open_session,
    use_sign_in_code,
)
from domain.store.store import Command, Store

MOST_BODY_BYTES = 4096
WRONG = "The e-mail address or the password is wrong."


async def sign_in_path(store: Store, user_id: int, actor: Principal = OPERATOR) -> str:
    """A new one-time link for a user, as a path."""
    code = new_secret()
    wish = NewSignInCode(user_id, hash_secret(code))
    await store.write(Command("newSignInCode", actor), lambda block: new_sign_in_code(block, wish), SignInOutcome)
    return f"/sign-in/{code}"


@dataclass(frozen=True, slots=True)
class SignIn:
    """Routes for signing in and out."""

    store: Store
    settings: Settings
    by_address: Limiter = field(default_factory=lambda: Limiter(60, 300, time.monotonic))
    by_email: Limiter = field(default_factory=lambda: Limiter(8, 300, time.monotonic))

    def routes(self) -> list[Route]:
        """``GET /sign-in/CODE``, ``POST /session``, ``DELETE /session``."""
        return [
            Route("/sign-in/{code}", self.follow_link, methods=["GET"]),
            Route("/session", self.open, methods=["POST"]),
            Route("/session", self.close, methods=["DELETE"]),
        ]

    async def follow_link(self, request: Request) -> Response:
        """Uses a link up: sets the cookie and goes to the page."""
        secret = new_secret()
        wish = UseSignInCode(hash_secret(request.path_params["code"]), hash_secret(secret))
        try:
            await self.store.write(
                Command("signIn", OPERATOR), lambda block: use_sign_in_code(block, wish), SignInOutcome
            )
        except Refusal:
            return _quiet(RedirectResponse("/?sign-in=expired", HTTPStatus.SEE_OTHER))
        return self._with_cookie(RedirectResponse("/", HTTPStatus.SEE_OTHER), secret)

    async def open(self, request: Request) -> Response:
        """Checks a password and sets the cookie: 204, or 400, 401, 403, 429 with a reason."""
        if request.headers.get("x-tieout") != "1":
            return _refused(HTTPStatus.FORBIDDEN, Code.FORBIDDEN, "Send the header `X-Tieout: 1`.")
        given = await _credentials(request)
        if given is None:
            return _refused(
                HTTPStatus.BAD_REQUEST, Code.BAD_USER_INPUT, 'Send {"email": "…", "password": "…"} as application/json.'
            )
        email, password = given
        address = request.client.host if request.client else ""
        wait = max(self.by_address.wait_s(address), self.by_email.wait_s(email))
        if wait:
            seconds = math.ceil(wait)
            message = f"There were too many tries. Wait {counted(math.ceil(seconds / 60), 'minute')}, then try again."
            refused = _refused(HTTPStatus.TOO_MANY_REQUESTS, Code.RATE_LIMITED, message)
            refused.headers["retry-after"] = str(seconds)
            return refused
        user = (await self.store.read(users_by_email([email]))).get(email)
        matches = await asyncio.to_thread(password_matches, user, password)
        if user is None or not matches or user.disabled or user.withdrawn_at is not None:
            return _refused(HTTPStatus.UNAUTHORIZED, Code.UNAUTHENTICATED, WRONG)
        self.by_email.forget(email)
        secret = new_secret()
        wish = OpenSession(user.id, hash_secret(secret))
        await self.store.write(Command("signIn", OPERATOR), lambda block: open_session(block, wish), SignInOutcome)
        return self._with_cookie(Response(status_code=HTTPStatus.NO_CONTENT), secret)

    async def close(self, request: Request) -> Response:
        """Ends the session: 204, whether there was one or not."""
        if request.headers.get("x-tieout") != "1":
            return _refused(HTTPStatus.FORBIDDEN, Code.FORBIDDEN, "Send the header `X-Tieout: 1`.")
        name = cookie_name(self.settings)
        if cookie := request.cookies.get(name):
            wish = EndSession(hash_secret(cookie))
            await self.store.write(Command("signOut", OPERATOR), lambda block: end_session(block, wish), SignInOutcome)
        answer = _quiet(Response(status_code=HTTPStatus.NO_CONTENT))
        answer.delete_cookie(name, path="/", secure=self.settings.secure, httponly=True, samesite="lax")
        return answer

    def _with_cookie(self, answer: Response, secret: str) -> Response:
        answer.set_cookie(
            cookie_name(self.settings),
            secret,
            max_age=SESSION_US // 1_000_000,
            path="/",
            secure=self.settings.secure,
            httponly=True,
            samesite="lax",  # strict would drop it on the very redirect that a sign-in link ends with
        )
        return _quiet(answer)


async def _credentials(request: Request) -> tuple[str, str] | None:
    """E-mail address and password, or None for anything else."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return None
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BODY_BYTES:
            return None
    try:
        said = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(said, dict):
        return None
    email, password = said.get("email"), said.get("password")
    if not isinstance(email, str) or not isinstance(password, str) or len(password) > LONGEST_PASSWORD:
        return None
    return email.strip().lower(), password


def _refused(status: HTTPStatus, code: Code, message: str) -> Response:
    return _quiet(JSONResponse({"errors": [{"message": message, "extensions": {"code": code}}]}, status))


def _quiet(answer: Response) -> Response:
    """Nothing of signing in is kept by a cache or told to another site."""
    answer.headers["cache-control"] = "no-store"
    answer.headers["referrer-policy"] = "no-referrer"
    answer.headers["x-content-type-options"] = "nosniff"
    return answer
