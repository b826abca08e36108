"""Importing: a whole file or nothing, bad rows named by line and column, a second import changes nothing."""

import pytest

from domain.errors import InvalidValue
from domain.importing import ImportKind, ImportRecords, ImportResult
from domain.importing.service import BadRows
from domain.services.accounts import CreateAccount
from domain.services.ledger_codes import UpdateLedgerCode
from domain.store.store import Committed, Store
from tests.support.centre import Centre

ACCOUNTS = "account_number,owner_name,email,currency,members\n"
CODES = "code,title\n"
INVOICES = "invoice_number,account_number,date,due_on,description,ledger_code,amount,member\n"
PAYMENTS = "number,account_number,date,amount,kind,method,reference\n"


async def load(centre: Centre, kind: ImportKind, text: str | bytes, *, skip: bool = False) -> Committed[ImportResult]:
    data = text.encode() if isinstance(text, str) else text
    return await centre.do(ImportRecords(kind, data, skip))


async def bad_rows(centre: Centre, kind: ImportKind, text: str) -> list[tuple[int, str]]:
    before = await centre.state()
    with pytest.raises(BadRows) as refused:
        await load(centre, kind, text)
    assert await centre.state() == before
    return [(problem.line, problem.column) for problem in refused.value.problems]


GOOD = {
    ImportKind.ACCOUNTS: ACCOUNTS + "A1,Bo Ek,bo@example.org,usd,Cy; Di\nA2,Flo,,JPY,\n",
    ImportKind.LEDGER_CODES: CODES + "ICE,Skating\n",
    ImportKind.INVOICES: INVOICES
    + "I-1,1001,2026-01-05,2026-02-05,Skates,SWIM,12.50,Leo\nI-1,1001,2026-01-05,2026-02-05,Free class,CAMP,0,\n"
    + "I-2,1001,2026-01-06,,Camp,CAMP,100,\n",
    ImportKind.PAYMENTS: PAYMENTS + "P-1,1001,2026-01-07,50.5,,,Check 7\nP-2,1001,2026-01-07,9,deposit,ECHECK,\n",
}
CREATED = {ImportKind.ACCOUNTS: 2, ImportKind.LEDGER_CODES: 1, ImportKind.INVOICES: 2, ImportKind.PAYMENTS: 2}


@pytest.mark.parametrize("kind", list(GOOD))
async def test_importing_a_file_again_stores_nothing_new(store: Store, kind: ImportKind) -> None:
    centre = await Centre.open(store)
    first = await load(centre, kind, GOOD[kind])
    assert (first.result.created, first.result.unchanged) == (CREATED[kind], 0)
    state = await centre.state()
    again = await load(centre, kind, "\ufeff" + GOOD[kind].replace("\n", "\r\n"))
    assert (again.result.created, again.result.unchanged) == (0, CREATED[kind])
    assert again.batch_id is None
    assert await centre.state() == state


@pytest.mark.parametrize("kind", list(GOOD))
async def test_an_import_is_undone_as_one(store: Store, kind: ImportKind) -> None:
    centre = await Centre.open(store)
    before = await centre.state()
    await centre.undo(await load(centre, kind, GOOD[kind]))
    assert await centre.state() == before


async def test_imported_echecks_are_confirmed_and_nothing_is_reconciled(store: Store) -> None:
    """Domain R4a, R12."""
    centre = await Centre.open(store)
    await load(centre, ImportKind.PAYMENTS, GOOD[ImportKind.PAYMENTS])
    assert await centre.rows(
        "select number, kind, method, payment_state, amount_cents from transactions order by number"
    ) == [("P-1", "PAYMENT", "OTHER", "CONFIRMED", 5_050), ("P-2", "DEPOSIT", "ECHECK", "CONFIRMED", 900)]
    assert await centre.rows("select count(*) from reconciliations") == [(0,)]


async def test_every_bad_account_is_named(store: Store) -> None:
    centre = await Centre.open(store)
    text = (
        ACCOUNTS
        + "1001,Someone Else,,USD,Leo;Sofia\n,Bo,,USD,\nA1,,,USD,\nA2,Bo,nobody,XXQ,\nA3,Bo,,USD,\nA3,Bo,,USD,\nA4,B\n"
    )
    assert await bad_rows(centre, ImportKind.ACCOUNTS, text) == [
        (2, "owner_name"),
        (3, "account_number"),
        (4, "owner_name"),
        (5, "currency"),
        (5, "email"),
        (7, "account_number"),
        (8, ""),
    ]


async def test_every_bad_ledger_code_is_named(store: Store) -> None:
    centre = await Centre.open(store)
    text = CODES + "SWIM,Another title\n,No code\nICE,\nICY,Ice\nICY,Ice\n"
    assert await bad_rows(centre, ImportKind.LEDGER_CODES, text) == [
        (2, "title"),
        (3, "code"),
        (4, "title"),
        (6, "code"),
    ]


async def test_every_bad_invoice_is_named(store: Store) -> None:
    centre = await Centre.open(store)
    rows = [
        ",1001,2026-01-05,,x,SWIM,1,",
        "B1,nobody,2026-01-05,,x,SWIM,1,",
        "B2,1001,05/01/2026,,x,SWIM,1,",
        "B3,1001,,,x,SWIM,1,",
        "B4,1001,2026-01-05,2026-01-04,x,SWIM,1,",
        "B5,1001,2026-01-05,,,SWIM,1,",
        "B6,1001,2026-01-05,,x,NONE,1,",
        "B7,1001,2026-01-05,,x,SWIM,-1,",
        "B8,1001,2026-01-05,,x,SWIM,1,Nobody",
        "B9,1001,1789-07-14,,x,SWIM,1,",
        "C1,1001,2026-01-05,,x,SWIM,1,",
        "C1,1001,2026-01-06,,x,SWIM,1,",
    ]
    assert await bad_rows(centre, ImportKind.INVOICES, INVOICES + "\n".join(rows)) == [
        (2, "invoice_number"),
        (3, "account_number"),
        (4, "date"),
        (5, "date"),
        (6, "due_on"),
        (7, "description"),
        (8, "ledger_code"),
        (9, "amount"),
        (10, "member"),
        (11, "date"),
        (13, "date"),
    ]


async def test_every_bad_payment_is_named(store: Store) -> None:
    centre = await Centre.open(store)
    rows = [
        "B0,1001,2026-01-05,-1,,,",
        "B1,nobody,2026-01-05,1,,,",
        "B2,1001,2026-13-05,1,,,",
        "B3,1001,2026-01-05,0,,,",
        "B4,1001,2026-01-05,1,GIFT,,",
        "B5,1001,2026-01-05,1,INVOICE,,",
        "B6,1001,2026-01-05,1,,BARTER,",
        "B7,1001,2026-01-05,1,,,",
        "B7,1001,2026-01-05,1,,,",
    ]
    assert await bad_rows(centre, ImportKind.PAYMENTS, PAYMENTS + "\n".join(rows)) == [
        (2, "amount"),
        (3, "account_number"),
        (4, "date"),
        (5, "amount"),
        (6, "kind"),
        (7, "kind"),
        (8, "method"),
        (10, "number"),
    ]


async def test_other_content_under_a_known_number_names_the_column(store: Store) -> None:
    """An import changes no record (domain R5a)."""
    centre = await Centre.open(store)
    other = await centre.account("1002")
    assert other
    for kind in (ImportKind.INVOICES, ImportKind.PAYMENTS):
        await load(centre, kind, GOOD[kind])
    changed = GOOD[ImportKind.INVOICES].replace("12.50,Leo", "13,Sofia").replace("Skates,SWIM", "Skis,CAMP")
    changed = changed.replace("I-2,1001,2026-01-06", "I-2,1002,2026-01-08")
    assert await bad_rows(centre, ImportKind.INVOICES, changed) == [
        (2, "amount"),
        (2, "description"),
        (2, "ledger_code"),
        (2, "member"),
        (4, "account_number"),
        (4, "date"),
    ]
    shorter = "\n".join(GOOD[ImportKind.INVOICES].splitlines()[:2])
    assert await bad_rows(centre, ImportKind.INVOICES, shorter) == [(2, "invoice_number")]
    changed = PAYMENTS + "P-1,1002,2026-01-08,51,DEPOSIT,CASH,other\nI-1,1001,2026-01-05,12.5,,,\n"
    assert await bad_rows(centre, ImportKind.PAYMENTS, changed) == [
        (2, "account_number"),
        (2, "amount"),
        (2, "date"),
        (2, "kind"),
        (2, "method"),
        (2, "reference"),
        (3, "number"),
    ]


async def test_names_every_error_of_a_row(store: Store) -> None:
    centre = await Centre.open(store)
    assert await bad_rows(centre, ImportKind.ACCOUNTS, ACCOUNTS + ",,nobody,XXQ,Al;;Al\nA1,Bo,,USD,\nA1,,x,Y,\n") == [
        (2, "account_number"),
        (2, "currency"),
        (2, "email"),
        (2, "members"),
        (2, "owner_name"),
        (4, "account_number"),
        (4, "currency"),
        (4, "email"),
        (4, "owner_name"),
    ]
    assert await bad_rows(centre, ImportKind.INVOICES, INVOICES + "B1,nobody,soon,later,,NONE,12.345.6,Nobody\n") == [
        (2, "account_number"),
        (2, "amount"),
        (2, "date"),
        (2, "description"),
        (2, "due_on"),
        (2, "ledger_code"),
    ]
    assert await bad_rows(
        centre, ImportKind.PAYMENTS, PAYMENTS + "\x1b,nobody,soon,one,GIFT,BARTER,two\x1blines\n"
    ) == [
        (2, "account_number"),
        (2, "amount"),
        (2, "date"),
        (2, "kind"),
        (2, "method"),
        (2, "number"),
        (2, "reference"),
    ]


async def reasons(centre: Centre, kind: ImportKind, text: str) -> list[str]:
    with pytest.raises(BadRows) as refused:
        await load(centre, kind, text)
    return [str(problem.reason) for problem in refused.value.problems]


async def test_reports_a_number_of_another_kind_once(store: Store) -> None:
    centre = await Centre.open(store)
    for kind in (ImportKind.INVOICES, ImportKind.PAYMENTS):
        await load(centre, kind, GOOD[kind])
    assert await reasons(centre, ImportKind.PAYMENTS, PAYMENTS + "I-1,1001,2026-01-09,1,,CASH,\n") == [
        "I-1 is an invoice already. Numbers are unique across all kinds."
    ]
    assert await reasons(centre, ImportKind.INVOICES, INVOICES + "P-2,1001,2026-01-09,,x,SWIM,1,\n") == [
        "P-2 is a deposit already. Numbers are unique across all kinds."
    ]


async def test_error_messages_name_the_files_columns(store: Store) -> None:
    centre = await Centre.open(store)
    await load(centre, ImportKind.PAYMENTS, GOOD[ImportKind.PAYMENTS])
    assert await reasons(centre, ImportKind.PAYMENTS, PAYMENTS + "P-1,1001,2026-01-07,51,,,Check 7\n") == [
        "It is recorded as '50.50'; the file says '51.00'. An import changes no record."
    ]
    assert await reasons(centre, ImportKind.PAYMENTS, PAYMENTS + "P-9,1001,2026-01-07,51,REFUND,,\n") == [
        "'REFUND' is not one of PAYMENT, DEPOSIT; an empty cell is PAYMENT."
    ]
    precise = await reasons(centre, ImportKind.PAYMENTS, PAYMENTS + "P-9,1001,2026-01-07,1.2345,,,\n")
    assert precise == ["1.2345 has 4 digits after the decimal point; USD has at most 2."]


async def test_an_existing_account_counts_as_imported(store: Store) -> None:
    centre = await Centre.open(store)
    command = CreateAccount("A7", "Jan Kowalski", "USD", None, ["Jan Kowalski", "Jan Kowalski"])
    await centre.do(command)
    done = await load(centre, ImportKind.ACCOUNTS, ACCOUNTS + "A7,Jan Kowalski,,USD,Jan Kowalski;Jan Kowalski\n")
    assert (done.result.created, done.result.unchanged) == (0, 1)


@pytest.mark.parametrize("name", ["Bo\nEk", "Bo\r\nEk", "Bo\tEk", "Bo\u2028Ek", " Bo \u00a0Ek\u200b"])
async def test_a_name_is_one_line(store: Store, name: str) -> None:
    centre = await Centre.open(store)
    await load(centre, ImportKind.ACCOUNTS, ACCOUNTS + f'A1,"{name}",,USD,\n')
    again = await load(centre, ImportKind.ACCOUNTS, ACCOUNTS + "A1,Bo Ek,,USD,\n")
    assert again.result.unchanged == 1


async def test_what_was_undone_is_imported_again_and_counts_as_new(store: Store) -> None:
    """Domain R37b: by the same file, and corrected by another."""
    centre = await Centre.open(store)
    for kind in (ImportKind.INVOICES, ImportKind.PAYMENTS):
        first = await load(centre, kind, GOOD[kind])
        await centre.undo(first)
        again = await load(centre, kind, GOOD[kind])
        assert again.result.created == first.result.created > 0
        assert (await load(centre, kind, GOOD[kind])).result.created == 0
        await centre.undo(again)
        corrected = await load(centre, kind, GOOD[kind].replace("2026-01", "2026-02"))
        assert corrected.result.created == first.result.created


async def test_a_file_that_names_what_was_undone_says_when_and_by_whom(store: Store) -> None:
    """Domain R37b."""
    centre = await Centre.open(store)
    made = await load(centre, ImportKind.LEDGER_CODES, "code,title\nOOPS,x\n")
    account = await load(centre, ImportKind.ACCOUNTS, ACCOUNTS + "A9,Gone,,USD,\n")
    await centre.undo(made)
    await centre.undo(account)
    row = "I-9,A9,2026-01-05,,Swim,OOPS,10.00,\n"
    given = await reasons(centre, ImportKind.INVOICES, INVOICES + row)
    assert any(
        "Account A9 was undone on " in reason and reason.endswith("by command line; its number is free.")
        for reason in given
    )
    assert any("Ledger code OOPS was undone on " in reason for reason in given)


async def test_an_archived_code_takes_no_new_invoice(store: Store) -> None:
    centre = await Centre.open(store)

    code = (await centre.rows("select id from ledger_codes where code = 'CAMP'"))[0][0]
    archive = UpdateLedgerCode(code, archived=True)
    await centre.do(archive)
    assert await bad_rows(centre, ImportKind.INVOICES, GOOD[ImportKind.INVOICES]) == [
        (3, "ledger_code"),
        (4, "ledger_code"),
    ]


async def test_imports_good_rows_beside_bad_ones_when_requested(store: Store) -> None:
    centre = await Centre.open(store)
    text = PAYMENTS + "P-1,1001,2026-01-07,50,,,\nP-2,nobody,2026-01-07,9,,,\n"
    done = await load(centre, ImportKind.PAYMENTS, text, skip=True)
    assert done.result.created == 1
    assert [line for line, *_ in done.result.problems] == [3]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"code,nom de plume\n", "missing: title; unknown: nom de plume"),
        (b"code,title,code\n", "the column code twice"),
        (b'code,title\nA,"unclosed\n', "not valid CSV"),
    ],
    ids=["empty", "header", "twice", "quote"],
)
async def test_reports_an_unreadable_file(store: Store, data: bytes, reason: str) -> None:
    centre = await Centre.open(store)
    with pytest.raises(InvalidValue, match=reason):
        await load(centre, ImportKind.LEDGER_CODES, data)


async def test_a_nul_character_is_named(store: Store) -> None:
    centre = await Centre.open(store)
    assert await bad_rows(centre, ImportKind.LEDGER_CODES, CODES + "A\0,Title\n") == [(2, "code")]
