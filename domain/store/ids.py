"""Ids made by the application: 63 bits, sortable by time, made without asking the database.

From the top: 42 bits of milliseconds since 2020 (until 2159), 10 bits of worker, 11 bits of count within the
millisecond. Each process that opens a database gets a worker number of its own, so that no two make the same id; numbers
are reused after 1,024 openings.
"""

import threading

from domain.store.clock import Clock, system_clock

WORKERS = 1024
_EPOCH_MS = 1_577_836_800_000  # 2020-01-01T00:00:00Z
_COUNT_BITS = 11
_WORKER_BITS = 10


class IdMaker:
    """Makes ids that always increase, even if the clock is set back; safe to use from several threads.

    They increase only within one process; between processes, the audit chains give the order of recording.
    """

    def __init__(self, worker: int, highest: int = 0, clock: Clock = system_clock) -> None:
        """``highest`` is the database's highest id: every id made is above it, even if the clock was set back since."""
        self._worker = (worker % WORKERS) << _COUNT_BITS
        self._last_ms = highest >> (_COUNT_BITS + _WORKER_BITS)
        self._count = 0
        self._clock = clock
        self._lock = threading.Lock()

    def next(self) -> int:
        """Return a new id."""
        with self._lock:
            now_ms = self._clock() // 1_000 - _EPOCH_MS
            if now_ms > self._last_ms:
                self._last_ms, self._count = now_ms, 0
            else:
                self._count += 1
                if self._count >> _COUNT_BITS:  # the millisecond is full: use the next
                    self._last_ms, self._count = self._last_ms + 1, 0
            return self._last_ms << (_COUNT_BITS + _WORKER_BITS) | self._worker | self._count
