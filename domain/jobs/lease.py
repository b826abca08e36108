"""What one of several processes does for all of them: it holds a lease and renews it, or another takes it over."""

from enum import IntEnum

from domain.store.clock import CLOCKS_APART_US
from domain.store.program import Program, Query, Sql

LEASE_S = 6
"""How long a lease is held that nobody renews: so long nobody looks for the jobs of a process that died."""
LEASE_US = LEASE_S * 1_000_000


class Lease(IntEnum):
    """The leases, by their ids in the database."""

    LOOK_FOR_JOBS = 1
    EXPORT_HEADS = 2
    DELIVER_WEBHOOKS = 3
    SEND_MAIL = 4


_TAKE = Sql(
    "insert into leases (id, holder, held_until) values (:id, :holder, :until) on conflict (id) do update "
    "set holder = excluded.holder, held_until = excluded.held_until "
    "where leases.holder = excluded.holder or leases.held_until <= :now or leases.held_until > :latest returning id"
)
_LEAVE = Sql("update leases set held_until = 0 where id = :id and holder = :holder")


def take_lease(lease: Lease, holder: int, now: int) -> Program[bool]:
    """Take or renew a lease; return False if another holds it.

    One that ends more than ``CLOCKS_APART_US`` later than a lease that is taken now was taken by a clock that was ahead, and
    counts for nothing. A holder whose clock differs less, or was read a little later, keeps it: two would hold it otherwise.
    """
    until = now + LEASE_US
    latest = until + CLOCKS_APART_US
    return bool((yield Query(_TAKE, id=lease, holder=holder, until=until, now=now, latest=latest)))


def leave_lease(lease: Lease, holder: int) -> Program[None]:
    """Leave a lease to the next process that asks for it, if this one holds it."""
    yield Query(_LEAVE, id=lease, holder=holder)
