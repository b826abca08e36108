"""How much one caller may ask for in a minute: requests, and the values of their answers.

Each process counts for itself, in memory. A caller who has used up an allowance is refused before anything is read for them,
with the seconds after which to come again. What was not used for a while adds up to a minute's, and no further.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from api.errors import Code, RequestRefused
from domain.texts import say

CALLERS_MAX = 10_000
"""How many callers are remembered; those who asked longest ago are forgotten first, and may ask as if they were new."""
MINUTE_S = 60.0
ROUNDING = 1e-6
"""What may be missing after a wait of exactly as long as the refusal says."""


@dataclass(slots=True)
class _Left:
    """What a caller has left at an instant."""

    requests: float
    values: float
    at: float


class Allowances:
    """What callers have left. An allowance of 0 has no limit."""

    def __init__(self, requests: int = 0, values: int = 0, clock: Callable[[], float] = time.monotonic) -> None:
        self._requests = requests or math.inf
        self._values = values or math.inf
        self._clock = clock
        self._left: OrderedDict[str, _Left] = OrderedDict()
        self.limited = bool(requests or values)

    def take(self, caller: str) -> None:
        """Count a request; raise RATE_LIMITED, with ``Retry-After``, if the caller has used up an allowance."""
        if not self.limited:
            return
        left = self._of(caller)
        wait_s = max(_wait_s(1 - left.requests, self._requests), _wait_s(1 - left.values, self._values))
        if wait_s:
            raise RequestRefused(
                Code.RATE_LIMITED, say("error-too-much-asked", wait_s=wait_s), headers={"retry-after": str(wait_s)}
            )
        left.requests -= 1

    def charge(self, caller: str, values: int) -> None:
        """Count the values of an answer, which is given even if they are more than what is left."""
        if self.limited:
            self._of(caller).values -= values

    def _of(self, caller: str) -> _Left:
        """Return what a caller has left now."""
        now = self._clock()
        left = self._left.get(caller)
        if left is None:
            left = self._left[caller] = _Left(self._requests, self._values, now)
            if len(self._left) > CALLERS_MAX:
                self._left.popitem(last=False)
            return left
        self._left.move_to_end(caller)
        minutes = (now - left.at) / MINUTE_S
        left.requests = self._filled(left.requests, self._requests, minutes)
        left.values = self._filled(left.values, self._values, minutes)
        left.at = now
        return left

    @staticmethod
    def _filled(left: float, most: float, minutes: float) -> float:
        return most if most == math.inf else min(most, left + most * minutes)


def _wait_s(missing: float, most: float) -> int:
    """Return the whole seconds until an allowance has what is missing; 0 if nothing is."""
    if missing < ROUNDING or most == math.inf:
        return 0
    return max(1, math.ceil(missing / most * MINUTE_S - ROUNDING))
