"""Running one operation: a query as one plan in one snapshot, a mutation field by field, a dry run in a block undone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any
from zoneinfo import ZoneInfo

from graphql import (
    ExecutionResult,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLSchema,
    OperationType,
    execute,
)
from graphql.execution.execute import assume_not_awaitable
from graphql.execution.values import get_argument_values

from api.context import Context
from api.errors import Code, failure
from api.graph.budget import Budget
from api.graph.loading import Level, Loading, LongRelation, Surroundings
from api.http import GraphQLRequest
from api.mutations.perform import LONG_TRIAL
from api.parameters import BODY_BYTES
from domain.permissions import Permission, Principal, PrincipalKind
from domain.store.clock import today_in
from domain.store.store import Database, Store

NOBODY = Principal(PrincipalKind.TOKEN, "", "", frozenset[Permission]())
"""Who asks when nobody is signed in: the guard lets them read the schema and nothing else."""


class Root:
    """The root of a query: what its fields loaded."""

    __slots__ = ("id", "related")

    def __init__(self) -> None:
        self.id = 0
        self.related: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Operations:
    """Runs operations of one schema on one store."""

    schema: GraphQLSchema
    store: Store
    zone: ZoneInfo
    support_contact: str | None = None
    job_queued: Callable[[], None] = lambda: None
    """Called after a mutation that may have queued a job, so that whoever runs jobs need not look for it."""
    budget: Callable[[], Budget] = Budget
    """What each answer may hold."""
    max_body_bytes: int = BODY_BYTES
    """What each request may hold: told, and enforced elsewhere."""

    async def execute(self, request: GraphQLRequest) -> ExecutionResult:
        """Runs a request that the guard let through. Raises what makes it a request error, such as a wrong cursor."""
        loading = self._loading(request)
        if request.operation.operation is OperationType.MUTATION:
            return await self._mutation(request, loading)
        return await self._query(request, loading)

    async def _query(self, request: GraphQLRequest, loading: Loading) -> ExecutionResult:
        """Loads everything that is selected in one hop, then picks it off the rows."""
        root = Root()
        if request.principal is not None:
            query = self.schema.query_type
            assert query is not None
            wants = loading.wants(query, loading.root_fields(query))
            takes_long = any(isinstance(want.relation, LongRelation) for want in wants)
            async with self.store.long_snapshot() if takes_long else self.store.snapshot() as reader:
                await reader.run(loading.fill_wants(wants, Level([root])))
        return await self._run(request, loading, self.store, root)

    async def _mutation(self, request: GraphQLRequest, loading: Loading) -> ExecutionResult:
        wishes = self._dry_runs(loading)
        if not any(wishes):
            return await self._run(request, loading, self.store, None)
        if not all(wishes):
            message = "`dryRun` must be the same for all mutations of one operation."
            raise failure(Code.BAD_USER_INPUT, message)
        if await self._takes_a_job(loading):
            if len(wishes) > 1:
                message = "A dry run that goes through very many accounts must stand alone in its operation."
                raise failure(Code.BAD_USER_INPUT, message)
            return await self._run(request, loading, self.store, None)
        return await self.store.preview(
            lambda preview: self._run(request, self._loading(request), preview, None),  # its own: it may begin anew
            several=len(wishes) > 1,
        )

    def _dry_runs(self, loading: Loading) -> list[bool]:
        """For each mutation of the operation whether it is only to be tried."""
        return [bool(input_.get("dryRun")) for _, input_ in self._wishes(loading)]

    async def _takes_a_job(self, loading: Loading) -> bool:
        """Whether any mutation of the operation takes a job, and so must not be tried in one block."""
        for field, input_ in self._wishes(loading):
            declared = (field.extensions or {}).get("strawberry-definition")
            long_trial = (getattr(declared, "metadata", None) or {}).get(LONG_TRIAL)
            if long_trial is not None and await self.store.read(long_trial(input_)):
                return True
        return False

    def _wishes(self, loading: Loading) -> Iterator[tuple[GraphQLField, dict[str, Any]]]:
        """The mutations of the operation, each with its input."""
        mutation = self.schema.mutation_type
        assert mutation is not None
        for details in loading.root_fields(mutation).values():
            definition = mutation.fields.get(details[0].node.name.value)
            if definition is not None:
                yield definition, get_argument_values(definition, details[0].node, loading.variables)["input"]

    async def _run(
        self, request: GraphQLRequest, loading: Loading, database: Database, root: Root | None
    ) -> ExecutionResult:
        document = request.prepared.document
        assert document is not None, "a request that may run was parsed"
        context = Context(loading.principal, loading.today, database, loading, self.job_queued)
        answer = execute(
            self.schema,
            document,
            root_value=root,
            context_value=context,
            variable_values=dict(request.variables),
            operation_name=request.operation.name.value if request.operation.name else None,
            # a query is loaded whole before it runs: asking each leaf whether it must be awaited costs a fifth
            is_awaitable=assume_not_awaitable if root is not None else None,
        )
        result = await answer if isawaitable(answer) else answer
        assert isinstance(result, ExecutionResult)
        if context.errors:
            result.errors = [*(result.errors or ()), *context.errors]
        result.extensions = {"cost": loading.budget.cost}
        return result

    def _loading(self, request: GraphQLRequest) -> Loading:
        document = request.prepared.document
        assert document is not None, "a request that may run was parsed"
        fragments = [each for each in document.definitions if isinstance(each, FragmentDefinitionNode)]
        now = self.store.clock()
        return Loading.of(
            self.schema,
            request.operation,
            fragments,
            request.values,
            request.principal or NOBODY,
            today_in(self.zone, now),
            Surroundings(now, self.store.backend.dialect, self.zone.key, self.support_contact, self.max_body_bytes),
            self.budget(),
        )
