"""Exporting signed heads: once for the command line, and once a day while a server runs (domain R16b)."""

import asyncio
import logging
import time
from datetime import UTC, datetime
from pathlib import Path

from domain.jobs.lease import Lease, take_lease
from domain.jobs.repeating import Repeating
from domain.store.store import Store
from domain.verifying.heads import export_heads
from domain.verifying.heads_file import HeadsWriter, digest_of_last, files_in
from domain.verifying.signing import BadKey, key_at

_log = logging.getLogger("tieout")

LOOK_S = 600
"""The pause between two looks at whether the day's file is there."""


def name_of_file(now: int) -> str:
    """Return the name of a file of heads of an instant; names sort by time."""
    return f"heads-{_time_of(now):%Y-%m-%dT%H%M%SZ}.jsonl"


async def export_to(store: Store, path: Path, key_file: Path, *, in_order: bool) -> int:
    """Write the heads of all chains to a new file, signed with the key in ``key_file``; return how many there are.

    ``in_order``: the file names the newest one of its folder as the one before it. Raises ``BadKey`` and ``OSError``; then
    no file stays.
    """
    key = await asyncio.to_thread(key_at, key_file)
    previous = await asyncio.to_thread(digest_of_last, path.parent) if in_order else None
    async with store.long_snapshot() as reader:
        at = f"{_time_of(store.clock()):%Y-%m-%dT%H:%M:%SZ}"
        writer = HeadsWriter(path, key, at, previous)
        try:
            count = await reader.run(export_heads(writer.add))
            await asyncio.to_thread(writer.finish)
        finally:
            writer.discard()
    return count


class DailyHeads(Repeating):
    """Exports to a folder from ``start`` until ``stop``: at once if the day (UTC) has no file yet, then every day.

    Of several processes one does it.
    """

    def __init__(self, store: Store, folder: Path, key_file: Path) -> None:
        super().__init__()
        self._store = store
        self._folder = folder
        self._key_file = key_file
        self._holder = store.context.new_id()

    async def _once(self) -> int:
        """Export unless the day has a file. A failure is logged and tried again the next time."""
        now = self._store.clock()
        try:
            if await asyncio.to_thread(self._is_done, now) or not await self._is_ours():
                return LOOK_S
            began = time.perf_counter()
            path = self._folder.joinpath(name_of_file(now))
            count = await export_to(self._store, path, self._key_file, in_order=True)
            _log.info("signed heads of %d audit logs are in %s after %.1f s", count, path, time.perf_counter() - began)
        except BadKey as bad:
            _log.error("signed heads were not exported: %s", bad)
        except Exception as error:  # noqa: BLE001 - no caller waits: any error is logged
            _log.warning("signed heads were not exported: %s", str(error) or type(error).__name__)
        return LOOK_S

    def _is_done(self, now: int) -> bool:
        """Return True if the day has a file; makes the folder."""
        self._folder.mkdir(parents=True, exist_ok=True)
        files = files_in(self._folder)
        return bool(files) and files[-1].name >= f"heads-{_time_of(now):%Y-%m-%d}"

    async def _is_ours(self) -> bool:
        clock = self._store.clock
        return await self._store.backend.run_unit(lambda: take_lease(Lease.EXPORT_HEADS, self._holder, clock()))


def _time_of(now: int) -> datetime:
    return datetime.fromtimestamp(now // 1_000_000, UTC)
