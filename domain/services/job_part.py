"""What one group of a job did on an account (domain R24)."""

from typing import NamedTuple

from domain.errors import Refusal, Refusals

NO_END = 2**63 - 1
"""Beyond the last event of every chain."""


class Part(NamedTuple):
    """What was done on an account: rows written, reconciliations made or undone, their sum; and whether that was all.

    ``below``: an undo has still to undo the account's events before this one. ``refused`` is why the account was left as it
    is, ``left_out`` why single rows of a file were. ``accounts``: how many were done, the first of those that were next.
    """

    rows: int = 0
    reconciliations: int = 0
    amount_cents: int = 0
    whole: bool = True
    below: int = NO_END
    refused: Refusal | Refusals | None = None
    left_out: Refusal | Refusals | None = None
    accounts: int = 1
