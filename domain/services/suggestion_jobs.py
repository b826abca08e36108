"""Leaving many suggestions to a job, whatever they are for: money on accounts or lines of a bank (domain R24, R26, R44)."""

from collections.abc import Collection, Mapping, Sequence

import orjson

from domain.core.kinds import JobKind
from domain.core.matching import SuggestionKey
from domain.errors import Refusal
from domain.queries.jobs import Extent
from domain.services.job_queue import queue_job
from domain.services.rows import RefusedRow
from domain.store.unit_of_work import UnitOfWork
from domain.tables import JobRow

APPLIED_ACCOUNTS_MAX = 25
APPLIED_ROWS_MAX = 100
"""Up to how many accounts and suggestions are applied in one unit of work, some 100 ms; a job applies more (domain R24)."""


def takes_job(keys: Sequence[SuggestionKey | None], account_ids: Collection[int]) -> bool:
    """Return True if so many suggestions, or those of so many accounts, are too much for one unit of work."""
    return len(keys) > APPLIED_ROWS_MAX or len(set(account_ids)) > APPLIED_ACCOUNTS_MAX


def listed(keys: Sequence[SuggestionKey | None]) -> list[SuggestionKey]:
    """Return the ids that can be a suggestion's."""
    return [key for key in keys if key is not None]


def queue_suggestions(
    unit: UnitOfWork, keys: Mapping[int, Sequence[SuggestionKey]], *, keep_good_rows: bool, of_bank_lines: bool = False
) -> JobRow:
    """Queue the job that applies suggestions, given by account in the order in which they are applied.

    Unless ``keep_good_rows``, it goes over the accounts twice: it checks all of them before it applies any.
    """
    passes = 1 if keep_good_rows else 2
    job = queue_job(unit, JobKind.APPLY_SUGGESTIONS, Extent(len(keys) * passes, max(keys)))
    job.accounts = orjson.dumps(sorted(keys)).decode()
    given = {"passes": passes, "keys": {str(each): list(map(str, keys[each])) for each in sorted(keys)}}
    job.suggestions = orjson.dumps({**given, "bank": True} if of_bank_lines else given).decode()
    return job


def refused_rows(refusals: Sequence[Refusal]) -> list[RefusedRow]:
    """Return refusals that name their rows, as a result keeps them."""
    return [(each.code, each.message, list(each.field), each.row or 0) for each in refusals]
