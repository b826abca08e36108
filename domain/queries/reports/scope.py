"""What a report is of: one currency, its days, and the records as they are or as they were recorded (domain R32a)."""

from dataclasses import dataclass

from domain.core.money import known_currency
from domain.core.periods import Period
from domain.errors import WrongCurrency
from domain.store.steps import Fetch, Sql, Steps


@dataclass(frozen=True, slots=True)
class View:
    """The records as they now are, or with ``at`` (microseconds) as they were recorded at that instant.

    Gives conditions for statements; those of an earlier instant take ``:at``.
    """

    at: int | None = None

    @property
    def arguments(self) -> dict[str, object]:
        """What the conditions take."""
        return {} if self.at is None else {"at": self.at}

    def present(self, alias: str) -> str:
        """Whether a transaction or account was recorded and not withdrawn."""
        return self._from_to(alias, "withdrawn_at")

    def active(self, alias: str) -> str:
        """Whether an edge was made and not released; faulty ones are in no report (domain R22a)."""
        return f"not {alias}.faulty and {self._from_to(alias, 'released_at')}"

    def processing(self, alias: str) -> str:
        """Whether a transaction's money was processing; false for what has no state."""
        if self.at is None:
            return f"coalesce({alias}.payment_state, '') = 'PROCESSING'"
        waiting = " and ".join(
            f"({alias}.{instant} is null or {alias}.{instant} > :at)" for instant in ("confirmed_at", "failed_at")
        )
        return f"({alias}.payment_state is not null and {waiting})"

    def _from_to(self, alias: str, end: str) -> str:
        if self.at is None:
            return f"{alias}.{end} is null"
        return f"{alias}.recorded_at <= :at and ({alias}.{end} is null or {alias}.{end} > :at)"


NOW = View()


@dataclass(frozen=True, slots=True)
class PeriodScope:
    """A report of a period."""

    currency: str
    period: Period
    view: View = NOW

    @property
    def arguments(self) -> dict[str, object]:
        """What its statements take."""
        days = {"first": self.period.first, "last": self.period.last}
        return {"currency": self.currency, **days, **self.view.arguments}


def currencies_in_use(view: View = NOW) -> Steps[list[str]]:
    """The currencies that accounts have, that of most accounts first."""
    in_use = Sql(
        f"select a.currency from accounts a where {view.present('a')} group by a.currency "
        "order by count(*) desc, a.currency"
    )
    return [str(row[0]) for row in (yield Fetch(in_use, **view.arguments))]


def currency_of(wished: str | None, view: View) -> Steps[str]:
    """The currency of a report: the one asked for, else the only one that accounts have (domain R32a).

    Raises ``InvalidValue`` for what is no currency, ``WrongCurrency`` naming the several there are, or saying that there
    is none.
    """
    if wished is not None:
        return known_currency(wished, "currency")
    in_use = yield from currencies_in_use(view)
    if len(in_use) == 1:
        return in_use[0]
    names = ", ".join(in_use)
    msg = (
        f"A report is of one currency. Say which: {names}."
        if in_use
        else "There is no account yet. Say which currency."
    )
    raise WrongCurrency(msg, "currency")
