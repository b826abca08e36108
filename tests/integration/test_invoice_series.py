"""Generated numbers: a count per account and kind, and one series of invoices without gaps (domain R5c)."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from api.setting_values import BadSettings
from api.settings import read_settings
from domain.core.kinds import PaymentMethod, SubscriptionInterval, TransactionKind
from domain.errors import InvalidValue, LaterChanges, Refusals
from domain.importing import ImportKind, ImportRecords
from domain.permissions import OPERATOR
from domain.services.bulk import CreateInvoices
from domain.services.charging import ChargeSubscriptions
from domain.services.checkout import Checkout
from domain.services.invoices import CreateInvoice
from domain.services.recording import ItemInput
from domain.services.subscriptions import CreateSubscription
from domain.services.undo.batch import UndoBatch
from domain.store.clock import today_in
from domain.store.store import Store
from tests.support.centre import Centre, items, run
from tests.support.contradictions import contradictions_of

SERIES = "F-"


@pytest.fixture
async def centre(database_url: str) -> AsyncIterator[Centre]:
    """A centre whose invoices have a series, F-1, F-2 and so on."""
    store = await Store.open(database_url, invoice_series=SERIES)
    yield await Centre.open(store)
    assert await contradictions_of(store) == []
    await store.close()


async def numbers(centre: Centre, kind: TransactionKind = TransactionKind.INVOICE) -> list[str]:
    """The numbers of a kind in the order of recording, without withdrawn ones."""
    text = f"select number from transactions where kind = '{kind}' and withdrawn_at is null order by recorded_at, id"
    return [row[0] for row in await centre.rows(text)]


async def test_each_account_counts_each_kind(store: Store) -> None:
    centre = await Centre.open(store)
    other = await centre.account("1002")
    for account in (None, other, None):
        await centre.invoice(100, account=account)
        await centre.payment(100, account=account)
    await centre.payment(100, kind=TransactionKind.DEPOSIT)
    assert await numbers(centre) == ["INV-1001-1", "INV-1002-1", "INV-1001-2"]
    assert await numbers(centre, TransactionKind.PAYMENT) == ["PAY-1001-1", "PAY-1002-1", "PAY-1001-2"]
    assert await numbers(centre, TransactionKind.DEPOSIT) == ["DEP-1001-1"]


async def test_all_invoices_of_the_organisation_share_the_series(centre: Centre) -> None:
    other = await centre.account("1002")
    await centre.invoice(100)
    await centre.do(Checkout(other, items(100)))
    await centre.do(CreateInvoices([CreateInvoice(each, items(100)) for each in (centre.rivera, other)]))
    today = today_in(centre.store.context.zone, centre.store.clock())
    await centre.do(
        CreateSubscription(other, "Membership", "SWIM", 100, SubscriptionInterval.MONTH, PaymentMethod.CARD, today)
    )
    await centre.do(ChargeSubscriptions())
    await centre.payment(100)
    assert await numbers(centre) == ["F-1", "F-2", "F-3", "F-4", "F-5"]
    assert (await numbers(centre, TransactionKind.PAYMENT))[-1] == "PAY-1001-1"


async def test_a_refused_row_and_a_dry_run_use_up_no_number(centre: Centre) -> None:
    good, bad = CreateInvoice(centre.rivera, items(100)), CreateInvoice(centre.rivera, [ItemInput("x", "NONE", 1)])
    await centre.store.preview(lambda preview: preview.run(good, OPERATOR))
    await centre.do(CreateInvoices([good, bad, good], keep_good_rows=True))
    with pytest.raises(Refusals):
        await centre.do(CreateInvoices([good, bad]))
    await centre.do(good)
    assert await numbers(centre) == ["F-1", "F-2", "F-3"]


async def test_no_number_of_the_series_is_given_by_hand(centre: Centre) -> None:
    for number in ("F-1", "X-1"):
        with pytest.raises(InvalidValue):
            await centre.invoice(100, number=number)
    for number in ("F-7", "f-7"):
        with pytest.raises(InvalidValue):
            await centre.payment(100, number=number)
    await centre.payment(100, number="F-x")
    header = "invoice_number,account_number,date,due_on,description,ledger_code,amount,member"
    text = header + "\n{},1001,2026-01-01,,Swim,SWIM,1.00,"
    with pytest.raises(Refusals):
        await centre.do(ImportRecords(ImportKind.INVOICES, text.format("F-9").encode()))
    await centre.do(ImportRecords(ImportKind.INVOICES, text.format("OLD-9").encode()))
    await centre.invoice(100)
    assert sorted(await numbers(centre)) == ["F-1", "OLD-9"]


async def test_skips_a_number_that_was_taken_before_there_was_a_series(database_url: str) -> None:
    before = await Store.open(database_url)
    centre = await Centre.open(before)
    await centre.payment(100, number="F-2")
    await before.close()
    store = await Store.open(database_url, invoice_series=SERIES)
    after = Centre(store)
    after.rivera = centre.rivera
    for _ in range(3):
        await after.invoice(100)
    assert await numbers(after) == ["F-1", "F-3", "F-4"]
    await store.close()


async def test_only_the_last_invoice_is_withdrawn_and_its_number_comes_again(centre: Centre) -> None:
    other = await centre.account("1002")
    first, last = await centre.invoice(100), await centre.invoice(100, account=other)
    with pytest.raises(LaterChanges, match=r"F-1 belongs to a series without gaps.*F-2.*Cancel its items") as refused:
        await centre.undo(first)
    assert list(refused.value.later_batches) == [last.batch_id]
    await centre.undo(last)
    assert await numbers(centre) == ["F-1"]
    await centre.invoice(300, account=other)
    assert await numbers(centre) == ["F-1", "F-2"]
    two = await centre.do(CreateInvoices([CreateInvoice(each, items(100)) for each in (centre.rivera, other)]))
    await centre.undo(two)
    await centre.invoice(100)
    assert await numbers(centre) == ["F-1", "F-2", "F-3"]


async def test_a_run_over_several_accounts_is_undone_from_its_last_invoice_on(centre: Centre) -> None:
    """Domain R25c: account by account."""
    accounts = [centre.rivera, *[await centre.account(number) for number in ("1002", "1003")]]
    today = today_in(centre.store.context.zone, centre.store.clock())
    for account in accounts:
        monthly = (SubscriptionInterval.MONTH, PaymentMethod.CARD, today)
        await centre.do(CreateSubscription(account, "Membership", "SWIM", 100, *monthly))
    run_of_all = await centre.do(ChargeSubscriptions())
    assert await numbers(centre) == ["F-1", "F-2", "F-3"]
    undone = await centre.undo(run_of_all)
    assert (undone.result.account_errors, await numbers(centre)) == ([], [])


async def test_another_series_counts_from_one(database_url: str) -> None:
    numbered = []
    rivera = 0
    for series in ("2026-", "2027/", "2026-"):
        store = await Store.open(database_url, invoice_series=series)
        centre = Centre(store) if rivera else await Centre.open(store)
        rivera = centre.rivera = centre.rivera or rivera
        await centre.invoice(100)
        numbered = await numbers(centre)
        await store.close()
    assert numbered == ["2026-1", "2027/1", "2026-2"]


async def test_the_series_has_no_gap_however_many_record_and_undo_at_once(database_url: str) -> None:
    """Two processes, eight clients on eight accounts; some rows are refused, and some invoices are undone."""
    stores = [await Store.open(database_url, invoice_series=SERIES) for _ in range(2)]
    centre = await Centre.open(stores[0])
    accounts = [await centre.account(f"A{number}") for number in range(8)]

    async def client(turn: int) -> None:
        store, account = stores[turn % 2], accounts[turn]
        for step in range(6):
            rows = [CreateInvoice(account, items(100)), CreateInvoice(account, [ItemInput("x", "NONE", 1)])]
            done = await run(store, CreateInvoices(rows, keep_good_rows=True))
            if step % 3 == turn % 3:
                try:
                    await run(store, UndoBatch(done.batch_id or 0))
                except LaterChanges:
                    continue

    await asyncio.gather(*map(client, range(8)))
    places = [
        row[0]
        for row in await centre.rows(
            "select series_seq from transactions where withdrawn_at is null and kind = 'INVOICE' order by series_seq"
        )
    ]
    assert places == list(range(1, len(places) + 1))
    assert len(places) >= 8 * 4
    named = {row[0] for row in await centre.rows("select number from transactions where withdrawn_at is null")}
    assert named == {f"F-{place}" for place in places}
    assert await contradictions_of(stores[0]) == []
    for store in stores:
        await store.close()


@pytest.mark.parametrize(("given", "series"), [("F-", "F-"), (" 2026/ ", "2026/"), ("", None), ("\u200b", None)])
def test_the_setting_names_the_series(given: str, series: str | None) -> None:
    assert read_settings(invoice_series=given).invoice_series == series


def test_a_series_too_long_for_a_number_is_refused() -> None:
    with pytest.raises(BadSettings, match="TIEOUT_INVOICE_SERIES: it is longer than 30 characters"):
        read_settings(invoice_series="x" * 31)
