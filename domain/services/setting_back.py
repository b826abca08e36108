"""Rows that an undo sets back to what they were, or withdraws: what must hold for that (domain R25a)."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from domain.queries.access import users_by_email
from domain.queries.records import accounts_by_number, holders_of_codes
from domain.rows import (
    AccountRow,
    ApiTokenRow,
    LedgerCodeRow,
    MemberRow,
    PlannedPaymentRow,
    Record,
    SubscriptionRow,
    UserRow,
)
from domain.services.access import settle_token, settle_user
from domain.services.ledger_codes import refuse_use_by_subscriptions
from domain.store.block import Block
from domain.store.steps import Steps

PLAIN: dict[str, type[Record]] = {
    cls.NOUN: cls
    for cls in (
        AccountRow,
        MemberRow,
        LedgerCodeRow,
        SubscriptionRow,
        PlannedPaymentRow,
        UserRow,
        ApiTokenRow,
    )
}
"""Rows that an undo sets back to what they were, or withdraws."""


class Key(NamedTuple):
    """What no two rows of a table that stand may share: its name, its column, and who holds some of them now."""

    words: str
    column: str
    holders: Callable[[Collection[str]], Steps[Mapping[str, Record]]]


KEYS: dict[type[Record], Key] = {
    AccountRow: Key("Account number", "number", accounts_by_number),
    LedgerCodeRow: Key("Ledger code", "code", holders_of_codes),
    UserRow: Key("The e-mail address", "email", users_by_email),
}


KEPT = frozenset({"password_set_at"})
"""What an undo neither compares nor sets back: a new password leaves all else of a user undoable."""


def as_left(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as they are compared: whether a row is withdrawn counts, and not since when, as stand-ins count as originals."""
    left = {name: value for name, value in facts.items() if name not in KEPT}
    return {**left, "withdrawn_at": facts["withdrawn_at"] is not None}


def leaves(row: Record, before: Mapping[str, Any] | None) -> bool:
    """Whether setting a row back to ``before`` (None: it was not there) withdraws it."""
    return not _withdrawn(row) and (before is None or before["withdrawn_at"] is not None)


def holder_of_key(row: Record, before: Mapping[str, Any] | None) -> Steps[tuple[str, Record] | None]:
    """Who took a row's number meanwhile, when setting it back to ``before`` brings it back; with words for the number."""
    key = KEYS.get(type(row))
    if key is None or before is None or not _withdrawn(row) or before["withdrawn_at"] is not None:
        return None
    value = before[key.column]
    holder = (yield from key.holders([value])).get(value)
    return (f"{key.words} {value}", holder) if holder is not None else None


def set_back(block: Block, row: Record, before: Mapping[str, Any] | None) -> Steps[None]:
    """Sets a row back to ``before``, or withdraws it, at this very instant.

    Raises what the rules of its kind say: of an archived ledger code, a user, a token.
    """
    now_withdrawn = {"withdrawn_at": block.recorded_at(row.audit_account_id)} if leaves(row, before) else {}
    then = {name: value for name, value in (before or {}).items() if name not in KEPT}
    after = block.changes.change(row, **{**then, **now_withdrawn})
    if isinstance(row, LedgerCodeRow) and isinstance(after, LedgerCodeRow) and after.archived and not row.archived:
        yield from refuse_use_by_subscriptions(row)
    if isinstance(row, UserRow) and isinstance(after, UserRow):
        yield from settle_user(block, row, after, "batchId")
    if isinstance(row, ApiTokenRow) and isinstance(after, ApiTokenRow):
        settle_token(block, row, after)


def _withdrawn(row: Record) -> bool:
    return getattr(row, "withdrawn_at", None) is not None
