"""One subscription: it reads on from where it stands, and writes an answer for each change."""

import asyncio
from collections.abc import Sequence
from typing import Any

from graphql import ExecutionResult, GraphQLError

from api.errors import Code, RequestRefused, code_of, formatted, from_execution
from api.graph.operation import Operations
from api.graph.place import StreamPlace
from api.graph.request import GraphQLRequest
from api.live.hub import Hub
from api.protocol.allowances import Allowances
from domain.errors import Busy, Unavailable

CHANGES_MAX = 50
"""How many changes are read at once for one subscription."""
PAUSE_S = 1.0
"""The pause before it is tried again to read from a database that is busy or cannot be reached."""


class Following:
    """A permitted subscription of one caller.

    It holds the answers of one reading, and reads on when these were taken: it needs no more memory for a slow caller, since
    the feed keeps what it has not read.
    """

    def __init__(self, operations: Operations, hub: Hub, allowances: Allowances, request: GraphQLRequest) -> None:
        assert request.principal is not None, "only known callers follow the feed"
        self._operations = operations
        self._hub = hub
        self._allowances = allowances
        self._request = request
        self._caller = request.principal.key
        self._after: int | None = None
        self._most = CHANGES_MAX

    async def answers(self) -> Sequence[dict[str, Any]]:
        """Return the next answers, one or more; waits until there are any.

        Raises what is wrong with the arguments, QUERY_TOO_COMPLEX for a change whose answer would be too large, and
        ``AccessChanged``.
        """
        while True:
            if self._after is not None:
                await self._hub.beyond(self._after)
            await self._allowed()
            try:
                results = await self._read()
            except (Busy, Unavailable):
                await asyncio.sleep(PAUSE_S)
                continue
            if results:
                return [_payload(each) for each in results]

    async def _allowed(self) -> None:
        """Wait until the caller may ask for more: each reading counts as a request."""
        while True:
            try:
                return self._allowances.take(self._caller)
            except RequestRefused as refused:
                await asyncio.sleep(int(refused.headers["retry-after"]))

    async def _read(self) -> list[ExecutionResult]:
        """Read on, fewer changes at once where their answers are large."""
        while True:
            place = StreamPlace(self._after, self._most, self._hub.tail)
            try:
                async with self._hub.reads:
                    results = await self._operations.answers(self._request, place)
            except GraphQLError as error:
                if code_of(error) is not Code.QUERY_TOO_COMPLEX or self._most == 1:
                    raise
                self._most //= 2
                continue
            self._after = place.last
            self._allowances.charge(self._caller, place.values)
            return results


def _payload(result: ExecutionResult) -> dict[str, Any]:
    """Return an answer as it is sent; without what it cost, which is of the whole reading."""
    payload: dict[str, Any] = {}
    if result.errors:
        payload["errors"] = [formatted(from_execution(each)) for each in result.errors]
    payload["data"] = result.data
    return payload
