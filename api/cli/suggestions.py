"""The commands about suggestions: how often those that are called sure are right (domain R38c)."""

from collections.abc import Iterator

import click

from api.cli.parameters import PERIOD
from api.cli.running import run_on_store, settings_of
from api.types.sample_statistics import wilson_interval
from domain.core.allocation import Allocation
from domain.core.money import amount_text
from domain.core.periods import Period, parse_period
from domain.core.suggestion_quality import Quality
from domain.queries.records import by_ids
from domain.queries.suggestion_quality import suggestion_quality
from domain.store.clock import today_in
from domain.store.program import Program
from domain.store.store import Store
from domain.tables import AccountRow, ItemRow, TransactionRow

WRONG_MAX = 1_000


@click.group()
def suggestions() -> None:
    """Measure suggestions."""


@suggestions.command()
@click.option(
    "--period",
    type=PERIOD,
    help="Only choices whose money is dated in it: last-month, 2026-01, 2026-Q1, 2026, 2026-01-01..2026-03-31.",
)
def measure(period: str | None) -> None:
    """Report how often suggestions that are called sure are right.

    Each choice that a person made by hand is compared with what would have been suggested just before it. Accepted
    suggestions prove nothing and are counted apart. Sure ones that are wrong are listed with both readings.
    """
    settings = settings_of()

    async def work(store: Store) -> tuple[Quality, list[str]]:
        today = today_in(settings.time_zone, store.clock())
        days = None if period is None else parse_period(period, today, settings.fiscal_year_start)
        return await store.read(_measured(days))

    quality, wrong = run_on_store(settings, work, read_only=True)
    for line in _figures(quality):
        click.echo(line)
    for line in wrong:
        click.echo(line)


def _measured(period: Period | None) -> Program[tuple[Quality, list[str]]]:
    quality = yield from suggestion_quality(period)
    return quality, (yield from _readings(quality))


def _figures(quality: Quality) -> Iterator[str]:
    """Yield what was measured, a line for each figure."""
    low, high = wilson_interval(quality.sure - len(quality.wrong), quality.sure)
    yield f"Choices by hand: {quality.chosen:,}{'' if quality.complete else ' (the last ones; not all were measured)'}"
    yield f"Something proposed: {quality.proposed:,}"
    yield f"The chosen one first: {quality.first:,}"
    yield f"Called sure: {quality.sure:,}"
    yield f"Sure and wrong: {len(quality.wrong):,}"
    yield f"Right among the sure: {low:.1%} to {high:.1%} (Wilson's score interval of 95 %)"
    yield f"Accepted suggestions, in no figure above: {quality.accepted:,}"


def _readings(quality: Quality) -> Program[list[str]]:
    """Return the wrong ones with both readings."""
    wrong = quality.wrong[:WRONG_MAX]
    ids = {each.choice.credit_item_id for each in wrong}
    for each in wrong:
        ids |= {allocation.item_id for allocation in (*each.proposal.allocations, *each.choice.allocations)}
    items = yield from by_ids(ItemRow, ids)
    transactions = yield from by_ids(TransactionRow, {item.transaction_id for item in items.values()})
    accounts = yield from by_ids(AccountRow, {item.account_id for item in items.values()})

    def shown(allocation: Allocation) -> str:
        item = items[allocation.item_id]
        currency = accounts[item.account_id].currency
        return f"{amount_text(allocation.amount_cents, currency)} for {transactions[item.transaction_id].number}"

    lines = []
    for proposal, choice in wrong:
        number = transactions[items[choice.credit_item_id].transaction_id].number
        suggested = ", ".join(map(shown, proposal.allocations))
        chosen = ", ".join(map(shown, sorted(choice.allocations)))
        lines.append(f"Wrong: {number}: suggested {suggested}. {proposal.reason} Chosen: {chosen}.")
    return lines
