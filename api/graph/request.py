"""An operation that is ready to run, as the protocol passes it to the graph."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from graphql import DocumentNode, ExecutionResult, OperationDefinitionNode
from graphql.execution.values import VariableValues

from api.graph.engine.selection import Variants
from domain.permissions import Principal
from domain.store.program import Program


class AccessChanged(Exception):
    """A remembered caller is no longer who they were, or may do something else."""


Confirm: TypeAlias = Callable[[], Program[None]]
"""Raises ``AccessChanged`` unless a remembered caller is still who they were, in the view that the answer is read in."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks; ``principal`` is None if nobody is signed in.

    One who is only remembered has both ``confirm``, which whoever reads or changes anything for them runs first, and
    ``look_up``, which finds out anew who they are, and raises ``Unauthenticated`` for what lets nobody in any more.
    """

    principal: Principal | None = None
    confirm: Confirm | None = None
    look_up: "Callable[[], Awaitable[Caller]] | None" = None


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """An operation that may run: valid, within the limits, permitted, and with variables of the right types.

    ``variables`` are the values as sent; ``values`` are the same values coerced, with defaults filled in. The plan needs
    ``values`` before graphql-core runs, and graphql-core accepts only ``variables``, which it coerces again.
    ``principal`` is None if nobody is signed in; ``confirm`` is set if they are only remembered. ``variants`` keeps what was
    compiled of the document.
    """

    document: DocumentNode
    variants: Variants
    operation: OperationDefinitionNode
    variables: Mapping[str, Any]
    values: VariableValues
    principal: Principal | None
    extensions: Mapping[str, Any]
    confirm: Confirm | None = None


Execute: TypeAlias = Callable[[GraphQLRequest], Awaitable[ExecutionResult]]
"""Runs one operation. What it raises becomes an answer without ``data``."""
