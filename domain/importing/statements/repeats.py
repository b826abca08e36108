"""How often a bank gives one id to movements that are equal: some make it of the day and the amount."""

from collections import OrderedDict
from datetime import date

REMEMBERED_MAX = 10_000
"""So many of the latest movements are remembered: equal ones are of one day, and not far from each other."""


class Repeats:
    """Counts the movements of a statement that have id, day and amount in common, so that none passes for another one."""

    def __init__(self) -> None:
        self._counts: OrderedDict[tuple[date, str, int], int] = OrderedDict()

    def before(self, booked_on: date, bank_id: str | None, cents: int) -> int:
        """Return how many equal ones came before; 0 for a movement without an id."""
        if bank_id is None:
            return 0
        movement = booked_on, bank_id, cents
        count = self._counts.get(movement, 0)
        self._counts[movement] = count + 1
        self._counts.move_to_end(movement)
        if len(self._counts) > REMEMBERED_MAX:
            self._counts.popitem(last=False)
        return count
