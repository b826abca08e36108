"""Connecting to the one of several hosts that will do, without waiting for those that do not answer.

asyncpg tries one host after the other within one time: a host whose network swallows everything would use up all of it. So
the next host is tried a moment later beside it, and the host that was right the last time is tried first.
"""

import asyncio
from collections.abc import Iterable
from typing import Any

import asyncpg

from domain.store.url import WRITABLE, each_host

NEXT_S = 0.25
"""How long a host may take before the next is tried beside it."""

_UNFIT = (OSError, asyncpg.TargetServerAttributeNotMatched, asyncpg.CannotConnectNowError)
"""What a host says, or does, that is away, starting, or not what is wanted."""


class Hosts:
    """The hosts of an address."""

    def __init__(self, dsn: str, wanted: str = WRITABLE) -> None:
        self._addresses = each_host(dsn, wanted)
        self._let_be: set[asyncio.Task[Any]] = set()

    async def connect(self, *_dsn: object, timeout: float = 60, **options: Any) -> Any:  # noqa: ASYNC109 - as asyncpg's own
        """Open a connection within ``timeout`` seconds; options are those of ``asyncpg.connect``, which it stands in for.

        Raises ``OSError`` if no host can be reached or is what the address asks for, else what one of them refuses.
        """
        if len(self._addresses) == 1:
            return await asyncpg.connect(self._addresses[0], timeout=timeout, **options)
        ends = asyncio.get_running_loop().time() + timeout
        left = list(self._addresses)
        trying: dict[asyncio.Task[Any], str] = {}
        failures: list[BaseException] = []
        try:
            while left or trying:
                if left:
                    address = left.pop(0)
                    trying[asyncio.create_task(asyncpg.connect(address, timeout=timeout, **options))] = address
                within_s = max(0.0, ends - asyncio.get_running_loop().time())
                within_s = min(NEXT_S, within_s) if left else within_s
                done, _ = await asyncio.wait(trying, timeout=within_s, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    address, failure = trying[task], task.exception()
                    if failure is None:
                        self._prefer(address)
                        del trying[task]
                        return task.result()
                    del trying[task]
                    failures.append(failure)
                if not done and not left:
                    raise TimeoutError
            raise _reason(failures)
        finally:
            self._let_go(trying)

    def _let_go(self, trying: Iterable["asyncio.Task[Any]"]) -> None:
        """Close what attempts may still open that nobody waits for.

        They end by themselves in their time. Cancelled, asyncpg would leave errors behind that Python logs.
        """
        for task in trying:
            self._let_be.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        self._let_be.discard(task)
        if not task.cancelled() and task.exception() is None:
            task.result().terminate()

    def _prefer(self, address: str) -> None:
        """Try this host first from now on."""
        self._addresses = [address, *(each for each in self._addresses if each != address)]


def _reason(failures: list[BaseException]) -> BaseException:
    """Return what to raise where no host would do: what one refused, such as a password, or what was wrong with each."""
    for each in failures:
        if not isinstance(each, _UNFIT):
            return each
    reasons = "; ".join(dict.fromkeys(str(each) or type(each).__name__ for each in failures))
    return ConnectionError(f"no host can be used: {reasons}")
