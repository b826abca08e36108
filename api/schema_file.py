"""``GET /schema.graphql``: the schema as text, for programs that are generated from it or checked against it."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.auth.answers import or_busy
from api.auth.signed_in import Authenticate, answer_to, signed_in
from api.errors import RequestRefused


class SchemaFile:
    """Serves the schema to anyone, or only to who is signed in, as it may be read by a query."""

    def __init__(self, authenticate: Authenticate, *, anyone: bool) -> None:
        self._authenticate = authenticate
        self._anyone = anyone

    def routes(self) -> list[Route]:
        """Return its address."""
        return [Route("/schema.graphql", or_busy(self.answer), methods=["GET"])]

    async def answer(self, request: Request) -> Response:
        """Answer with the schema; 401 where a sign-in is needed and lacks."""
        if not self._anyone:
            try:
                await signed_in(request, self._authenticate)
            except RequestRefused as error:
                return answer_to(error)
        return Response(await asyncio.to_thread(_text), media_type="text/plain; charset=utf-8")


def _text() -> str:
    from api.schema import schema_text  # noqa: PLC0415 - printing it takes a second, and few ask for it

    return schema_text()
