"""What every mutation takes and gives: the key, the dry run; the errors, the batch, whether it was replayed."""

import enum
from collections.abc import Callable, Sequence
from typing import Any

import strawberry

from api.errors import from_exception
from api.graph.relations import One
from api.ids import opaque
from api.types.codes import NOT_DONE, ErrorCode
from api.types.fields import UNSET, plain, related
from api.types.history import Batch, batches
from api.types.kinds import describe
from domain.errors import Refusal
from domain.rows import JobRow


class ErrorPolicy(enum.StrEnum):
    """What becomes of the good rows of a list when others are refused."""

    REJECT_EVERYTHING = "REJECT_EVERYTHING"
    REJECT_FAILED_ROWS = "REJECT_FAILED_ROWS"


describe(
    ErrorPolicy,
    "What becomes of the good rows of a list when others are refused.",
    {
        "REJECT_EVERYTHING": "One bad row refuses all.",
        "REJECT_FAILED_ROWS": "Good rows are done, bad ones are told in `userErrors`.",
    },
)


@strawberry.type(
    description="A value that was refused. Nothing of the mutation was done, but where `errorPolicy` asks for the good "
    "rows: then nothing of this row."
)
class UserError:
    """A refused value."""

    code: ErrorCode = plain("Why, for programs.", client=True)
    message: str = plain("Why and what to do, for a person.", client=True)
    field: list[str] | None = plain(
        'The path in the input, such as ["input", "items", "0", "amountCents"].', client=True
    )
    row: int | None = plain("In list inputs and imports: the row, from 0.", client=True)
    later_batch_ids: list[strawberry.ID] | None = plain(
        "LATER_CHANGES: the batches to be undone first, the newest first and at most 5; null with other codes."
    )


class Refused:
    """A refusal as ``UserError`` shows it."""

    __slots__ = ("code", "field", "later_batch_ids", "message", "row")

    def __init__(
        self, code: str, message: str, field: Sequence[str] | None, row: int | None, later_batches: Sequence[int] = ()
    ) -> None:
        self.code = code
        self.message = message
        self.field = ["input", *field] if field is not None else None
        self.row = row
        self.later_batch_ids = [opaque("Batch", each) for each in later_batches] or None

    @classmethod
    def of(cls, refusal: Refusal) -> "Refused":
        """A service's refusal."""
        return cls(refusal.code, refusal.message, refusal.field, refusal.row, refusal.later_batches)

    @classmethod
    def later(cls, exception: Exception) -> "Refused":
        """What ended a mutation that is not its operation's first."""
        error = from_exception(exception)
        reference = (error.extensions or {}).get("reference")
        message = f"{error.message} (Reference: {reference}.)" if reference else error.message
        return cls(NOT_DONE, message, None, None)


class PayloadRow:
    """A payload in memory: what the service gave back, or why it refused."""

    __slots__ = ("batch_id", "outcome", "related", "replayed", "secret", "tried_job", "user_errors")

    def __init__(self) -> None:
        self.user_errors: list[Refused] = []
        self.outcome: Any = None
        self.batch_id: int | None = None
        self.replayed = False
        self.secret: str | None = None
        self.tried_job: JobRow | None = None
        self.related: dict[str, Any] = {}


def outcome(name: str) -> Callable[[PayloadRow], Any]:
    """Reads an id off the service's outcome; None where it refused."""
    return lambda payload: getattr(payload.outcome, name, None)


def outcome_list(name: str) -> Callable[[PayloadRow], Sequence[int | None]]:
    """Reads a list of ids off the service's outcome, None at refused rows; empty where it refused all."""
    return lambda payload: getattr(payload.outcome, name, None) or ()


def counted(name: str) -> Callable[[PayloadRow, Any], int | None]:
    """How many ids such a list has, of which a payload shows the first; None where the service refused all."""
    return lambda payload, _: (
        None if payload.outcome is None else sum(each is not None for each in getattr(payload.outcome, name))
    )


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
