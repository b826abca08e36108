"""To which addresses a webhook may connect: those of the public internet, and what the operator permits beside them.

Whoever manages access could otherwise have the server ask whatever only it can reach: its own machine, its network, the
cloud's metadata. A name is resolved and every one of its addresses is checked, and the connection goes to an address that
was checked, so that a name that resolves differently the second time gains nothing.
"""

import asyncio
import socket
from collections.abc import Collection, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from domain.texts import Text, say

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_GLOBAL_IPV6 = IPv6Network("2000::/3")
_TRANSLATED = IPv6Network("64:ff9b::/96")
_NOT_GLOBAL: Sequence[Network] = (
    *map(IPv4Network, ("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4")),
    *map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")),
)
"""What is no single public machine, whatever this version of Python says of it: Teredo and 6to4 lead into IPv4."""
_ISATAP = (0x0000_5EFE, 0x0200_5EFE)


class Refused(Exception):
    """The address may not be connected to; ``reason`` says why."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason)
        self.reason = reason


def networks_of(text: str) -> Sequence[Network]:
    """Return the networks in a list such as "127.0.0.1, 10.0.0.0/8"."""
    return [ip_network(each.strip()) for each in text.split(",") if each.strip()]


def reached(address: Address) -> Address:
    """Return the address that a packet to this one reaches, where an IPv6 address stands for an IPv4 address."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in _TRANSLATED:
            return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


def is_public(address: Address) -> bool:
    """Return whether an address is of the public internet."""
    at = reached(address)
    if isinstance(at, IPv6Address):
        interface = int(at) >> 32 & 0xFFFF_FFFF
        if at not in _GLOBAL_IPV6 or at.scope_id is not None or interface in _ISATAP:
            return False
    special = at.is_multicast or at.is_private or at.is_reserved
    return at.is_global and not special and not is_permitted(at, _NOT_GLOBAL)


def is_permitted(address: Address, allowed: Collection[Network]) -> bool:
    """Return whether the operator permits an address although it may be private."""
    at = reached(address)
    return any(at in each for each in allowed if each.version == at.version)


async def checked_addresses(host: str, port: int, *, secure: bool, allowed: Collection[Network]) -> list[str]:
    """Return the addresses of a host, each of which may be connected to. Raises ``Refused`` and ``OSError``."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not addresses:
        raise Refused(say("webhook-host-without-address"))
    for each in addresses:
        address = ip_address(each)
        if is_permitted(address, allowed):
            continue
        if not secure:
            raise Refused(say("webhook-http-not-allowed"))
        if not is_public(address):
            raise Refused(say("webhook-address-not-public"))
    return addresses
