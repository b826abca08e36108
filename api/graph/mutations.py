"""How the graph runs a mutation: what was sent, and under which keys a declaration says how to run it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from api.graph.context import Context
from api.graph.engine.selection import SelectedField

RUN = "run"
"""The metadata key under which a mutation says what runs it."""
LONG_TRIAL = "long_trial"
"""The metadata key under which a mutation says whether its dry run needs a job (``api/mutations/perform.py``)."""
CONVERT = "convert"
"""The key of a field's extensions under which stands what makes its input of the values that were sent."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One mutation of an operation: its field, the values of its input as sent, and its input made of them."""

    selected: SelectedField
    values: Mapping[str, Any]
    input: Any


Run: TypeAlias = Callable[[Context, Sent], Awaitable[Any]]
"""Runs a mutation, and returns its payload with everything loaded that is selected of it."""


async def run_mutation(context: Context, selected: SelectedField, values: Mapping[str, Any]) -> Any:
    """Run one mutation of an operation with the values of its input, and return its payload."""
    assert selected.definition is not None
    noted = selected.definition.extensions or {}
    run: Run = noted[RUN]
    return await run(context, Sent(selected, values, noted[CONVERT](values)))
