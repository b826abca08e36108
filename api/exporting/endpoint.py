"""``GET /export/NAME.jsonl`` and ``.csv``: a whole table, streamed (domain R48b)."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from api.auth.answers import or_busy, refused
from api.auth.signed_in import Authenticate
from api.errors import Code
from api.exporting.callers import Callers
from api.exporting.parts import CHANGES, MEDIA_TYPES, NAMES, parts
from api.logs import ACCESS
from api.protocol.allowances import Allowances
from domain.errors import Busy, Conflict
from domain.jobs.numbering import number_all
from domain.permissions import Permission, Principal
from domain.queries.feed import kinds_seen_by
from domain.store.store import Store

IDLE_S = 60.0
"""How long a caller may take no part of an export until it is ended: it holds a view of the database meanwhile."""
_log = logging.getLogger("tieout")


class Exports:
    """Answers requests for exports; ``allowances`` are those of the API, an export is a request."""

    def __init__(self, store: Store, authenticate: Authenticate, allowances: Allowances) -> None:
        self._store = store
        self._callers = Callers(authenticate, allowances)

    def routes(self) -> list[Route]:
        """Return the routes of all exports."""
        return [Route("/export/{name}.{form}", or_busy(self.answer), methods=["GET"])]

    async def answer(self, request: Request) -> Response:
        """Answer with an export; 401 without a sign-in, 403 without the permissions, 404 for what is none."""
        principal = await self._callers.permitted(request, "Exports")
        if isinstance(principal, Response):
            return principal
        name, form = request.path_params["name"], request.path_params["form"]
        if name not in NAMES or form not in MEDIA_TYPES:
            message = f"There are exports of {', '.join(NAMES)}, each as .jsonl and .csv."
            return refused(HTTPStatus.NOT_FOUND, Code.BAD_USER_INPUT, message)
        note = request.scope.get(ACCESS)
        if note is not None:
            note.principal, note.operation = principal.key, f"export:{name}"
        return await _Stream.begin(self._store, principal, name, form)


class _Stream(Response):
    """An export that is being sent. Its first part is read before the status is, so that a busy database is reported."""

    def __init__(self, stack: contextlib.AsyncExitStack, left: AsyncIterator[bytes], first: bytes) -> None:
        super().__init__()
        self._stack, self._left, self._first = stack, left, first

    @classmethod
    async def begin(cls, store: Store, principal: Principal, name: str, form: str) -> "_Stream":
        """Return the answer, which holds a view of the database until it is sent."""
        if name == CHANGES:
            await number_all(store)
        kinds = kinds_seen_by(manages_access=principal.may(Permission.MANAGE_ACCESS))
        async with contextlib.AsyncExitStack() as stack:
            left = parts(await stack.enter_async_context(store.long_snapshot()), name, form, kinds)
            answer = cls(stack.pop_all(), left, await anext(left, b""))
        answer.headers["content-type"] = MEDIA_TYPES[form]
        answer.headers["content-disposition"] = f'attachment; filename="{name}.{form}"'
        answer.headers["cache-control"] = "no-store"
        del answer.headers["content-length"]
        return answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's
        """Send part by part; an export that cannot be read to its end, or that nobody takes, breaks off unfinished."""
        gone = asyncio.create_task(_until_gone(receive))
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            part = self._first
            while part and not gone.done():
                async with asyncio.timeout(IDLE_S):
                    await send({"type": "http.response.body", "body": part, "more_body": True})
                part = await anext(self._left, b"")
            if not gone.done():
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        except TimeoutError:
            _log.warning("an export was ended: its caller took nothing for %.0f s", IDLE_S)
        except (Busy, Conflict) as error:
            _log.warning("an export was ended: %s", str(error) or "the database cannot be read")
        finally:
            gone.cancel()
            await self._stack.aclose()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
