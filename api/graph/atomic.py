"""A mutation operation marked ``@atomic``: all its mutations in one unit of work, or none.

The operation is executed twice. First each mutation is gathered instead of run; then all run as one unit; then each is
answered with what it did.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from graphql import DirectiveLocation, GraphQLDirective, OperationDefinitionNode

from domain.errors import Refusal, Refusals
from domain.permissions import Principal
from domain.store.store import Call, CallRefused, Database

ATOMIC = GraphQLDirective(
    name="atomic",
    locations=[DirectiveLocation.MUTATION],
    description=(
        "Runs all mutations of the operation as one unit of work: if one is refused, nothing is done, and the others "
        "answer NOT_DONE. Without it, each mutation is a unit of its own. A job that one of them queues starts after the "
        "unit and is not part of it."
    ),
)


def is_atomic(operation: OperationDefinitionNode) -> bool:
    """Return whether an operation asks to be one unit of work."""
    return any(each.name.value == ATOMIC.name for each in operation.directives or ())


@dataclass(frozen=True, slots=True)
class Gathered:
    """One mutation of an atomic operation: its call, the payload that running it fills, and how it answers otherwise.

    ``refused`` is set where the input is refused before anything runs.
    """

    name: str
    payload: Any
    call: Call[Any] | None
    refused: Refusal | Refusals | None
    refuse: Callable[[Refusal | Refusals], Any]
    leave_undone: Callable[[str], Any]


@dataclass(slots=True)
class AtomicOperation:
    """The mutations of one operation, by their names in the answer."""

    gathered: dict[str, Gathered] = field(default_factory=dict)
    answers: dict[str, Any] | None = None

    async def run(self, database: Database, actor: Principal) -> None:
        """Run all that was gathered, and keep the payloads as answers. Raises ``Conflict``, ``Busy`` and so on."""
        mutations = list(self.gathered.values())
        refused = next(
            ((index, each.refused) for index, each in enumerate(mutations) if each.refused is not None), None
        )
        if refused is None:
            try:
                await database.run_all([each.call for each in mutations if each.call is not None], actor)
            except CallRefused as error:
                refused = error.index, error.refusal
        self.answers = {key: each.payload for key, each in self.gathered.items()}
        if refused is not None:
            index, refusal = refused
            by = mutations[index]
            self.answers = {
                key: each.refuse(refusal) if each is by else each.leave_undone(by.name)
                for key, each in self.gathered.items()
            }
