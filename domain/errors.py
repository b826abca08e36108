"""Refusals: one class for each reason why a value or a wish is turned down.

A refusal is expected: it is no crash, changes nothing, and is shown to the person who asked. Its ``code`` is public API
(``ErrorCode`` in schema.graphql) and never changes; its message says what to do. Where several apply, services raise the
first of the order in which the classes stand here.
"""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Self


class Refusal(Exception):
    """A wish that the rules turn down.

    ``field`` is the path to the value in the input, in GraphQL names (``("items", "0", "amountCents")``), empty when no
    single value is to blame. ``row`` is the row of a list input or import, from 0. ``later_batches`` are the batches that
    ``LaterChanges`` names, the newest first.
    """

    code: ClassVar[str]

    def __init__(self, message: str, *field: str, row: int | None = None, later_batches: Sequence[int] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.row = row
        self.later_batches = later_batches

    def under(self, *prefix: str) -> Self:
        """The same refusal with ``prefix`` in front of its path."""
        return type(self)(self.message, *prefix, *self.field, row=self.row, later_batches=self.later_batches)

    def in_row(self, row: int) -> Self:
        """The same refusal, said of one row of a list input."""
        return type(self)(self.message, *self.field, row=row, later_batches=self.later_batches)


class NotFound(Refusal):
    """The object does not exist, or the caller may not see it: both answer alike (domain R35)."""

    code = "NOT_FOUND"


class InvalidValue(Refusal):
    """A text, name, address or choice that cannot be meant."""

    code = "INVALID_VALUE"


class InvalidAmount(Refusal):
    """Not a positive whole number of minor units within ±(2^53-1) (domain R1, R5)."""

    code = "INVALID_AMOUNT"


class InvalidDate(Refusal):
    """A date outside what the rules allow, such as a due date before the invoice's."""

    code = "INVALID_DATE"


class DuplicateNumber(Refusal):
    """The number is taken (domain R5a)."""

    code = "DUPLICATE_NUMBER"


class ArchivedLedgerCode(Refusal):
    """An archived ledger code takes no new items (domain R3)."""

    code = "ARCHIVED_LEDGER_CODE"


class WrongSide(Refusal):
    """The two kinds do not meet in a reconciliation (domain R7)."""

    code = "WRONG_SIDE"


class WrongAccount(Refusal):
    """An edge, mark or member of another account (domain R2a, R6)."""

    code = "WRONG_ACCOUNT"


class WrongCurrency(Refusal):
    """Two currencies where one is needed (domain R2, R32a)."""

    code = "WRONG_CURRENCY"


class WrongState(Refusal):
    """The object is in a state in which this cannot be done, such as confirming a payment twice."""

    code = "WRONG_STATE"


class Locked(Refusal):
    """A locked reconciliation; the message names what locks it (domain R15)."""

    code = "LOCKED"


class AlreadyReconciled(Refusal):
    """The pair has an edge already: modify it (domain R13a)."""

    code = "ALREADY_RECONCILED"


class NothingOpen(Refusal):
    """A mark on something that has nothing open (domain R12a)."""

    code = "NOTHING_OPEN"


class NothingToRefund(Refusal):
    """Nothing open that could be refunded (domain R20)."""

    code = "NOTHING_TO_REFUND"


class OverReconciled(Refusal):
    """More than an item, a mark or a payment has room for (domain R6, R12a)."""

    code = "OVER_RECONCILED"


class LaterChanges(Refusal):
    """An undo on which something later builds; the message names it (domain R25a)."""

    code = "LATER_CHANGES"


class Conflict(Refusal):
    """Someone else changed the same thing at the same moment; asking again helps."""

    code = "CONFLICT"


class IdempotencyMismatch(Refusal):
    """The idempotency key was used with other arguments (domain R36)."""

    code = "IDEMPOTENCY_MISMATCH"


class Broken(Refusal):
    """Something went wrong on our side while a job did one account; the log tells more under the message's reference."""

    code = "INTERNAL"


class Refusals(Exception):
    """Several refusals of one input, in the order of its rows and fields; never empty."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals: Sequence[Refusal] = tuple(refusals)
        assert self.refusals, "Refusals without a refusal"
        super().__init__("; ".join(refusal.message for refusal in self.refusals))


class Busy(Exception):
    """No turn at the database within the time; nothing was begun, asking again helps."""


class TookTooLong(Exception):
    """A statement took longer than the operator allows and was given up; nothing was changed, asking for less helps."""


class PermissionMissing(Exception):
    """What is wished needs a permission that the caller lacks, seen only once the values were read (domain R13a)."""

    def __init__(self, message: str, *missing: str) -> None:
        super().__init__(message)
        self.message = message
        self.missing = missing
