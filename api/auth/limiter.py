"""Slows down guessing: so many tries of one kind within a while, in memory, bounded."""

import ipaddress
import math
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

WINDOW_S = 300
TRIES_FROM_ADDRESS = 60
TRIES_OF_EMAIL_FROM_ADDRESS = 8
TRIES_OF_EMAIL = 40
"""From all addresses together, within an hour."""
PAUSE_S = 2.0
HOUR_S = 3600
NETWORK_BITS = 64
"""An IPv6 network: whoever has one address of it has all."""


class Limiter:
    """Allows ``most`` tries per key within ``window_s`` seconds; remembers at most ``keys`` keys, oldest forgotten first."""

    def __init__(self, most: int, window_s: float, now: Callable[[], float], keys: int = 10_000) -> None:
        self._most = most
        self._window_s = window_s
        self._now = now
        self._keys = keys
        self._tries: OrderedDict[str, deque[float]] = OrderedDict()

    def wait_s(self, key: str) -> float:
        """Counts a try; gives 0, or how many seconds to wait when there were too many."""
        now = self._now()
        tries = self._tries.setdefault(key, deque())
        self._tries.move_to_end(key)
        while tries and tries[0] <= now - self._window_s:
            tries.popleft()
        if len(tries) >= self._most:
            return tries[0] + self._window_s - now
        tries.append(now)
        while len(self._tries) > self._keys:
            self._tries.popitem(last=False)
        return 0.0

    def take_back(self, key: str) -> None:
        """Takes a key's last try back, after it succeeded."""
        if self._tries.get(key):
            self._tries[key].pop()

    def forget(self, key: str) -> None:
        """Takes all of a key's tries back."""
        self._tries.pop(key, None)


@dataclass(frozen=True, slots=True)
class Tries:
    """Who may try a password, and how soon.

    Wrong ones shut out the address that sent them, for that e-mail address (8 in five minutes) and in all (60), so that
    nobody is locked out by what others send in their name. When very many addresses try one e-mail address (40 tries an
    hour), each further try is looked at after a pause only: slower for all, and closed to nobody. A right password counts
    for nothing.
    """

    by_address: Limiter
    by_pair: Limiter
    by_email: Limiter
    pause: Callable[[float], Awaitable[None]]

    @classmethod
    def of(cls, now: Callable[[], float], pause: Callable[[float], Awaitable[None]]) -> "Tries":
        """The tries of one process."""
        return cls(
            Limiter(TRIES_FROM_ADDRESS, WINDOW_S, now),
            Limiter(TRIES_OF_EMAIL_FROM_ADDRESS, WINDOW_S, now),
            Limiter(TRIES_OF_EMAIL, HOUR_S, now),
            pause,
        )

    async def wait_s(self, email: str, address: str) -> int:
        """Counts a try; gives 0 when it may be looked at, pausing first where it must, or how many seconds to wait."""
        network = network_of(address)
        wait = max(self.by_address.wait_s(network), self.by_pair.wait_s(f"{network} {email}"))
        if not wait and self.by_email.wait_s(email):
            await self.pause(PAUSE_S)
        return math.ceil(wait)

    def right(self, email: str, address: str) -> None:
        """The try succeeded."""
        network = network_of(address)
        self.by_address.take_back(network)
        self.by_pair.forget(f"{network} {email}")
        self.by_email.take_back(email)


def network_of(address: str) -> str:
    """What one caller has of addresses: an IPv4 address, an IPv6 network; anything else as it is."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, NETWORK_BITS), strict=False))
