"""What a job that applies suggestions does on each account (domain R24, R26, R44).

If one bad row refuses all, the job goes over the accounts twice: first it checks every suggestion and changes nothing, then
it applies them, unless the first pass refused any. What changes between the two is left out and reported.
"""

from abc import abstractmethod
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

import orjson

from domain.core.matching import SuggestionKey
from domain.errors import Refusal, Refusals
from domain.queries.bank import parts_of_lines
from domain.queries.records import active_reconciliations_of_credits
from domain.services import suggestions as credit_suggestions
from domain.services.bank import suggestions as line_suggestions
from domain.services.bank.suggestions import SuggestionsOfLines, lines_of, lock_for
from domain.services.job_part import NO_END, Part, Work
from domain.services.suggestions import SuggestionsOf
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import JobRow


class Suggestions(Protocol):
    """The suggestions of an account, as they stood when they were read."""

    def __contains__(self, key: SuggestionKey) -> bool:
        """Return whether a suggestion stood then."""


S = TypeVar("S", bound=Suggestions)


class Applied(NamedTuple):
    """What applying one suggestion made: rows, of which a group makes so many, reconciliations, and their sum."""

    rows: int
    reconciliations: int
    amount_cents: int


class SuggestionWork(Work, Generic[S]):
    """Applies the suggestions of each account; those of a large one in parts."""

    def __init__(self, unit: UnitOfWork, job: JobRow, *, trial: bool) -> None:
        super().__init__(unit, job)
        self._trial = trial
        self._place = job.done
        self._refused = job.error_count > 0
        given: dict[str, Any] = orjson.loads(job.suggestions or "{}")
        self._passes: int = given["passes"]
        self._keys: dict[str, list[str]] = given["keys"]
        self._accounts = [int(each) for each in self._keys]

    @abstractmethod
    def _load(self, account_id: int, keys: Sequence[SuggestionKey]) -> Program[S]:
        """Return the suggestions of a locked account that have one of these keys, as they stand now."""

    @abstractmethod
    def _done_before(self, keys: Sequence[SuggestionKey]) -> Program[set[int | None]]:
        """Return what these keys are for, credit items or lines, that an earlier part of this job has done."""

    @abstractmethod
    def _apply(self, suggestions: S, key: SuggestionKey) -> Applied:
        """Apply a suggestion; raises ``Conflict`` if it no longer holds."""

    def _remember(self, suggestions: S) -> None:
        """Remember what was applied for the accounts that come after it in this group, which read the database alone."""

    def next_accounts(self, most: int) -> Program[list[int]]:
        """See ``Work.next_accounts``; in the second pass they come once more."""
        yield from ()
        return (self._accounts * self._passes)[self._job.done : self._job.done + most]

    def do(self, account_ids: Sequence[int], rows_most: int) -> Program[Part]:
        """See ``Work.do``; a dry run does accounts whole, because it stores no part."""
        only_checks = self._passes > 1 and self._place < len(self._accounts)
        self._place += 1
        if self._passes > 1 and self._refused and not only_checks:
            return Part()
        keys = self._keys_of(account_ids[0])
        suggestions = yield from self._load(account_ids[0], keys)
        if not only_checks:
            done = yield from self._done_before(keys)
            left = [key for key in keys if key in suggestions or key.credit_item_id not in done]
            part = self._apply_all(left, suggestions, NO_END if self._trial else rows_most)
            self._remember(suggestions)
            return part
        with suppress(_CheckedError), self._unit.savepoint():
            part = self._apply_all(keys, suggestions, NO_END)
            raise _CheckedError
        if part.refused is not None:
            self._refused = True
            raise part.refused
        return Part()

    def _keys_of(self, account_id: int) -> list[SuggestionKey]:
        return [SuggestionKey.parse(each) for each in self._keys[str(account_id)]]

    def _apply_all(self, keys: Sequence[SuggestionKey], suggestions: S, rows_most: int) -> Part:
        """Apply suggestions of one account until so many rows are made."""
        rows = reconciliations = cents = 0
        refusals: list[Refusal] = []
        for key in keys:
            if rows >= rows_most:
                return Part(rows, reconciliations, cents, whole=False)
            try:
                made = self._apply(suggestions, key)
            except Refusal as refusal:
                refusals.append(refusal)
            else:
                rows += made.rows
                reconciliations += made.reconciliations
                cents += made.amount_cents
        return Part(rows, reconciliations, cents, refused=Refusals(refusals) if refusals else None)


class CreditSuggestionWork(SuggestionWork[SuggestionsOf]):
    """Applies suggestions for money on accounts, as ``apply_suggestions`` does."""

    def _load(self, account_id: int, keys: Sequence[SuggestionKey]) -> Program[SuggestionsOf]:
        return credit_suggestions.load_suggestions([account_id], keys)

    def _done_before(self, keys: Sequence[SuggestionKey]) -> Program[set[int | None]]:
        found = yield from active_reconciliations_of_credits({key.credit_item_id for key in keys})
        return {each.credit_item_id for each in found if each.batch_id == self._job.batch_id}

    def _apply(self, suggestions: SuggestionsOf, key: SuggestionKey) -> Applied:
        proposal = suggestions.validate(key)
        made = suggestions.apply(self._unit, proposal)
        return Applied(len(made), len(made), proposal.amount_cents)


class LineSuggestionWork(SuggestionWork[SuggestionsOfLines]):
    """Applies suggestions for bank lines, as ``apply_bank_line_suggestions`` does."""

    def __init__(self, unit: UnitOfWork, job: JobRow, *, trial: bool) -> None:
        super().__init__(unit, job, trial=trial)
        self._taken: set[int] = set()
        if job.batch_id is None:
            unit.batch.mutation = "applyBankLineSuggestions"

    def lock(self, account_ids: Sequence[int]) -> Program[None]:
        """See ``Work.lock``."""
        keys = [key for each in dict.fromkeys(account_ids) for key in self._keys_of(each)]
        yield from lock_for(self._unit, (yield from lines_of(keys)).values(), account_ids)

    def _load(self, account_id: int, keys: Sequence[SuggestionKey]) -> Program[SuggestionsOfLines]:
        assert account_id in self._unit.accounts, "it is locked first"
        lines = {key.credit_item_id for key in keys}
        suggestions = yield from line_suggestions.load_suggestions(self._unit, lines, keys)
        suggestions.taken |= self._taken
        return suggestions

    def _done_before(self, keys: Sequence[SuggestionKey]) -> Program[set[int | None]]:
        parts = yield from parts_of_lines({key.credit_item_id for key in keys})
        return {each for each, found in parts.items() if any(part.batch_id == self._job.batch_id for part in found)}

    def _remember(self, suggestions: SuggestionsOfLines) -> None:
        self._taken |= suggestions.taken

    def _apply(self, suggestions: SuggestionsOfLines, key: SuggestionKey) -> Applied:
        valid = suggestions.validate(key)
        suggestions.apply(valid)
        allocations = valid.proposal.allocations
        return Applied(1, len(allocations), sum(each.amount_cents for each in allocations))


class _CheckedError(Exception):
    """Ends a check, so that what it did is dropped."""


def suggestion_work(unit: UnitOfWork, job: JobRow, *, trial: bool) -> CreditSuggestionWork | LineSuggestionWork:
    """Return the work of a job that applies suggestions."""
    of_bank_lines = "bank" in orjson.loads(job.suggestions or "{}")
    return (LineSuggestionWork if of_bank_lines else CreditSuggestionWork)(unit, job, trial=trial)
