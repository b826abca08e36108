"""What the reports share: their arguments, and how their sums and pages are loaded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter
from types import SimpleNamespace
from typing import Annotated, Any, TypeAlias

import strawberry
from graphql import GraphQLObjectType

from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.relations import By, Load, Paged, attach
from api.graph.scalars import Date, DateTime
from api.types import reports
from api.types.fields import REPORTS, computed, exponent_beside, loaded_by, plain, related
from api.types.periods import period_from
from domain.modules import load_modules
from domain.queries.pages import Listing, Order
from domain.queries.reports.aging import DayScope
from domain.queries.reports.bank import BankScope
from domain.queries.reports.scope import PeriodScope, View, currency_of
from domain.store.program import Program

CurrencyArgument: TypeAlias = Annotated[
    str | None,
    strawberry.argument(
        description="ISO 4217 code; needed only if accounts have several currencies. A total is always in one currency."
    ),
]
DayArgument: TypeAlias = Annotated[
    Date | None,
    strawberry.argument(description="The day of the report; today in the organisation's time zone if not given."),
]
AsOfArgument: TypeAlias = Annotated[
    DateTime | None,
    strawberry.argument(
        description=(
            "Report the records as they were at this instant, without what was recorded, released, confirmed or undone "
            "later. Names, titles, and fields of the transactions below the rows are always current."
        )
    ),
]


@dataclass(slots=True, eq=False)
class Report:
    """A report in memory; ``read`` keeps what was read for all of it, by what read it."""

    scope: PeriodScope | DayScope | BankScope
    read: dict[Any, Any] = field(default_factory=dict)
    related: dict[str, Any] = field(init=False, repr=False)

    @property
    def currency(self) -> str:
        """The one currency of all its amounts."""
        return self.scope.currency


@strawberry.type
class PeriodReport:
    """The first fields of every report of a period."""

    currency: str = plain("ISO 4217 code of all its amounts.")
    currency_exponent: int = exponent_beside()
    first_day: Date = computed("The period's first day.", lambda report, _: report.scope.period.first)
    last_day: Date = computed("The period's last day.", lambda report, _: report.scope.period.last)


LongReport = partial(By, takes_long=True, replicated=True)
"""Loads what takes long, from a standby where there is one."""

_ROOT_FIELDS: dict[int, tuple[str, Any]] = {}


def root_field(rule: int, load: Load) -> Callable[[Callable[..., Any]], Any]:
    """Declare the root field of a report by the method below, as ``loaded_by`` does; ``rule`` is its number in RULES.md."""

    def register(method: Callable[..., Any]) -> Any:
        assert rule not in _ROOT_FIELDS, f"Two reports of domain R{rule}"
        field = loaded_by(LongReport(load), REPORTS)(method)
        _ROOT_FIELDS[rule] = method.__name__, field
        return field

    return register


def root_fields() -> dict[str, Any]:
    """Return the root fields of all modules here by their names, in the order of their rules."""
    load_modules(reports)
    return dict(each for _, each in sorted(_ROOT_FIELDS.items()))


def load_period_report(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load a report by ``currency``, ``period`` and ``asOf``; reads the currency in use where none was asked for."""
    view = View(plan.arguments.get("asOf"), loading.request_info.now)
    period = period_from(plan.arguments["period"], loading)
    currency = yield from currency_of(plan.arguments.get("currency"), view)
    yield from attach(loading, plan, level, Report(PeriodScope(currency, period, view)))


def load_day_report(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load a report by ``currency``, ``on`` and ``asOf``; of today in the organisation's time zone if no day was given."""
    view = View(plan.arguments.get("asOf"), loading.request_info.now)
    currency = yield from currency_of(plan.arguments.get("currency"), view)
    yield from attach(loading, plan, level, Report(DayScope(currency, plan.arguments.get("on") or loading.today, view)))


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A part of what ``read`` reads for a whole report, once however many parts are selected."""

    read: Callable[[Any], Program[Any]]
    pick: Callable[[Any], Any]

    def load(self, loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
        """Run ``read`` for the first part that is selected; the others share what it read."""
        for report in level.rows:
            if self.read not in report.read:
                report.read[self.read] = yield from self.read(report.scope)
            part = self.pick(report.read[self.read])
            report.related[plan.key] = part
            if isinstance(plan.named_type, GraphQLObjectType):
                yield from attach(loading, plan, Rows([report]), part)


def report_part(read: Callable[[Any], Program[Any]], name: str, text: str) -> Any:
    """Declare a report's field: the attribute ``name`` of what ``read`` reads for the whole report."""
    return related(ReportPart(read, attrgetter(name)), text)


def _all_rows(listing: Listing[Any], _arguments: object) -> Listing[Any]:
    return listing


@dataclass(frozen=True, slots=True)
class ReportPages:
    """A connection of a report's rows; ``narrow`` leaves those that the field's arguments ask for."""

    listing: Callable[[Any], Listing[Any]]
    order: Order
    narrow: Callable[[Listing[Any], Mapping[str, Any]], Listing[Any]] = _all_rows

    def load(self, loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
        """Load by one statement for a page, and one more for ``totalCount``."""
        for report in level.rows:
            paged = Paged(partial(self._of, report.scope))
            yield from paged.load(loading, plan, Rows([report]))

    def _of(self, scope: Any, _loading: object, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
        return self.narrow(self.listing(scope), arguments), self.order


def graph_rows(sums: list[Any]) -> list[SimpleNamespace]:
    """Return named tuples as rows of the graph, below which something can be attached."""
    return [SimpleNamespace(**each._asdict()) for each in sums]
