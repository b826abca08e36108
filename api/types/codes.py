"""Why a value or an account was refused: the refusals' codes as a GraphQL enumeration."""

import enum

from api.types.kinds import describe
from domain import errors
from domain.errors import Refusal

_CODES: dict[type[Refusal], str] = {
    errors.NotFound: "The object does not exist, or you may not see it.",
    errors.DuplicateNumber: "The number or the external id is taken: choose another, or leave it out.",
    errors.InvalidAmount: "The amount is not valid here.",
    errors.InvalidDate: "The date is not valid here.",
    errors.BooksClosed: "The day is in a closed period; the message names it and who closed it.",
    errors.InvalidValue: "The value is not valid here.",
    errors.AmbiguousFile: "The file's dates or amounts can be read in two ways; say which with `dates` or `decimals`.",
    errors.StatementDiffers: "The opening balance and the lines of a bank's file do not come to its closing balance.",
    errors.WrongSide: "These two kinds cannot be reconciled with each other.",
    errors.WrongAccount: "It belongs to another account.",
    errors.WrongCurrency: "The currencies differ.",
    errors.ArchivedLedgerCode: "The ledger code is archived and accepts no new items.",
    errors.OverReconciled: "The amount is more than an item, a payment or a balance has left.",
    errors.OverLimit: "More would be written off of an item than the organisation allows.",
    errors.AlreadyReconciled: "The two items are already reconciled: modify that reconciliation.",
    errors.Locked: "The reconciliation is locked; the message names what locks it.",
    errors.NothingOpen: "What was named has nothing open.",
    errors.NothingToRefund: "There is nothing open that could be refunded.",
    errors.WrongState: "The object's state does not allow this.",
    errors.LaterChanges: "Later changes build on what would be undone.",
    errors.Conflict: "Someone else changed the same object at the same time; try again.",
    errors.IdempotencyMismatch: "The idempotency key was used with other arguments.",
    errors.Broken: "An internal error on one account of a job; the message has a reference to the log.",
}

NOT_DONE = "NOT_DONE"
"""The code of what ends a later mutation of an operation: in `errors` it would hide what the earlier ones did."""

OUTCOME_UNKNOWN = "OUTCOME_UNKNOWN"
"""The code of a later mutation that may be stored although it failed."""

_TEXTS = {refusal.code: text for refusal, text in _CODES.items()} | {
    NOT_DONE: (
        "The mutation was not done, although its values may be valid; the message says why: a permission that these values "
        "need, a payload that would be too large, a busy database. Only the second and later mutations of an operation "
        "have this code; for the first, the reason is in `errors`."
    ),
    OUTCOME_UNKNOWN: (
        "The database failed while it stored the mutation, and it is not known whether it is stored. Send the same again "
        "with the same `idempotencyKey`: it is done once. As NOT_DONE, only second and later mutations have this code here."
    ),
}

ErrorCode = enum.StrEnum("ErrorCode", list(_TEXTS))  # type: ignore[misc]  # read off the refusals; a test looks that none is missing
ErrorCode.__doc__ = "Why a value was refused."
describe(ErrorCode, _TEXTS)
