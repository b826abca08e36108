"""The scope of a report: one currency, its days, and the records as they are now or were at an instant (domain R32a)."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Protocol, TypeVar

from domain.core.money import known_currency
from domain.core.periods import Period
from domain.errors import WrongCurrency
from domain.queries.book_sums import book_sums
from domain.queries.pages import compiled
from domain.store.program import Program, Query
from domain.tables.book_sums import BookFigure
from domain.texts import say

PRESENT_US = 300_000_000
"""An instant that is not further back than this means the present: what is recorded by now is seen."""


@dataclass(frozen=True, slots=True)
class View:
    """The records as they are now, or with ``at`` (microseconds) as they were recorded at that instant.

    Its methods return conditions for statements; with an instant, these take ``:at``, and ``:clock`` if it is set.

    A clock that was ahead for a while left instants that are still to come, and an account's later changes follow them
    (``UnitOfWork.recorded_at``). With ``clock``, the present instant, such a change counts from when the clock was right
    again: from the first batch with a right instant that changed the account afterwards, and at present in any case.
    """

    at: int | None = None
    clock: int | None = None

    @property
    def arguments(self) -> dict[str, object]:
        """The arguments of the conditions."""
        if self.at is None:
            return {}
        return {"at": self.at} if self.clock is None else {"at": self.at, "clock": self.clock}

    def present(self, alias: str) -> str:
        """Return the condition that a transaction or account was recorded and not withdrawn."""
        return self._from_to(alias, "withdrawn_at")

    def active(self, alias: str) -> str:
        """Return the condition that a reconciliation was made and not released; no report has invalid ones (domain R22a)."""
        return f"not {alias}.faulty and {self._from_to(alias, 'released_at')}"

    def processing(self, alias: str) -> str:
        """Return the condition that a transaction's money was processing; false for transactions without a payment state."""
        if self.at is None:
            return f"coalesce({alias}.payment_state, '') = 'PROCESSING'"
        waiting = " and ".join(self._not_yet(alias, instant) for instant in ("confirmed_at", "failed_at"))
        return f"({alias}.payment_state is not null and {waiting})"

    def method_of(self, transaction_id: str, now: str) -> str:
        """Return the expression of a cash transaction's method (domain R39a); ``now`` is that of its present one."""
        if self.at is None:
            return now
        return f"cast(coalesce(({self._version('v.method', transaction_id)}), {now}) as text)"

    def reference_of(self, transaction: str) -> str:
        """Return the expression of a transaction's reference (domain R39a)."""
        if self.at is None:
            return f"{transaction}.reference"
        then = self._version("coalesce(v.reference, '')", f"{transaction}.id")
        return f"nullif(coalesce(({then}), {transaction}.reference), '')"

    def due_on(self, transaction: str, item: str) -> str:
        """Return the expression of the day on which an invoice's item is due: its date if none is set (domain R39a)."""
        now = f"coalesce({transaction}.due_on, {item}.date)"
        if self.at is None:
            return now
        return f"coalesce(({self._version(f'coalesce(v.due_on, {item}.date)', f'{item}.transaction_id')}), {now})"

    def _version(self, column: str, transaction_id: str) -> str:
        """Return the statement for a transaction's values at the instant, if it was changed since."""
        return (
            f"select {column} from transaction_versions v where v.transaction_id = {transaction_id} "
            f"and not {self._by_then('v', 'ended_at')} order by v.ended_at limit 1"
        )

    def _from_to(self, alias: str, end: str) -> str:
        if self.at is None:
            return f"{alias}.{end} is null"
        return f"{self._by_then(alias, 'recorded_at')} and {self._not_yet(alias, end)}"

    def _not_yet(self, alias: str, column: str) -> str:
        return f"({alias}.{column} is null or not {self._by_then(alias, column)})"

    def _by_then(self, alias: str, column: str) -> str:
        """Return the condition that a change happened by the view's instant."""
        instant = f"{alias}.{column}"
        if self.clock is None or self.at is None:
            return f"({instant} <= :at)"
        if self.at >= self.clock - PRESENT_US:
            return f"({instant} <= :at or {instant} > :clock)"
        account = f"{alias}.id" if alias == ACCOUNT_ALIAS else f"{alias}.account_id"
        return (
            f"({instant} <= :at or ({instant} > :clock and exists (select 1 from audit_events later "
            "join batches right_again on right_again.id = later.batch_id "
            f"where later.account_id = {account} and later.recorded_at >= {instant} and right_again.recorded_at <= :at)))"
        )


ACCOUNT_ALIAS = "a"
"""The alias of accounts in every statement of the reports; any other is of rows that belong to an account."""


NOW = View()


@dataclass(frozen=True, slots=True)
class PeriodScope:
    """The scope of a report of a period."""

    currency: str
    period: Period
    view: View = NOW

    @property
    def arguments(self) -> dict[str, object]:
        """The arguments of its statements."""
        days = {"first": self.period.first, "last": self.period.last}
        return {"currency": self.currency, **days, **self.view.arguments}


class _Viewed(Protocol):
    """A scope of any report."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def view(self) -> View: ...


Scope = TypeVar("Scope", bound=_Viewed)


def as_of(scope: Scope, at: int) -> Scope:
    """Return the same scope with the records as they were at an instant."""
    return replace(scope, view=View(at, scope.view.clock))


def currencies_in_use(view: View = NOW) -> Program[list[str]]:
    """Return the currencies of accounts, that of most accounts first."""
    if view.at is None:
        counted = book_sums((BookFigure.ACCOUNTS,), ("currency",))
        text, arguments = f"{counted.text} order by sum(row_count) desc, currency", counted.arguments
    else:
        in_use = f"select a.currency from accounts a where {view.present(ACCOUNT_ALIAS)} group by a.currency"
        text, arguments = f"{in_use} order by count(*) desc, a.currency", view.arguments
    return [str(row[0]) for row in (yield Query(compiled(text), **arguments))]


def currency_of(chosen: str | None, view: View) -> Program[str]:
    """Return the currency of a report: the chosen one, or the only one that accounts have (domain R32a).

    Raises ``InvalidValue`` for an unknown currency, and ``WrongCurrency`` if none is chosen and accounts have several or
    there is no account.
    """
    if chosen is not None:
        return known_currency(chosen, "currency")
    in_use = yield from currencies_in_use(view)
    if len(in_use) == 1:
        return in_use[0]
    if in_use:
        raise WrongCurrency(say("report-one-currency", currencies=", ".join(in_use)), "currency")
    raise WrongCurrency(say("report-no-accounts"), "currency")
