"""What every mutation takes and gives: the key, the dry run; the errors, the batch, whether it was replayed."""

from collections.abc import Callable, Sequence
from typing import Any

import strawberry

from api.graph.relations import One
from api.types.codes import ErrorCode
from api.types.fields import UNSET, plain, related
from api.types.history import Batch, batches
from domain.errors import Refusal
from domain.rows import JobRow


@strawberry.type(description="A value that was refused. Nothing of the mutation was done.")
class UserError:
    """A refused value."""

    code: ErrorCode = plain("Why, for programs.")
    message: str = plain("Why and what to do, for a person.")
    field: list[str] | None = plain('The path in the input, such as ["input", "items", "0", "amountCents"].')
    row: int | None = plain("In list inputs and imports: the row, from 0.")


class Refused:
    """A refusal as ``UserError`` shows it."""

    __slots__ = ("code", "field", "message", "row")

    def __init__(self, code: str, message: str, field: Sequence[str], row: int | None) -> None:
        self.code = code
        self.message = message
        self.field = ["input", *field]
        self.row = row

    @classmethod
    def of(cls, refusal: Refusal) -> "Refused":
        """A service's refusal."""
        return cls(refusal.code, refusal.message, refusal.field, refusal.row)


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
