"""What changed in a report since an instant (domain R46a): both figures of each row that differs, and no other."""

import datetime
import itertools
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from domain.permissions import OPERATOR
from domain.store.store import Store
from tests.support.api_centre import ApiCentre
from tests.support.graphql import Api
from tests.support.random_commands.books import random_books
from tests.support.report_changes import REPORTS, changes
from tests.support.report_oracle import NO_CODE, OPEN, Figures
from tests.support.reports import figures

MINUTES = 600_000_000
YEAR = {"period": {"year": 2026}}
PERIOD = (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))


async def test_each_row_that_differs_has_both_figures_and_its_batches(store: Store) -> None:
    centre = await ApiCentre.open(store)
    invoice = await centre.invoice(5_000, date="2026-01-05")
    paid = (await centre.pay(2_000, date="2026-01-06"))["transaction"]
    await centre.do("closeBooks", through="2026-01-31")
    at = store.clock()
    for report in REPORTS:
        assert await changes(centre.api, report, at, "USD", **YEAR) == []
    pair = {"creditItemId": paid["items"][0]["id"], "debitItemId": invoice["items"][0]["id"], "amountCents": 500}
    await centre.do("createReconciliations", edges=[pair])
    found = {each["key"]: each for each in await changes(centre.api, "paymentByItem", at, "USD", **YEAR)}
    applied = found[f"{paid['number']}:{invoice['number']} item 1:CASH"]
    assert (applied["thenCents"], applied["nowCents"]) == (0, 500)
    assert applied["batches"] == [{"mutation": "createReconciliations", "recordedBy": "command line"}]
    left = found[f"{paid['number']}:unreconciled:CASH"]
    assert (left["thenCents"], left["nowCents"]) == (2_000, 1_500)
    sums = {each["key"]: each for each in await changes(centre.api, "paymentByLedgerCode", at, "USD", **YEAR)}
    assert {key: (each["thenCents"], each["nowCents"]) for key, each in sums.items()} == {
        "SWIM:CASH": (0, 500),
        "unreconciled:CASH": (2_000, 1_500),
    }
    owed = {each["key"]: each for each in await changes(centre.api, "aging", at, "USD", on="2026-12-31")}
    assert (owed["1001:total"]["thenCents"], owed["1001:total"]["nowCents"]) == (5_000, 4_500)
    assert await changes(centre.api, "salesByLedgerCode", at, "USD", **YEAR) == []
    await centre.close()


async def test_the_rows_explain_all_that_differs_in_random_books(store: Store) -> None:
    commands = await random_books(store, 7, accounts=6, steps=4)
    at = (await commands.centre.rows("select max(last_recorded_at) from accounts"))[0][0] + MINUTES
    instants = itertools.count(at + MINUTES, 1_000_000)
    store.clock = lambda: next(instants)  # the books' own clock jumped back and forth
    async with Api(store, OPERATOR) as api:
        before = {currency: await figures(api, currency, PERIOD, at) for currency in ("USD", "EUR")}
        commands.api = api
        names = [each for each in commands.mutations if each in WANTED] * 2
        chance = random.Random(3)
        for _ in range(40):
            await commands.step([chance.choice(names)])
        for currency, then in before.items():
            now = await figures(api, currency, PERIOD)
            assert await figures(api, currency, PERIOD, at) == then, "what was then has changed"
            await _explained(api, at, currency, then, now)


WANTED = {
    "makePayment",
    "createInvoice",
    "createCredit",
    "createReconciliations",
    "deleteReconciliations",
    "undoBatch",
} | {"failPayment", "confirmPayment", "updateTransaction", "movePayment", "cancelItems", "recordRefund"}


async def _explained(api: Api, at: int, currency: str, then: Figures, now: Figures) -> None:
    """Each figure that differs is listed with both values, and nothing else is."""
    listed = {report: await changes(api, report, at, currency, **YEAR) for report in REPORTS}
    found = {
        report: {each["key"]: (each["thenCents"], each["nowCents"]) for each in rows} for report, rows in listed.items()
    }
    by_code = [
        {f"{_word(code)}:{method}": cents for (code, method), cents in each.by_code.items()} for each in (then, now)
    ]
    sums = {key: pair for key, pair in found["paymentByLedgerCode"].items() if not key.endswith(":processing")}
    assert sums == _differing(*by_code)
    sold = [
        {
            f"{code}:{name}": cents
            for code, row in each.sales.items()
            for name, cents in _named(("invoiced", "credited"), row)
        }
        for each in (then, now)
    ]
    signed = {
        key: cents if key.endswith("invoiced") else (-cents[0], -cents[1]) for key, cents in _differing(*sold).items()
    }
    assert found["salesByLedgerCode"] == signed
    columns = ("cash", "paid by credits", "credits used")
    paid = [
        {f"{_word(code)}:{name}": cents for code, row in each.paid.items() for name, cents in _named(columns, row)}
        for each in (then, now)
    ]
    expected = _differing(*paid)
    assert {key: found["paymentBreakdown"].get(key) for key in expected} == expected
    assert all(" item " in key for key in found["paymentBreakdown"].keys() - expected.keys())
    rows = _differing(*(_rows(each) for each in (then, now)))
    assert sorted(found["paymentByItem"].values()) == sorted(rows.values())


def _named(names: Sequence[str], row: Sequence[int]) -> Iterable[tuple[str, int]]:
    return zip(names, row, strict=False)


def _word(code: str) -> str:
    return {NO_CODE: "no ledger code", OPEN: "unreconciled"}.get(code, code)


def _rows(figures: Figures) -> Counter[tuple[object, ...]]:
    """The rows of payment by item, by what stays of each while its amount changes."""
    found: Counter[tuple[object, ...]] = Counter()
    for row, count in figures.rows.items():
        found[row._replace(cents=0)] += row.cents * count
    return found


def _differing(then: Mapping[Any, int], now: Mapping[Any, int]) -> dict[Any, tuple[int, int]]:
    """Both figures of what differs."""
    pairs = {key: (then.get(key, 0), now.get(key, 0)) for key in {*then, *now}}
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}
