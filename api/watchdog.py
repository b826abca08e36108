"""The watchdog of a serving process: finds what hangs though the database may be well, and says what to do.

A thread looks once a second, or more often where ``stuck_after_s`` is short, at the event loop and at the store's parts that
all requests share (``Backend.occupancies``). A part that is in use to its last place, and of which nothing has moved for
``stuck_after_s``, is stuck: the log says so once, with the lines of code at which the process stands, ``/ready`` answers
503, and ``tieout_stuck`` is 1. It ends nothing by itself: what is under way may still be done, and whoever manages the
process decides.
"""

import asyncio
import logging
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from domain.store.occupancy import Occupancy

_log = logging.getLogger("tieout")

LOOK_S = 1.0
STACK_FRAMES = 8
EVENT_LOOP = "event loop"

CURES: Mapping[str, str] = MappingProxyType(
    {
        EVENT_LOOP: "the server answers nobody. Restart it, and report the lines below",
        "writer": "nothing is stored until it goes on. See whether the disk answers; restart the server",
        "readers": "nothing is read until one goes on. Restart the server; look for long reports and exports",
        "connections": "nobody is answered. Look at pg_stat_activity for what they do; end it there, or restart the server",
        "writing connections": "nothing is stored until one goes on. Look at pg_stat_activity and pg_locks",
        "groups": "payments wait until a group goes on. Look at pg_stat_activity and pg_locks for what holds it",
    }
)
"""What it means that a part is stuck, and what to do."""


class Watchdog:
    """Watches from ``start`` until ``stop``."""

    def __init__(self, occupancies: Callable[[], Sequence[Occupancy]], stuck_after_s: float) -> None:
        self.stuck: Mapping[str, float] = {}
        """The parts that are stuck, and since how many seconds."""
        self.found: Counter[str] = Counter()
        """How often each was found stuck."""
        self._occupancies = occupancies
        self._after_s = stuck_after_s
        self._beat_at = time.monotonic()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._loop_thread = 0
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the thread; called on the event loop that it watches."""
        self._loop = asyncio.get_running_loop()
        self._loop_thread = threading.get_ident()
        self._beat_at = time.monotonic()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread, which never waits long."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    @property
    def message(self) -> str | None:
        """A sentence for each part that is stuck, with what to do; None if nothing is."""
        lines = [f"Stuck for {since:.0f} s: the {part}; {CURES[part]}." for part, since in self.stuck.items()]
        return " ".join(lines) or None

    def look(self) -> None:
        """Find what is stuck now, and log what has become stuck or goes on since the last look."""
        before, self.stuck = self.stuck, dict(self._found_stuck())
        for part, since in self.stuck.items():
            if part not in before:
                self.found[part] += 1
                where = "".join(f"\n{line}" for line in self._where())
                _log.critical("stuck for %.0f s: the %s; %s%s", since, part, CURES[part], where)
        for part in before.keys() - self.stuck.keys():
            _log.warning("no longer stuck: the %s", part)

    def _watch(self) -> None:
        while not self._stopping.wait(min(LOOK_S, self._after_s / 4)):
            assert self._loop is not None
            self._loop.call_soon_threadsafe(self._beat)
            self.look()

    def _beat(self) -> None:
        self._beat_at = time.monotonic()

    def _found_stuck(self) -> Iterator[tuple[str, float]]:
        silent_s = time.monotonic() - self._beat_at
        if silent_s >= self._after_s:
            yield EVENT_LOOP, silent_s
        for each in self._occupancies():
            unmoved_s = each.unmoved_ns / 1e9
            if each.in_use >= each.limit and unmoved_s >= self._after_s:
                yield each.part, unmoved_s

    def _where(self) -> Iterator[str]:
        """Yield at which lines of code each thread stands: file, line and name, never a value."""
        names = {each.ident: each.name for each in threading.enumerate()}
        for thread, frame in sys._current_frames().items():  # noqa: SLF001 - the only way to another thread's stack
            if thread == threading.get_ident():
                continue
            steps = traceback.extract_stack(frame)[-STACK_FRAMES:]
            name = EVENT_LOOP if thread == self._loop_thread else names.get(thread, "thread")
            yield f"{name}: " + " > ".join(f"{each.filename}:{each.lineno} {each.name}" for each in steps)
