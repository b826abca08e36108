"""Connections: who gets one, who waits, and how busy they are."""

import asyncio
import time

import pytest

from domain.errors import Busy
from domain.store.admission import Admission, Slot
from domain.store.occupancy import Gate, Occupancy

LONG_S = 60


def in_use(admission: Admission) -> list[tuple[str, int, int, int]]:
    return [(each.part, each.in_use, each.limit, each.waiting) for each in admission.occupancies]


@pytest.mark.parametrize(("connections", "for_writers"), [(1, 1), (2, 1), (3, 2), (4, 3), (8, 6), (20, 15)])
async def test_one_connection_in_four_never_goes_to_a_writer(connections: int, for_writers: int) -> None:
    assert in_use(Admission(connections)) == [
        ("connections", 0, connections, 0),
        ("writing connections", 0, for_writers, 0),
    ]


async def test_a_writer_counts_among_writers_and_among_all() -> None:
    admission = Admission(4)
    writer = await admission.acquire(writing=True, within_s=LONG_S)
    reader = await admission.acquire(writing=False, within_s=LONG_S)
    assert in_use(admission) == [("connections", 2, 4, 0), ("writing connections", 1, 3, 0)]
    for slot in (writer, writer, reader):
        slot.release()
    assert in_use(admission) == [("connections", 0, 4, 0), ("writing connections", 0, 3, 0)]


async def test_who_waits_in_vain_is_refused_and_holds_nothing() -> None:
    admission = Admission(2)
    for _ in range(2):
        await admission.acquire(writing=False, within_s=LONG_S)
    with pytest.raises(Busy):
        await admission.acquire(writing=True, within_s=0.001)
    assert in_use(admission) == [("connections", 2, 2, 0), ("writing connections", 0, 1, 0)]


async def test_who_has_no_time_gets_no_connection_even_if_one_is_free() -> None:
    with pytest.raises(Busy):
        await Admission(2).acquire(writing=False, within_s=-1)


async def test_who_is_cancelled_while_it_waits_holds_nothing() -> None:
    admission = Admission(2)
    held = [await admission.acquire(writing=False, within_s=LONG_S) for _ in range(2)]
    waiting = asyncio.create_task(admission.acquire(writing=True, within_s=LONG_S))
    await asyncio.sleep(0)
    assert in_use(admission) == [("connections", 2, 2, 1), ("writing connections", 1, 1, 0)]
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    held[0].release()
    assert in_use(admission) == [("connections", 1, 2, 0), ("writing connections", 0, 1, 0)]


async def test_a_slot_is_yielded_to_who_waits_and_taken_again() -> None:
    admission = Admission(1)
    slot = await admission.acquire(writing=False, within_s=LONG_S)
    order = []

    async def other() -> None:
        with_slot = await admission.acquire(writing=False, within_s=LONG_S)
        order.append("other")
        with_slot.release()

    waiting = asyncio.create_task(other())
    await asyncio.sleep(0)
    await slot.yield_slot()
    order.append("again")
    await waiting
    assert order == ["other", "again"]
    assert in_use(admission)[0] == ("connections", 1, 1, 0)


async def test_a_slot_is_over_when_its_time_is_used_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(asyncio.get_running_loop(), "time", lambda: 5.0)
        slots = [Slot((), until) for until in (4.0, 5.0, 7.5)]
        assert [(each.is_over, each.left_s) for each in slots] == [(True, -1.0), (True, 0.0), (False, 2.5)]


async def test_a_gate_tells_since_when_nothing_moved_while_all_is_in_use() -> None:
    before = time.monotonic_ns()
    gate = Gate("connections", 2)
    await gate.acquire()
    assert gate.occupancy == Occupancy("connections", 1, 2, 0, 0)
    await gate.acquire()
    full = gate.occupancy
    assert (full.in_use, full.waiting) == (2, 0)
    assert 0 < full.unmoved_ns <= time.monotonic_ns() - before
    gate.release()
    assert gate.occupancy == Occupancy("connections", 1, 2, 0, 0)
