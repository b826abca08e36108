"""Where a subscription stands in what it follows."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True, eq=False)
class StreamPlace:
    """Where one reading of a subscription begins, and what it found; its relation reads and writes it.

    ``after`` is None for the first reading, which begins where the operation's arguments say. ``most`` bounds the rows.
    ``known`` is what the process has read of it already, for all that follow it. ``rows`` are what was found, and ``last``
    is the position up to which all was read, ``values`` how many values the answers have.
    """

    after: int | None
    most: int
    known: Any = None
    rows: list[Any] = field(default_factory=list)
    last: int = 0
    values: int = 0
