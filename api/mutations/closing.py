"""Mutations that close periods and open them again."""

import strawberry

from api.graph.scalars import Date
from api.mutations.inputs import MutationInput
from api.mutations.payloads import MutationPayload, result_row
from api.mutations.perform import mutation
from api.types.closings import BooksClosing
from api.types.fields import optional, required
from domain.queries.closings import closings
from domain.services.closing import CloseBooks, ReopenBooks


@strawberry.input
class CloseBooksInput(MutationInput):
    """The period to close: all days up to one."""

    makes = CloseBooks

    through: Date = required("The last day to close, today at the latest.")
    reconciliations: bool | None = optional(
        "True: close reconciliations of the period's money as well. Money of these days then keeps what it is reconciled "
        "with; payments can still fail.",
        default=False,
    )


@strawberry.type
class CloseBooksPayload(MutationPayload):
    """The closing, with its last day and its instant."""

    books_closing: BooksClosing | None = result_row(closings, "books_closing", "The closing; null when refused.")


@strawberry.input
class ReopenBooksInput(MutationInput):
    """The period to open again."""

    makes = ReopenBooks

    through: Date = required("The last day of a closing that stands. Later closings are opened with it.")
    reason: str | None = optional("Why, for whoever reads it later.")


@strawberry.type
class ReopenBooksPayload(MutationPayload):
    """The closing that was opened again."""

    books_closing: BooksClosing | None = result_row(
        closings, "books_closing", "The closing of that day; null when refused."
    )


@strawberry.type
class ClosingMutations:
    """Closing periods."""

    close_books = mutation(
        CloseBooksInput,
        CloseBooksPayload,
        "Closes all days up to one: from then on nothing is recorded, withdrawn, moved or given another method in them "
        "(BOOKS_CLOSED). Payments of the period can still be confirmed, and can fail with a correction dated later.",
    )
    reopen_books = mutation(
        ReopenBooksInput,
        ReopenBooksPayload,
        "Opens a closed period again, and every later one. What was closed earlier stays closed.",
    )
