"""What a serving process tidies up now and then: sessions and sign-in links that let nobody in any more.

They are no record: who signed in is in no log, and what people then did stands in the audit log, which only ever grows.
"""

import asyncio
import logging

from domain.store.steps import Fetch, Sql, Steps
from domain.store.store import Store

_log = logging.getLogger("tieout")

MOST_ROWS = 500
"""So many rows of a table are deleted at once: some milliseconds, for which nobody notices waiting."""

EVERY_S = 600
AGAIN_S = 1
"""How long it pauses while there is more to delete."""

_PRUNE = {
    table: Sql(
        f"delete from {table} where id in (select id from {table} where expires_at <= :now order by expires_at limit :most) "
        "returning id"
    )
    for table in ("sessions", "sign_in_codes")
}


def prune_access(now: int, most: int = MOST_ROWS) -> Steps[int]:
    """Deletes what has ended, oldest first, at most so many rows of a table; gives the most that were found in one.

    A link that was used is kept until it would have ended: whoever follows it again is told the same either way.
    """
    sessions = yield Fetch(_PRUNE["sessions"], now=now, most=most)
    codes = yield Fetch(_PRUNE["sign_in_codes"], now=now, most=most)
    return max(len(sessions), len(codes))


class Upkeep:
    """Tidies up from ``start`` until ``stop``, at once and then every ten minutes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins, with what has ended already."""
        self._task = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Ends what is under way."""
        self._stopping.set()
        if self._task is not None:
            await asyncio.wait({self._task})

    async def _work(self) -> None:
        while True:
            more = await self._once()
            try:
                async with asyncio.timeout(AGAIN_S if more else EVERY_S):
                    await self._stopping.wait()
            except TimeoutError:
                continue
            return

    async def _once(self) -> bool:
        """Deletes once; gives whether there may be more. What fails is tried again the next time."""
        now = self._store.clock()
        try:
            return await self._store.backend.run_block(lambda: prune_access(now)) == MOST_ROWS
        except Exception as error:  # noqa: BLE001 - nobody waits for it: whatever it is, it is logged
            _log.warning("ended sessions were left where they are: %s", str(error) or type(error).__name__)
            return False
