"""Signing in to the page by a password or a one-time link, which set a session cookie, and signing out."""

import asyncio
import math
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeAlias

import orjson
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from api.auth.browsers import browser_name
from api.auth.limiter import Tries, wait_s
from api.auth.principals import cookie_name
from api.errors import BUSY, RETRY_AFTER_S, Code, of_database, sent
from api.settings import Settings
from domain.core.text import clean_optional, counted
from domain.errors import Busy, Conflict, NotFound, OutcomeUnknown, Refusal
from domain.permissions import OPERATOR, Principal
from domain.queries.access import users_by_email
from domain.services.credentials import LONGEST_PASSWORD, hash_secret, new_secret, password_matches
from domain.services.sign_in import SESSION_US, Device, NewSignInCode, OpenSession, SignOut, UseSignInCode
from domain.store.store import Store

SIGN_IN_BODY_BYTES_MAX = 4096
WRONG = "The e-mail address or the password is wrong."
_PREVIEWS = re.compile(
    r"bot[-/]|TelegramBot|facebookexternalhit|WhatsApp/|SkypeUriPreview|Slack-ImgProxy", re.IGNORECASE
)
Handler: TypeAlias = Callable[[Request], Awaitable[Response]]


async def sign_in_path(store: Store, user_id: int, actor: Principal = OPERATOR) -> str:
    """Return a new one-time link for a user, as a path."""
    code = new_secret()
    await store.run(NewSignInCode(user_id, hash_secret(code)), actor)
    return f"/sign-in/{code}"


@dataclass(frozen=True, slots=True)
class SignIn:
    """Routes for signing in and out."""

    store: Store
    settings: Settings
    tries: Tries

    def routes(self) -> list[Route]:
        """Return the routes ``GET /sign-in/CODE``, ``POST /session`` and ``DELETE /session``."""
        return [
            Route("/sign-in/{code}", or_busy(self.follow_link), methods=["GET", "HEAD"]),
            Route("/session", or_busy(self.open), methods=["POST"]),
            Route("/session", or_busy(self.close), methods=["DELETE"]),
        ]

    async def follow_link(self, request: Request) -> Response:
        """Use up a link: set the cookie and redirect to the page. A mere preview of the link does not use it up."""
        if only_looks(request):
            return quiet(Response("Open this link in a browser: it signs in once.\n", media_type="text/plain"))
        secret = new_secret()
        cmd = UseSignInCode(hash_secret(request.path_params["code"]), hash_secret(secret), device_of(request))
        try:
            await self.store.run(cmd, OPERATOR)
        except NotFound:
            return quiet(RedirectResponse("/?sign-in=expired", HTTPStatus.SEE_OTHER))
        return self._with_cookie(RedirectResponse("/", HTTPStatus.SEE_OTHER), secret)

    async def open(self, request: Request) -> Response:
        """Sign in with a password: answer 204 with the cookie, or 400, 401, 403 or 429 with the reason."""
        if request.headers.get("x-tieout") != "1":
            return refused(HTTPStatus.FORBIDDEN, Code.FORBIDDEN, "Send the header `X-Tieout: 1`.")
        given = await _credentials(request)
        if given is None:
            return refused(
                HTTPStatus.BAD_REQUEST, Code.BAD_USER_INPUT, 'Send {"email": "…", "password": "…"} as application/json.'
            )
        email, password = given
        device = device_of(request)
        tried = await self.tries.count(email, device.address)
        if seconds := wait_s(tried):
            message = f"There were too many tries. Wait {counted(math.ceil(seconds / 60), 'minute')}, then try again."
            return refused(HTTPStatus.TOO_MANY_REQUESTS, Code.RATE_LIMITED, message, seconds)
        user = (await self.store.read(users_by_email([email]))).get(email)
        matches = await asyncio.to_thread(password_matches, user, password)
        if user is None or not matches or user.disabled:
            return refused(HTTPStatus.UNAUTHORIZED, Code.UNAUTHENTICATED, WRONG)
        await self.tries.forgive(tried)
        secret = new_secret()
        cmd = OpenSession(user.id, hash_secret(secret), user.password_hash, device)
        try:
            await self.store.run(cmd, OPERATOR)
        except NotFound as refusal:
            return refused(HTTPStatus.UNAUTHORIZED, Code.UNAUTHENTICATED, refusal.message)
        return self._with_cookie(Response(status_code=HTTPStatus.NO_CONTENT), secret)

    async def close(self, request: Request) -> Response:
        """End the session: 204, whether there was one or not."""
        if request.headers.get("x-tieout") != "1":
            return refused(HTTPStatus.FORBIDDEN, Code.FORBIDDEN, "Send the header `X-Tieout: 1`.")
        name = cookie_name(self.settings)
        if cookie := request.cookies.get(name):
            await self.store.run(SignOut(hash_secret(cookie)), OPERATOR)
        answer = quiet(Response(status_code=HTTPStatus.NO_CONTENT))
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
        return quiet(answer)


def device_of(request: Request) -> Device:
    """Return where a request comes from, as its sessions say it."""
    address = request.client.host if request.client else ""
    return Device(browser_name(request.headers.get("user-agent", "")), address)


async def sent_object(request: Request) -> dict[str, object] | None:
    """Return the JSON object of a small body; None for anything else."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return None
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > SIGN_IN_BODY_BYTES_MAX:
            return None
    try:
        sent = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    return sent if isinstance(sent, dict) else None


async def _credentials(request: Request) -> tuple[str, str] | None:
    """Return e-mail address and password, or None for anything else."""
    sent = await sent_object(request) or {}
    email, password = sent.get("email"), sent.get("password")
    if not isinstance(email, str) or not isinstance(password, str) or len(password) > LONGEST_PASSWORD:
        return None
    cleaned = _cleaned(email)
    return (cleaned, password) if cleaned is not None else None


def _cleaned(email: str) -> str | None:
    """Return an address as users are stored under it; None for what no database takes, such as a NUL."""
    try:
        return (clean_optional(email) or "").lower()
    except Refusal:
        return None


def only_looks(request: Request) -> bool:
    """Return whether a request shows what is behind a link (HEAD, a prefetch, a chat's preview) rather than opens it.

    Browsers say what they load a page for; the agents of previews name themselves. None of them follows what a person
    was sent.
    """
    headers = request.headers
    purpose = " ".join(headers.get(name, "") for name in ("sec-purpose", "purpose", "x-purpose", "x-moz"))
    return (
        request.method == "HEAD"
        or headers.get("sec-fetch-dest", "document") != "document"
        or any(word in purpose.lower() for word in ("prefetch", "prerender", "preview"))
        or _PREVIEWS.search(headers.get("user-agent", "")) is not None
    )


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


def refused(status: HTTPStatus, code: Code, message: str, retry_after_s: int | None = None) -> Response:
    """Return an error as the API writes it, which no cache keeps."""
    sent[code] += 1
    answer = JSONResponse({"errors": [{"message": message, "extensions": {"code": code}}]}, status)
    if retry_after_s is not None:
        answer.headers["retry-after"] = str(retry_after_s)
    return quiet(answer)


def quiet(answer: Response) -> Response:
    """Set headers so that no cache keeps the answer and no other site gets the address."""
    answer.headers["cache-control"] = "no-store"
    answer.headers["referrer-policy"] = "no-referrer"
    answer.headers["x-content-type-options"] = "nosniff"
    return answer
