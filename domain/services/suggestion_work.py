"""What a job that applies suggestions does on each account (domain R24, R26).

If one bad row refuses all, the job goes over the accounts twice: first it checks every suggestion and changes nothing, then
it applies them, unless the first pass refused any. What changes between the two is left out and reported.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import orjson

from domain.core.matching import SuggestionKey
from domain.errors import Refusal, Refusals
from domain.queries.records import active_reconciliations_of_credits
from domain.services.apply_suggestions import SuggestionsOf, load_suggestions
from domain.services.job_part import NO_END, Part
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import JobRow, ReconciliationRow


class SuggestionWork:
    """Applies the suggestions of each account as ``apply_suggestions`` does; those of a large one in parts."""

    more = False
    all_or_nothing = False
    may_have_error = False

    def __init__(self, unit: UnitOfWork, job: JobRow, *, trial: bool) -> None:
        self._unit = unit
        self._job = job
        self._trial = trial
        self._place = job.done
        self._refused = job.error_count > 0
        given: dict[str, Any] = orjson.loads(job.suggestions or "{}")
        self._passes: int = given["passes"]
        self._keys: dict[str, list[str]] = given["keys"]
        self._accounts = [int(each) for each in self._keys]

    def next_accounts(self, most: int) -> Program[list[int]]:
        """See ``Work.next_accounts``; in the second pass they come once more."""
        yield from ()
        return (self._accounts * self._passes)[self._job.done : self._job.done + most]

    def lock(self, account_ids: Sequence[int]) -> Program[None]:
        """See ``Work.lock``."""
        yield from self._unit.lock_accounts(account_ids)

    def do(self, account_ids: Sequence[int], rows_most: int) -> Program[Part]:
        """See ``Work.do``; a dry run does accounts whole, because it stores no part."""
        only_checks = self._passes > 1 and self._place < len(self._accounts)
        self._place += 1
        if self._passes > 1 and self._refused and not only_checks:
            return Part()
        keys = [SuggestionKey.parse(each) for each in self._keys[str(account_ids[0])]]
        suggestions = yield from load_suggestions([account_ids[0]], keys)
        if not only_checks:
            applied = yield from self._credits_of_earlier_parts(keys)
            left = [key for key in keys if key in suggestions or key.credit_item_id not in applied]
            return self._apply(left, suggestions, NO_END if self._trial else rows_most)
        with suppress(_CheckedError), self._unit.savepoint():
            part = self._apply(keys, suggestions, NO_END)
            raise _CheckedError
        if part.refused is not None:
            self._refused = True
            raise part.refused
        return Part()

    def finish(self, *, ends: bool, errors: int) -> None:
        """See ``Work.finish``; nothing more is needed."""

    def _apply(self, keys: Sequence[SuggestionKey], suggestions: SuggestionsOf, rows_most: int) -> Part:
        """Apply suggestions of one account until so many reconciliations are made."""
        made: list[ReconciliationRow] = []
        cents = 0
        refusals: list[Refusal] = []
        for key in keys:
            if len(made) >= rows_most:
                return Part(len(made), len(made), cents, whole=False)
            try:
                proposal = suggestions.validate(key)
            except Refusal as refusal:
                refusals.append(refusal)
            else:
                made += suggestions.apply(self._unit, proposal)
                cents += proposal.amount_cents
        return Part(len(made), len(made), cents, refused=Refusals(refusals) if refusals else None)

    def _credits_of_earlier_parts(self, keys: Sequence[SuggestionKey]) -> Program[set[int | None]]:
        """Return the credit items that an earlier part of this job has reconciled."""
        found = yield from active_reconciliations_of_credits({key.credit_item_id for key in keys})
        return {each.credit_item_id for each in found if each.batch_id == self._job.batch_id}


class _CheckedError(Exception):
    """Ends a check, so that what it did is dropped."""
