"""Ids made by the application (``domain/store/ids.py``)."""

import itertools
from datetime import UTC, datetime

from domain.store.clock import to_instant
from domain.store.ids import WORKERS, IdMaker

LATER, EARLIER = 1_900_000_000_000_000, 1_800_000_000_000_000


def test_a_process_whose_clock_was_set_back_goes_on_above_all_ids_that_there_are() -> None:
    highest = IdMaker(1, clock=lambda: LATER).next()
    maker = IdMaker(1, highest, clock=lambda: EARLIER)
    ids = [maker.next() for _ in range(5_000)]
    assert highest < ids[0]
    assert all(earlier < later for earlier, later in itertools.pairwise(ids))


def test_two_processes_never_make_the_same_id() -> None:
    makers = [IdMaker(worker, clock=lambda: EARLIER) for worker in (1, 2)]
    made = [maker.next() for maker in makers for _ in range(5_000)]
    assert len(set(made)) == len(made)


def test_an_id_is_milliseconds_since_2020_then_the_worker_then_a_count() -> None:
    second = to_instant(datetime(2020, 1, 1, 0, 0, 1, 999, tzinfo=UTC))
    maker = IdMaker(WORKERS + 5, clock=lambda: second)
    assert [maker.next(), maker.next()] == [1_000 << 21 | 5 << 11, 1_000 << 21 | 5 << 11 | 1]


def test_a_full_millisecond_goes_on_in_the_next_and_a_later_one_counts_from_nothing() -> None:
    now = to_instant(datetime(2020, 1, 1, 0, 0, 1, tzinfo=UTC))
    instants = iter([now] * 2_049 + [now + 1_000, now + 2_000])
    maker = IdMaker(0, clock=lambda: next(instants))
    made = [maker.next() for _ in range(2_051)]
    assert [each & 2_047 for each in made] == [*range(2_048), 0, 1, 0]
    assert [made[0] >> 21, made[-4] >> 21, made[-3] >> 21, made[-2] >> 21, made[-1] >> 21] == [
        1_000, 1_000, 1_001, 1_001, 1_002,
    ]  # fmt: skip


def test_ids_go_on_above_the_highest_of_the_same_millisecond() -> None:
    now = to_instant(datetime(2020, 1, 1, 0, 0, 1, tzinfo=UTC))
    highest = 1_000 << 21 | 7 << 11
    assert IdMaker(7, highest, clock=lambda: now).next() == highest + 1
