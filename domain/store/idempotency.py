"""Running a mutation once per key, and returning its stored result to each later request (domain R36, R36a)."""

import dataclasses
import hashlib
from binascii import b2a_base64
from typing import Any, TypeVar

import orjson

from domain.core.text import is_storable, one_form
from domain.errors import IdempotencyMismatch, InvalidValue
from domain.store.program import ExecuteMany, Program, Query, Sql
from domain.store.statements import insert_sql
from domain.store.unit_of_work import UnitOfWork
from domain.tables import IdempotencyKeyRow
from domain.texts import Text, say

T = TypeVar("T")

_FIND = Sql(
    f"select {IdempotencyKeyRow.select_list('k')} from idempotency_keys k "
    "where k.principal = :principal and k.key = :key"
)
LOCK_KEY = Sql("select :number", "select pg_advisory_xact_lock(:number)")
"""On SQLite it locks nothing: one unit runs at a time, and of units side by side it tells those that have one key."""
MAX_KEY_LENGTH = 255


def clean_key(key: str | None) -> str | None:
    """Return a key without blanks at its ends, None if none was sent; raises ``InvalidValue``.

    A key in which nothing is visible is refused (domain R36): whoever sends it takes the request for protected.
    """
    if key is None:
        return None
    field = "idempotencyKey"
    if not one_form(key):
        message = say("idempotency-key-invisible")
        raise InvalidValue(message, field)
    trimmed = key.strip()
    if len(trimmed) > MAX_KEY_LENGTH:
        message = say("idempotency-key-too-long", length=len(trimmed), longest=MAX_KEY_LENGTH)
        raise InvalidValue(message, field)
    if not is_storable(trimmed):
        raise InvalidValue(say("idempotency-key-control-characters"), field)
    return trimmed


def arguments_hash(mutation: str, arguments: object) -> str:
    """Return what tells a repeated request under a key from another: SHA-256 of the mutation and its arguments."""
    return hashlib.sha256(orjson.dumps([mutation, arguments], option=orjson.OPT_SORT_KEYS)).hexdigest()


def lock_key(principal: str, key: str) -> Program[None]:
    """Make units with one key wait for each other, so that the second finds the first one's result."""
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
            say("idempotency-key-other-arguments", key=repr(key), mutation=found.mutation), "idempotencyKey"
        )
    return found


def prepare(unit: UnitOfWork, key: str, mutation: str, wanted_hash: str, result: object) -> IdempotencyKeyRow:
    """Return the row that stores a result, a dataclass of ids and counts, and seal it with the unit's batch.

    A batch that the unit only continues has the seal of the key under which it began, or none.
    """
    assert dataclasses.is_dataclass(result)
    text = orjson.dumps(result, _as_stored, orjson.OPT_PASSTHROUGH_DATACLASS).decode()
    row = IdempotencyKeyRow(unit.new_id(), unit.actor.key, key, mutation, wanted_hash, unit.batch.id, text, unit.now)
    if not unit.continues_batch:
        unit.batch.key_seal = key_seal_of(row)
    return row


def _as_stored(value: Any) -> object:
    """Return what JSON has of a dataclass: its fields, of a text for people what it says in English."""
    if isinstance(value, Text):
        return str(value)
    return {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}


def store(row: IdempotencyKeyRow, batch_id: int | None) -> Program[None]:
    """Store a prepared row in its unit, with the batch that was written, if there is one."""
    row.batch_id = batch_id
    yield ExecuteMany(insert_sql(IdempotencyKeyRow), [row.values()])


def key_seal_of(row: IdempotencyKeyRow) -> str:
    """Return what a batch holds of the key under which it was sent: the digest of the key, and that of its answer.

    They are two because erasing a person takes the answer away, and the key stays (domain R49).
    """
    key = [row.id, row.principal, row.key, row.mutation, row.batch_id, row.recorded_at]
    return f"{_digest(key)} {_digest([row.arguments_hash, row.outcome])}"


def is_sealed_by(row: IdempotencyKeyRow, seal: str | None) -> bool:
    """Return True if a row is the one that a batch was sealed with, its answer perhaps erased."""
    made = key_seal_of(row)
    return made == seal or (is_erased(row) and seal is not None and made.split()[0] == seal.split()[0])


def is_erased(row: IdempotencyKeyRow) -> bool:
    """Return True if the answer was taken away with a person, whom an event must name."""
    return (row.arguments_hash, row.outcome) == ("", "{}")


def _digest(values: object) -> str:
    return b2a_base64(hashlib.sha256(orjson.dumps(values)).digest(), newline=False).decode()


def result_of(found: IdempotencyKeyRow, result_type: type[T]) -> T:
    """Return the result that ``store`` stored."""
    return result_type(**orjson.loads(found.outcome))
