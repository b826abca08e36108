"""Level: the GraphQL API. An in-process client on a store."""

from collections.abc import Callable
from functools import cache
from typing import Any, Self
from zoneinfo import ZoneInfo

from graphql import OperationDefinitionNode, parse
from graphql.execution.values import VariableValues

from api.graph.budget import Budget
from api.graph.engine.building import compiled
from api.graph.engine.selection import Variants
from api.graph.operation import Operations
from api.graph.request import Caller
from api.graph.scalars import DIALECT
from api.protocol.documents import Documents
from api.protocol.endpoint import GraphQLEndpoint
from api.protocol.parameters import BODY_BYTES
from api.schema import core_schema
from domain.permissions import OPERATOR, Principal
from domain.store.program import Program
from domain.store.store import Store
from tests.support.in_process import InProcess


@cache
def documents() -> Documents:
    """What was parsed and validated, for all clients of a run."""
    return Documents(core_schema())


def is_compiled(query: str) -> bool:
    """Whether all operations of a document are answered by compiled functions, whichever fields its conditions select."""
    document = parse(query)
    variants = Variants(core_schema(), document)
    return all(
        compiled(
            core_schema(),
            variants.of(operation, VariableValues({}, dict.fromkeys(variants.conditions, value))),
            DIALECT,
        )
        for operation in document.definitions
        if isinstance(operation, OperationDefinitionNode)
        for value in (False, True)
    )


def interpreting(*_: object) -> None:
    """A compiler that compiles nothing, so that graphql-core executes every operation: the oracle for compiled answers."""


class Api:
    """An in-process client that counts the statements of each request. ``options`` are those of ``Operations``."""

    def __init__(
        self,
        store: Store,
        principal: Principal | None = OPERATOR,
        support_contact: str | None = None,
        zone: str = "UTC",
        budget: Callable[[], Budget] = Budget,
        **options: Any,
    ) -> None:
        self.principal = principal
        self.statements = 0
        self.store = store
        operations = Operations(
            core_schema(), store, ZoneInfo(zone), BODY_BYTES, support_contact, budget=budget, **options
        )
        endpoint = GraphQLEndpoint(documents(), operations.execute, self._who)
        self.http = InProcess(endpoint)
        self._count(store)

    async def _who(self, _request: object) -> Caller:
        return Caller(self.principal)

    def _count(self, store: Store) -> None:
        snapshot = store.backend.snapshot

        def counted(steps: Program[Any]) -> Program[Any]:
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

            async def run(self, steps: Program[Any]) -> Any:
                return await self.reader.run(counted(steps))

        class CountingSnapshot:
            async def __aenter__(self) -> Counting:
                self.inner = snapshot()
                return Counting(await self.inner.__aenter__())

            async def __aexit__(self, *error: object) -> None:
                await self.inner.__aexit__(*error)

        read = store.backend.read

        async def counting_read(steps: Program[Any], **how: bool) -> Any:
            return await read(counted(steps), **how)

        store.backend.snapshot = CountingSnapshot  # type: ignore[method-assign]
        store.backend.read = counting_read  # type: ignore[method-assign]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.http.aclose()

    async def __call__(self, query: str, **variables: object) -> dict[str, Any]:
        return await self.http.post({"query": query, "variables": variables})

    async def data(self, query: str, **variables: object) -> dict[str, Any]:
        response = await self(query, **variables)
        assert "errors" not in response, response["errors"]
        data: dict[str, Any] = response["data"]
        return data
