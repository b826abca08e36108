"""Running a mutation once per key, and returning its stored result to each later request (domain R36, R36a)."""

import dataclasses
import hashlib
from typing import TypeVar

import orjson

from domain.core.text import is_storable, one_form
from domain.errors import IdempotencyMismatch, InvalidValue
from domain.store.program import ExecuteMany, Program, Query, Sql
from domain.store.statements import insert_sql
from domain.store.unit_of_work import UnitOfWork
from domain.tables import IdempotencyKeyRow

T = TypeVar("T")

_FIND = Sql(
    f"select {IdempotencyKeyRow.select_list('k')} from idempotency_keys k "
    "where k.principal = :principal and k.key = :key"
)
LOCK_KEY = Sql("select pg_advisory_xact_lock(:number)")
MAX_KEY_LENGTH = 255


def clean_key(key: str | None) -> str | None:
    """Return a key without blanks at its ends, None if none was sent; raises ``InvalidValue``.

    A key in which nothing is visible is refused (domain R36): whoever sends it takes the request for protected.
    """
    if key is None:
        return None
    field = "idempotencyKey"
    if not one_form(key):
        message = "An idempotency key needs a visible character. Send another key, or leave it out."
        raise InvalidValue(message, field)
    trimmed = key.strip()
    if len(trimmed) > MAX_KEY_LENGTH:
        message = f"The idempotency key is {len(trimmed):,} characters long; at most {MAX_KEY_LENGTH} are allowed."
        raise InvalidValue(message, field)
    if not is_storable(trimmed):
        raise InvalidValue("Remove the control characters from the idempotency key.", field)
    return trimmed


def arguments_hash(mutation: str, arguments: object) -> str:
    """Return what tells a repeated request under a key from another: SHA-256 of the mutation and its arguments."""
    return hashlib.sha256(orjson.dumps([mutation, arguments], option=orjson.OPT_SORT_KEYS)).hexdigest()


def lock_key(principal: str, key: str, dialect: str) -> Program[None]:
    """Make units with one key wait for each other, so that the second finds the first one's result."""
    if dialect == "postgres":  # SQLite runs one unit at a time anyway
        digest = hashlib.sha256(f"{principal}\0{key}".encode()).digest()
        yield Query(LOCK_KEY, number=int.from_bytes(digest[:8], signed=True))


def find(principal: str, key: str, wanted_hash: str) -> Program[IdempotencyKeyRow | None]:
    """Return the stored result, or None; raise ``IdempotencyMismatch`` if the key was used for another request."""
    rows = yield Query(_FIND, principal=principal, key=key)
    if not rows:
        return None
    found = IdempotencyKeyRow.load(rows[0])
    if found.arguments_hash != wanted_hash:
        raise IdempotencyMismatch(
            f"The idempotency key {key!r} was already used with other arguments ({found.mutation}). "
            "Use a new key for a new request.",
            "idempotencyKey",
        )
    return found


def store(
    unit: UnitOfWork, key: str, mutation: str, wanted_hash: str, batch_id: int | None, result: object
) -> Program[None]:
    """Store a result, a dataclass of ids and counts, in the unit that produced it."""
    assert dataclasses.is_dataclass(result)
    text = orjson.dumps(result).decode()
    row = IdempotencyKeyRow(unit.new_id(), unit.actor.key, key, mutation, wanted_hash, batch_id, text, unit.now)
    yield ExecuteMany(insert_sql(IdempotencyKeyRow), [row.values()])


def result_of(found: IdempotencyKeyRow, result_type: type[T]) -> T:
    """Return the result that ``store`` stored."""
    return result_type(**orjson.loads(found.outcome))
