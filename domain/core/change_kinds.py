"""What happened to an object, in the words of the feed (domain R47)."""

import enum
from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeAlias

from domain.core.kinds import OUTSTANDING, PaymentState, PlannedPaymentState

Logged: TypeAlias = Mapping[str, Any]
"""A row as an audit event holds it, by column."""


class ChangeKind(enum.StrEnum):
    """The kinds of changes that the feed tells."""

    ACCOUNT_CREATED = "ACCOUNT_CREATED"
    ACCOUNT_UPDATED = "ACCOUNT_UPDATED"
    ACCOUNT_WITHDRAWN = "ACCOUNT_WITHDRAWN"
    MEMBER_ADDED = "MEMBER_ADDED"
    MEMBER_UPDATED = "MEMBER_UPDATED"
    TRANSACTION_RECORDED = "TRANSACTION_RECORDED"
    TRANSACTION_UPDATED = "TRANSACTION_UPDATED"
    TRANSACTION_WITHDRAWN = "TRANSACTION_WITHDRAWN"
    PAYMENT_CONFIRMED = "PAYMENT_CONFIRMED"
    PAYMENT_FAILED = "PAYMENT_FAILED"
    RECONCILIATION_CREATED = "RECONCILIATION_CREATED"
    RECONCILIATION_UPDATED = "RECONCILIATION_UPDATED"
    RECONCILIATION_RELEASED = "RECONCILIATION_RELEASED"
    PLANNED_PAYMENT_CREATED = "PLANNED_PAYMENT_CREATED"
    PLANNED_PAYMENT_UPDATED = "PLANNED_PAYMENT_UPDATED"
    PLANNED_PAYMENT_ENDED = "PLANNED_PAYMENT_ENDED"
    SUBSCRIPTION_CREATED = "SUBSCRIPTION_CREATED"
    SUBSCRIPTION_UPDATED = "SUBSCRIPTION_UPDATED"
    SUBSCRIPTION_WITHDRAWN = "SUBSCRIPTION_WITHDRAWN"
    LEDGER_CODE_CREATED = "LEDGER_CODE_CREATED"
    LEDGER_CODE_UPDATED = "LEDGER_CODE_UPDATED"
    LEDGER_CODE_WITHDRAWN = "LEDGER_CODE_WITHDRAWN"
    BANK_ACCOUNT_CREATED = "BANK_ACCOUNT_CREATED"
    BANK_ACCOUNT_WITHDRAWN = "BANK_ACCOUNT_WITHDRAWN"
    BANK_LINE_IMPORTED = "BANK_LINE_IMPORTED"
    BANK_LINE_EXPLAINED = "BANK_LINE_EXPLAINED"
    BANK_LINE_REOPENED = "BANK_LINE_REOPENED"
    BANK_LINE_WITHDRAWN = "BANK_LINE_WITHDRAWN"
    BOOKS_CLOSED = "BOOKS_CLOSED"
    BOOKS_REOPENED = "BOOKS_REOPENED"
    PERSON_ERASED = "PERSON_ERASED"
    USER_CREATED = "USER_CREATED"
    USER_UPDATED = "USER_UPDATED"
    TOKEN_CREATED = "TOKEN_CREATED"  # noqa: S105 - no secret
    TOKEN_REVOKED = "TOKEN_REVOKED"  # noqa: S105 - no secret


ACCESS_KINDS = frozenset(
    {ChangeKind.USER_CREATED, ChangeKind.USER_UPDATED, ChangeKind.TOKEN_CREATED, ChangeKind.TOKEN_REVOKED}
)
"""The kinds that only who manages access may see."""
COLUMNS_READ = frozenset(
    {"ignored_reason", "payment_state", "released_at", "reopened_at", "revoked_at", "state", "withdrawn_at"}
)
"""The columns of a row on which ``kind_of`` depends."""


def kind_of(action: str, before: Logged | None, after: Logged) -> ChangeKind | None:
    """Return the kind of what an audit event tells, None for what the feed does not tell.

    A row that stands again after its undo was undone is as one that is new.
    """
    noun, _, verb = action.partition(".")
    tells = _KINDS.get(noun)
    if tells is None or verb == "erased":
        return _ERASED.get(noun) if verb == "erased" else None
    if before is not None and _is_gone(before) and not _is_gone(after):
        before = None
    return tells(before, after)


def nouns_of(kinds: Collection[ChangeKind]) -> set[str]:
    """Return what the actions of these kinds begin with, up to the point, and perhaps some more."""
    named = {noun for noun, begins in _BEGINS.items() if any(kind.startswith(begins) for kind in kinds)}
    return named | (_ERASED.keys() if ChangeKind.PERSON_ERASED in kinds else set())


def _is_gone(row: Logged) -> bool:
    return row.get("withdrawn_at") is not None


_Tells: TypeAlias = Callable[[Logged | None, Logged], ChangeKind | None]


def _usual(created: ChangeKind, changed: ChangeKind | None, withdrawn: ChangeKind) -> _Tells:
    def tells(before: Logged | None, after: Logged) -> ChangeKind | None:
        if _is_gone(after):
            return withdrawn
        return created if before is None else changed

    return tells


def _of_transaction(before: Logged | None, after: Logged) -> ChangeKind:
    state = after.get("payment_state")
    if before is not None and not _is_gone(after) and before.get("payment_state") != state:
        if state == PaymentState.FAILED:
            return ChangeKind.PAYMENT_FAILED
        if before.get("payment_state") == PaymentState.PROCESSING and state == PaymentState.CONFIRMED:
            return ChangeKind.PAYMENT_CONFIRMED
    if _is_gone(after):
        return ChangeKind.TRANSACTION_WITHDRAWN
    return ChangeKind.TRANSACTION_RECORDED if before is None else ChangeKind.TRANSACTION_UPDATED


def _of_reconciliation(before: Logged | None, after: Logged) -> ChangeKind:
    if after.get("released_at") is not None:
        return ChangeKind.RECONCILIATION_RELEASED
    return ChangeKind.RECONCILIATION_CREATED if before is None else ChangeKind.RECONCILIATION_UPDATED


def _of_planned_payment(before: Logged | None, after: Logged) -> ChangeKind:
    if _is_gone(after) or PlannedPaymentState(after["state"]) not in OUTSTANDING:
        return ChangeKind.PLANNED_PAYMENT_ENDED
    return ChangeKind.PLANNED_PAYMENT_CREATED if before is None else ChangeKind.PLANNED_PAYMENT_UPDATED


def _of_bank_line(before: Logged | None, after: Logged) -> ChangeKind | None:
    if _is_gone(after):
        return ChangeKind.BANK_LINE_WITHDRAWN
    if before is None:
        return ChangeKind.BANK_LINE_IMPORTED
    ignored = after.get("ignored_reason") is not None
    return ChangeKind.BANK_LINE_EXPLAINED if ignored else ChangeKind.BANK_LINE_REOPENED


def _of_part(before: Logged | None, after: Logged) -> ChangeKind | None:
    if _is_gone(after):
        return ChangeKind.BANK_LINE_REOPENED
    return ChangeKind.BANK_LINE_EXPLAINED if before is None else None


def _of_closing(before: Logged | None, after: Logged) -> ChangeKind:
    reopened = (before is not None and after.get("reopened_at") is not None) or _is_gone(after)
    return ChangeKind.BOOKS_REOPENED if reopened else ChangeKind.BOOKS_CLOSED


def _of_user(before: Logged | None, _after: Logged) -> ChangeKind:
    return ChangeKind.USER_CREATED if before is None else ChangeKind.USER_UPDATED


def _of_token(before: Logged | None, after: Logged) -> ChangeKind | None:
    if _is_gone(after) or after.get("revoked_at") is not None:
        return ChangeKind.TOKEN_REVOKED
    return ChangeKind.TOKEN_CREATED if before is None else None


_KINDS: dict[str, _Tells] = {
    "account": _usual(ChangeKind.ACCOUNT_CREATED, ChangeKind.ACCOUNT_UPDATED, ChangeKind.ACCOUNT_WITHDRAWN),
    "member": _usual(ChangeKind.MEMBER_ADDED, ChangeKind.MEMBER_UPDATED, ChangeKind.MEMBER_UPDATED),
    "transaction": _of_transaction,
    "reconciliation": _of_reconciliation,
    "plannedPayment": _of_planned_payment,
    "subscription": _usual(
        ChangeKind.SUBSCRIPTION_CREATED, ChangeKind.SUBSCRIPTION_UPDATED, ChangeKind.SUBSCRIPTION_WITHDRAWN
    ),
    "ledgerCode": _usual(
        ChangeKind.LEDGER_CODE_CREATED, ChangeKind.LEDGER_CODE_UPDATED, ChangeKind.LEDGER_CODE_WITHDRAWN
    ),
    "bankAccount": _usual(ChangeKind.BANK_ACCOUNT_CREATED, None, ChangeKind.BANK_ACCOUNT_WITHDRAWN),
    "bankLine": _of_bank_line,
    "bankLinePart": _of_part,
    "booksClosing": _of_closing,
    "user": _of_user,
    "apiToken": _of_token,
}
_BEGINS: dict[str, str | tuple[str, ...]] = {
    "account": "ACCOUNT_",
    "member": "MEMBER_",
    "transaction": ("TRANSACTION_", "PAYMENT_"),
    "reconciliation": "RECONCILIATION_",
    "plannedPayment": "PLANNED_PAYMENT_",
    "subscription": "SUBSCRIPTION_",
    "ledgerCode": "LEDGER_CODE_",
    "bankAccount": "BANK_ACCOUNT_",
    "bankLine": "BANK_LINE_",
    "bankLinePart": "BANK_LINE_",
    "booksClosing": "BOOKS_",
    "user": "USER_",
    "apiToken": "TOKEN_",
}
"""What the kinds of each noun begin with."""
_ERASED = {
    "account": ChangeKind.PERSON_ERASED,
    "member": ChangeKind.PERSON_ERASED,
    "bankLine": ChangeKind.PERSON_ERASED,
    "user": ChangeKind.USER_UPDATED,
}
