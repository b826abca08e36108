"""Slows down guessing: so many tries of one kind within a while, in memory, bounded."""

from collections import OrderedDict, deque
from collections.abc import Callable


class Limiter:
    """Allows ``most`` tries per key within ``window_s`` seconds; remembers at most ``keys`` keys, oldest forgotten first."""

    def __init__(self, most: int, window_s: float, now: Callable[[], float], keys: int = 10_000) -> None:
        self._most = most
        self._window_s = window_s
        self._now = now
        self._keys = keys
        self._tries: OrderedDict[str, deque[float]] = OrderedDict()

    def wait_s(self, key: str) -> float:
        """Counts a try; gives 0, or how many seconds to wait when there were too many."""
        now = self._now()
        tries = self._tries.setdefault(key, deque())
        self._tries.move_to_end(key)
        while tries and tries[0] <= now - self._window_s:
            tries.popleft()
        if len(tries) >= self._most:
            return tries[0] + self._window_s - now
        tries.append(now)
        while len(self._tries) > self._keys:
            self._tries.popitem(last=False)
        return 0.0

    def forget(self, key: str) -> None:
        """Takes a key's tries back, after one that succeeded."""
        self._tries.pop(key, None)
