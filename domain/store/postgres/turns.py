"""How long groups of units may compute before others have their turn of the event loop."""

from types import TracebackType

TURN_S = 0.002
"""While nobody reads."""
SHORT_TURN_S = 0.0002
"""While somebody reads, about one unit's part: a read has many turns of the loop, and waits in each for all groups."""


class Turns:
    """Counts the reads that are under way, each of which is a context of it."""

    def __init__(self) -> None:
        self._reading = 0

    def __enter__(self) -> None:
        self._reading += 1

    def __exit__(self, _cls: object, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self._reading -= 1

    def seconds(self) -> float:
        """Return how long a group may compute."""
        return SHORT_TURN_S if self._reading else TURN_S
