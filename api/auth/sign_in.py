"""Signing in to the page by a password or a one-time link, which set a session cookie, and signing out."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from api.auth.answers import or_busy, page_route, refused, sent_object, too_many, uncached, with_cookie
from api.auth.browsers import device_of
from api.auth.limiter import Tries, wait_s
from api.auth.principals import cookie_name
from api.auth.second_factor import SecondFactor
from api.errors import Code
from api.settings import Settings
from domain.core.text import clean_optional
from domain.errors import NotFound, Refusal
from domain.permissions import OPERATOR, Principal
from domain.queries.access import users_by_email
from domain.services.credentials import HASHING, LONGEST_PASSWORD, hash_secret, new_secret, password_matches
from domain.services.sign_in import Device, NewSignInCode, OpenSession, SignOut, UseSignInCode
from domain.store.store import Store
from domain.tables import UserRow
from domain.texts import say

WRONG = say("sign-in-wrong")
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
    second: SecondFactor

    def routes(self) -> list[Route]:
        """Return the routes ``GET /sign-in/CODE``, ``POST /session`` and ``DELETE /session``."""
        return [
            Route("/sign-in/{code}", or_busy(self.follow_link), methods=["GET", "HEAD"]),
            page_route("/session", self.open),
            page_route("/session", self.close, "DELETE"),
        ]

    async def follow_link(self, request: Request) -> Response:
        """Use up a link: set the cookie and redirect to the page. A mere preview of the link does not use it up."""
        if only_looks(request):
            return uncached(Response("Open this link in a browser: it signs in once.\n", media_type="text/plain"))
        secret = new_secret()
        cmd = UseSignInCode(hash_secret(request.path_params["code"]), hash_secret(secret), device_of(request))
        try:
            await self.store.run(cmd, OPERATOR)
        except NotFound:
            return uncached(RedirectResponse("/?sign-in=expired", HTTPStatus.SEE_OTHER))
        return with_cookie(RedirectResponse("/", HTTPStatus.SEE_OTHER), secret, self.settings)

    async def open(self, request: Request) -> Response:
        """Sign in with a password: 204 with the cookie, 200 asking for a second factor, or 4xx with the reason."""
        given = await _credentials(request)
        if given is None:
            return refused(
                HTTPStatus.BAD_REQUEST, Code.BAD_USER_INPUT, 'Send {"email": "…", "password": "…"} as application/json.'
            )
        email, password = given
        device = device_of(request)
        tried = await self.tries.count(email, device.address)
        if seconds := wait_s(tried):
            return too_many(seconds)
        user = (await self.store.read(users_by_email([email]))).get(email)
        matches = await HASHING.run(password_matches, user, password)
        if user is None or not matches or user.disabled:
            return refused(HTTPStatus.UNAUTHORIZED, Code.UNAUTHENTICATED, WRONG)
        await self.tries.forgive(tried)
        return await self.second.after_first_factor(request, user) or await self._opened(user, device)

    async def _opened(self, user: UserRow, device: Device) -> Response:
        """Open a session for a user whose password was right: 204 with the cookie, 401 if they were changed meanwhile."""
        secret = new_secret()
        cmd = OpenSession(user.id, hash_secret(secret), user.password_hash, device)
        try:
            await self.store.run(cmd, OPERATOR)
        except NotFound as refusal:
            return refused(HTTPStatus.UNAUTHORIZED, Code.UNAUTHENTICATED, refusal.text)
        return with_cookie(Response(status_code=HTTPStatus.NO_CONTENT), secret, self.settings)

    async def close(self, request: Request) -> Response:
        """End the session: 204, whether there was one or not."""
        name = cookie_name(self.settings)
        if cookie := request.cookies.get(name):
            await self.store.run(SignOut(hash_secret(cookie)), OPERATOR)
        answer = uncached(Response(status_code=HTTPStatus.NO_CONTENT))
        answer.delete_cookie(name, path="/", secure=self.settings.secure, httponly=True, samesite="lax")
        return answer


async def _credentials(request: Request) -> tuple[str, str] | None:
    """Return e-mail address and password, or None for anything else."""
    credentials = await sent_object(request)
    if credentials is None:
        return None
    email, password = credentials.get("email"), credentials.get("password")
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
