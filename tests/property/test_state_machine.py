"""Random stories over every mutation. A step is a number: it seeds what is wished for, so that a story that fails is
shortened to the steps that it needs. The long form is run under ``TIEOUT_TEST_PROFILE=long``.
"""

import asyncio
import os
import pathlib
import shutil
import tempfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.schema import core_schema
from domain.store.store import Store
from tests.support.story import SELECTIONS, Story

LONG = os.environ.get("TIEOUT_TEST_PROFILE") == "long"
EXAMPLES, STEPS = (400, 80) if LONG else (40, 42)
POSTGRES_STEPS = 4_000 if LONG else 340
LEAST_STEPS = 2_000


async def tell(url: str, numbers: list[int], empty: pathlib.Path) -> Story:
    """A whole story in a fresh database."""
    store = await Store.open(url)
    try:
        story = await Story.begin(store)
        for number in numbers:
            await story.step(number)
        await story.end(empty)
        return story
    finally:
        await store.close()


def test_at_least_two_thousand_steps_are_told() -> None:
    assert EXAMPLES * STEPS + POSTGRES_STEPS >= LEAST_STEPS


async def test_every_mutation_is_part_of_the_stories(store: Store, sqlite_template: pathlib.Path) -> None:
    story = await Story.begin(store)
    mutation = core_schema().mutation_type
    assert mutation is not None
    assert set(story.wishes.mutations) == set(SELECTIONS) == set(mutation.fields)
    await story.end(sqlite_template)


@given(numbers=st.lists(st.integers(0, 2**32), min_size=STEPS, max_size=STEPS))
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.large_base_example],
)
def test_whatever_happens_every_rule_holds(sqlite_template: pathlib.Path, numbers: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "story.db"
        shutil.copyfile(sqlite_template, path)
        asyncio.run(tell(f"sqlite:///{path}", numbers, sqlite_template))


def test_whatever_happens_every_rule_holds_on_postgresql(postgres_url: str, sqlite_template: pathlib.Path) -> None:
    story = asyncio.run(tell(postgres_url, [7 * step for step in range(POSTGRES_STEPS)], sqlite_template))
    assert len(story.done) > POSTGRES_STEPS // 4
