"""The first administrator, created in the browser by whoever has the link that ``tieout serve`` prints."""

import asyncio
import hmac
from dataclasses import dataclass, field
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.auth.answers import page_route, refused, sent_object, uncached
from api.errors import Code
from domain.errors import Refusal, WrongState
from domain.permissions import ALL_PERMISSIONS, OPERATOR
from domain.queries.access import somebody_signs_in
from domain.services.access import CreateUser
from domain.services.credentials import HASHING, hash_password, hash_secret
from domain.store.store import Store
from domain.texts import say

PATH = "/first-admin"
"""The page of the link. Its code stands behind ``#``, which browsers send to no server and no log."""
GONE = say("sign-in-first-admin-gone")
FIELDS = ("code", "email", "name", "password")


@dataclass(frozen=True, slots=True)
class FirstAdmin:
    """Creates the first user, with all permissions, while nobody can sign in; ``code_hash`` is that of the link's code."""

    store: Store
    code_hash: str | None
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    def routes(self) -> list[Route]:
        """Return the route ``POST /first-admin``."""
        return [page_route(PATH, self.create)]

    async def create(self, request: Request) -> Response:
        """Create the user: answer 204, or 400 or 403 with the reason."""
        sent = await sent_object(request) or {}
        given = [value for name in FIELDS if isinstance(value := sent.get(name), str)]
        if len(given) < len(FIELDS):
            message = 'Send {"code": "…", "email": "…", "name": "…", "password": "…"} as application/json.'
            return refused(HTTPStatus.BAD_REQUEST, Code.BAD_USER_INPUT, message)
        code, email, name, password = given
        async with self._one_at_a_time:
            if not self._is_right(code) or await self.store.read(somebody_signs_in()):
                return refused(HTTPStatus.FORBIDDEN, Code.FORBIDDEN, GONE)
            try:
                hashed = await HASHING.run(hash_password, password)
                await self.store.run(CreateUser(email, name, hashed, sorted(ALL_PERMISSIONS), first=True), OPERATOR)
            except WrongState:  # another process of the server was first
                return refused(HTTPStatus.FORBIDDEN, Code.FORBIDDEN, GONE)
            except Refusal as refusal:
                return refused(HTTPStatus.BAD_REQUEST, Code.BAD_USER_INPUT, refusal.text)
        return uncached(Response(status_code=HTTPStatus.NO_CONTENT))

    def _is_right(self, code: str) -> bool:
        return self.code_hash is not None and hmac.compare_digest(hash_secret(code), self.code_hash)
