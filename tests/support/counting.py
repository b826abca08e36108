"""Level: a store. Count the statements that units of work run, or a single program."""

import contextlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeVar

from domain.store.program import Program, ProgramFactory
from domain.store.store import Store

T = TypeVar("T")


def counted(program: Program[T], count: Counter[str]) -> Program[T]:
    """The program, which counts its statements by sort."""
    answer: Any = None
    try:
        while True:
            step = program.send(answer)
            count[type(step).__name__] += 1
            answer = yield step
    except StopIteration as stop:
        result: T = stop.value
        return result


class Count:
    """How many statements were run so far."""

    def __init__(self) -> None:
        self.statements = 0


@contextlib.contextmanager
def counting(store: Store) -> Iterator[Count]:
    """Counts the statements of every unit of work that is run within."""
    count = Count()
    run_unit = store.backend.run_unit

    def counted_unit(steps: Program[Any]) -> Program[Any]:
        answer: Any = None
        try:
            while True:
                step = steps.send(answer)
                count.statements += 1
                answer = yield step
        except StopIteration as stop:
            return stop.value

    async def run_counted(make_program: ProgramFactory[Any], **how: bool) -> Any:
        return await run_unit(lambda: counted_unit(make_program()), **how)

    store.backend.run_unit = run_counted  # type: ignore[method-assign]  # counted
    try:
        yield count
    finally:
        store.backend.run_unit = run_unit  # type: ignore[method-assign]  # counted
