"""Running a mutation once per key, and giving its first answer again (domain R36, R36a)."""

import dataclasses
import hashlib
from typing import Any, TypeVar

import orjson

from domain.errors import IdempotencyMismatch
from domain.rows import IdempotencyKeyRow
from domain.store.steps import Fetch, Sql, Steps

T = TypeVar("T")

_FIND = Sql(
    f"select {IdempotencyKeyRow.select_list('k')} from idempotency_keys k "
    "where k.principal = :principal and k.key = :key"
)
_TAKE_TURNS = Sql("select pg_advisory_xact_lock(:number)")
MAX_KEY_LENGTH = 255


def arguments_hash(mutation: str, arguments: object) -> str:
    """What tells whether a key is used again for the same wish: SHA-256 of the mutation and its arguments."""
    return hashlib.sha256(orjson.dumps([mutation, arguments], option=orjson.OPT_SORT_KEYS)).hexdigest()


def take_turns(principal: str, key: str, dialect: str) -> Steps[None]:
    """Makes blocks with one key wait for each other, so that the second finds the first one's answer."""
    if dialect == "postgres":  # on SQLite blocks take turns anyway
        digest = hashlib.sha256(f"{principal}\0{key}".encode()).digest()
        yield Fetch(_TAKE_TURNS, number=int.from_bytes(digest[:8], signed=True))


def find(principal: str, key: str, wanted_hash: str) -> Steps[IdempotencyKeyRow | None]:
    """The stored answer, or None; raises ``IdempotencyMismatch`` when the key was used for something else."""
    rows = yield Fetch(_FIND, principal=principal, key=key)
    if not rows:
        return None
    found = IdempotencyKeyRow.load(rows[0])
    if found.arguments_hash != wanted_hash:
        msg = (
            f"The idempotency key {key!r} was used before for other arguments ({found.mutation}). "
            "Use a new key for a new wish."
        )
        raise IdempotencyMismatch(msg, "idempotencyKey")
    return found


def outcome_text(outcome: object) -> str:
    """An outcome (a dataclass of ids and counts) as it is stored."""
    assert dataclasses.is_dataclass(outcome)
    return orjson.dumps(outcome).decode()


def outcome_from(text: str, outcome_type: type[T]) -> T:
    """The outcome that ``outcome_text`` stored."""
    values: dict[str, Any] = orjson.loads(text)
    return outcome_type(**values)
