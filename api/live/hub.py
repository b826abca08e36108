"""All live connections of a process: how many there may be, who may keep theirs, and how far the feed has come.

One look at the database serves all of them: who still has access, where the feed ends, and what is new in it. So many
connections ask no more than one, and nobody gets anything who has lost their access since.
"""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from typing import Any, Protocol

from api.auth.principals import Authentication, Credential
from api.live.messages import CloseCode, SocketClosing
from api.types.live import CHARACTERS_MAX, Tail
from domain.core.change_kinds import ChangeKind
from domain.jobs.numbering import number_if_possible
from domain.permissions import Principal
from domain.queries.feed import feed_page
from domain.store.feed import end_of_feed
from domain.store.program import Program
from domain.store.store import Store

TAIL_MAX = 200
"""How many of the newest changes are read for all at once."""
READS_AT_ONCE = 4
"""How many subscriptions read the database at a time, so that requests are not kept waiting by many of them."""
ACCESS_CHANGED = "Your access has ended or changed. Connect again."


class LiveConnection(Protocol):
    """A live connection, as the hub knows it."""

    principal: Principal | None
    credential: Credential | None

    async def close(self, code: CloseCode, reason: str) -> None:
        """Close it, also if its caller reads nothing."""


class Hub:
    """The live connections of a process; ``most`` in all, ``most_of_one`` of one caller."""

    def __init__(self, store: Store, authentication: Authentication, most: int, most_of_one: int) -> None:
        self.authentication = authentication
        self.end = 0
        """The last position of the feed, as far as this process knows."""
        self.tail: Tail | None = None
        self.reads = asyncio.Semaphore(READS_AT_ONCE)
        self.subscriptions = 0
        self.sent = 0
        """How many changes were sent."""
        self.closed: Counter[int] = Counter()
        """How many connections were closed, by code."""
        self._store = store
        self._most = most
        self._most_of_one = most_of_one
        self._known: dict[LiveConnection, None] = {}
        """Those who are let in."""
        self._waiting: dict[LiveConnection, None] = {}
        """Those whose callers are not known yet, the oldest first."""
        self._counts: Counter[str] = Counter()
        """How many of those who are let in are of each caller."""
        self._advanced = asyncio.Event()
        self._closings: set[asyncio.Task[None]] = set()

    @property
    def connections(self) -> int:
        """How many connections are open."""
        return len(self._known) + len(self._waiting)

    def arrive(self, new: LiveConnection) -> None:
        """Count a connection whose caller is not known yet; one like it gives way if there are too many.

        Raises ``SocketClosing`` if all are in use.
        """
        if self.connections >= self._most:
            oldest = next(iter(self._waiting), None)
            if oldest is None:
                raise SocketClosing(CloseCode.TRY_AGAIN_LATER, "Too many live connections. Try again later.")
            del self._waiting[oldest]
            self.close_soon(oldest.close(CloseCode.INITIALISATION_TIMEOUT, "Connection initialisation timeout"))
        self._waiting[new] = None

    async def let_in(self, known: LiveConnection) -> None:
        """Count a connection as its caller's; ``end`` is up to date then.

        Raises ``SocketClosing`` if the caller has too many.
        """
        assert known.principal is not None, "only a known caller is let in"
        key = known.principal.key
        if self._counts[key] >= self._most_of_one:
            reason = f"You have {self._most_of_one} live connections, as many as you may have. Close one of them."
            raise SocketClosing(CloseCode.TRY_AGAIN_LATER, reason)
        if known in self._waiting:  # otherwise it was closed meanwhile
            del self._waiting[known]
            self._known[known] = None
            self._counts[key] += 1
            await number_if_possible(self._store)
            await self.look()

    def leave(self, gone: LiveConnection) -> None:
        """Stop counting a connection; leaving twice does nothing."""
        self._waiting.pop(gone, 0)
        if gone in self._known:
            del self._known[gone]
            assert gone.principal is not None, "it was let in"
            self._counts[gone.principal.key] -= 1
            if not self._counts[gone.principal.key]:
                del self._counts[gone.principal.key]

    async def beyond(self, position: int) -> None:
        """Return once the feed reaches beyond a position."""
        while self.end <= position:
            await self._advanced.wait()

    async def look(self) -> None:
        """Look who still has access and how far the feed has come; nothing if there is no connection."""
        if not self._known:
            return
        held = {each: (each.credential, each.principal) for each in self._known}
        holders, end, tail = await self._store.read(self._seen({each for each, _ in held.values() if each is not None}))
        for each, (credential, principal) in held.items():
            if credential is None or holders.get(credential) != principal:
                self.close_soon(each.close(CloseCode.FORBIDDEN, ACCESS_CHANGED))
        if end > self.end:
            self.end, self.tail = end, tail
            self._advanced.set()
            self._advanced = asyncio.Event()

    def _seen(self, credentials: set[Credential]) -> Program[tuple[dict[Credential, Principal], int, Tail | None]]:
        """Return who has these credentials, where the feed ends, and what is new in it."""
        before = self.end
        holders = yield from self.authentication.holders(credentials)
        end = yield from end_of_feed()
        if not before < end <= before + TAIL_MAX:
            return holders, end, None
        page = yield from feed_page(before, TAIL_MAX, frozenset(ChangeKind), CHARACTERS_MAX)
        return holders, end, Tail(before, page)

    def close_soon(self, closing: Coroutine[Any, Any, None]) -> None:
        """Let a connection be closed, however long its caller takes to notice."""
        task = asyncio.create_task(closing)
        self._closings.add(task)
        task.add_done_callback(self._closings.discard)
