"""Counting passwords that are tried, for all processes together. No record changes, so no audit event is made."""

import hashlib
from dataclasses import dataclass

from domain.store.program import ExecuteMany, Program, Query, Sql
from domain.store.statements import insert_sql
from domain.tables import SignInTryRow

WINDOW_US = 300_000_000
HOUR_US = 3_600_000_000


@dataclass(frozen=True, slots=True)
class TryLimits:
    """How many wrong passwords are looked at: within five minutes from a network, and of these for one e-mail address.

    ``of_email`` is from all networks together within an hour; whatever exceeds that is only looked at late.
    """

    from_network: int = 60
    of_email_from_network: int = 8
    of_email: int = 40


@dataclass(frozen=True, slots=True)
class Tried:
    """A try that was counted, unless ``wait_us`` must pass first; ``late`` if it shall be looked at late."""

    id: int
    network: str
    email: str
    wait_us: int = 0
    late: bool = False


_LOCK = Sql("select pg_advisory_xact_lock(:number)")
_FROM_NETWORK = Sql(
    "select tried_at, email, forgiven from sign_in_tries where network = :network and tried_at > :since "
    "and tried_at <= :now order by tried_at"
)
_OF_EMAIL = Sql(
    "select count(*) from (select t.id from sign_in_tries t where t.email = :email and t.tried_at > :since "
    "and t.tried_at <= :now limit :most) as tries"
)
"""No more are counted than matter: whoever sends very many tries must not make each further one slow for all."""
_TAKE_BACK = Sql("delete from sign_in_tries where id = :id")
_FORGIVE = Sql("update sign_in_tries set forgiven = true where network = :network and email = :email")


def count_try(tried: Tried, limits: TryLimits, now: int, dialect: str) -> Program[Tried]:
    """Count a try, and return it with how it shall be looked at; one that must wait counts for nothing.

    ``network`` and ``email`` of ``tried`` may be any texts; only their hashes are stored. Two processes count one after
    the other.
    """
    network, email = _hash(tried.network), _hash(tried.email)
    if dialect == "postgres":  # SQLite runs one unit at a time anyway
        for number in sorted(int(each[:15], 16) for each in (network, email)):
            yield Query(_LOCK, number=number)
    found = yield Query(_FROM_NETWORK, network=network, since=now - WINDOW_US, now=now)
    from_network = [tried_at for tried_at, _, _ in found]
    of_pair = [tried_at for tried_at, of, forgiven in found if of == email and not forgiven]
    wait_us = max(
        _wait_us(from_network, limits.from_network, now), _wait_us(of_pair, limits.of_email_from_network, now)
    )
    if wait_us:
        return Tried(tried.id, tried.network, tried.email, wait_us)
    asked = Query(_OF_EMAIL, email=email, since=now - HOUR_US, now=now, most=limits.of_email)
    of_email = (yield asked)[0][0]
    row = SignInTryRow(tried.id, network, email, now, now + HOUR_US)
    yield ExecuteMany(insert_sql(SignInTryRow), [row.values()])
    return Tried(tried.id, tried.network, tried.email, late=of_email >= limits.of_email)


def forgive_tries(tried: Tried) -> Program[None]:
    """Take a try back whose password was right, and forget the wrong ones for that address from that network."""
    yield Query(_TAKE_BACK, id=tried.id)
    yield Query(_FORGIVE, network=_hash(tried.network), email=_hash(tried.email))


def _wait_us(tried_at: list[int], most: int, now: int) -> int:
    return tried_at[-most] + WINDOW_US - now if len(tried_at) >= most else 0


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
