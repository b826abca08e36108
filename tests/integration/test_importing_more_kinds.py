"""Importing credits, refunds, what payments pay, and rows without a number (domain R41a)."""

from collections.abc import Sequence

import pytest

from domain.core.kinds import JobState
from domain.errors import AmbiguousFile, PermissionMissing
from domain.importing import ImportKind, ImportRecords, ImportResult
from domain.importing.service import BadRows
from domain.importing.staging import UNSTAGED_ROWS_MAX
from domain.jobs.importing import checked_import
from domain.permissions import ALL_PERMISSIONS, OPERATOR, Permission, Principal, PrincipalKind
from domain.store.store import Committed, Store
from tests.support.centre import Centre
from tests.support.ledger import Ledger
from tests.support.run_jobs import run_job

CREDITS = "credit_number,account_number,date,description,ledger_code,amount,member\n"
REFUNDS = "number,account_number,date,amount,method,reference,sources\n"
PAYS = "number,account_number,date,amount,pays\n"
PLAIN = "account_number,date,amount,reference\n"


async def load(
    centre: Centre, kind: str, text: str, *, skip: bool = False, same: bool = False
) -> Committed[ImportResult]:
    return await centre.do(ImportRecords(ImportKind(kind), text.encode(), skip, even_if_same=same))


async def refused(centre: Centre, kind: str, text: str) -> list[tuple[int, str, str, str]]:
    before = await centre.state()
    with pytest.raises(BadRows) as bad:
        await load(centre, kind, text)
    assert await centre.state() == before
    return [(each.line, each.column, each.code, str(each.reason)) for each in bad.value.problems]


async def today(ledger: Ledger) -> str:
    """The day on which the ledger's payments were made: refunds are not dated before."""
    return str((await ledger.centre.rows("select max(date) from transactions"))[0][0])


def counts(done: Committed[ImportResult]) -> tuple[int | None, int | None, int | None]:
    return done.result.created, done.result.unchanged, done.result.duplicates


async def test_credits_are_imported_as_invoices_are(store: Store) -> None:
    centre = await Centre.open(store)
    text = (
        CREDITS
        + "C-1,1001,2026-01-05,Pool closed,SWIM,12.50,Leo\nC-1,1001,2026-01-05,Camp,CAMP,1,\nC-2,1001,2026-02-05,x,CAMP,3,\n"
    )
    before = await centre.state()
    done = await load(centre, "CREDITS", text)
    assert counts(done) == (2, 0, 0)
    assert await centre.rows(
        "select number, kind, amount_cents, reconciled_cents from transactions order by number"
    ) == [("C-1", "CREDIT", 1_350, 0), ("C-2", "CREDIT", 300, 0)]
    assert counts(await load(centre, "CREDITS", text.replace("credit_number", "Credit Memo #"))) == (0, 2, 0)
    await centre.undo(done)
    assert await centre.state() == before


async def test_every_bad_credit_is_named(store: Store) -> None:
    centre = await Centre.open(store)
    rows = [
        "B1,1001,2026-01-05,x,SWIM,0,",
        "B2,1001,2026-01-05,x,SWIM,-1,",
        "B3,1001,2026-01-05,x,NONE,1,",
        "B4,1001,,x,SWIM,1,",
    ]
    found = await refused(centre, "CREDITS", CREDITS + "\n".join(rows))
    assert [(line, column) for line, column, *_ in found] == [
        (2, "amount"),
        (3, "amount"),
        (4, "ledger_code"),
        (5, "date"),
    ]


async def test_refunds_come_from_their_sources_and_are_there_already_the_second_time(store: Store) -> None:
    """P-1 is 50.00, P-2 is 100.00; each refund counts what the earlier ones of the file paid out."""
    ledger = await Ledger.open(store)
    before = await ledger.centre.state()
    rows = (
        "R-1,1001,{day},30,CHECK,No. 7,P-1:20;P-2",
        "R-2,1001,{day},30,,,P-1",
        "R-3,1001,{day},90,,,",
        "R-4,1002,{day},30,CASH,,Q-1",
    )
    text = REFUNDS + "\n".join(rows).format(day=await today(ledger))
    done = await load(ledger.centre, "REFUNDS", text)
    assert counts(done) == (4, 0, 0)
    assert sorted((credit, debit, cents) for credit, _, debit, _, cents, _ in await ledger.reconciliations()) == [
        ("P-1", "R-1", 2_000),
        ("P-1", "R-2", 3_000),
        ("P-2", "R-1", 1_000),
        ("Q-1", "R-4", 3_000),
    ]
    assert counts(await load(ledger.centre, "REFUNDS", text)) == (0, 4, 0)
    found = await refused(ledger.centre, "REFUNDS", text.replace("P-1:20;P-2", "P-2"))
    assert [(line, column) for line, column, *_ in found] == [(2, "sources")]
    await ledger.centre.undo(done)
    assert await ledger.centre.state() == before


async def test_refunds_of_one_file_never_pay_out_the_same_money_twice(store: Store) -> None:
    """The good rows are imported as if the refused ones were not there (domain R20b)."""
    ledger = await Ledger.open(store)
    day = await today(ledger)
    rows = [
        f"R-1,1001,{day},140,,,",
        f"R-2,1001,{day},20,,,",
        f"R-3,1001,{day},51,,,P-1",
        f"R-4,1001,{day},10,,,P-1:10",
        f"R-5,1001,{day},0.01,,,P-2",
    ]
    done = await load(ledger.centre, "REFUNDS", REFUNDS + "\n".join(rows), skip=True)
    assert done.result.created == 2
    found = [(line, column) for line, column, *_ in done.result.problems]
    assert found == [(3, "amount"), (4, "amount"), (6, "amount")]
    recorded = await ledger.centre.rows(
        "select number, reconciled_cents from transactions where kind = 'REFUND' order by number"
    )
    assert recorded == [("R-1", 0), ("R-4", 1_000)]


async def test_a_bad_refund_names_its_column(store: Store, subtests: pytest.Subtests) -> None:
    ledger = await Ledger.open(store)
    for row, column, code in [
        ("R-1,1002,{day},31,,,Q-1", "amount", "OVER_RECONCILED"),
        ("R-1,1001,{day},10,,,Q-1", "sources", "WRONG_ACCOUNT"),
        ("R-1,1001,{day},10,,,nobody", "sources", "NOT_FOUND"),
        ("R-1,1001,{day},10,,,I-1", "sources", "WRONG_SIDE"),
        ("R-1,1001,{day},10,,,P-1:x9", "sources", "INVALID_AMOUNT"),
        ("R-1,1001,2199-01-01,10,,,P-1", "date", "INVALID_DATE"),
        ("R-1,1001,{day},-10,,,P-1", "amount", "INVALID_AMOUNT"),
        ("P-1,1001,{day},10,,,", "number", "INVALID_VALUE"),
        (",1001,{day},10,,,", "number", "INVALID_VALUE"),
    ]:
        with subtests.test(row=row):
            found = await refused(ledger.centre, "REFUNDS", REFUNDS + row.format(day=await today(ledger)))
            assert (column, code) in [(each[1], each[2]) for each in found]


async def test_a_payment_pays_the_invoices_that_it_names(store: Store) -> None:
    """I-1 has 75.00 and 20.00. An amount is exact; without one, a mark takes what there is (domain R12a)."""
    ledger = await Ledger.open(store)
    text = PAYS + "N-1,1001,2026-01-09,80,I-1:60.00\nN-2,1001,2026-01-09,50,I-1\n,1002,2026-01-09,30,J-1\n"
    done = await load(ledger.centre, "PAYMENTS", text)
    assert counts(done) == (3, 0, 0)
    made = [(credit, position, cents) for credit, _, debit, position, cents, _ in await ledger.reconciliations()]
    assert made == [("N-1", 1, 6_000), ("N-2", 1, 1_500), ("N-2", 2, 2_000), ("PAY-1002-1", 1, 3_000)]
    assert counts(await load(ledger.centre, "PAYMENTS", text)) == (0, 2, 1)
    found = await refused(ledger.centre, "PAYMENTS", text.replace("I-1:60.00", "I-1:61"))
    assert [(line, column) for line, column, *_ in found] == [(2, "pays")]


async def test_a_bad_mark_names_the_column_and_the_invoice(store: Store, subtests: pytest.Subtests) -> None:
    ledger = await Ledger.open(store)
    for pays, code, words in [
        ("I-1:95.01", "OVER_RECONCILED", "I-1"),
        ("I-1:81", "OVER_RECONCILED", "80.00"),
        ("J-1", "WRONG_ACCOUNT", "J-1: "),
        ("nobody", "NOT_FOUND", "'nobody'"),
        ("P-1", "WRONG_SIDE", "P-1: "),
        ("I-1:-5", "INVALID_AMOUNT", "negative"),
        ("I-1:5.x1", "INVALID_AMOUNT", "5.x1"),
    ]:
        with subtests.test(pays=pays):
            ((line, column, found, reason),) = await refused(
                ledger.centre, "PAYMENTS", PAYS + f"N-1,1001,2026-01-09,80,{pays}\n"
            )
            assert (line, column, found) == (2, "pays", code)
            assert words in reason


async def test_a_number_with_a_colon_is_found_whole(store: Store) -> None:
    ledger = await Ledger.open(store)
    await ledger.centre.invoice(1_000, number="2026:7")
    await load(ledger.centre, "PAYMENTS", PAYS + "N-1,1001,2026-01-09,10,2026:7\n")
    assert [(credit, debit, cents) for credit, _, debit, _, cents, _ in await ledger.reconciliations()] == [
        ("N-1", "2026:7", 1_000)
    ]


async def test_what_payments_pay_needs_the_permission_for_reconciliations(store: Store) -> None:
    ledger = await Ledger.open(store)
    permissions = ALL_PERMISSIONS - {Permission.MANAGE_RECONCILIATIONS}
    clerk = Principal(PrincipalKind.TOKEN, "token:9", "token clerk", permissions)
    text = PAYS + "N-1,1001,2026-01-09,80,I-1\n"
    with pytest.raises(PermissionMissing, match="MANAGE_RECONCILIATIONS"):
        await ledger.centre.do(ImportRecords(ImportKind.PAYMENTS, text.encode()), clerk)
    text = PAYS + "N-1,1001,2026-01-09,80,\n"
    done = await ledger.centre.do(ImportRecords(ImportKind.PAYMENTS, text.encode()), clerk)
    assert done.result.created == 1


async def numbers(centre: Centre) -> Sequence[tuple[str, int]]:
    return await centre.rows(
        "select number, amount_cents from transactions where withdrawn_at is null order by recording_seq"
    )


async def test_rows_without_a_number_get_one_and_are_duplicates_the_second_time(store: Store) -> None:
    centre = await Centre.open(store)
    text = PLAIN + "1001,2026-01-09,5,a\n1001,2026-01-09,5,a\n1001,2026-01-09,5,b\n"
    done = await load(centre, "PAYMENTS", text)
    assert counts(done) == (3, 0, 0)
    assert await numbers(centre) == [("PAY-1001-1", 500), ("PAY-1001-2", 500), ("PAY-1001-3", 500)]
    again = await load(centre, "PAYMENTS", text.replace("5,a", '"$5.00 ",a'))
    assert counts(again) == (0, 0, 3)
    assert again.batch_id is None
    assert [(line, number) for _, line, _, number in again.result.duplicate_rows] == [
        (2, "PAY-1001-1"),
        (3, "PAY-1001-2"),
        (4, "PAY-1001-3"),
    ]


async def test_duplicates_are_counted_by_occurrence_within_the_file(store: Store) -> None:
    centre = await Centre.open(store)
    row = "1001,2026-01-09,5,a\n"
    await load(centre, "PAYMENTS", PLAIN + row)
    assert counts(await load(centre, "PAYMENTS", PLAIN + row + row)) == (1, 0, 1)
    assert counts(await load(centre, "PAYMENTS", PLAIN + row + row + row)) == (1, 0, 2)
    assert counts(await load(centre, "PAYMENTS", PLAIN + row, same=True)) == (1, 0, 0)
    assert counts(await load(centre, "PAYMENTS", PLAIN + 5 * row)) == (1, 0, 4)


async def test_undone_money_is_not_a_duplicate(store: Store) -> None:
    centre = await Centre.open(store)
    text = PLAIN + "1001,2026-01-09,5,a\n"
    await centre.undo(await load(centre, "PAYMENTS", text))
    assert counts(await load(centre, "PAYMENTS", text)) == (1, 0, 0)


async def test_a_generated_number_differs_from_those_of_other_rows(store: Store) -> None:
    centre = await Centre.open(store)
    text = "number,account_number,date,amount\n,1001,2026-01-09,1\nPAY-1001-1,1001,2026-01-09,2\n,1001,2026-01-09,3\n"
    await load(centre, "PAYMENTS", text)
    assert await numbers(centre) == [("PAY-1001-2", 100), ("PAY-1001-1", 200), ("PAY-1001-3", 300)]
    assert counts(await load(centre, "PAYMENTS", text)) == (0, 1, 2)


async def test_amounts_in_another_currency_are_refused(store: Store) -> None:
    centre = await Centre.open(store)
    head = "number,account_number,date,amount,currency\n"
    for row, column in (("€5,", "amount"), ("CAD 5,", "amount"), ("5,EUR", "currency")):
        ((_, found, code, _),) = await refused(centre, "PAYMENTS", f"{head}N-1,1001,2026-01-09,{row}\n")
        assert (found, code) == (column, "WRONG_CURRENCY")
    assert counts(await load(centre, "PAYMENTS", f"{head}N-1,1001,2026-01-09,US$5,usd\n")) == (1, 0, 0)


async def test_a_file_for_an_account_without_decimals_has_thousands_marks_alone(store: Store) -> None:
    centre = await Centre.open(store)
    yen = await centre.account("2001", currency="JPY")
    row = '2001,2026-01-09,"1,250",'
    assert counts(await load(centre, "PAYMENTS", f"{PLAIN}{row}a\n")) == (1, 0, 0)
    assert await centre.rows(f"select amount_cents from transactions where account_id = {yen}") == [(1_250,)]
    with pytest.raises(AmbiguousFile):
        await load(centre, "PAYMENTS", f"{PLAIN}{row.replace('2001', '1001')}a\n")
    many = PLAIN + "".join(f"{row}row {each}\n" for each in range(UNSTAGED_ROWS_MAX + 1))
    cmd = await checked_import(store, ImportRecords(ImportKind.PAYMENTS, many.encode()), OPERATOR)
    await run_job(store, (await centre.do(cmd)).result.job or 0)
    total = await centre.rows(f"select sum(amount_cents) from transactions where account_id = {yen}")
    assert [int(cents) for (cents,) in total] == [1_250 * (UNSTAGED_ROWS_MAX + 2)]
    await centre.invoice(1_250, account=yen, number="Y-1")
    edges = 'credit_number,credit_position,debit_number,debit_position,amount\nPAY-2001-1,1,Y-1,1,"1,250"\n'
    assert counts(await load(centre, "RECONCILIATIONS", edges)) == (1, 0, 0)


async def test_an_amount_with_decimals_that_its_currency_has_not_is_refused_in_its_words(store: Store) -> None:
    centre = await Centre.open(store)
    await centre.account("2001", currency="JPY")
    for amount, reason in (
        ("1250.00", "1250.00 has 2 digits after the decimal point; JPY has no decimals. Leave them out."),
        ("12x", "'12x' is not an amount. Write it as 1234."),
    ):
        ((_, _, _, found),) = await refused(centre, "PAYMENTS", f"{PLAIN}2001,2026-01-09,{amount},\n")
        assert found == reason


async def test_a_negative_payment_is_refused_with_advice_to_use_a_refund(store: Store) -> None:
    centre = await Centre.open(store)
    for amount in ("(12.00)", "12.00-", "-12.00"):
        ((_, column, _, reason),) = await refused(centre, "PAYMENTS", PLAIN + f"1001,2026-01-09,{amount},\n")
        assert column == "amount"
        assert "use a refund" in reason


async def test_a_large_file_of_rows_without_numbers_is_imported_once(store: Store) -> None:
    """Its rows are published in parts: the same row twice is two payments, and the file again is all duplicates."""
    centre = await Centre.open(store)
    text = PLAIN + "1001,2026-01-09,5,a\n" * 600 + "1001,2026-01-09,6,b\n"
    for created, duplicates in ((601, 0), (0, 601)):
        cmd = await checked_import(store, ImportRecords(ImportKind.PAYMENTS, text.encode()), OPERATOR)
        done = (await centre.do(cmd)).result
        assert (done.created or 0, done.duplicates) == (0, duplicates)
        if created:
            assert done.job is not None
            assert (await run_job(store, done.job)).state is JobState.DONE
        assert await centre.rows("select count(*) from transactions") == [(601,)]
