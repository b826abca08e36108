"""Running `tieout` as a process of its own that is killed at random moments, again and again, until it is let through."""

import asyncio
import contextlib
import pathlib
import random
import signal
import subprocess
import time
from collections.abc import AsyncIterator, Iterator, Sequence

from domain.store.program import Sql
from domain.store.store import Store
from tests.support.centre import rows
from tests.support.started import TIEOUT, begun

BOUND_S = 900.0


class KilledCommand:
    """A command of `tieout`, or of another ``program``, in a folder, on one database.

    ``progress`` is a statement for how far its work has come.
    """

    def __init__(
        self,
        store: Store,
        url: str,
        folder: str,
        command: Sequence[str],
        progress: Sql,
        program: Sequence[str | pathlib.Path] = (TIEOUT,),
    ) -> None:
        self._program = program
        self.store = store
        self._url = url
        self._folder = folder
        self._command = command
        self._progress = progress

    async def reached(self) -> int:
        """How far the work has come."""
        return int((await rows(self.store, self._progress))[0][0])

    async def run_and_kill(self, most: int, kills: int, chance: random.Random, early: float = 0.0) -> None:
        """Start it so often and kill it once it has come further than before, up to ``most``; then let it end.

        ``early`` is the share of kills that come while the process still starts.
        """
        ends = time.monotonic() + BOUND_S
        for turn in range(kills):
            reached = await self.reached()
            target = chance.randint(reached, max(reached, most * (turn + 1) // (kills + 2)))
            with self._process() as process:
                if chance.random() < early:
                    await asyncio.sleep(chance.random())
                else:
                    while await self.reached() <= target:
                        assert process.poll() is None, "it ended before it was killed"
                        assert time.monotonic() < ends, "it takes too long"
                        await asyncio.sleep(0.01)
                    await asyncio.sleep(chance.random() * 0.05)
                process.send_signal(signal.SIGKILL)
                assert process.wait() in {-signal.SIGKILL, 0}
        with self._process() as process:
            _, errors = await asyncio.to_thread(process.communicate, timeout=BOUND_S)
            assert process.returncode == 0, errors

    @contextlib.contextmanager
    def _process(self) -> Iterator[subprocess.Popen[str]]:
        """The command as a process, which is gone afterwards whatever happens."""
        process = begun(
            self._command,
            {"PATH": "/usr/bin:/bin", "HOME": self._folder, "TIEOUT_DATABASE_URL": self._url},
            program=self._program,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            yield process
        finally:
            process.kill()
            process.communicate()


@contextlib.asynccontextmanager
async def opened(url: str) -> AsyncIterator[Store]:
    """A store that is closed afterwards."""
    store = await Store.open(url)
    try:
        yield store
    finally:
        await store.close()
