"""What every mutation takes and gives: the key, the dry run; the errors, the batch, whether it was replayed."""

import enum
from collections.abc import Callable, Sequence
from typing import Any

import strawberry

from api.errors import from_exception
from api.graph.relations import One
from api.types.fields import UNSET, plain, related
from api.types.history import Batch, batches
from api.types.kinds import describe
from domain import errors
from domain.errors import Refusal

_CODES: dict[type[Refusal], str] = {
    errors.NotFound: "There is no such object, or you may not see it.",
    errors.DuplicateNumber: "The number is taken.",
    errors.InvalidAmount: "Not an amount that can be meant here.",
    errors.InvalidDate: "Not a date that can be meant here.",
    errors.InvalidValue: "Not a value that can be meant here.",
    errors.WrongSide: "The two kinds do not meet in a reconciliation.",
    errors.WrongAccount: "It belongs to another account.",
    errors.WrongCurrency: "Two currencies where one is needed.",
    errors.ArchivedLedgerCode: "The ledger code is archived and takes no new items.",
    errors.OverReconciled: "More than an item, a mark or a payment has room for.",
    errors.AlreadyReconciled: "The pair is reconciled already: modify it.",
    errors.Locked: "A locked reconciliation; the message names what locks it.",
    errors.NothingOpen: "A mark on something that has nothing open.",
    errors.NothingToRefund: "Nothing open that could be refunded.",
    errors.WrongState: "This cannot be done in the object's present state.",
    errors.LaterChanges: "Later changes build on what is to be undone.",
    errors.Conflict: "Someone else changed the same thing at the same moment; ask again.",
    errors.IdempotencyMismatch: "The idempotency key was used with other arguments.",
}

NOT_DONE = "NOT_DONE"
"""What ends a mutation alone, or the first of an operation, is in `errors`; a later one must not hide what was done."""

_TEXTS = {refusal.code: text for refusal, text in _CODES.items()} | {
    NOT_DONE: (
        "This mutation was not done, though its values may be good; the message says why: a permission that these values "
        "need, a payload that would hold too much, a busy database. Only a mutation that comes after another of the same "
        "operation says so; sent alone, it is told in `errors` with a code."
    )
}
ErrorCode = enum.StrEnum("ErrorCode", list(_TEXTS))  # type: ignore[misc]  # read off the refusals, so that none can be missing
ErrorCode.__doc__ = "Why a value was refused."
describe(ErrorCode, "Why a value was refused.", _TEXTS)


@strawberry.type(description="A value that was refused. Nothing of the mutation was done.")
class UserError:
    """A refused value."""

    code: ErrorCode = plain("Why, for programs.", client=True)
    message: str = plain("Why and what to do, for a person.", client=True)
    field: list[str] | None = plain(
        'The path in the input, such as ["input", "items", "0", "amountCents"].', client=True
    )
    row: int | None = plain("In list inputs and imports: the row, from 0.", client=True)


class Refused:
    """A refusal as ``UserError`` shows it."""

    __slots__ = ("code", "field", "message", "row")

    def __init__(self, code: str, message: str, field: Sequence[str] | None, row: int | None) -> None:
        self.code = code
        self.message = message
        self.field = ["input", *field] if field is not None else None
        self.row = row

    @classmethod
    def of(cls, refusal: Refusal) -> "Refused":
        """A service's refusal."""
        return cls(refusal.code, refusal.message, refusal.field, refusal.row)

    @classmethod
    def later(cls, exception: Exception) -> "Refused":
        """What ended a mutation that is not its operation's first."""
        error = from_exception(exception)
        reference = (error.extensions or {}).get("reference")
        message = f"{error.message} (Reference: {reference}.)" if reference else error.message
        return cls(NOT_DONE, message, None, None)


class PayloadRow:
    """A payload in memory: what the service gave back, or why it refused."""

    __slots__ = ("batch_id", "outcome", "related", "replayed", "secret", "user_errors")

    def __init__(self) -> None:
        self.user_errors: list[Refused] = []
        self.outcome: Any = None
        self.batch_id: int | None = None
        self.replayed = False
        self.secret: str | None = None
        self.related: dict[str, Any] = {}


def outcome(name: str) -> Callable[[PayloadRow], Any]:
    """Reads an id off the service's outcome; None where it refused."""
    return lambda payload: getattr(payload.outcome, name, None)


def outcome_list(name: str) -> Callable[[PayloadRow], Sequence[int]]:
    """Reads a list of ids off the service's outcome; empty where it refused."""
    return lambda payload: getattr(payload.outcome, name, None) or ()


@strawberry.type
class MutationPayload:
    """What every payload has."""

    user_errors: list[UserError] = plain("Why the input was refused; empty when it was done.")
    batch: Batch | None = related(
        One(batches, lambda payload: payload.batch_id), "All that was changed; null when nothing was. Undo it as one."
    )
    replayed: bool = plain("Whether this is the answer that an earlier call with the same key was given.")


@strawberry.input
class MutationInput:
    """What every input takes."""

    idempotency_key: str | None = strawberry.field(
        default=UNSET, description="The same key and arguments are answered once and then replayed (domain R36)."
    )
    dry_run: bool | None = strawberry.field(
        default=False, description="Answer what would happen, store nothing (domain R25)."
    )
