"""Rows as audit events hold them: packed into JSON arrays of values, in the order of the columns (domain R16, R16a).

What an event holds itself is one array, what is personal another, which stands in a table of its own. Where a transaction
is logged with its items, each is an array of arrays: the transaction's first, then one for each item. The names of columns
are left out because they took more than half of the log, so a column never changes its place: new ones come last, and an
event that is older than a column is shorter.
"""

import operator
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

import orjson

from domain.core.kinds import TransactionKind
from domain.tables import (
    CHANGEABLE,
    UNAUDITED,
    AuditEventRow,
    BankLineRow,
    BankStatementRow,
    ItemRow,
    ReconciliationRow,
    Record,
    TransactionRow,
)
from domain.tables.record import logged_columns, no_personal_values, once_per_class, personal_columns

USUAL = {TransactionKind.PAYMENT: "Payment", TransactionKind.DEPOSIT: "Deposit"}
"""The descriptions that the product itself gives to money, and to its one item: they say nothing of anybody, and events
imply them. What one was for events that are there already can never change."""
UNTOLD: list[object] = []
"""Stands for a value that an event does not tell, as that of an instant while a row is hidden (domain R24b)."""
LOGGED = {cls.NOUN: cls for cls in CHANGEABLE if cls not in UNAUDITED}
"""The row classes that audit events hold, by what they call them."""
BY_NOUN = {noun: cls for noun, cls in LOGGED.items() if cls is not ItemRow}
"""The row classes that audit events are about; a transaction's events hold its items."""

_USUAL_TEXTS: dict[type[Record], dict[str | None, tuple[str | None, ...]]] = {
    cls: {kind: (usual, *no_personal_values(cls)[1:]) for kind, usual in USUAL.items()}
    for cls in (TransactionRow, ItemRow)
}
"""The same as the values of ``personal_columns``, of which ``description`` is the first."""

Snapshot = dict[str, Any]
"""What an event holds of a row, by column; ``items`` are those of a transaction's items."""


_Reader = Callable[[Record], tuple[object, ...]]
HIDEABLE = (TransactionRow, ItemRow, ReconciliationRow, BankStatementRow, BankLineRow)
"""What a large file hides until all of it is there (domain R24b)."""


class Packed(NamedTuple):
    """A snapshot as it is stored: what the event itself holds, and what is personal; None if nothing is."""

    values: str
    texts: str | None


def packed(row: Record, items: Sequence[ItemRow] = ()) -> Packed:
    """Return the snapshot of a row, of a transaction with these items."""
    if not items:
        logged, personal = _values(row)
        return Packed(_json(logged), None if personal is None else _json(personal))
    parts = [_values(each) for each in (row, *items)]
    logged_parts, personal_parts = zip(*parts, strict=True)
    if all(each is None for each in personal_parts):
        return Packed(_json(logged_parts), None)
    rows = zip(personal_parts, (row, *items), strict=True)
    whole = [_impersonal(type(of), getattr(of, "kind", None)) if each is None else each for each, of in rows]
    return Packed(_json(logged_parts), _json(whole))


def unpacked(noun: str, values: str, texts: str | None, *, texts_known: bool = True) -> Snapshot:
    """Return what is stored of a row that audit events call ``noun``, by column.

    Without ``texts_known`` its personal columns are left out, as those are that are newer than the event. What an event
    says of something else than a row is an object already.
    """
    logged = orjson.loads(values)
    return logged if isinstance(logged, dict) else _unpacked(noun, logged, texts, texts_known=texts_known)


def unpacked_columns(
    noun: str, values: str, texts: str | None, columns: frozenset[str], *, texts_known: bool = True
) -> Snapshot:
    """Return what ``unpacked`` does, but at least some columns of it, and of a transaction not its items.

    That takes a quarter of the time, and is enough to tell what happened to the row.
    """
    logged = orjson.loads(values)
    if isinstance(logged, dict):
        return logged
    places = _places(noun, columns)
    if places is None:
        return _unpacked(noun, logged, texts, texts_known=texts_known)
    own = logged[0] if isinstance(logged[0], list) else logged
    found = {}
    for name, place in places:  # a comprehension, which is a call of its own, would take half as long again
        if place < len(own) and own[place] != UNTOLD:
            found[name] = own[place]
    return found


@cache
def _places(noun: str, columns: frozenset[str]) -> Sequence[tuple[str, int]] | None:
    """Return which of some columns an event holds itself, each with its place; None if others are personal."""
    cls = LOGGED[noun]
    if not columns.isdisjoint(personal_columns(cls)):
        return None
    return [(name, place) for place, name in enumerate(logged_columns(cls)) if name in columns]


def _unpacked(noun: str, logged: Sequence[Any], texts: str | None, *, texts_known: bool) -> Snapshot:
    personal = orjson.loads(texts) if texts is not None else None
    if not isinstance(logged[0], list):
        return _by_column(LOGGED[noun], logged, personal, known=texts_known)
    classes: list[type[Record]] = [TransactionRow, *[ItemRow] * (len(logged) - 1)]
    of_rows = [None] * len(logged) if personal is None else personal
    row, *items = (_by_column(*each, known=texts_known) for each in zip(classes, logged, of_rows, strict=True))
    return {**row, "items": items}


def before_of(event: AuditEventRow) -> Snapshot | None:
    """Return the row before an event; None if it did not exist."""
    return _side(event, event.before, None if event.personal is None else event.personal.before)


def after_of(event: AuditEventRow) -> Snapshot:
    """Return the row after an event; raises ``ValueError`` where damage took it away."""
    after = _side(event, event.after, None if event.personal is None else event.personal.after)
    if after is None:
        raise ValueError(f"audit event {event.id} holds no row")
    return after


def _side(event: AuditEventRow, values: str | None, texts: str | None) -> Snapshot | None:
    if values is None:
        return None
    known = event.texts_hash is None or event.personal is not None
    return unpacked(event.action.partition(".")[0], values, texts, texts_known=known)


def _json(values: object) -> str:
    return orjson.dumps(values).decode()


def _values(row: Record) -> tuple[Sequence[object], Sequence[object] | None]:
    """Return the values that an event holds of a row, and the personal ones, None where they say nothing of anybody."""
    cls = type(row)
    logged, personal = _readers(cls)
    values: Sequence[object] = logged(row)
    if cls in HIDEABLE and row.hidden:  # type: ignore[attr-defined]  # of all these
        snapshot = row.audit_snapshot()
        values = [snapshot.get(name, UNTOLD) for name in logged_columns(cls)]
    if personal is None:
        return values, None
    texts = personal(row)
    return values, None if texts == _impersonal(cls, getattr(row, "kind", None)) else texts


@once_per_class
def _readers(cls: type[Record]) -> tuple[_Reader, _Reader | None]:
    """Return what reads the values of ``logged_columns`` from a row, and those of ``personal_columns`` if it has any."""
    return _reader(logged_columns(cls)), _reader(personal_columns(cls)) if personal_columns(cls) else None


def _reader(names: tuple[str, ...]) -> _Reader:
    read = operator.attrgetter(*names)
    return read if len(names) > 1 else lambda row: (read(row),)


def _by_column(cls: type[Record], logged: Sequence[Any], personal: Sequence[Any] | None, *, known: bool) -> Snapshot:
    found = _recorded(logged_columns(cls), logged)
    if known:
        texts = _impersonal(cls, found.get("kind")) if personal is None else personal
        found |= _recorded(personal_columns(cls), texts)
    return found


def _recorded(names: Sequence[str], values: Sequence[Any]) -> Snapshot:
    """Return the values that an event records, by column; nearly all events record all."""
    named = zip(names, values, strict=False)
    return {name: value for name, value in named if value != UNTOLD} if UNTOLD in values else dict(named)


def _impersonal(cls: type[Record], kind: str | None) -> tuple[str | None, ...]:
    """Return what the personal columns hold where they say nothing of anybody: the usual description, or none at all."""
    usual = _USUAL_TEXTS.get(cls)
    return no_personal_values(cls) if usual is None else usual.get(kind) or no_personal_values(cls)
