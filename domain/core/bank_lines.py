"""Bank lines: how money moves on a bank account, and how much of a line its parts explain."""

from domain.core.kinds import BankLineStatus, TransactionKind

MONEY_IN = frozenset({TransactionKind.PAYMENT, TransactionKind.DEPOSIT})


def signed_cents(kind: TransactionKind, amount_cents: int) -> int:
    """Return a cash transaction's amount as the money moves on the bank account: in is positive, out is negative."""
    assert kind.is_cash, f"a {kind} moves no money"
    return amount_cents if kind in MONEY_IN else -amount_cents


def status_of_line(amount_cents: int, explained_cents: int, *, ignored: bool) -> BankLineStatus:
    """Return how much of a line its parts explain; what they add up to lies between 0 and its amount."""
    if ignored:
        return BankLineStatus.IGNORED
    if explained_cents == amount_cents:
        return BankLineStatus.EXPLAINED
    return BankLineStatus.OPEN if explained_cents == 0 else BankLineStatus.PARTLY_EXPLAINED


def is_within(amount_cents: int, explained_cents: int) -> bool:
    """Return True if what the parts of a line add up to lies between 0 and its amount."""
    return min(0, amount_cents) <= explained_cents <= max(0, amount_cents)
