"""Giving changes their positions in the feed: regularly in a serving process, and for a reader who asks (domain R47)."""

import contextlib
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from domain.errors import Busy, OutcomeUnknown, StorageFull, Unavailable
from domain.jobs.repeating import Repeating
from domain.store.feed import NUMBERED_AT_ONCE, any_waiting, number_changes
from domain.store.store import Store

_log = logging.getLogger("tieout")

LEAST_S = timedelta(milliseconds=250).total_seconds()
"""How long a change of this process waits for its position at most, if nobody reads the feed meanwhile."""

LOOK_S = {"postgres": 0.5, "sqlite": 1.0}
"""How often it looks for changes of other processes: with SQLite, commands alone."""


async def number_all(store: Store) -> bool:
    """Give all changes that are committed by now their positions; return whether there were any.

    It costs one look where there are none.
    """
    numbered = False
    while await store.read(any_waiting(), single=True):
        numbered = True
        if await store.backend.run_unit(number_changes) < NUMBERED_AT_ONCE:
            break
    return numbered


async def number_if_possible(store: Store) -> None:
    """Number all for a reader; where nothing can be written, they read what has its position already."""
    with contextlib.suppress(Unavailable, StorageFull, Busy, OutcomeUnknown):
        await number_all(store)


class Numbering(Repeating):
    """Numbers from ``start`` until ``stop``. Of several processes each does it; whoever comes second finds nothing.

    It looks when this process has recorded something, and else rarely. ``then`` is called after each look, with whether
    changes were numbered; another process may have numbered some. It is for whoever follows the feed in this process.
    """

    least_s = LEAST_S

    def __init__(self, store: Store, then: Callable[[bool], Awaitable[None]] | None = None) -> None:
        super().__init__()
        self._store = store
        self._then = then
        self._look_s = LOOK_S[store.backend.dialect]
        self._failing = False

    def start(self) -> None:
        """See ``Repeating``."""
        self._store.recorded = self.wake
        super().start()

    async def _once(self) -> float:
        """Number once. A failure is logged, the first of several alone, and tried again the next time."""
        try:
            numbered = await number_all(self._store)
            if self._then is not None:
                await self._then(numbered)
        except (Busy, OutcomeUnknown):  # the backend has noted it
            return self._look_s
        except Exception as error:  # noqa: BLE001 - no caller waits: any error is logged
            if not self._failing:
                _log.warning("changes were not numbered or followed: %s", str(error) or type(error).__name__)
            self._failing = True
            return self._look_s
        self._failing = False
        return self._look_s
