"""Audit events: one for each changed row, chained by account (domain R16).

Each unit of work seals its events on an account with one hash over all of them, the batch and the hash before. A chain's
head (``audit_seq``, ``audit_hash``) is on the account's row, which the unit holds locked. What belongs to no account has
its chain on the organisation's row. Each account has a chain of its own, because with a single one PostgreSQL could write
only one unit at a time.
"""

import hashlib
import operator
import secrets
from binascii import b2a_base64
from collections import defaultdict
from collections.abc import Iterable, Sequence

import orjson

from domain.store.erasing import ERASED, Erasure
from domain.store.snapshots import Packed, after_of, before_of, packed
from domain.store.unit_of_work import UnitOfWork
from domain.tables import (
    UNAUDITED,
    AccountRow,
    AuditEventRow,
    AuditTextsRow,
    BatchRow,
    BooksClosingRow,
    ItemRow,
    MemberRow,
    ReconciliationRow,
    Record,
    TransactionRow,
    TransactionVersionRow,
    UserRow,
)
from domain.tables.billing import VERSIONED

CHANGED = f"{TransactionRow.NOUN}.changed"
"""The action of an event that changed a transaction, by a bank's report or by a person."""
SHOWN = "batch.shown"
"""The action of the event that shows all that a batch has hidden on an account, at its own instant (domain R24b)."""


CHAINED_ANEW = "batch.rechained"
"""The action of a chain's first entry, numbered 0, where a migration chained older events anew: it holds their head."""
ERASING_ACTIONS = tuple(f"{noun}.{ERASED}" for noun in (AccountRow.NOUN, MemberRow.NOUN, UserRow.NOUN))
"""The actions of events that say who was erased."""
SALT_BYTES = 16
_sealed = operator.attrgetter("id", "mutation", "recorded_at", "recorded_by", "principal", "undoes_id")
"""Returns what no later change touches of a batch, beside the seal of its idempotency key."""
_added = operator.attrgetter(*AuditEventRow.columns()[:-1])
"""Returns all columns of an event but its seal."""


def seal_of(previous: str, batch: BatchRow, events: Sequence[AuditEventRow]) -> str:
    """Return SHA-256, in base64, over the hash before, a batch, and the events that a unit of it adds to one chain.

    A batch that was sent under an idempotency key is sealed with it.
    """
    sealed = _sealed(batch) if batch.key_seal is None else (*_sealed(batch), batch.key_seal)
    return _digest([previous, sealed, list(map(_added, events))])


def commitment_to(texts: AuditTextsRow) -> str:
    """Return what an event holds in place of personal texts (domain R16a): SHA-256, in base64, over them and their salt."""
    return _digest(texts.values())


def _digest(values: object) -> str:
    return b2a_base64(hashlib.sha256(orjson.dumps(values)).digest(), newline=False).decode()


def verb_of(before: Record | None, after: Record) -> str:
    """Return what happened to a row, in one word."""
    if before is None:
        return "created"
    if isinstance(after, ReconciliationRow):
        return "released" if after.released_at is not None else "changed"
    if isinstance(after, BooksClosingRow):
        return "reopened"
    if getattr(after, "withdrawn_at", None) is not None and not getattr(before, "withdrawn_at", None):
        return "withdrawn"
    return "changed"


def versions_of(events: Iterable[AuditEventRow]) -> list[TransactionVersionRow]:
    """Return the earlier values of changed transactions, one version for each event that changed it (domain R39a)."""
    versions = []
    for event in events:
        if event.action != CHANGED:
            continue
        before, after = (TransactionRow.parse_snapshot(each) for each in (before_of(event) or {}, after_of(event)))
        values = {name: before[name] for name in VERSIONED}
        if event.account_id is not None and any(values[name] != after[name] for name in VERSIONED):
            versions.append(
                TransactionVersionRow(event.id, event.account_id, event.entity_id, event.recorded_at, **values)
            )
    return versions


def events_of(unit: UnitOfWork) -> list[AuditEventRow]:
    """Return the audit events of a unit, sealed account by account, and advance the chains' heads.

    A transaction's event holds its items, because they are recorded with it and never change afterwards. Last come the
    events of what the unit shows and of whom it erases.
    """
    changes = [change for change in unit.changes if not isinstance(change.after, UNAUDITED)]
    items: dict[int, list[ItemRow]] = {}
    for before, after in changes:
        if isinstance(after, ItemRow) and before is None:
            items.setdefault(after.transaction_id, []).append(after)
    events = []
    for before, after in changes:
        if isinstance(after, ItemRow):
            continue
        with_items = items[after.id] if isinstance(after, TransactionRow) and before is None else ()
        action = f"{after.NOUN}.{verb_of(before, after)}"
        snapshots = (packed(before) if before is not None else None, packed(after, with_items))
        events.append(next_event(unit, after.audit_account_id, action, after.id, *snapshots))
    for account_id in [*sorted(unit.shown), *([None] if unit.shows_bank else [])]:
        shown = Packed(orjson.dumps({"account_id": account_id}).decode(), None)
        events.append(next_event(unit, account_id, SHOWN, unit.batch.id, None, shown))
    if unit.erased is not None:
        events += _erasing_events(unit, unit.erased)
    _seal(unit, events)
    return events


def _erasing_events(unit: UnitOfWork, erasure: Erasure) -> list[AuditEventRow]:
    """Return the events that say who is erased: each with the row as it is afterwards, on both sides."""
    member = erasure.erased_member()
    rows: list[Record] = [erasure.erased_account(), *erasure.erased_users()] if member is None else [member]
    rows += [*erasure.erased_lines(), *erasure.erased_payers(unit.now)]
    return [
        next_event(unit, row.audit_account_id, f"{row.NOUN}.{ERASED}", row.id, packed(row), packed(row)) for row in rows
    ]


def next_event(
    unit: UnitOfWork, account_id: int | None, action: str, entity_id: int, before: Packed | None, after: Packed
) -> AuditEventRow:
    """Return the next event of an account's chain (None: the organisation's), not sealed yet."""
    chain = unit.chain_of(account_id)
    chain.audit_seq += 1
    event = AuditEventRow(
        id=unit.new_id(),
        account_id=account_id,
        seq=chain.audit_seq,
        batch_id=unit.batch.id,
        action=action,
        entity_id=entity_id,
        recorded_at=unit.recorded_at(account_id),
        before=None if before is None else before.values,
        after=after.values,
        texts_hash=None,
    )
    texts_before = None if before is None else before.texts
    if texts_before is not None or after.texts is not None:
        event.personal = AuditTextsRow(event.id, secrets.token_urlsafe(SALT_BYTES), texts_before, after.texts)
        event.texts_hash = commitment_to(event.personal)
    return event


def _seal(unit: UnitOfWork, events: Iterable[AuditEventRow]) -> None:
    """Give the last event of each chain the hash over all of them, which becomes the chain's head."""
    by_chain: defaultdict[int | None, list[AuditEventRow]] = defaultdict(list)
    for event in events:
        by_chain[event.account_id].append(event)
    for account_id, added in by_chain.items():
        chain = unit.chain_of(account_id)
        chain.audit_hash = added[-1].hash = seal_of(chain.audit_hash, unit.batch, added)
