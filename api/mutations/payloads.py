"""What every mutation's payload has: user errors, the batch, whether it was replayed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import strawberry

from api.errors import from_exception
from api.graph.ids import opaque
from api.graph.loaders import batches
from api.graph.relations import ByIds, Listed, One
from api.graph.roots import QueryAfterwards
from api.queries.root import Query
from api.types.codes import NOT_DONE, OUTCOME_UNKNOWN, ErrorCode
from api.types.fields import computed, plain, referenced, related
from api.types.history import Batch
from api.types.kinds import DescribedEnum, in_graph
from domain.errors import OutcomeUnknown, Refusal, Refusals
from domain.tables import JobRow
from domain.texts import Text, say


@in_graph
class ErrorPolicy(DescribedEnum):
    """What happens to the valid rows of a list if others are refused."""

    REJECT_EVERYTHING = "REJECT_EVERYTHING", "One invalid row refuses everything."
    REJECT_FAILED_ROWS = "REJECT_FAILED_ROWS", "Valid rows are done; invalid ones are reported in `userErrors`."


@strawberry.type
class UserError:
    """A value that was refused.

    Nothing of the mutation was done; or, where `errorPolicy` keeps the valid rows, nothing of this row.
    """

    code: ErrorCode = plain("The reason, as a code for programs.", client=True)
    message: str = plain("The reason and what to do, for people.", client=True)
    field: list[str] | None = plain(
        'The path in the input, such as ["input", "items", "0", "amountCents"].', client=True
    )
    row: int | None = plain("The row of a list input or an imported file, from 0.", client=True)
    later_batch_ids: list[strawberry.ID] | None = plain(
        "With code LATER_CHANGES: the batches to undo first, newest first, at most 5; null with other codes."
    )


class UserErrorRow:
    """A refusal as ``UserError`` shows it, in memory."""

    __slots__ = ("code", "field", "later_batch_ids", "message", "row")

    def __init__(
        self,
        code: str,
        message: Text | str,
        field: Sequence[str] | None,
        row: int | None,
        later_batches: Sequence[int] = (),
    ) -> None:
        self.code = code
        self.message = message
        self.field = ["input", *field] if field is not None else None
        self.row = row
        self.later_batch_ids = [opaque("Batch", each) for each in later_batches] or None

    @classmethod
    def of(cls, refusal: Refusal) -> "UserErrorRow":
        """Return the user error of a service's refusal."""
        return cls(refusal.code, refusal.text, refusal.field, refusal.row, refusal.later_batches)

    @classmethod
    def all_of(cls, refusal: Refusal | Refusals) -> "list[UserErrorRow]":
        """Return the user errors of whatever a service raised."""
        return [cls.of(each) for each in (refusal.refusals if isinstance(refusal, Refusals) else [refusal])]

    @classmethod
    def of_rows(cls, result: object) -> "list[UserErrorRow]":
        """Return the user errors of the rows that a service refused while it recorded the others."""
        return [cls(*refused) for refused in getattr(result, "refused", ())]

    @classmethod
    def undone_with(cls, by: str) -> "UserErrorRow":
        """Return the user error of a mutation that was not done because another of its operation, ``by``, was refused."""
        return cls(NOT_DONE, say("error-not-done", by=by), None, None)

    @classmethod
    def later(cls, exception: Exception) -> "UserErrorRow":
        """Return the user error of an exception that ended the second or a later mutation of an operation."""
        error = from_exception(exception)
        reference = (error.extensions or {}).get("reference")
        message = (
            say("error-with-reference", message=error.message, reference=reference) if reference else error.message
        )
        code = OUTCOME_UNKNOWN if isinstance(exception, OutcomeUnknown) else NOT_DONE
        return cls(code, message, None, None)


@dataclass(slots=True, eq=False)
class PayloadRow:
    """A payload in memory: the service's result, or why it refused."""

    user_errors: list[UserErrorRow] = field(default_factory=list)
    result: Any = None
    batch_id: int | None = None
    replayed: bool = False
    secret: str | None = None
    tried_job: JobRow | None = None
    related: dict[str, Any] = field(default_factory=dict)


def result_value(name: str) -> Callable[[PayloadRow], Any]:
    """Read an attribute of the service's result; None if the service refused."""
    return lambda payload: getattr(payload.result, name, None)


def result_row(rows: ByIds, name: str, text: str, *, client: bool = False) -> Any:
    """Declare a payload's field: the row whose id the result has as ``name``, null if the service refused."""
    return related(One(rows, result_value(name)), text, client=client)


def result_rows(rows: ByIds, name: str, text: str) -> Any:
    """Declare a payload's field: the first 100 rows whose ids the result lists as ``name``.

    Null stands for a refused row; the list is empty if the service refused everything.
    """
    return related(Listed(rows, lambda payload: getattr(payload.result, name, None) or ()), text)


def result_count(name: str, text: str) -> Any:
    """Declare a payload's field: how many rows the result lists as ``name``, null if the service refused everything."""

    def count(payload: PayloadRow, _context: object) -> int | None:
        return None if payload.result is None else sum(each is not None for each in getattr(payload.result, name))

    return computed(text, count)


def shown_once(what: str) -> Any:
    """Declare a payload's field: the secret that was prepared (``perform.new_secret``), null in a replay or a dry run."""
    return computed(f"{what}, shown only here: null in a replay or a dry run.", lambda payload, _: payload.secret)


def query_afterwards(*, client: bool = False) -> Any:
    """Declare a payload's field: the query root."""
    text = (
        "Everything that can be read, as it is after the mutation; in a dry run, as it would be. Each field needs its own "
        "permissions, and counts as in a query. Null if the mutation was refused, and in a dry run that takes a job."
    )
    return related(QueryAfterwards(), text, client=client)


@strawberry.type
class MutationPayload:
    """The first fields of every payload."""

    user_errors: list[UserError] = plain(
        "What was refused and why; empty if all was done. Where an `errorPolicy` keeps good rows, those are done, and each "
        "error names its `row`."
    )
    batch: Batch | None = referenced(
        batches, "batch_id", "Everything that was changed, which can be undone as one; null if nothing was."
    )
    replayed: bool = plain("Whether this repeats the answer of an earlier call with the same idempotency key.")
    query: Query | None = query_afterwards()
