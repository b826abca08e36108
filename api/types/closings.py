"""Closed periods in the graph."""

import strawberry

from api.graph.scalars import Date, DateTime
from api.types.connections import Node
from api.types.fields import plain


@strawberry.type
class BooksClosing(Node):
    """A period that was closed: all days up to one. Nothing is recorded, withdrawn or moved in it until it is reopened."""

    through: Date = plain("The last closed day.")
    reconciliations: bool = plain(
        "Whether reconciliations are closed as well: those of money dated in the period, and those of credits dated in it "
        "that no money settles. Otherwise reconciling stays free."
    )
    recorded_at: DateTime = plain(
        "When it was closed. Reports of the period with this instant as `asOf` are its reports at the closing."
    )
    recorded_by: str = plain("Who closed it.")
    reopened_at: DateTime | None = plain("When it was opened again; null while it is closed.")
    reopened_by: str | None = plain("Who opened it again.")
    reopened_reason: str | None = plain("Why it was opened again; null if no reason was given.")
