"""The query root: of a query, and in the payload of a mutation."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from graphql import GraphQLError, GraphQLObjectType, located_error

from api.errors import MAX_ERRORS
from api.graph.context import Context
from api.graph.engine.selection import SelectedField
from api.graph.loading import FieldPlan, Loading, Rows
from domain.jobs.numbering import number_if_possible
from domain.store.backend import Reader
from domain.store.program import Program
from domain.store.store import Database, Store

View: TypeAlias = Callable[[], AbstractAsyncContextManager[Reader]]
"""Opens a view of the database that does not change."""


@dataclass(slots=True, eq=False)
class Root:
    """The root row of a query, which has what its fields loaded."""

    id: int = 0
    related: dict[str, Any] = field(default_factory=dict)


async def read_roots(
    database: Database, plans: Sequence[FieldPlan], program: Program[None], view: View | None = None
) -> None:
    """Run a program that loads fields of the root, all in one snapshot: that of ``view``, or one that suits the fields."""
    if isinstance(database, Store):
        if any(getattr(plan.relation, "reads_feed", False) for plan in plans):
            await number_if_possible(database)
        if view is None and any(getattr(plan.relation, "takes_long", False) for plan in plans):
            view = database.long_snapshot
        if view is None:
            await database.read(program)
            return
    async with (view or database.snapshot)() as reader:
        await reader.run(program)


@dataclass(frozen=True, slots=True)
class QueryAfterwards:
    """The query root in a payload: null within the unit of work, where others would wait for it; read after it."""

    def load(self, _loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
        """Leave it to ``read_queries``."""
        yield from ()
        for payload in level.rows:
            payload.related[plan.key] = None


async def read_queries(context: Context, mutation: SelectedField, payload: Any) -> None:
    """Read what a mutation that is done selects of the query root: the state after it, or the one that a dry run tries.

    What fails there is an error of that field alone, as the mutation is done.
    """
    assert isinstance(mutation.named_type, GraphQLObjectType)
    for selected in mutation.below.of(mutation.named_type).named("query"):
        budget, path = context.loading.budget, [mutation.key, selected.key]
        used = budget.used
        try:
            payload.related[selected.key] = await _read_query(context, selected)
        except Exception as exception:
            if not isinstance(exception, GraphQLError) and not isinstance(context.database, Store):
                raise  # nothing is done, and the preview may be tried again
            budget.reset(used)
            if len(context.errors) < MAX_ERRORS:
                context.errors.append(located_error(exception, list(selected.nodes), path))


async def _read_query(context: Context, selected: SelectedField) -> Root:
    loading, root, named_type = context.loading, Root(), selected.named_type
    assert isinstance(named_type, GraphQLObjectType)
    plans = loading.field_plans(selected.below.of(named_type))
    await read_roots(context.database, plans, loading.fill(named_type, selected.below, Rows([root])))
    return root
