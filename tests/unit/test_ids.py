"""Ids made by the application (``domain/store/ids.py``)."""

import itertools

from domain.store.ids import IdMaker

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
