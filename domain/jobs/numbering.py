"""Giving changes their positions in the feed: regularly in a serving process, and for a reader who asks (domain R47)."""

import logging
from datetime import timedelta

from domain.errors import Busy, OutcomeUnknown
from domain.jobs.repeating import Repeating
from domain.store.feed import NUMBERED_AT_ONCE, any_waiting, number_changes
from domain.store.store import Store

_log = logging.getLogger("tieout")

LOOK_S = timedelta(milliseconds=250).total_seconds()
"""How long a change waits for its position at most, if nobody reads the feed meanwhile."""


async def number_all(store: Store) -> None:
    """Give all changes that are committed by now their positions; it costs one look where there are none."""
    while await store.read(any_waiting(), single=True):
        if await store.backend.run_unit(number_changes) < NUMBERED_AT_ONCE:
            return


class Numbering(Repeating):
    """Numbers from ``start`` until ``stop``. Of several processes each does it; whoever comes second finds nothing."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._failing = False

    async def _once(self) -> float:
        """Number once. A failure is logged, the first of several alone, and tried again the next time."""
        try:
            await number_all(self._store)
        except (Busy, OutcomeUnknown):  # the backend has noted it
            return LOOK_S
        except Exception as error:  # noqa: BLE001 - no caller waits: any error is logged
            if not self._failing:
                _log.warning("changes were not numbered: %s", str(error) or type(error).__name__)
            self._failing = True
            return LOOK_S
        self._failing = False
        return LOOK_S
