"""What a job does within one group, and what it did on an account (domain R24)."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import NamedTuple

from domain.errors import Refusal, Refusals
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import JobRow

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


class Work(ABC):
    """A job's work within one group.

    ``more``: further accounts follow those that ``next_accounts`` returned. ``all_or_nothing``: the job fails with the
    first account that it fails on. ``may_have_error``: an earlier group did a part of the first account, and may have listed
    an error of it. ``makes_records``: what it changes is a batch, which can be undone.
    """

    more = False
    all_or_nothing = False
    may_have_error = False
    makes_records = True

    def __init__(self, unit: UnitOfWork, job: JobRow) -> None:
        self._unit = unit
        self._job = job

    @abstractmethod
    def next_accounts(self, most: int) -> Program[list[int]]:
        """Return the next accounts, in rising order; fewer than ``most`` if there are no more."""

    def lock(self, account_ids: Sequence[int]) -> Program[None]:
        """Lock these accounts, and whatever else the work on them will lock."""
        yield from self._unit.lock_accounts(account_ids)

    @abstractmethod
    def do(self, account_ids: Sequence[int], rows_most: int) -> Program[Part]:
        """Work on the first of these accounts, or the first few, and write about ``rows_most`` rows; the others are next."""

    def finish(self, *, ends: bool, errors: int) -> None:  # noqa: B027 - most need nothing more
        """Finish the group; ``ends``: it was the last one, and the job failed on so many accounts in all."""
