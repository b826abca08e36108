"""Why a value or an account was refused: the refusals' codes as a GraphQL enumeration."""

import enum

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
    errors.Broken: "Something went wrong on our side, on one account of a job; the message has a reference for the log.",
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
