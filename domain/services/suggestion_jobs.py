"""Leaving many suggestions to a job, whatever they are for: money on accounts or lines of a bank (domain R24, R26, R44)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import orjson

from domain.core.kinds import JobKind
from domain.core.matching import SuggestionKey
from domain.errors import Refusal, Refusals
from domain.queries.jobs import Extent
from domain.services.job_queue import queue_job
from domain.store.unit_of_work import UnitOfWork

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
    unit: UnitOfWork,
    keys: Sequence[SuggestionKey | None],
    account_of: Mapping[SuggestionKey, int],
    refusals: Sequence[Refusal],
    *,
    keep_good_rows: bool,
    of_bank_lines: bool = False,
) -> int | None:
    """Queue the job that applies the suggestions that have an account, in their order; return its id, None if none has.

    Unless ``keep_good_rows``, raises the ``refusals`` of the others, and the job goes over the accounts twice: it checks all
    of them before it applies any.
    """
    if refusals and not keep_good_rows:
        raise Refusals(refusals)
    by_account: defaultdict[int, list[str]] = defaultdict(list)
    for key in listed(keys):
        if key in account_of:
            by_account[account_of[key]].append(str(key))
    if not by_account:
        return None
    passes = 1 if keep_good_rows else 2
    job = queue_job(unit, JobKind.APPLY_SUGGESTIONS, Extent(len(by_account) * passes, max(by_account)))
    job.accounts = orjson.dumps(sorted(by_account)).decode()
    given = {"passes": passes, "keys": {str(each): by_account[each] for each in sorted(by_account)}}
    job.suggestions = orjson.dumps({**given, "bank": True} if of_bank_lines else given).decode()
    return job.id
