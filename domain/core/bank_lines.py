"""Bank lines: how much of a line its parts explain."""

from domain.core.kinds import BankLineStatus


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
