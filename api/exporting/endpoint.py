"""``GET /export/NAME.jsonl`` and ``.csv``: a whole table, streamed (domain R48b)."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.auth.answers import or_busy, refused
from api.auth.signed_in import Authenticate
from api.errors import Code
from api.exporting.callers import Callers
from api.exporting.parts import MEDIA_TYPES, NAMES, parts
from api.exporting.streaming import Stream
from api.logs import ACCESS
from api.protocol.allowances import Allowances
from domain.jobs.numbering import number_if_possible
from domain.permissions import Permission
from domain.queries.feed import feed_end, kinds_seen_by
from domain.store.program import Program
from domain.store.store import Store
from domain.texts import say


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
        principal = await self._callers.permitted(request, "exports")
        if isinstance(principal, Response):
            return principal
        name, form = request.path_params["name"], request.path_params["form"]
        if name not in NAMES or form not in MEDIA_TYPES:
            message = say("exports-known", names=", ".join(NAMES))
            return refused(HTTPStatus.NOT_FOUND, Code.BAD_USER_INPUT, message)
        note = request.scope.get(ACCESS)
        if note is not None:
            note.principal, note.operation = principal.key, f"export:{name}"
        await number_if_possible(self._store)
        kinds = kinds_seen_by(manages_access=principal.may(Permission.MANAGE_ACCESS))
        headers = {
            "content-type": MEDIA_TYPES[form],
            "content-disposition": f'attachment; filename="{name}.{form}"',
            "cache-control": "no-store",
        }
        return await Stream.begin(
            self._store, lambda reader: parts(reader, name, form, kinds), headers, _feed_headers()
        )


def _feed_headers() -> Program[Mapping[str, str]]:
    """Return where the feed stands in the export's view: whoever goes on from there misses nothing that is not in it."""
    end, fingerprint = yield from feed_end()
    return {"x-tieout-feed-position": str(end), "x-tieout-feed-fingerprint": fingerprint}
