"""To which addresses webhooks connect (domain R47a)."""

from ipaddress import ip_address

import pytest

from api.webhooks.guard import Refused, checked_addresses, is_permitted, is_public, networks_of

REFUSED = {
    "loopback": "127.0.0.1",
    "all of loopback": "127.8.8.8",
    "loopback, IPv6": "::1",
    "unspecified": "0.0.0.0",
    "this network": "0.1.2.3",
    "unspecified, IPv6": "::",
    "link-local": "169.254.169.254",
    "link-local, IPv6": "fe80::1",
    "private, class A": "10.0.0.1",
    "private, class B": "172.16.0.1",
    "private, class C": "192.168.1.1",
    "carrier-grade NAT": "100.64.0.1",
    "unique local": "fd00::1",
    "site-local": "fec0::1",
    "multicast": "224.0.0.1",
    "multicast, IPv6": "ff02::1",
    "broadcast": "255.255.255.255",
    "reserved": "240.0.0.1",
    "benchmarking": "198.18.0.1",
    "documentation": "203.0.113.1",
    "documentation, IPv6": "2001:db8::1",
    "documentation of 2024, IPv6": "3fff::1",
    "protocol assignments": "192.0.0.1",
    "6to4 relays": "192.88.99.1",
    "IPv4-mapped loopback": "::ffff:127.0.0.1",
    "IPv4-mapped private": "::ffff:10.0.0.1",
    "IPv4-compatible": "::7f00:1",
    "6to4 of loopback": "2002:7f00:1::",
    "6to4 of a public address": "2002:808:808::",
    "Teredo": "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "NAT64 of loopback": "64:ff9b::7f00:1",
    "NAT64 of private": "64:ff9b::a00:1",
    "local NAT64": "64:ff9b:1::808:808",
    "ISATAP of loopback": "2a00::5efe:7f00:1",
    "discard": "100::1",
}
PUBLIC = ("8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808")


@pytest.mark.parametrize("kind", REFUSED)
def test_an_address_that_is_not_public_is_refused(kind: str) -> None:
    assert not is_public(ip_address(REFUSED[kind]))


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_connected_to(address: str) -> None:
    assert is_public(ip_address(address))


def test_the_operator_permits_private_networks() -> None:
    allowed = networks_of("127.0.0.1, 10.0.0.0/8")
    assert is_permitted(ip_address("10.9.9.9"), allowed)
    assert is_permitted(ip_address("::ffff:10.9.9.9"), allowed)
    assert not is_permitted(ip_address("127.0.0.2"), allowed)


async def test_every_address_of_a_host_must_be_permitted() -> None:
    with pytest.raises(Refused):
        await checked_addresses("localhost", 443, secure=True, allowed=())
    with pytest.raises(Refused):
        await checked_addresses("8.8.8.8", 80, secure=False, allowed=())
    assert await checked_addresses("127.0.0.1", 80, secure=False, allowed=networks_of("127.0.0.0/8")) == ["127.0.0.1"]
    assert await checked_addresses("8.8.8.8", 443, secure=True, allowed=()) == ["8.8.8.8"]
