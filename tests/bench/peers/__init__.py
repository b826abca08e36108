"""What the benchmarks measure Tieout against: other ways to do the same on the same tables."""

from typing import NamedTuple


class Open(NamedTuple):
    """An invoice's item that has much open."""

    account: int
    item: int
    invoice: int
