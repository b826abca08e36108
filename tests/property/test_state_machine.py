"""Random commands, with every rule checked after each. A step is a number that seeds one command, so that Hypothesis can
shorten a failing run to the steps it needs. CONTRIBUTING tells how to run the long form.
"""

import asyncio
import os
import pathlib
import shutil
import tempfile
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.store.store import Store
from tests.support.random_commands.draw import DRAWERS
from tests.support.random_commands.stories import STORIES
from tests.support.selections import payload_selection
from tests.support.staging import staged_above
from tests.support.state_machine import StateMachine

LONG = os.environ.get("TIEOUT_TEST_PROFILE") == "long"
PARTS = 2
"""So many tests share the SQLite runs, and so as many cores."""
EXAMPLES, STEPS = (200, 80) if LONG else (22, 43)
POSTGRES_STEPS = 4_000 if LONG else 110
LEAST_STEPS = 2_000


async def run_steps(url: str, numbers: list[int], empty: pathlib.Path) -> StateMachine:
    """Run the steps in a fresh database and replay its log."""
    store = await Store.open(url, readers=2)
    try:
        machine = await StateMachine.begin(store)
        with staged_above(1):
            for number in numbers:
                await machine.step(number)
            await machine.end(empty)
        return machine
    finally:
        await store.close()


def test_runs_at_least_two_thousand_steps() -> None:
    assert PARTS * EXAMPLES * STEPS + POSTGRES_STEPS >= LEAST_STEPS


async def test_every_mutation_is_drawn_by_the_state_machine(store: Store, sqlite_template: pathlib.Path) -> None:
    """What is drawn is valid: it is done or refused, and never an error of the request."""
    machine = await StateMachine.begin(store)
    assert set(DRAWERS) < set(machine.commands.mutations)
    for mutation in machine.commands.mutations:
        for drawn in [await machine.commands.input_for(mutation) for _ in range(3)]:
            if drawn is not None:
                answer = await machine.commands.send(mutation, {**drawn, "dryRun": True}, payload_selection(mutation))
                assert "errors" not in answer, (mutation, drawn, answer)
    await machine.end(sqlite_template)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_rule_holds_after_each_random_command(part: int, sqlite_template: pathlib.Path) -> None:
    """Each kind of story reaches its end at least once: else what draws it is dead, and the rules are not held to it."""
    happened: Counter[str] = Counter()

    @given(numbers=st.lists(st.integers(0, 2**32), min_size=STEPS, max_size=STEPS))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
    )
    def runs(numbers: list[int]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "random.db"
            shutil.copyfile(sqlite_template, path)
            happened.update(asyncio.run(run_steps(f"sqlite:///{path}", numbers, sqlite_template)).commands.happened)

    runs()
    assert set(happened) == set(STORIES), set(STORIES) - set(happened)


def test_every_rule_holds_after_each_random_command_on_postgresql(
    postgres_url: str, sqlite_template: pathlib.Path
) -> None:
    machine = asyncio.run(run_steps(postgres_url, [7 * step for step in range(POSTGRES_STEPS)], sqlite_template))
    assert len(machine.done) > POSTGRES_STEPS // 4
