"""How long commits took in this process, counted in classes by duration."""

from bisect import bisect_left

COMMIT_BOUNDS_US = (100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000)
"""Upper bounds of the classes in which commits are counted."""


class CommitTimes:
    """How long commits took. One thread notes them; any may read."""

    def __init__(self) -> None:
        self.counts = [0] * (len(COMMIT_BOUNDS_US) + 1)
        """How many took up to each bound, and no longer than the one before; the last is beyond all."""
        self.sum_us = 0

    def note(self, took_ns: int) -> None:
        """Count a commit."""
        took_us = took_ns // 1_000
        self.counts[bisect_left(COMMIT_BOUNDS_US, took_us)] += 1
        self.sum_us += took_us
