"""An in-process GraphQL client on a store."""

from collections.abc import Callable
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from api.documents import Documents
from api.graph.budget import Budget
from api.http import GraphQLEndpoint
from api.operation import Operations
from api.schema import core_schema
from domain.permissions import OPERATOR, Principal
from domain.store.steps import Steps
from domain.store.store import Store


@cache
def documents() -> Documents:
    """What was parsed and validated, for all clients of a run."""
    return Documents(core_schema())


class Api:
    """An in-process client that counts the statements of each request."""

    def __init__(
        self,
        store: Store,
        principal: Principal | None = OPERATOR,
        support_contact: str | None = None,
        zone: str = "UTC",
        budget: Callable[[], Budget] = Budget,
    ) -> None:
        self.principal = principal
        self.statements = 0
        self.store = store
        operations = Operations(core_schema(), store, ZoneInfo(zone), support_contact, budget=budget)
        endpoint = GraphQLEndpoint(documents(), operations.execute, self._who)
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(app=endpoint), base_url="http://tieout.test")
        self._count(store)

    async def _who(self, _request: object) -> Principal | None:
        return self.principal

    def _count(self, store: Store) -> None:
        snapshot = store.backend.snapshot

        def counted(steps: Steps[Any]) -> Steps[Any]:
            answer: Any = None
            try:
                while True:
                    step = steps.send(answer)
                    self.statements += 1
                    answer = yield step
            except StopIteration as stop:
                return stop.value

        class Counting:
            def __init__(self, reader: Any) -> None:
                self.reader = reader

            async def run(self, steps: Steps[Any]) -> Any:
                return await self.reader.run(counted(steps))

        class CountingSnapshot:
            async def __aenter__(self) -> Counting:
                self.inner = snapshot()
                return Counting(await self.inner.__aenter__())

            async def __aexit__(self, *error: object) -> None:
                await self.inner.__aexit__(*error)

        store.backend.snapshot = CountingSnapshot  # type: ignore[method-assign]

    async def __call__(self, query: str, **variables: object) -> dict[str, Any]:
        answer = await self.http.post("/graphql", json={"query": query, "variables": variables})
        said: dict[str, Any] = answer.json()
        return said

    async def data(self, query: str, **variables: object) -> dict[str, Any]:
        said = await self(query, **variables)
        assert "errors" not in said, said["errors"]
        data: dict[str, Any] = said["data"]
        return data
