"""What the reports have in common: how one is asked for, and how its sums and pages hang below it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from types import SimpleNamespace
from typing import Annotated, Any, TypeAlias

import strawberry
from graphql import GraphQLObjectType

from api.graph.loading import Level, Loading, LongRelation, Want
from api.graph.relations import Paged, hang
from api.scalars import Date, DateTime
from api.types.periods import period_from
from domain.queries.pages import Listing, Order
from domain.queries.reports.aging import DayScope
from domain.queries.reports.scope import PeriodScope, View, currency_of
from domain.store.steps import Steps

AskedCurrency: TypeAlias = Annotated[
    str | None,
    strawberry.argument(
        description="ISO 4217 code; not needed while all accounts have one currency. No total crosses currencies."
    ),
]
AskedDay: TypeAlias = Annotated[
    Date | None,
    strawberry.argument(description="The day to look at; today in the organisation's time zone if not given."),
]
AskedAsOf: TypeAlias = Annotated[
    DateTime | None,
    strawberry.argument(
        description=(
            "Answer as the records were at this instant, when nothing that was recorded, released, confirmed or undone "
            "later was known; names and titles, and what is asked of transactions below the rows, are as now."
        )
    ),
]


@dataclass(slots=True, eq=False)
class PeriodReport:
    """A report of a period; ``read`` keeps what was read for all of it, by what read it."""

    scope: PeriodScope
    read: dict[Any, Any] = field(default_factory=dict)
    related: dict[str, Any] = field(init=False, repr=False)

    @property
    def currency(self) -> str:
        """Of what currency it is."""
        return self.scope.currency

    @property
    def first_day(self) -> date:
        """Where its period begins."""
        return self.scope.period.first

    @property
    def last_day(self) -> date:
        """Where its period ends."""
        return self.scope.period.last


@dataclass(slots=True, eq=False)
class DayReport:
    """A report on a day; ``read`` keeps what was read for all of it, by what read it."""

    scope: DayScope
    read: dict[Any, Any] = field(default_factory=dict)
    related: dict[str, Any] = field(init=False, repr=False)

    @property
    def currency(self) -> str:
        """Of what currency it is."""
        return self.scope.currency

    @property
    def on(self) -> date:
        """On which day it looks."""
        return self.scope.day


@dataclass(frozen=True, slots=True)
class OfPeriod(LongRelation):
    """A report by ``currency``, ``period`` and ``asOf``."""

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """One statement where no currency was asked for, and those of what is selected below."""
        view = View(want.arguments.get("asOf"))
        period = period_from(want.arguments["period"], loading.today)
        currency = yield from currency_of(want.arguments.get("currency"), view)
        yield from hang(loading, want, level, PeriodReport(PeriodScope(currency, period, view)))


@dataclass(frozen=True, slots=True)
class OnDay(LongRelation):
    """A report by ``currency``, ``on`` and ``asOf``; today in the organisation's time zone when no day was asked for."""

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """One statement where no currency was asked for, and those of what is selected below."""
        view = View(want.arguments.get("asOf"))
        currency = yield from currency_of(want.arguments.get("currency"), view)
        scope = DayScope(currency, want.arguments.get("on") or loading.today, view)
        yield from hang(loading, want, level, DayReport(scope))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what ``read`` reads for a whole report, once however many parts are selected."""

    read: Callable[[Any], Steps[Any]]
    pick: Callable[[Any], Any]

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """The statements of ``read`` for the first part that is selected, none for the others."""
        for report in level.rows:
            if self.read not in report.read:
                report.read[self.read] = yield from self.read(report.scope)
            part = self.pick(report.read[self.read])
            report.related[want.key] = part
            if isinstance(want.type, GraphQLObjectType):
                below = Level(part if isinstance(part, list) else [part])
                loading.take(below)
                yield from loading.fill(want.type, want.details, below)


def _all_rows(listing: Listing[Any], _arguments: object) -> Listing[Any]:
    return listing


@dataclass(frozen=True, slots=True)
class ReportPages:
    """A connection of a report's rows; ``narrow`` leaves those that the field's arguments ask for."""

    listing: Callable[[Any], Listing[Any]]
    order: Order
    narrow: Callable[[Listing[Any], Mapping[str, Any]], Listing[Any]] = _all_rows

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """One statement for a page, one more for ``totalCount``."""
        for report in level.rows:
            paged = Paged(partial(self._of, report.scope))
            yield from paged.load(loading, want, Level([report]))

    def _of(self, scope: Any, _loading: object, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
        return self.narrow(self.listing(scope), arguments), self.order


def rows_of(sums: list[Any]) -> list[SimpleNamespace]:
    """Named tuples as rows of the graph, below which something can hang."""
    return [SimpleNamespace(**each._asdict()) for each in sums]
