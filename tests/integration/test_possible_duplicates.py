"""The same money twice? Recording money warns of it and never refuses (domain R39c)."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from domain.queries.duplicates import GROUPS_MAX, possible_duplicates_of
from domain.store.store import Store
from tests.support.api_centre import ApiCentre
from tests.support.centre import Centre
from tests.support.plans import plan_of
from tests.support.run_jobs import run_job
from tests.support.staging import staged_above

FIELDS = "userErrors { code message } batch { id } possibleDuplicates { number }"


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ApiCentre]:
    opened = await ApiCentre.open(store)
    yield opened
    await opened.close()


async def warned(centre: ApiCentre, mutation: str, **given: Any) -> list[str]:
    name = mutation[0].upper() + mutation[1:]
    text = f"mutation ($i: {name}Input!) {{ {mutation}(input: $i) {{ {FIELDS} }} }}"
    payload = (await centre.api.data(text, i=given))[mutation]
    assert payload["userErrors"] == []
    return [each["number"] for each in payload["possibleDuplicates"]]


def money(centre: ApiCentre, cents: int, day: str, **more: Any) -> dict[str, Any]:
    return {"accountId": centre.account, "amountCents": cents, "method": "CASH", "date": day, **more}


async def test_warns_of_the_same_account_and_amount_within_seven_days(centre: ApiCentre) -> None:
    for number, day in (("P-1", "2026-01-01"), ("P-2", "2026-01-08"), ("P-3", "2026-01-15"), ("P-4", "2026-01-16")):
        await centre.pay(5_000, number=number, date=day)
    await centre.pay(5_001, date="2026-01-08")
    assert await warned(centre, "makePayment", **money(centre, 5_000, "2026-01-08"), dryRun=True) == [
        "P-3",
        "P-2",
        "P-1",
    ]
    assert await warned(centre, "createDeposit", **money(centre, 5_000, "2026-01-09")) == ["P-4", "P-3", "P-2"]
    other = await centre.new_account("1002", "Bo Chen")
    assert await warned(centre, "makePayment", **{**money(centre, 5_000, "2026-01-08"), "accountId": other}) == []


async def test_warns_of_the_same_reference_and_amount_at_any_time_on_any_account(centre: ApiCentre) -> None:
    other, yen = await centre.new_account("1002", "Bo"), await centre.new_account("1003", "Kenji", "JPY")
    await centre.pay(5_000, number="P-1", date="2020-01-01", reference="Check 7")
    await centre.pay(5_000, number="P-2", date="2021-01-01", reference="Check 8")
    await centre.pay(5_000, number="P-3", date="2021-01-01", reference="Check 7", accountId=yen)
    await centre.pay(5_000, number="P-4", date="2021-01-01")
    given = {**money(centre, 5_000, "2026-01-08", reference="Check 7"), "accountId": other}
    assert await warned(centre, "makePayment", **given, dryRun=True) == ["P-1"]
    assert await warned(centre, "makePayment", **{**given, "amountCents": 4_999}) == []


async def test_failed_undone_or_opposite_money_is_not_a_duplicate(centre: ApiCentre) -> None:
    failed = await centre.pay(5_000, date="2026-01-05")
    await centre.do("failPayment", transactionId=failed["transaction"]["id"], reason="Returned", date="2026-01-06")
    await centre.undo(await centre.pay(5_000, date="2026-01-05"))
    assert await warned(centre, "makePayment", **money(centre, 5_000, "2026-01-05", number="P-1")) == []
    refund = money(centre, 5_000, "2026-01-05", number="R-1")
    assert await warned(centre, "recordRefund", **refund) == []
    await centre.pay(9_000, date="2026-01-05")
    assert await warned(centre, "recordRefund", **{**refund, "number": "R-2"}) == ["R-1"]


async def test_a_checkouts_payment_warns_too(centre: ApiCentre) -> None:
    await centre.pay(5_000, number="P-1", date="2026-01-05")
    item = {"description": "Camp", "ledgerCode": "CAMP", "amountCents": 5_000}
    given = {"accountId": centre.account, "items": [item], "date": "2026-01-06"}
    assert await warned(centre, "checkout", **given) == []
    assert await warned(centre, "checkout", **given, payment={"amountCents": 5_000, "method": "CARD"}) == ["P-1"]


async def test_a_refusal_warns_of_nothing(centre: ApiCentre) -> None:
    await centre.pay(5_000, date="2026-01-05")
    text = f"mutation ($i: MakePaymentInput!) {{ makePayment(input: $i) {{ {FIELDS} }} }}"
    answer = await centre.api.data(text, i=money(centre, 5_000, "2026-01-05", accountId="nonsense"))
    assert answer["makePayment"]["possibleDuplicates"] == []
    assert answer["makePayment"]["userErrors"][0]["code"] == "NOT_FOUND"


async def test_many_payments_and_files_name_earlier_money_and_what_they_repeat_themselves(centre: ApiCentre) -> None:
    await centre.pay(5_000, number="P-1", date="2026-01-05")
    rows = [money(centre, 5_000, "2026-01-06", number=f"B-{each}") for each in range(3)]
    rows.append(money(centre, 777, "2026-01-06", number="B-9"))
    assert await warned(centre, "makePayments", rows=rows, dryRun=True) == ["B-1", "B-0", "P-1"]
    lines = "\n".join(f"F-{each},1001,2026-01-06,50.00,,," for each in range(15))
    file = {"kind": "PAYMENTS", "csv": f"number,account_number,date,amount,kind,method,reference\n{lines}"}
    found = await warned(centre, "importRecords", **file)
    assert found == [f"F-{each}" for each in range(13, 3, -1)]
    again = await centre.api.data(
        f"mutation ($i: ImportRecordsInput!) {{ importRecords(input: $i) {{ unchanged {FIELDS} }} }}", i=file
    )
    assert again["importRecords"]["unchanged"] == 15
    assert again["importRecords"]["possibleDuplicates"] == []


async def test_a_large_file_names_what_was_recorded_before_it(store: Store) -> None:
    centre = await ApiCentre.open(store)
    yen = await centre.new_account("1002", "Kenji", "JPY")
    for number, cents, day in (("P-1", 5_000, "2026-01-05"), ("P-2", 5_000, "2026-01-15"), ("P-3", 700, "2026-01-06")):
        await centre.pay(cents, number=number, date=day)
    await centre.pay(900, number="P-4", date="2020-01-01", reference="Check 7")
    await centre.pay(900, number="P-5", date="2020-01-01", reference="Check 7", accountId=yen)
    await centre.do("recordRefund", **money(centre, 700, "2026-01-06", number="R-1"))
    lines = ["F-1,1001,2026-01-06,50.00,", "F-2,1001,2026-01-06,9.00,Check 7", "F-3,1001,2026-01-06,7.00,"]
    file = {"kind": "PAYMENTS", "csv": "\n".join(["number,account_number,date,amount,reference", *lines])}
    with staged_above(2):
        for dry_run in (True, False):
            assert await warned(centre, "importRecords", **file, dryRun=dry_run) == ["P-3", "P-1", "P-4"]
        ((job,),) = await Centre(store).rows("select id from jobs")
        await run_job(store, job)
        assert await warned(centre, "importRecords", **file) == []
    await centre.close()


async def test_of_thousands_of_equal_payments_ten_are_named(store: Store) -> None:
    """Looking at each pair, 25 million, would take minutes."""
    centre = await ApiCentre.open(store)
    row = {
        "accountId": centre.account,
        "amountCents": 100,
        "method": "CASH",
        "reference": "Online",
        "date": "2026-01-05",
    }
    assert len(await warned(centre, "makePayments", rows=[row] * 5_000)) == 10
    assert len(await Centre(store).rows("select id from transactions")) == 5_000
    await centre.close()


async def test_money_alike_is_found_by_account_or_reference_before_anything_is_counted(new_store: Store) -> None:
    """By amount alone each payment of a file would meet all others of 20.00; PostgreSQL has no statistics of a new file."""
    program = possible_duplicates_of(1)
    of_accounts = next(program)
    program.send([])
    of_references = program.send([("reference", 5_000, "USD", False, 1)] * (GROUPS_MAX + 1))
    for step, index in ((of_accounts, "transaction_same_amount"), (of_references, "transaction_same_reference")):
        plan = await new_store.read(plan_of(new_store.backend.dialect, iter([step])))
        assert any(index in line for line in plan), "\n".join(plan)
