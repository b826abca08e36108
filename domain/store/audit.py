"""Audit rows: one for each changed row, chained per account (domain R16).

A chain's head (``audit_seq``, ``audit_hash``) stands on the account's row, which the block holds locked; what belongs to
no account has its chain on the organisation's row. A chain per account rather than one for all, because a single one
would make PostgreSQL write one block at a time.
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

import orjson

from domain.rows import (
    AccountRow,
    AuditEventRow,
    BatchRow,
    ItemRow,
    OrganisationRow,
    ReconciliationRow,
    Record,
    TransactionRow,
)
from domain.store.changes import Change

Chain = AccountRow | OrganisationRow


def facts_text(facts: dict[str, Any] | None) -> str | None:
    """Facts as canonical JSON: keys sorted, no spaces."""
    return None if facts is None else orjson.dumps(facts, option=orjson.OPT_SORT_KEYS).decode()


def hash_of(event: AuditEventRow) -> str:
    """SHA-256 over the hash before and everything that the event says, as hexadecimal digits."""
    said = [
        event.previous_hash,
        event.account_id,
        event.seq,
        event.batch_id,
        event.action,
        event.entity_id,
        event.recorded_at,
        event.recorded_by,
        event.principal,
        event.before,
        event.after,
    ]
    return hashlib.sha256(orjson.dumps(said)).hexdigest()


def verb_of(before: Record | None, after: Record) -> str:
    """What happened to a row, in one word."""
    if before is None:
        return "created"
    if isinstance(after, ReconciliationRow):
        return "released" if after.released_at is not None else "changed"
    if getattr(after, "withdrawn_at", None) is not None and getattr(before, "withdrawn_at", None) is None:
        return "withdrawn"
    return "changed"


def events_of(
    changes: Iterable[Change],
    batch: BatchRow,
    chain_of: Callable[[int | None], Chain],
    recorded_at: Callable[[int | None], int],
    new_id: Callable[[], int],
) -> list[AuditEventRow]:
    """The audit rows of a block, each linked to the one before; moves the chains' heads.

    A transaction's items stand within its own row, since they are recorded with it and never change after.
    """
    changes = list(changes)
    items: dict[int, list[dict[str, object]]] = {}
    for change in changes:
        if isinstance(change.after, ItemRow) and change.before is None:
            items.setdefault(change.after.transaction_id, []).append(change.after.facts())
    events = []
    for before, after in changes:
        if isinstance(after, ItemRow):
            continue
        facts = after.facts()
        if isinstance(after, TransactionRow) and before is None:
            facts["items"] = items[after.id]
        before_facts = before.facts() if before is not None else None
        account_id = after.audit_account_id
        chain = chain_of(account_id)
        event = AuditEventRow(
            id=new_id(),
            account_id=account_id,
            seq=chain.audit_seq + 1,
            batch_id=batch.id,
            action=f"{after.NOUN}.{verb_of(before, after)}",
            entity_id=after.id,
            recorded_at=recorded_at(account_id),
            recorded_by=batch.recorded_by,
            principal=batch.principal,
            before=facts_text(before_facts),
            after=facts_text(facts),
            previous_hash=chain.audit_hash,
            hash="",
        )
        event.hash = hash_of(event)
        chain.audit_seq, chain.audit_hash = event.seq, event.hash
        events.append(event)
    return events
