"""Rows that an undo restores to their values before the batch, or withdraws (domain R25a)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

from domain.core.text import in_one_form
from domain.errors import WrongState
from domain.queries.access import roles_by_key, users_by_email
from domain.queries.bank import bank_accounts_by_name, payer_accounts_by_pair, payers_by_identity
from domain.queries.files import mappings_by_name
from domain.queries.labels import holders_of
from domain.queries.records import accounts_by_number, held_by_ids, holders_of_codes
from domain.services.access import settle_user
from domain.services.checks import is_withdrawn
from domain.services.ledger_codes import refuse_use_by_subscriptions
from domain.services.mail import check_unsent
from domain.services.roles import settle_role
from domain.services.tokens import settle_token
from domain.services.undo.locked_lines import lock_lines_of
from domain.services.undo.prerequisites import check_prerequisites, check_uses, later_changes, referenced_ids
from domain.store.program import Program
from domain.store.snapshots import after_of, before_of
from domain.store.unit_of_work import UnitOfWork
from domain.tables import (
    AccountRow,
    ApiTokenRow,
    AuditEventRow,
    BankAccountRow,
    BatchRow,
    FileMappingRow,
    LedgerCodeRow,
    MailRow,
    MemberRow,
    PayerAccountRow,
    PayerRow,
    PlannedPaymentRow,
    Record,
    RoleRow,
    SubscriptionRow,
    TransactionRow,
    UserRow,
    WebhookRow,
)
from domain.texts import say

RESTORABLE = (
    AccountRow,
    MemberRow,
    LedgerCodeRow,
    SubscriptionRow,
    PlannedPaymentRow,
    RoleRow,
    UserRow,
    ApiTokenRow,
    FileMappingRow,
    WebhookRow,
    MailRow,
    BankAccountRow,
    PayerRow,
    PayerAccountRow,
)


class UniqueKey(NamedTuple):
    """A column whose values no two present rows share, and a query for the present holders."""

    column: str
    holders: Callable[[Collection[str]], Program[Mapping[str, Record]]]


UNIQUE_KEYS: dict[type[Record], UniqueKey] = {
    AccountRow: UniqueKey("number", accounts_by_number),
    LedgerCodeRow: UniqueKey("code", holders_of_codes),
    RoleRow: UniqueKey("name_key", roles_by_key),
    UserRow: UniqueKey("email", users_by_email),
    FileMappingRow: UniqueKey("name", mappings_by_name),
    BankAccountRow: UniqueKey("name", bank_accounts_by_name),
    PayerRow: UniqueKey("identity", payers_by_identity),
    PayerAccountRow: UniqueKey("pair", payer_accounts_by_pair),
}

LASTING = {
    "password_set_at": say("lasting-password"),
    "factors_changed_at": say("lasting-recovery-codes"),
    "sessions_ended_at": say("lasting-sessions"),
    "rotated_at": say("lasting-rotation"),
    "former_until": say("lasting-former-secret"),
}
"""Columns whose change no undo takes back, and what to do instead."""
NEVER_RESTORED = frozenset({*LASTING, "prefix", "number", "code"})
"""Columns that an undo neither compares nor restores: after a new password, other changes of a user stay undoable, and a
number changes by a migration alone (domain R37)."""


def lock_rows_of(events: Sequence[AuditEventRow]) -> Program[None]:
    """Lock, in the one order there is, all rows that undoing these events one account after the other will restore."""
    for cls in RESTORABLE:
        ids = {event.entity_id for event in events if event.action.partition(".")[0] == cls.NOUN}
        codes = referenced_ids(SubscriptionRow, "ledger_code_id", events) if cls is LedgerCodeRow else set()
        yield from held_by_ids(cls, ids | codes)
    yield from lock_lines_of(events)


def restore_rows(unit: UnitOfWork, batch: BatchRow, events: Sequence[AuditEventRow]) -> Program[None]:
    """Restore or withdraw the rows of ``RESTORABLE``: those that are changed as a whole."""
    for cls in RESTORABLE:
        of_class = [event for event in events if event.action.partition(".")[0] == cls.NOUN]
        befores = {event.entity_id: _snapshot_before(cls, event) for event in of_class}
        # codes are locked before the subscriptions that will charge under them (``store.locks.LOCK_ORDER``)
        codes = referenced_ids(SubscriptionRow, "ledger_code_id", events) if cls is LedgerCodeRow else set()
        rows: dict[int, Record] = yield from held_by_ids(cls, {*befores, *codes})
        withdrawn = [each for each, before in befores.items() if _withdraws(rows[each], before)]
        yield from check_uses(unit, batch, events, cls, withdrawn)
        for event in of_class:
            yield from _restore(unit, batch, rows[event.entity_id], event, befores[event.entity_id])
    yield from check_prerequisites(unit)


def logged_after(unit: UnitOfWork, batch: BatchRow, row: Record, event: AuditEventRow) -> Program[dict[str, Any]]:
    """Return a row's values after an event; raises ``LaterChanges`` if they have changed since."""
    after = row.parse_snapshot(after_of(event))
    if _comparable(row.snapshot_like(after)) != _comparable(after):
        reason = say("later-changed", number=row.number) if isinstance(row, TransactionRow) else None
        raise (yield from later_changes(unit, batch, (row.id,), reason=reason))
    return after


def _restore(
    unit: UnitOfWork, batch: BatchRow, row: Record, event: AuditEventRow, before: dict[str, Any] | None
) -> Program[None]:
    """Restore a row to ``before``, or withdraw it; raises what the rules for codes, roles, users and tokens raise."""
    after = yield from logged_after(unit, batch, row, event)
    for name, reason in LASTING.items():
        if before is not None and name in before and before[name] != after[name]:
            raise WrongState(reason, "batchId")
    if isinstance(row, MailRow):
        check_unsent(row, before)
    yield from _check_key(unit, batch, row, before)
    values = _restorable(before or {})
    if before is not None and before["withdrawn_at"] is None:
        yield from check_external_id(unit, batch, row, values)
    if _withdraws(row, before):
        values["withdrawn_at"] = unit.recorded_at(row.audit_account_id)
    restored = unit.changes.change(row, **values)
    if (
        isinstance(row, LedgerCodeRow)
        and isinstance(restored, LedgerCodeRow)
        and restored.archived
        and not row.archived
    ):
        yield from refuse_use_by_subscriptions(row)
    if isinstance(row, RoleRow) and isinstance(restored, RoleRow):
        yield from settle_role(unit, row, restored, "batchId")
    if isinstance(row, UserRow) and isinstance(restored, UserRow):
        yield from settle_user(unit, row, restored, "batchId")
    if isinstance(row, ApiTokenRow) and isinstance(restored, ApiTokenRow):
        settle_token(unit, row, restored)


def check_external_id(unit: UnitOfWork, batch: BatchRow, row: Record, values: Mapping[str, Any]) -> Program[None]:
    """Raise ``LaterChanges`` if a row that comes back, or gets back its external id, finds another with it (domain R48)."""
    external_id = values.get("external_id")
    if external_id is None:
        return
    holder = (yield from holders_of(type(row), [external_id])).get(external_id)
    if holder is not None and holder.id != row.id:
        reason = say("later-external-id", external_id=external_id)
        raise (yield from later_changes(unit, batch, (holder.id,), reason=reason))


def _snapshot_before(cls: type[Record], event: AuditEventRow) -> dict[str, Any] | None:
    """Return a row's values before an event; None if it did not exist."""
    before = before_of(event)
    return None if before is None else cls.parse_snapshot(before)


def _comparable(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values to compare. Of ``withdrawn_at`` only whether it is set counts: undos may have set it anew."""
    return {**_restorable(snapshot), "withdrawn_at": snapshot["withdrawn_at"] is not None}


def _restorable(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that an undo compares and restores, texts of old events in their one form too (domain R37)."""
    formed = in_one_form({name: value for name, value in snapshot.items() if name not in NEVER_RESTORED})
    return {name: None if value == "" else value for name, value in formed.items()}


def _withdraws(row: Record, before: Mapping[str, Any] | None) -> bool:
    """Return True if restoring a row to ``before`` (None: it did not exist) withdraws it."""
    return not is_withdrawn(row) and (before is None or before["withdrawn_at"] is not None)


def _check_key(unit: UnitOfWork, batch: BatchRow, row: Record, before: Mapping[str, Any] | None) -> Program[None]:
    """Raise ``LaterChanges`` if a withdrawn row comes back and another one has its number meanwhile."""
    key = UNIQUE_KEYS.get(type(row))
    if key is None or before is None or not is_withdrawn(row) or before["withdrawn_at"] is not None:
        return
    value = getattr(row, key.column)
    holder = (yield from key.holders([value])).get(value)
    if holder is not None:
        raise (yield from later_changes(unit, batch, (holder.id,), reason=say("later-key", noun=row.NOUN, value=value)))
