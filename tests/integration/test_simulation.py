"""Units of work side by side in one process, with faults, all from one seed (``tests.stress.simulate``)."""

import pytest

from domain.store.sqlite import connection
from tests.support.simulation.running import Failure, run_world, shrunk
from tests.support.simulation.world import World

WORLDS, EVENTS = 3, 60


@pytest.mark.parametrize("seed", range(1, WORLDS + 1))
def test_nothing_is_untrue_whatever_happens_side_by_side(seed: int) -> None:
    found = run_world(seed, range(EVENTS))
    assert isinstance(found, World), found
    assert found.answered > EVENTS


def test_a_seed_does_the_same_again() -> None:
    first, second = (run_world(7, range(20)) for _ in range(2))
    assert isinstance(first, World)
    assert isinstance(second, World)
    assert first.rows() == second.rows()


def test_what_is_untrue_is_found_again_and_shrinks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.PRAGMAS, "synchronous", "normal")
    found = run_world(1, range(EVENTS))
    assert isinstance(found, Failure)
    assert run_world(1, found.events) == found
    least = shrunk(found, tries_max=12)
    assert len(least.events) < len(found.events)
    assert run_world(1, least.events) == least
