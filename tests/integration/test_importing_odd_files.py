"""Odd files: each error names its line, and its column if it has one; nothing is stored in part."""

from collections.abc import Sequence

import pytest

from domain.core.money import MAX_CENTS
from domain.errors import InvalidValue
from domain.importing import ImportKind
from domain.importing.service import BadRows
from domain.store.store import Store
from tests.integration.test_importing import ACCOUNTS, CODES, INVOICES, PAYMENTS, bad_rows, load, reasons
from tests.support.centre import Centre

FIRST = "I-1,1001,2026-01-05,,Skates,SWIM,12.50,\n"
SECOND = "I-2,1001,2026-01-06,,Camp,CAMP,100,\n"
THIRD = "I-3,1001,2026-01-07,,Camp,CAMP,100,\n"
MOST = f"{MAX_CENTS // 100}.{MAX_CENTS % 100:02}"


async def left_out(centre: Centre, text: str) -> tuple[Sequence[tuple[int, str, str]], list[tuple[str, int]]]:
    """The problems of invoices taken beside bad rows, and the invoices that were recorded, with their items."""
    done = await load(centre, ImportKind.INVOICES, INVOICES + text, skip=True)
    stored = await centre.rows(
        "select t.number, count(*) from transactions t join items i on i.transaction_id = t.id "
        "group by t.number order by t.number"
    )
    assert done.result.created == len(stored)
    return [(line, column, str(reason)) for line, column, reason, *_ in done.result.problems], stored


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("I-1,1001,2026-01-05,,Lessons, two,SWIM,5,\n", (3, "", "The row has 9 values; the header has 8.")),
        ("I-1,1001,2026-01-05\n", (3, "", "The row has 3 values; the header has 8.")),
        ("I-1,1001,2026-01-05,,Les\0sons,SWIM,5,\n", (3, "description", "This holds a NUL character.")),
    ],
    ids=["too many", "too few", "NUL"],
)
async def test_an_invoice_with_a_row_of_a_bad_form_is_left_out_whole(
    store: Store, row: str, fault: tuple[int, str, str]
) -> None:
    centre = await Centre.open(store)
    problems, stored = await left_out(centre, FIRST + row + SECOND)
    assert stored == [("I-2", 1)]
    assert problems == [(2, "", "Invoice I-1 is left out because line 3 may belong to it."), fault]


async def test_an_invoice_with_a_row_of_bad_content_is_left_out_whole_and_each_row_says_so(store: Store) -> None:
    centre = await Centre.open(store)
    problems, stored = await left_out(centre, FIRST + "I-1,1001,2026-01-05,,Lessons,SWIM,five,\n" + SECOND)
    assert stored == [("I-2", 1)]
    assert [(line, column) for line, column, _ in problems] == [(2, ""), (3, "amount")]
    assert problems[0][2] == "Invoice I-1 is left out because line 3 is bad."


@pytest.mark.parametrize("row", [",,,,Lessons,SWIM,5,\n", "\0,1001,2026-01-05,,Lessons,SWIM,5,\n", "Lessons\n"])
async def test_a_row_without_a_number_skips_the_invoices_around_it(store: Store, row: str) -> None:
    centre = await Centre.open(store)
    problems, stored = await left_out(centre, FIRST + SECOND + row + THIRD + "I-4,1001,2026-01-07,,Camp,CAMP,1,\n")
    assert stored == [("I-1", 1), ("I-4", 1)]
    assert {line for line, *_ in problems} == {3, 4, 5}
    assert (3, "", "Invoice I-2 is left out because line 4 may belong to it.") in problems


async def test_accepts_one_date_format(store: Store, subtests: pytest.Subtests) -> None:
    centre = await Centre.open(store)
    for date in ["2026-W05-1", "20260105", "2026-1-5", "2026-01-5 ", "\uff12026-01-05", "2026-02-30"]:
        with subtests.test(date=date):
            text = f"B1,1001,{date},,x,SWIM,1,\nB2,1001,2026-01-05,{date},x,SWIM,1,\n"
            assert await bad_rows(centre, ImportKind.INVOICES, INVOICES + text) == [(2, "date"), (3, "due_on")]


async def test_refuses_a_due_date_outside_business_dates(store: Store) -> None:
    centre = await Centre.open(store)
    text = INVOICES + "B1,1001,2026-01-05,9999-12-31,x,SWIM,1,\n"
    assert await bad_rows(centre, ImportKind.INVOICES, text) == [(2, "due_on")]
    assert await reasons(centre, ImportKind.INVOICES, text) == [
        "9999-12-31 is not a business date: it must be from 1900-01-01 to 2199-12-31."
    ]


async def test_an_amount_or_a_sum_beyond_the_largest_names_its_line(store: Store) -> None:
    centre = await Centre.open(store)
    much = (
        f"B1,1001,2026-01-05,,x,SWIM,{MOST}0,\nB2,1001,2026-01-05,,x,SWIM,{MOST},\nB2,1001,2026-01-05,,x,SWIM,0.01,\n"
    )
    assert await bad_rows(centre, ImportKind.INVOICES, INVOICES + much.replace("0,\n", ",\n", 1)) == [(3, "amount")]
    assert await bad_rows(
        centre, ImportKind.INVOICES, INVOICES + "B1,1001,2026-01-05,,x,SWIM,99999999999999.99,\n"
    ) == [(2, "amount")]
    invoices = INVOICES + f"B1,1001,2026-01-05,,x,SWIM,{MOST},\n" + "B2,1001,2026-01-05,,x,SWIM,0.01,\n"
    assert await bad_rows(centre, ImportKind.INVOICES, invoices) == [(3, "amount")]
    payments = PAYMENTS + f"P1,1001,2026-01-05,{MOST},,,\n" + "P2,1001,2026-01-05,0.01,,,\n"
    assert await bad_rows(centre, ImportKind.PAYMENTS, payments) == [(3, "amount")]
    assert await reasons(centre, ImportKind.PAYMENTS, payments) == [
        "The sums of account 1001 would be beyond 90071992547409.91 USD."
    ]
    await load(centre, ImportKind.PAYMENTS, payments, skip=True)
    assert await centre.rows("select number from transactions") == [("P1",)]


async def test_a_row_is_reported_by_its_first_line(store: Store) -> None:
    centre = await Centre.open(store)
    text = ACCOUNTS + '\nA1,"Bo\x1b\r\n\nEk",,USD,\r\n\r\nA2,,,USD,\n"A3\n'
    assert await bad_rows(centre, ImportKind.ACCOUNTS, text.rsplit('"', 1)[0]) == [(3, "owner_name"), (7, "owner_name")]
    with pytest.raises(InvalidValue, match="The row that begins on line 8 is not valid CSV: unexpected end of data"):
        await load(centre, ImportKind.ACCOUNTS, text)


async def test_an_unreadable_file_is_reported_by_line_and_column(store: Store, subtests: pytest.Subtests) -> None:
    centre = await Centre.open(store)
    before = await centre.state()
    for data, reason in [
        ("code,title\nA,Café\nB,".encode() + b"\xe9\n", "Line 3 is not UTF-8, though the rest of the file is"),
        (b"code,title\nA,\x81\n", "Line 2 is not UTF-8 or Windows-1252. Save the file as UTF-8"),
        (b"PK\x03\x04...", "This is an Excel or OpenDocument workbook, not a CSV file. Save it as CSV"),
        (b'code,title\nA,"B"C\n', "The row that begins on line 2 is not valid CSV"),
        (
            b"code,title\nA," + b"x" * 200_000 + b"\n",
            "The row that begins on line 2 is not valid CSV: field larger than",
        ),
        (b"\n \n,\n", "The file is empty"),
        (b"\xef\xbb\xbf", "The file is empty"),
        (b"Kode,title\n", "missing: code; unknown: Kode"),
    ]:
        with subtests.test(data=data):
            with pytest.raises(InvalidValue, match=reason):
                await load(centre, ImportKind.LEDGER_CODES, data)
            assert await centre.state() == before


async def test_a_cell_that_is_too_long_is_named(store: Store) -> None:
    centre = await Centre.open(store)
    assert await reasons(centre, ImportKind.LEDGER_CODES, CODES + "A," + "x" * 100_000 + "\n") == [
        "This is 100,000 characters long; at most 200 are stored."
    ]


async def test_a_header_alone_is_an_empty_file(store: Store) -> None:
    centre = await Centre.open(store)
    done = await load(centre, ImportKind.LEDGER_CODES, CODES)
    assert (done.result.created, done.batch_id) == (0, None)


async def test_bad_rows_refuse_the_file_and_are_reported_once(store: Store) -> None:
    centre = await Centre.open(store)
    with pytest.raises(BadRows) as refused:
        await load(centre, ImportKind.INVOICES, INVOICES + FIRST + "I-1,1001\n")
    assert [(each.line, each.column) for each in refused.value.problems] == [(3, "")]
