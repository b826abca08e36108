"""Counting the statements that blocks run."""

import contextlib
from collections.abc import Iterator
from typing import Any

from domain.store.steps import MakeSteps, Steps
from domain.store.store import Store


class Count:
    """How many statements were run so far."""

    def __init__(self) -> None:
        self.statements = 0


@contextlib.contextmanager
def counting(store: Store) -> Iterator[Count]:
    """Counts the statements of every block that is run within."""
    count = Count()
    run_block = store.backend.run_block

    def counted(steps: Steps[Any]) -> Steps[Any]:
        answer: Any = None
        try:
            while True:
                step = steps.send(answer)
                count.statements += 1
                answer = yield step
        except StopIteration as stop:
            return stop.value

    async def run_counted(make_steps: MakeSteps[Any]) -> Any:
        return await run_block(lambda: counted(make_steps()))

    store.backend.run_block = run_counted  # type: ignore[method-assign]
    try:
        yield count
    finally:
        store.backend.run_block = run_block  # type: ignore[method-assign]
