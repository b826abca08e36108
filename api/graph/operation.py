"""Running one operation: a query as one plan in one snapshot, a mutation field by field, a dry run rolled back."""

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import UTC
from inspect import isawaitable
from typing import Any
from zoneinfo import ZoneInfo

from graphql import ExecutionResult, GraphQLField, GraphQLSchema, OperationType, execute, located_error
from graphql.execution.execute import assume_not_awaitable

from api.errors import Code, failure
from api.graph.atomic import AtomicOperation, is_atomic
from api.graph.budget import Budget
from api.graph.context import Context
from api.graph.engine.building import Build, Dialect, Unusual, compiled
from api.graph.engine.selection import Variant
from api.graph.loading import Loading, RequestInfo, Rows, Write
from api.graph.mutations import LONG_TRIAL, run_mutation
from api.graph.place import StreamPlace
from api.graph.ready import NotReady, written
from api.graph.request import AccessChanged, Confirm, GraphQLRequest
from api.graph.roots import Root, View, read_roots
from api.graph.scalars import DIALECT
from api.graph.undone import shown_undone
from domain.core.periods import CALENDAR_YEAR, FiscalYearStart
from domain.jobs.numbering import number_if_possible
from domain.permissions import Permission, Principal, PrincipalKind
from domain.store.clock import today_in
from domain.store.postgres.replica import Replayed, ReplicaUnfit
from domain.store.program import Program
from domain.store.round_trips import side_by_side
from domain.store.store import Database, Store

ANONYMOUS = Principal(PrincipalKind.TOKEN, "", "", frozenset[Permission]())
"""The principal if nobody is signed in, who may read only the schema."""


REQUESTS_READ = 20
"""How many requests of an operation are read after the database wrote what is of no use: that may be so of the next, too."""
_TO_READ = "to read"

_UNUSUAL = (Unusual, AttributeError, TypeError, ValueError, LookupError, ArithmeticError)
"""What a compiled function raises for rows that do not fit the types."""


def _shown(replayed: Replayed) -> dict[str, Any]:
    """Return what an answer tells of the standby that it was read from."""
    at = replayed.at
    return {
        "lastCommitAt": None if at is None else at.astimezone(UTC).isoformat(timespec="milliseconds"),
        "waitedMs": round(replayed.waited_s * 1000),
    }


def _for_the_caller(request: GraphQLRequest, program: Program[None]) -> Program[None]:
    """Return a program that makes sure, beside its first question, that a remembered caller is still who they were.

    Nothing of what it finds is answered otherwise.
    """
    if request.confirm is None:
        yield from program
    else:
        yield from side_by_side(request.confirm(), program)


def _reading_on(loading: Loading, place: StreamPlace) -> Program[None]:
    """Load what a subscription selects of the rows after a place, and leave them in the loading's own."""
    loading.place = copy(place)
    loading.place.rows = []
    yield from loading.fill_fields(loading.field_plans(loading.variant.root), Rows([Root()]))


@dataclass(frozen=True, slots=True)
class Operations:
    """Runs operations of one schema on one store."""

    schema: GraphQLSchema
    store: Store
    zone: ZoneInfo
    max_body_bytes: int
    """The largest request body, which ``viewer`` reports; the protocol enforces it."""
    support_contact: str | None = None
    fiscal_year: FiscalYearStart = CALENDAR_YEAR
    job_queued: Callable[[], None] = lambda: None
    """Called after a mutation that may have queued a job, so that the worker looks for it at once."""
    budget: Callable[[], Budget] = Budget
    """Makes the limits of each answer."""
    compiler: Callable[[GraphQLSchema, Variant, Dialect], Build | None] = compiled
    """Makes the function that builds an operation's answer; None leaves the operation to graphql-core."""
    write: Write = written
    """Lets the database write parts of a query's answer, where it can."""
    interpreted: Callable[[str], None] = lambda _reason: None
    """Called, with the reason, for each operation that no compiled function could answer."""

    async def execute(self, request: GraphQLRequest) -> ExecutionResult:
        """Run a permitted request. Raises what makes it a request error, such as an invalid cursor."""
        if request.operation.operation is OperationType.MUTATION:
            return await self._mutation(request, self._loading(request))
        return await self._query(request)

    async def answers(self, request: GraphQLRequest, place: StreamPlace) -> list[ExecutionResult]:
        """Read on for a subscription from a place, in one snapshot, and return an answer for each row that was found.

        What the process has read already is not read again, and a caller who is only remembered is then not looked up. All
        that was committed before the first reading has its position by then.
        """
        if place.after is None:
            await number_if_possible(self.store)
        loading = self._loading(request)
        try:
            next(_reading_on(loading, place))
        except StopIteration:
            pass
        else:
            loading = self._loading(request)
            await self.store.read(_for_the_caller(request, _reading_on(loading, place)))
        assert loading.place is not None, "it was read"
        place.rows, place.last, place.values = loading.place.rows, loading.place.last, loading.budget.values
        return [await self._answer_of(request, loading, each) for each in place.rows]

    async def _answer_of(self, request: GraphQLRequest, loading: Loading, row: Any) -> ExecutionResult:
        """Return the answer that shows one row of a subscription."""
        context = self._context(loading, self.store)
        (plan,) = loading.field_plans(loading.variant.root)
        root = Root(related={plan.key: row})
        build = self.compiler(self.schema, loading.variant, DIALECT)
        if build is None:
            self.interpreted("not compiled")
            return await self._run(request, context, root)
        try:
            return ExecutionResult(build(root, context))
        except _UNUSUAL:
            self.interpreted("unusual")
        return await self._run(request, context, root)

    async def _query(self, request: GraphQLRequest) -> ExecutionResult:
        """Answer a query: one of reports alone from the standby if there is one that can be read, else from the store."""
        replica = self.store.replica
        if replica is not None and self._may_be_replicated(request):
            replayed = Replayed()
            try:
                result = await self._read(request, lambda: replica.reading(replayed))
            except ReplicaUnfit:
                replica.reports["primary"] += 1
            else:
                replica.reports["replica"] += 1
                result.extensions = {**(result.extensions or {}), "replica": _shown(replayed)}
                return result
        return await self._read(request)

    def _may_be_replicated(self, request: GraphQLRequest) -> bool:
        """Return True if all that a query selects may be read from a standby."""
        if request.principal is None:
            return False
        loading = self._loading(request)
        plans = loading.field_plans(loading.variant.root)
        return bool(plans) and all(getattr(plan.relation, "replicated", False) for plan in plans)

    async def _read(self, request: GraphQLRequest, view: View | None = None) -> ExecutionResult:
        """Load everything that is selected in one snapshot, then build the answer from the loaded rows.

        What the compiled function does not take for an answer without errors is loaded again, whole, for graphql-core, which
        says what is wrong as the language asks for. ``view`` opens the snapshot, the store's own if it is None.
        """
        context = self._context(self._loading(request), self.store)
        build = self.compiler(self.schema, context.loading.variant, DIALECT)
        if build is None:
            self.interpreted("not compiled")
            return await self._run(request, context, await self._loaded(request, context.loading, view))
        notes = context.loading.variant.notes
        try:
            if not notes.get(_TO_READ):
                try:
                    return await self._built(request, build, self.write, view)
                except NotReady:
                    notes[_TO_READ] = REQUESTS_READ
            notes[_TO_READ] -= 1
            return await self._built(request, build, None, view)
        except _UNUSUAL:
            self.interpreted("unusual")
        return await self._run(request, context, await self._loaded(request, context.loading, view))

    async def _built(
        self, request: GraphQLRequest, build: Build, write: Write | None, view: View | None
    ) -> ExecutionResult:
        """Load and build the answer. Raises ``NotReady``, if the database may write parts of it, and ``_UNUSUAL``."""
        context = self._context(self._loading(request), self.store)
        context.loading.partly = True
        context.loading.write = write
        root = await self._loaded(request, context.loading, view)
        return self._result(context, ExecutionResult(build(root, context)))

    async def _loaded(self, request: GraphQLRequest, loading: Loading, view: View | None) -> Root:
        """Return the root with everything that is selected, read in one snapshot; nothing if nobody is signed in."""
        root = Root()
        if request.principal is not None:
            plans = loading.field_plans(loading.variant.root)
            program = _for_the_caller(request, loading.fill_fields(plans, Rows([root])))
            await read_roots(self.store, plans, program, view)
        return root

    async def _mutation(self, request: GraphQLRequest, loading: Loading) -> ExecutionResult:
        dry_runs = self._dry_runs(loading)
        if not any(dry_runs) and not is_atomic(request.operation):
            return await self._performed(request, loading, self.store, confirm=request.confirm)
        if request.confirm is not None:
            await self.store.read(request.confirm(), single=True)
        if not any(dry_runs):
            return await self._run_mutations(request, loading, self.store)
        if not all(dry_runs):
            message = "`dryRun` must be the same for all mutations of one operation."
            raise failure(Code.BAD_USER_INPUT, message)
        if await self._takes_a_job(loading):
            if len(dry_runs) > 1:
                message = "A dry run that goes through very many accounts must be the only mutation of its operation."
                raise failure(Code.BAD_USER_INPUT, message)
            return await self._performed(request, loading, self.store)
        return await self.store.preview(
            lambda preview: self._run_mutations(
                request, self._loading(request), preview
            ),  # a loading of its own: it may run again
            several=len(dry_runs) > 1,
        )

    async def _run_mutations(self, request: GraphQLRequest, loading: Loading, database: Database) -> ExecutionResult:
        """Run each mutation as a unit of its own, or all as one where the operation asks for it."""
        if not is_atomic(request.operation):
            return await self._performed(request, loading, database)
        atomic = AtomicOperation()
        gathered = await self._performed(request, loading, database, atomic)
        if gathered.data is None:
            return gathered
        loading.budget.reset()
        await atomic.run(database, loading.principal)
        return await self._performed(request, loading, database, atomic)

    async def _performed(
        self,
        request: GraphQLRequest,
        loading: Loading,
        database: Database,
        atomic: AtomicOperation | None = None,
        confirm: Confirm | None = None,
    ) -> ExecutionResult:
        """Run the mutations in turn and return the answer; if one fails, the answer has no data and says why.

        The first one's unit of work runs ``confirm``, and nothing is answered to a caller whom that did not let in.
        """
        context = self._context(loading, database, atomic)
        context.confirm = confirm
        build = self.compiler(self.schema, loading.variant, DIALECT)
        if build is None:
            self.interpreted("not compiled")
            await context.confirmed()
            return await self._run(request, context, None)
        root = Root()
        for selected in loading.variant.root.fields:
            if selected.name == "__typename":
                continue
            try:
                values = selected.arguments(loading.variables)["input"]
                root.related[selected.key] = await run_mutation(context, selected, values)
            except AccessChanged:
                raise
            except Exception as exception:  # noqa: BLE001 - reported as graphql-core reports it
                await context.confirmed()
                error = located_error(exception, list(selected.nodes), [selected.key])
                return self._result(context, ExecutionResult(None, [error]))
        await context.confirmed()  # where no unit of work ran
        try:
            return self._result(context, ExecutionResult(build(root, context)))
        except _UNUSUAL:
            self.interpreted("unusual")
            context.performed = root.related
            return await self._run(request, context, None)

    def _dry_runs(self, loading: Loading) -> list[bool]:
        """Return for each mutation of the operation whether it is a dry run."""
        return [bool(input_.get("dryRun")) for _, input_ in self._mutations_with_inputs(loading)]

    async def _takes_a_job(self, loading: Loading) -> bool:
        """Return whether a mutation of the operation needs a job, which is too long for one unit."""
        for definition, input_ in self._mutations_with_inputs(loading):
            long_trial = (definition.extensions or {}).get(LONG_TRIAL)
            if long_trial is not None and await self.store.read(long_trial(input_)):
                return True
        return False

    def _mutations_with_inputs(self, loading: Loading) -> Iterator[tuple[GraphQLField, dict[str, Any]]]:
        """Yield the mutations of the operation, each with its input."""
        for selected in loading.variant.root.fields:
            if selected.definition is not None:
                yield selected.definition, selected.arguments(loading.variables)["input"]

    async def _run(self, request: GraphQLRequest, context: Context, root: Root | None) -> ExecutionResult:
        """Execute the operation by graphql-core."""
        answer = execute(
            self.schema,
            request.document,
            root_value=root,
            context_value=context,
            variable_values=dict(request.variables),
            operation_name=request.operation.name.value if request.operation.name else None,
            # a query is loaded whole before it runs: asking each leaf whether it must be awaited costs a fifth
            is_awaitable=assume_not_awaitable if root is not None else None,
        )
        result = await answer if isawaitable(answer) else answer
        assert isinstance(result, ExecutionResult)
        return self._result(context, result)

    def _context(self, loading: Loading, database: Database, atomic: AtomicOperation | None = None) -> Context:
        return Context(loading.principal, loading.today, database, loading, self.job_queued, atomic)

    def _result(self, context: Context, result: ExecutionResult) -> ExecutionResult:
        """Return a result with what is reported beside it."""
        if context.errors:
            result.errors = [*(result.errors or ()), *context.errors]
        loading = context.loading
        result.extensions = {"cost": loading.budget.cost}
        if loading.undone:
            result.extensions["undone"] = [shown_undone(*each, self.zone) for each in loading.undone]
        return result

    def _loading(self, request: GraphQLRequest) -> Loading:
        now = self.store.clock()
        return Loading(
            self.schema,
            request.variants.of(request.operation, request.values),
            request.values,
            request.principal or ANONYMOUS,
            today_in(self.zone, now),
            RequestInfo(
                now,
                self.store.backend.dialect,
                self.zone.key,
                self.support_contact,
                self.max_body_bytes,
                self.store.context.write_off_max,
                self.fiscal_year,
                self.store.context.journal_accounts,
                self.store.context.mail_sender,
            ),
            self.budget(),
        )
