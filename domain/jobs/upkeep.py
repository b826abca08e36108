"""What a serving process deletes regularly: expired sessions, sign-in links, tries, marks, papers, rows of published files.

They are not records: no log says who signed in. What people did is in the audit log, from which nothing is deleted. The
memory that answers have left is given back too: between what stays, glibc would keep some kilobytes of each request.
"""

import asyncio
import logging

from domain.jobs.repeating import Repeating
from domain.queries.staging import prune_staged_rows
from domain.store.freed_memory import give_freed_memory_back
from domain.store.program import Program, Query, Sql
from domain.store.store import Store

_log = logging.getLogger("tieout")

PRUNED_ROWS_MAX = 500
"""The most rows of a table that are deleted at once, which takes some milliseconds."""

EVERY_S = 600
AGAIN_S = 1
"""The pause while there is more to delete."""

_PRUNE = {
    table: Sql(
        f"delete from {table} where id in (select id from {table} where expires_at <= :now order by expires_at limit :most) "
        "returning id"
    )
    for table in ("sessions", "sign_in_codes", "sign_in_tries", "sign_in_steps", "commit_marks", "documents")
}


def prune_expired(now: int, most: int = PRUNED_ROWS_MAX) -> Program[int]:
    """Delete expired rows, oldest first, at most ``most`` of a table; return the largest of the counts.

    A used link is kept until it expires; who follows it again gets the same answer either way.
    """
    largest = 0
    for statement in _PRUNE.values():
        largest = max(largest, len((yield Query(statement, now=now, most=most))))
    return largest


class Upkeep(Repeating):
    """Prunes from ``start`` until ``stop``, at once and then every ten minutes."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store

    async def _once(self) -> int:
        """Prune once, and soon again if there may be more. A failure is logged and tried again the next time."""
        now = self._store.clock()
        try:
            pruned = await self._store.backend.run_unit(lambda: prune_expired(now))
            pruned = max(pruned, await self._store.backend.run_unit(lambda: prune_staged_rows(PRUNED_ROWS_MAX, now)))
        except Exception as error:  # noqa: BLE001 - no caller waits: any error is logged
            _log.warning("expired sessions or published rows were not deleted: %s", str(error) or type(error).__name__)
            return EVERY_S
        if pruned == PRUNED_ROWS_MAX:
            return AGAIN_S
        await asyncio.to_thread(give_freed_memory_back)
        return EVERY_S
