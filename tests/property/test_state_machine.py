"""Random commands, with every rule checked after each. A step is a number that seeds one command, so that Hypothesis can
shorten a failing run to the steps it needs. CONTRIBUTING tells how to run the long form.
"""

import asyncio
import pathlib
import random
import shutil
import tempfile
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.store.store import Store
from tests.support.profile import by_profile
from tests.support.random_commands.draw import DRAWERS
from tests.support.random_commands.stories import STORIES
from tests.support.selections import payload_selection
from tests.support.staging import staged_above
from tests.support.state_machine import StateMachine

PARTS = 2
"""So many tests share the SQLite runs, and so as many cores."""
EXAMPLES, STEPS = by_profile(suite=(4, 43), ci=(22, 43), long=(200, 80))
POSTGRES_STEPS = by_profile(suite=45, ci=110, long=4_000)
LEAST_STEPS = by_profile(suite=380, ci=2_000, long=30_000)
MORE_EXAMPLES = 30
"""How many more are run, at most, until each kind of story has reached its end."""
DRAWN = {"sqlite": 3, "postgres": 1}
"""How many inputs of each mutation are tried."""


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


def test_runs_no_fewer_steps_than_its_profile_needs() -> None:
    assert PARTS * EXAMPLES * STEPS + POSTGRES_STEPS >= LEAST_STEPS


async def test_every_mutation_is_drawn_by_the_state_machine(store: Store, sqlite_template: pathlib.Path) -> None:
    """What is drawn is valid: it is done or refused, and never an error of the request."""
    machine = await StateMachine.begin(store)
    assert set(DRAWERS) < set(machine.commands.mutations)
    for mutation in machine.commands.mutations:
        for drawn in [await machine.commands.input_for(mutation) for _ in range(DRAWN[store.backend.dialect])]:
            if drawn is not None:
                answer = await machine.commands.send(mutation, {**drawn, "dryRun": True}, payload_selection(mutation))
                assert "errors" not in answer, (mutation, drawn, answer)
    await machine.end(sqlite_template)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_rule_holds_after_each_random_command(part: int, sqlite_template: pathlib.Path) -> None:
    """Each kind of story reaches its end at least once: else what draws it is dead, and the rules are not held to it."""
    happened: Counter[str] = Counter()

    def run_one(numbers: list[int]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "random.db"
            shutil.copyfile(sqlite_template, path)
            happened.update(asyncio.run(run_steps(f"sqlite:///{path}", numbers, sqlite_template)).commands.happened)

    @given(numbers=st.lists(st.integers(0, 2**32), min_size=STEPS, max_size=STEPS))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
    )
    def runs(numbers: list[int]) -> None:
        run_one(numbers)

    runs()
    chance = random.Random(part)
    for _ in range(MORE_EXAMPLES):
        if set(happened) == set(STORIES):
            break
        run_one([chance.randrange(2**32) for _ in range(STEPS)])
    assert set(happened) == set(STORIES), set(STORIES) - set(happened)


def test_every_rule_holds_after_each_random_command_on_postgresql(
    postgres_url: str, sqlite_template: pathlib.Path
) -> None:
    machine = asyncio.run(run_steps(postgres_url, [7 * step for step in range(POSTGRES_STEPS)], sqlite_template))
    assert len(machine.done) > POSTGRES_STEPS // 4
