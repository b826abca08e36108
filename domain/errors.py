"""Refusals: one class for each reason why a value or a command is refused.

A refusal is expected: it is not a crash, changes nothing, and is shown to the person who asked. Its ``code`` is public API
(``ErrorCode`` in schema.graphql) and never changes; its message says what to do, in the language of whoever reads it
(``domain.texts``). Where several apply, services raise the one whose class stands first here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from domain.texts import Language, Text, as_text, say

MESSAGE_MAX = 4_000
"""A message is read by people, and never repeats a long value whole."""


@dataclass(frozen=True, slots=True)
class Bounded(Text):
    """A message that is cut where it is too long."""

    whole: Text

    def in_language(self, language: Language) -> str:
        """Return the message in a language."""
        message = self.whole.in_language(language)
        return message if len(message) <= MESSAGE_MAX else f"{message[: MESSAGE_MAX - 1]}…"

    __str__ = Text.__str__


class Refusal(Exception):
    """A command that the rules refuse.

    ``field`` is the path to the value in the input, in GraphQL names (``("items", "0", "amountCents")``), empty when no
    single value is to blame. ``row`` is the row of a list input or import, from 0. ``later_batches`` are the batches that
    ``LaterChanges`` names, the newest first. A message that is a ``str`` was written before, such as a stored one.
    """

    code: ClassVar[str]

    def __init_subclass__(cls, *, code: str) -> None:
        cls.code = code

    def __init__(
        self, message: Text | str, *field: str, row: int | None = None, later_batches: Sequence[int] = ()
    ) -> None:
        super().__init__(message)
        self.text = message if isinstance(message, Bounded) else Bounded(as_text(message))
        self.field = field
        self.row = row
        self.later_batches = later_batches

    @property
    def message(self) -> str:
        """The message in English, for the command line and logs."""
        return str(self.text)

    def under(self, *prefix: str) -> Self:
        """Return the same refusal with ``prefix`` in front of its path."""
        return type(self)(self.text, *prefix, *self.field, row=self.row, later_batches=self.later_batches)

    def in_row(self, row: int) -> Self:
        """Return the same refusal for one row of a list input."""
        return type(self)(self.text, *self.field, row=row, later_batches=self.later_batches)


class NotFound(Refusal, code="NOT_FOUND"):
    """The object does not exist, or the caller may not see it: the answer is the same (domain R35)."""


class InvalidValue(Refusal, code="INVALID_VALUE"):
    """A text, name, address or choice that is not valid."""


class AmbiguousFile(Refusal, code="AMBIGUOUS_FILE"):
    """The dates or amounts of a file can be read in two ways, and nothing in it says which is right (domain R41)."""


class StatementDiffers(Refusal, code="STATEMENT_DIFFERS"):
    """The opening balance of a bank's file and its lines do not come to its closing balance (domain R42)."""


class InvalidAmount(Refusal, code="INVALID_AMOUNT"):
    """Not a positive whole number of minor units within ±(2^53-1) (domain R1, R5)."""


class InvalidDate(Refusal, code="INVALID_DATE"):
    """A date outside what the rules allow, such as a due date before the invoice's."""


class BooksClosed(Refusal, code="BOOKS_CLOSED"):
    """It would change a closed period; the message names the day and who closed it (domain R46)."""


class DuplicateNumber(Refusal, code="DUPLICATE_NUMBER"):
    """The number is taken (domain R5a)."""


class ArchivedLedgerCode(Refusal, code="ARCHIVED_LEDGER_CODE"):
    """An archived ledger code takes no new items (domain R3)."""


class WrongSide(Refusal, code="WRONG_SIDE"):
    """No reconciliation joins items of these two kinds (domain R7)."""


class WrongAccount(Refusal, code="WRONG_ACCOUNT"):
    """A reconciliation, mark or member of another account (domain R2a, R6)."""


class WrongCurrency(Refusal, code="WRONG_CURRENCY"):
    """Several currencies where only one is possible (domain R2, R32a)."""


class WrongState(Refusal, code="WRONG_STATE"):
    """The object's state does not allow this, such as confirming a payment twice."""


class Locked(Refusal, code="LOCKED"):
    """The reconciliation is locked; the message names what locks it (domain R15)."""


class AlreadyReconciled(Refusal, code="ALREADY_RECONCILED"):
    """The pair is reconciled already: modify that reconciliation (domain R13a)."""


class NothingOpen(Refusal, code="NOTHING_OPEN"):
    """The mark is on something that has nothing open (domain R12a)."""


class NothingToRefund(Refusal, code="NOTHING_TO_REFUND"):
    """Nothing open that could be refunded (domain R20)."""


class OverReconciled(Refusal, code="OVER_RECONCILED"):
    """The amount is more than an item, a mark or a payment has open (domain R6, R12a)."""


class OverLimit(Refusal, code="OVER_LIMIT"):
    """More than the organisation allows to be written off of an item (domain R40)."""


class LaterChanges(Refusal, code="LATER_CHANGES"):
    """Later changes build on what is to be undone; the message names them (domain R25a)."""


class Conflict(Refusal, code="CONFLICT"):
    """Someone else changed the same thing at the same moment; trying again helps."""


class IdempotencyMismatch(Refusal, code="IDEMPOTENCY_MISMATCH"):
    """The idempotency key was used with other arguments (domain R36)."""


class Broken(Refusal, code="INTERNAL"):
    """A job failed on one account by our fault; the log has the details under the message's reference."""


class Refusals(Exception):
    """Several refusals of one input, in the order of its rows and fields; never empty.

    ``partial`` is what is known of the refused input; it is shown with the refusals, as a result would be.
    """

    partial: object = None

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals: Sequence[Refusal] = tuple(refusals)
        assert self.refusals, "Refusals without a refusal"
        super().__init__(*self.refusals)

    def __str__(self) -> str:
        """Return all messages in English."""
        return "; ".join(refusal.message for refusal in self.refusals)


class Busy(Exception):
    """The database had no free slot in time; nothing was started, and a retry helps."""


class Unavailable(Busy):
    """The database could not be reached, or lost the connection before anything was stored; trying again helps."""

    text: Text | None = None
    """What to say of it, if there is more to say than that."""


class StorageFull(Unavailable):
    """The database's disk is full: nothing was stored, and nothing can be until there is space again."""


class DatabaseReplaced(Unavailable):
    """The file of the database was deleted, replaced or overwritten while it was open: what is stored would be lost."""

    text = say("error-database-replaced")

    def __str__(self) -> str:
        """Return it in English, for the command line and logs."""
        return str(self.text)


class OutcomeUnknown(Exception):
    """The database failed while it stored the work, and did not report in time whether it is stored.

    The only failure after which a change may stand. To send it again, use an idempotency key, or check first.
    """


class TookTooLong(Exception):
    """A statement exceeded the operator's time limit and was cancelled; nothing changed, and asking for less helps."""


class PermissionMissing(Exception):
    """The caller lacks a permission that turns out to be needed only when the command's values are read (domain R13a)."""

    def __init__(self, message: Text | str, *missing: str) -> None:
        super().__init__(message)
        self.text = as_text(message)
        self.missing = missing

    @property
    def message(self) -> str:
        """The message in English, as that of a refusal."""
        return str(self.text)
