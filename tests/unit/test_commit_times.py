"""How long commits took, counted in classes."""

from domain.store.commit_times import COMMIT_BOUNDS_US, CommitTimes


def test_a_commit_counts_up_to_the_first_bound_that_it_does_not_exceed() -> None:
    times = CommitTimes()
    for took_us in (0, 100, 101, 250, 5_000_000, 5_000_001):
        times.note(took_us * 1_000 + 999)
    assert times.counts == [2, 2, *[0] * (len(COMMIT_BOUNDS_US) - 3), 1, 1]
    assert times.sum_us == 10_000_452
