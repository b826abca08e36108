"""What a job that applies suggestions for bank lines does on each account (domain R24, R44); see ``suggestion_work.py``."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import orjson

from domain.core.matching import SuggestionKey
from domain.errors import Refusal, Refusals
from domain.queries.bank import parts_of_lines
from domain.services.apply_bank_suggestions import SuggestionsOfLines, lines_of, load_suggestions, lock_for
from domain.services.job_part import NO_END, Part
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import JobRow, ReconciliationRow

MUTATION = "applyBankLineSuggestions"


def is_for_bank_lines(job: JobRow) -> bool:
    """Return True if a job applies suggestions for bank lines."""
    return "bank" in orjson.loads(job.suggestions or "{}")


class BankSuggestionWork:
    """Applies the suggestions of each account as ``apply_bank_line_suggestions`` does; those of a large one in parts."""

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
        self._taken: set[int] = set()
        if job.batch_id is None:
            unit.batch.mutation = MUTATION

    def next_accounts(self, most: int) -> Program[list[int]]:
        """See ``Work.next_accounts``; in the second pass they come once more."""
        yield from ()
        return (self._accounts * self._passes)[self._job.done : self._job.done + most]

    def lock(self, account_ids: Sequence[int]) -> Program[None]:
        """See ``Work.lock``."""
        keys = [key for each in dict.fromkeys(account_ids) for key in self._keys_of(each)]
        yield from lock_for(self._unit, (yield from lines_of(keys)).values(), account_ids)

    def do(self, account_ids: Sequence[int], rows_most: int) -> Program[Part]:
        """See ``Work.do``; a dry run does accounts whole, because it stores no part."""
        only_checks = self._passes > 1 and self._place < len(self._accounts)
        self._place += 1
        if self._passes > 1 and self._refused and not only_checks:
            return Part()
        keys = self._keys_of(account_ids[0])
        lines = {key.credit_item_id for key in keys}
        suggestions = yield from load_suggestions(self._unit, lines, keys)
        suggestions.taken |= self._taken
        if not only_checks:
            parts = yield from parts_of_lines(lines)
            done = {each for each, found in parts.items() if any(part.batch_id == self._job.batch_id for part in found)}
            left = [key for key in keys if key in suggestions or key.credit_item_id not in done]
            part = self._apply(left, suggestions, NO_END if self._trial else rows_most)
            self._taken |= suggestions.taken
            return part
        with suppress(_CheckedError), self._unit.savepoint():
            part = self._apply(keys, suggestions, NO_END)
            raise _CheckedError
        if part.refused is not None:
            self._refused = True
            raise part.refused
        return Part()

    def finish(self, *, ends: bool, errors: int) -> None:
        """See ``Work.finish``; nothing more is needed."""

    def _keys_of(self, account_id: int) -> list[SuggestionKey]:
        return [SuggestionKey.parse(each) for each in self._keys[str(account_id)]]

    def _apply(self, keys: Sequence[SuggestionKey], suggestions: SuggestionsOfLines, rows_most: int) -> Part:
        """Apply suggestions of one account until so many lines are explained."""
        done = 0
        earlier = len(self._reconciliations)
        refusals: list[Refusal] = []
        for key in keys:
            if done >= rows_most:
                return self._part(done, earlier, whole=False)
            try:
                valid = suggestions.validate(key)
            except Refusal as refusal:
                refusals.append(refusal)
            else:
                suggestions.apply(valid)
                done += 1
        return self._part(done, earlier)._replace(refused=Refusals(refusals) if refusals else None)

    @property
    def _reconciliations(self) -> list[ReconciliationRow]:
        return list(self._unit.changes.added(ReconciliationRow))

    def _part(self, rows: int, earlier: int, *, whole: bool = True) -> Part:
        """Return what was done, with the reconciliations that came after ``earlier`` ones."""
        made = self._reconciliations[earlier:]
        return Part(rows, len(made), sum(each.amount_cents for each in made), whole)


class _CheckedError(Exception):
    """Ends a check, so that what it did is dropped."""
