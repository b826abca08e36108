"""Limits password guessing, for all processes on a database together."""

import asyncio
import ipaddress
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from domain.services.sign_in_tries import Tried, TryLimits, count_try, forgive_tries
from domain.store.store import Store

PAUSE_S = 2.0
NETWORK_BITS = 64
"""The prefix of an IPv6 network: whoever has one of its addresses has all."""


@dataclass(frozen=True, slots=True)
class Tries:
    """Who may try a password, and how soon.

    Wrong ones shut out the address that sent them, for that e-mail address (8 in five minutes) and in all (60), so that
    nobody is locked out by what others send in their name. When very many addresses try one e-mail address (40 tries an
    hour), each further try is looked at after a pause only: slower for all, and closed to nobody. A right password counts
    for nothing.
    """

    store: Store
    limits: TryLimits = field(default_factory=TryLimits)
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def count(self, email: str, address: str, limits: TryLimits | None = None) -> Tried:
        """Count a try, within other limits than its own if they are given. Raises ``Busy``.

        Unless it must wait, it may go ahead when this returns, after a pause if need be.
        """
        tried = Tried(self.store.context.new_id(), network_of(address), email)
        now, dialect = self.store.clock(), self.store.backend.dialect
        tried = await self.store.backend.run_unit(lambda: count_try(tried, limits or self.limits, now, dialect))
        if tried.late:
            await self.pause(PAUSE_S)
        return tried

    async def forgive(self, tried: Tried) -> None:
        """Note that a try was right. Raises ``Busy``."""
        await self.store.backend.run_unit(lambda: forgive_tries(tried))


async def no_pause(_seconds: float) -> None:
    """Return at once: for callers that refuse a late try instead of delaying it."""


def wait_s(tried: Tried) -> int:
    """Return how many seconds a try must wait; 0 if it may go ahead."""
    return math.ceil(tried.wait_us / 1_000_000)


def network_of(address: str) -> str:
    """Return the network that one caller controls: an IPv4 address, an IPv6 network, or the text itself if it is neither."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, NETWORK_BITS), strict=False))
