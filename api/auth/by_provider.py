"""Signing in by the organisation's sign-in provider: the browser goes there, and comes back with a code (domain R33e)."""

import asyncio
import hmac
import logging
from dataclasses import dataclass, field
from http import HTTPStatus
from importlib import import_module
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from api.auth.answers import page_route, refused, sent_object, too_many, uncached, with_cookie
from api.auth.browsers import device_of
from api.auth.limiter import Tries, wait_s
from api.auth.second_factor import PASSKEY_LIMITS, SecondFactor
from api.auth.vouching import NotVouchedFor, ProviderAway, secrets_of
from api.errors import RETRY_AFTER_S, Code
from api.settings import Settings
from domain.core.kinds import SignInPurpose
from domain.errors import NotFound, Refusal
from domain.permissions import OPERATOR, PROVIDER, Principal
from domain.services.credentials import hash_secret, new_secret
from domain.services.factors import STEP_US, BeginStep
from domain.services.identities import Claims, LinkIdentity, SignInByProvider, StepTaken, TakeStep
from domain.store.store import Store
from domain.texts import say

if TYPE_CHECKING:
    from api.auth.provider import Provider

BODY_BYTES_MAX = 16_384
PROVIDER_CALLBACK = "/oidc/callback"
"""The page that the provider sends browsers back to; it is registered there, below ``TIEOUT_PUBLIC_URL``."""
TRIES = "\0provider"
"""The name under which beginnings are counted: no e-mail address has a NUL."""
STARTED_ELSEWHERE = say("sign-in-started-elsewhere")
SHAPE = 'Send {"code": "…", "state": "…"} as application/json.'
_log = logging.getLogger("tieout.sign_in")


def callback_address(settings: Settings, request: Request) -> str | None:
    """Return where the provider sends browsers back to; None if no setting names it. No stranger's Host header ever does."""
    if settings.public_url is not None:
        return settings.public_url + PROVIDER_CALLBACK
    if request.url.hostname in {"localhost", "127.0.0.1"}:
        return f"{request.url.scheme}://{request.url.netloc}{PROVIDER_CALLBACK}"
    return None


@dataclass(slots=True)
class ByProvider:
    """Routes of signing in by the provider, and of linking one's identity there. Without a provider they refuse."""

    store: Store
    settings: Settings
    tries: Tries
    second: SecondFactor
    _provider: "Provider | None" = field(default=None)

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/session/provider", self.shown, methods=["GET"]),
            page_route("/session/provider", self.begin),
            page_route("/session/provider/finish", self.finish),
        ]

    async def provider(self) -> "Provider":
        """Return the provider; its libraries are loaded when it is first needed, while others go on."""
        if self._provider is None:
            loaded = await asyncio.to_thread(import_module, "api.auth.provider")
            self._provider = self._provider or loaded.Provider(
                self.settings, now=lambda: self.store.clock() / 1_000_000
            )
        return self._provider

    async def shown(self, request: Request) -> Response:
        """Answer the provider's name, and where to sign out of it if that is known; null without one."""
        found = None
        if self.settings.oidc_issuer is not None and callback_address(self.settings, request) is not None:
            known = self._provider.known if self._provider is not None else None
            leave = known.end_session if known is not None else None
            asked = urlencode({"client_id": self.settings.oidc_client_id})
            address = None if leave is None else f"{leave}{'&' if urlsplit(leave).query else '?'}{asked}"
            found = {"name": self.settings.oidc_shown_name, "signOut": address}
        return uncached(JSONResponse({"provider": found}))

    async def begin(self, request: Request) -> Response:
        """Answer where to send the browser, and set the cookie by which it is known again when it returns."""
        sent = await sent_object(request) or {}
        address = callback_address(self.settings, request)
        if self.settings.oidc_issuer is None or address is None:
            return refused(HTTPStatus.CONFLICT, Code.BAD_USER_INPUT, say("sign-in-no-provider"))
        user_id = None
        if sent.get("link") is True:
            staff = await self.second.staff(request)
            if isinstance(staff, Response):
                return staff
            user_id = staff.user_id
        if seconds := wait_s(await self.tries.count(TRIES, device_of(request).address, PASSKEY_LIMITS)):
            return too_many(seconds)
        cookie = new_secret()
        secrets = secrets_of(cookie)
        try:
            url = await (await self.provider()).address(secrets, address)
        except ProviderAway:
            return self._away()
        purpose = SignInPurpose.PROVIDER if user_id is None else SignInPurpose.NEW_IDENTITY
        step = BeginStep(purpose, hash_secret(secrets.state), "", origin=address, user_id=user_id)
        await self.store.run(step, OPERATOR)
        answer = uncached(JSONResponse({"url": url}))
        answer.set_cookie(
            self._cookie_name,
            cookie,
            max_age=STEP_US // 1_000_000,
            path="/",
            secure=self.settings.secure,
            httponly=True,
            samesite="strict",  # only the page itself sends it, once the browser is back
        )
        return answer

    async def finish(self, request: Request) -> Response:
        """Sign in, or link: 204 with the cookie or alone, 200 asking for a second factor, or 4xx with the reason."""
        sent = await sent_object(request, BODY_BYTES_MAX) or {}
        state, code, issuer = sent.get("state"), sent.get("code"), sent.get("iss")
        if not isinstance(state, str) or not isinstance(code, str | None) or not isinstance(issuer, str | None):
            return refused(HTTPStatus.BAD_REQUEST, Code.BAD_USER_INPUT, SHAPE)
        answer = await self._finished(request, state, code, issuer)
        answer.delete_cookie(self._cookie_name, path="/", secure=self.settings.secure, httponly=True, samesite="strict")
        return answer

    async def _finished(self, request: Request, state: str, code: str | None, issuer: str | None) -> Response:
        secrets = secrets_of(request.cookies.get(self._cookie_name) or new_secret())
        own = hmac.compare_digest(secrets.state.encode(), state.encode())
        try:
            step = (await self.store.run(TakeStep(state if own else ""), OPERATOR)).result
        except NotFound:
            return refused(HTTPStatus.UNAUTHORIZED, Code.UNAUTHENTICATED, STARTED_ELSEWHERE)
        staff = await self.second.staff(request) if step.user is not None else None
        if isinstance(staff, Response):
            return staff
        if code is None:
            message = say("sign-in-provider-refused", provider=self.settings.oidc_shown_name)
            return refused(HTTPStatus.UNAUTHORIZED, Code.UNAUTHENTICATED, message)
        try:
            claims = await (await self.provider()).claims(code, issuer, secrets, step.address)
        except ProviderAway:
            return self._away()
        except NotVouchedFor as reason:
            _log.warning("The sign-in provider vouched for nobody: %s", reason)
            message = say("sign-in-provider-unconfirmed", provider=self.settings.oidc_shown_name)
            return refused(HTTPStatus.UNAUTHORIZED, Code.UNAUTHENTICATED, message)
        return await self._linked(step, staff, claims) if staff is not None else await self._signed_in(request, claims)

    async def _signed_in(self, request: Request, claims: Claims) -> Response:
        secret = new_secret()
        cmd = SignInByProvider(claims, hash_secret(secret), self.settings.oidc_new_users_role, device_of(request))
        try:
            done = (await self.store.run(cmd, PROVIDER)).result
        except NotFound as refusal:
            return refused(HTTPStatus.UNAUTHORIZED, Code.UNAUTHENTICATED, refusal.text)
        if done.second_factor:
            user = await self.second.user(done.user)
            asked = await self.second.after_first_factor(request, user)
            return asked or refused(HTTPStatus.UNAUTHORIZED, Code.UNAUTHENTICATED, STARTED_ELSEWHERE)
        return with_cookie(Response(status_code=HTTPStatus.NO_CONTENT), secret, self.settings)

    async def _linked(self, step: StepTaken, staff: Principal, claims: Claims) -> Response:
        if step.user != staff.user_id:
            return refused(HTTPStatus.UNAUTHORIZED, Code.UNAUTHENTICATED, STARTED_ELSEWHERE)
        try:
            await self.store.run(LinkIdentity(claims), staff)
        except Refusal as refusal:
            return refused(HTTPStatus.CONFLICT, Code.BAD_USER_INPUT, refusal.text)
        return uncached(Response(status_code=HTTPStatus.NO_CONTENT))

    @property
    def _cookie_name(self) -> str:
        return "__Host-tieout-provider" if self.settings.secure else "tieout-provider"

    def _away(self) -> Response:
        message = say("sign-in-provider-away", provider=self.settings.oidc_shown_name)
        return refused(HTTPStatus.SERVICE_UNAVAILABLE, Code.BUSY, message, RETRY_AFTER_S[Code.BUSY])
