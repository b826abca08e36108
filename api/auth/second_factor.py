"""Signing in by a passkey, finishing a sign-in by a second factor, and beginning to add either."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from api.auth.answers import page_route, refused, sent_object, too_many, uncached, with_cookie
from api.auth.browsers import device_of
from api.auth.limiter import Tries, wait_s
from api.errors import Code, Unauthenticated
from api.graph.request import Caller
from api.settings import Settings
from domain.core.kinds import SignInPurpose
from domain.errors import NotFound
from domain.permissions import OPERATOR, Principal, PrincipalKind
from domain.queries.access import by_secret
from domain.queries.factors import factors_of_user
from domain.queries.records import by_ids
from domain.services.credentials import hash_secret, new_secret
from domain.services.factors import BeginStep
from domain.services.one_time_codes import app_address, new_app_secret
from domain.services.passkey_checks import creation_options, request_options
from domain.services.sign_in import FinishSignIn
from domain.services.sign_in_tries import TryLimits
from domain.store.program import Program
from domain.store.store import Store
from domain.tables import SignInStepRow, UserRow
from domain.texts import say

BODY_BYTES_MAX = 32_768
SECOND_LIMITS = TryLimits(from_network=60, of_email_from_network=8, of_email=20)
"""Wrong second factors: who tries them knows the password, so beyond 20 in an hour none is looked at."""
HOUR_S = 3_600
PASSKEY_LIMITS = TryLimits(from_network=60, of_email_from_network=60, of_email=20)
"""Nobody guesses a passkey, and many people may share a network: a few tries of one shut out no other."""
PASSKEYS = "\0passkeys"
"""The name under which sign-ins by a passkey alone are counted: only the end shows whose it is.

No e-mail address has a NUL, so nobody counts against this, or against a user's second factor, by trying passwords for an
address of that name.
"""
NO_PASSKEYS = say("passkeys-need-address")
SHAPE = 'Send {"ticket": "…"} with "code" or "credential" as application/json.'


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """The site that passkeys belong to (WebAuthn's relying party): a host's name, and the address of its pages."""

    id: str
    origin: str


def relying_party(settings: Settings, request: Request) -> RelyingParty | None:
    """Return the site that passkeys belong to; None where browsers make none: at an IP address, or without https.

    Only the operator's setting names the host, or this machine's own name: whatever a stranger sends as Host does not.
    """
    address = settings.public_url
    if address is None and request.url.hostname == "localhost":
        address = f"{request.url.scheme}://{request.url.netloc}"
    parts = urlsplit(address or "")
    host = parts.hostname or ""
    is_name = "." in host and not host.replace(".", "").isdigit() and ":" not in host
    if host == "localhost" or (is_name and parts.scheme == "https"):
        return RelyingParty(host, f"{parts.scheme}://{parts.netloc}")
    return None


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """Routes of passkeys and second factors."""

    store: Store
    settings: Settings
    tries: Tries
    caller: Callable[[Request], Awaitable[Caller]]

    def routes(self) -> list[Route]:
        """Return the routes, all by POST with a JSON body."""
        return [
            page_route("/session/passkey", self.begin_passkey),
            page_route("/session/second-factor", self.finish),
            page_route("/second-factor/passkey", self.new_passkey),
            page_route("/second-factor/authenticator", self.new_authenticator),
        ]

    async def begin_passkey(self, request: Request) -> Response:
        """Answer the challenge that any passkey may sign, and the ticket to finish with."""
        party = relying_party(self.settings, request)
        if party is None:
            return refused(HTTPStatus.CONFLICT, Code.BAD_USER_INPUT, NO_PASSKEYS)
        # each stores a row, so what one network begins is limited
        if seconds := wait_s(await self.tries.count(PASSKEYS, device_of(request).address, PASSKEY_LIMITS)):
            return too_many(seconds)
        return uncached(JSONResponse(await self._begin(SignInPurpose.PASSKEY, party, ())))

    async def after_first_factor(self, request: Request, user: UserRow) -> Response | None:
        """Return the answer that asks a user for their second factor after the first; None for one who has none."""
        factors = await self.store.read(factors_of_user(user.id))
        if not factors:
            return None
        party = relying_party(self.settings, request)
        known = [each.credential_id for each in factors.passkeys if party is not None and each.rp_id == party.id]
        asked = await self._begin(SignInPurpose.SECOND_FACTOR, party, known, user)
        return uncached(JSONResponse({"secondFactor": {**asked, "app": factors.app is not None}}))

    async def finish(self, request: Request) -> Response:
        """Sign in: 204 with the cookie, or 400, 401, 403 or 429 with the reason."""
        sent = await sent_object(request, BODY_BYTES_MAX) or {}
        ticket, code, credential = sent.get("ticket"), sent.get("code"), sent.get("credential")
        if not isinstance(ticket, str) or not (isinstance(code, str) or isinstance(credential, str)):
            return refused(HTTPStatus.BAD_REQUEST, Code.BAD_USER_INPUT, SHAPE)
        device = device_of(request)
        step = await self.store.read(by_secret(SignInStepRow, hash_secret(ticket)))
        of = f"\0second factor of {step.user_id}" if step is not None and step.user_id is not None else PASSKEYS
        tried = await self.tries.count(of, device.address, PASSKEY_LIMITS if of == PASSKEYS else None)
        late = tried.late and of != PASSKEYS  # nobody guesses a passkey, and nobody shuts all others out
        if seconds := HOUR_S if late else wait_s(tried):
            return too_many(seconds)
        secret = new_secret()
        cmd = FinishSignIn(
            ticket,
            hash_secret(secret),
            credential if isinstance(credential, str) else None,
            code if isinstance(code, str) else None,
            device,
        )
        try:
            await self.store.run(cmd, OPERATOR)
        except NotFound as refusal:
            return refused(HTTPStatus.UNAUTHORIZED, Code.UNAUTHENTICATED, refusal.text)
        await self.tries.forgive(tried)
        return with_cookie(Response(status_code=HTTPStatus.NO_CONTENT), secret, self.settings)

    async def new_passkey(self, request: Request) -> Response:
        """Answer the options of a new passkey, and the ticket for ``addPasskey``."""
        user = await self._user(request)
        if isinstance(user, Response):
            return user
        party = relying_party(self.settings, request)
        if party is None:
            return refused(HTTPStatus.CONFLICT, Code.BAD_USER_INPUT, NO_PASSKEYS)
        known = [each.credential_id for each in (await self.store.read(factors_of_user(user.id))).passkeys]
        challenge, options = creation_options(party.id, user.name, user.email, user.id, known)
        ticket = new_secret()
        step = BeginStep(
            SignInPurpose.NEW_PASSKEY, hash_secret(ticket), challenge, party.id, party.origin, user_id=user.id
        )
        await self.store.run(step, OPERATOR)
        return uncached(JSONResponse({"ticket": ticket, "options": options}))

    async def new_authenticator(self, request: Request) -> Response:
        """Answer a new app's secret, also as the rows of a QR code, and the ticket for ``addAuthenticator``."""
        user = await self._user(request)
        if isinstance(user, Response):
            return user
        import segno  # noqa: PLC0415 - few need it, and it would delay a server's start

        secret, ticket = new_app_secret(), new_secret()
        step = BeginStep(SignInPurpose.NEW_AUTHENTICATOR, hash_secret(ticket), secret, user_id=user.id)
        await self.store.run(step, OPERATOR)
        rows = [list(row) for row in segno.make(app_address(secret, user.email, "Tieout"), micro=False).matrix]
        return uncached(JSONResponse({"ticket": ticket, "secret": secret, "qr": rows}))

    async def _begin(
        self, purpose: SignInPurpose, party: RelyingParty | None, known: Sequence[str], user: UserRow | None = None
    ) -> dict[str, Any]:
        """Store the next step of a sign-in, and return it with its ticket; ``options`` are None if no passkey could sign."""
        challenge, options = "", None
        if party is not None and (known or purpose is SignInPurpose.PASSKEY):
            challenge, options = request_options(party.id, known)
        ticket = new_secret()
        step = BeginStep(
            purpose,
            hash_secret(ticket),
            challenge,
            "" if party is None else party.id,
            "" if party is None else party.origin,
            None if user is None else user.id,
            None if user is None else user.password_set_at,
        )
        await self.store.run(step, OPERATOR)
        return {"ticket": ticket, "options": options}

    async def staff(self, request: Request) -> Principal | Response:
        """Return the member of the staff who is signed in, or the refusal for anyone else."""
        try:
            caller = await self.caller(request)
            principal = (caller if caller.look_up is None else await caller.look_up()).principal
        except Unauthenticated as error:
            return refused(HTTPStatus.UNAUTHORIZED, Code.UNAUTHENTICATED, str(error))
        if principal is None:
            return refused(HTTPStatus.UNAUTHORIZED, Code.UNAUTHENTICATED, say("sign-in-first"))
        if principal.kind is not PrincipalKind.USER or principal.user_id is None:
            return refused(HTTPStatus.FORBIDDEN, Code.FORBIDDEN, say("sign-in-staff-only"))
        return principal

    async def _user(self, request: Request) -> UserRow | Response:
        staff = await self.staff(request)
        if isinstance(staff, Response):
            return staff
        return await self.user(staff.user_id or 0)

    async def user(self, user_id: int) -> UserRow:
        """Return a user."""

        def row() -> Program[UserRow]:
            return (yield from by_ids(UserRow, [user_id]))[user_id]

        return await self.store.read(row())
