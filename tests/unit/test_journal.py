"""What transactions post to the ledger, what a correction posts, and the files that bookkeeping programs take (R46b)."""

import csv
import io
from datetime import date

import pytest

from domain.core.journal import (
    USUAL_ACCOUNTS,
    JournalAccounts,
    JournalCode,
    JournalRole,
    PostedCell,
    balanced_total,
    credit_cents,
    debit_cents,
    differences,
    journal_lines,
    postings,
)
from domain.core.journal_files import JournalFormat, journal_file
from domain.core.kinds import PaymentMethod, Side, TransactionKind
from domain.queries.journals import line_row
from domain.tables import JournalLineRow

DAY, LATER = date(2026, 1, 5), date(2026, 2, 1)
SWIM, CAMP = 7, 8
CODES = {SWIM: JournalCode("SWIM", "Swimming"), CAMP: JournalCode("CAMP", "Summer camp")}
ROLES = list(JournalRole)
RECEIVABLES = USUAL_ACCOUNTS.receivables


def cell(kind: TransactionKind, cents: int, method: PaymentMethod | None = None, day: date = DAY) -> PostedCell:
    """A sum of one day: of an item under SWIM, or of money by a method."""
    return PostedCell(day, kind, method, SWIM if method is None else None, cents)


def posted(*cells: PostedCell, accounts: JournalAccounts = USUAL_ACCOUNTS) -> dict[str, tuple[int, int]]:
    """Debits and credits by account."""
    found: dict[str, tuple[int, int]] = {}
    for line in journal_lines(postings(cells), accounts, CODES, lambda _: None):
        debit, credit = found.get(line.account, (0, 0))
        side = line.posting.side
        found[line.account] = debit + debit_cents(side, line.cents), credit + credit_cents(side, line.cents)
    return found


@pytest.mark.parametrize(
    ("kind", "debited", "credited"),
    [
        (TransactionKind.INVOICE, RECEIVABLES, "SWIM"),
        (TransactionKind.CREDIT, "SWIM", RECEIVABLES),
        (TransactionKind.CANCELLATION, "SWIM", RECEIVABLES),
        (TransactionKind.PAYMENT, "Card clearing", RECEIVABLES),
        (TransactionKind.DEPOSIT, "Card clearing", RECEIVABLES),
        (TransactionKind.REFUND, RECEIVABLES, "Card clearing"),
        (TransactionKind.PAYMENT_CORRECTION, RECEIVABLES, "Card clearing"),
    ],
)
def test_each_kind_posts_receivables_against_its_code_or_its_methods_clearing_account(
    kind: TransactionKind, debited: str, credited: str
) -> None:
    method = PaymentMethod.CARD if kind.is_cash else None
    assert posted(cell(kind, 500, method)) == {debited: (500, 0), credited: (0, 500)}


def test_a_day_has_a_line_for_each_account_and_side() -> None:
    found = posted(
        cell(TransactionKind.INVOICE, 700),
        cell(TransactionKind.INVOICE, 300),
        cell(TransactionKind.CREDIT, 200),
        cell(TransactionKind.PAYMENT, 400, PaymentMethod.CASH),
    )
    assert found == {RECEIVABLES: (1_000, 600), "SWIM": (200, 1_000), "Cash clearing": (400, 0)}


def test_lines_of_a_day_are_receivables_money_and_codes_in_this_order_with_words_for_each() -> None:
    cells = [
        cell(TransactionKind.REFUND, 10, PaymentMethod.ECHECK),
        cell(TransactionKind.CREDIT, 200),
        cell(TransactionKind.INVOICE, 900)._replace(ledger_code_id=CAMP),
        cell(TransactionKind.INVOICE, 700),
        cell(TransactionKind.PAYMENT, 400, PaymentMethod.CASH),
        cell(TransactionKind.PAYMENT, 50, PaymentMethod.ECHECK),
    ]
    lines = journal_lines(postings(cells), USUAL_ACCOUNTS, CODES, lambda _: None)
    signed = [(each.cents if each.posting.side is Side.DEBIT else -each.cents, *each[3:]) for each in lines]
    assert signed == [
        (1_610, RECEIVABLES, "Receivables: charged, refunded and returned"),
        (-650, RECEIVABLES, "Receivables: paid and credited"),
        (400, "Cash clearing", "Received: cash"),
        (50, "eCheck clearing", "Received: eCheck"),
        (-10, "eCheck clearing", "Refunded and returned: eCheck"),
        (-900, "CAMP", "Sales: Summer camp"),
        (200, "SWIM", "Credited and cancelled: Swimming"),
        (-700, "SWIM", "Sales: Swimming"),
    ]
    assert [each.posting.role for each in lines] == sorted((each.posting.role for each in lines), key=ROLES.index)
    assert balanced_total(lines) == 1_610 + 400 + 50 + 200


def test_codes_that_share_an_account_keep_their_order_within_it() -> None:
    cells = [cell(TransactionKind.INVOICE, each)._replace(ledger_code_id=each) for each in (CAMP, SWIM)]
    accounts = JournalAccounts(codes={"SWIM": "4010", "CAMP": "4010"})
    lines = journal_lines(postings(cells), accounts, CODES, lambda _: None)
    assert [each.description for each in lines][1:] == ["Sales: Swimming", "Sales: Summer camp"]


def test_a_correction_says_of_which_day_it_is_and_comes_in_the_order_of_these_days() -> None:
    cells = [cell(TransactionKind.INVOICE, 5, day=day) for day in (LATER, DAY)]
    lines = journal_lines(postings(cells), USUAL_ACCOUNTS, CODES, lambda _: date(2026, 3, 1))
    assert [each.description for each in lines if each.account == "SWIM"] == [
        "Correction of 2026-01-05: Sales: Swimming",
        "Correction of 2026-02-01: Sales: Swimming",
    ]


def test_accounts_are_those_of_the_settings() -> None:
    accounts = JournalAccounts("1200", {PaymentMethod.CASH: "1010"}, {"SWIM": "4010"})
    cells = cell(TransactionKind.INVOICE, 5), cell(TransactionKind.PAYMENT, 5, PaymentMethod.CASH)
    assert posted(*cells, accounts=accounts) == {"1200": (5, 5), "4010": (0, 5), "1010": (5, 0)}


def test_nothing_differs_from_what_is_exported_already() -> None:
    now = postings([cell(TransactionKind.INVOICE, 500)])
    assert differences(now, now) == {}


def test_a_correction_takes_back_on_the_other_side_and_is_dated_later() -> None:
    exported = postings([cell(TransactionKind.INVOICE, 500), cell(TransactionKind.PAYMENT, 80, PaymentMethod.CASH)])
    now = postings([cell(TransactionKind.INVOICE, 450), cell(TransactionKind.PAYMENT, 80, PaymentMethod.CARD)])
    changed = differences(now, exported)
    lines = journal_lines(changed, USUAL_ACCOUNTS, CODES, lambda _: LATER)
    assert {
        (each.account, debit_cents(each.posting.side, each.cents), credit_cents(each.posting.side, each.cents))
        for each in lines
    } == {("SWIM", 50, 0), (RECEIVABLES, 0, 50), ("Cash clearing", 0, 80), ("Card clearing", 80, 0)}
    assert {each.date for each in lines} == {LATER}
    assert all(each.description.startswith("Correction of 2026-01-05: ") for each in lines)
    assert balanced_total(lines) == 130
    total = {key: exported.get(key, 0) + changed.get(key, 0) for key in {**exported, **changed}}
    assert {key: cents for key, cents in total.items() if cents} == now


def test_a_journal_that_does_not_balance_is_our_own_bug() -> None:
    lines = journal_lines(postings([cell(TransactionKind.INVOICE, 5)]), USUAL_ACCOUNTS, CODES, lambda _: None)
    for unbalanced in (lines[:1], lines[1:], [lines[0], lines[1]._replace(date=LATER)]):
        with pytest.raises(AssertionError, match="balance"):
            balanced_total(unbalanced)


def lines_of(*cells: PostedCell) -> list[JournalLineRow]:
    lines = journal_lines(postings(cells), USUAL_ACCOUNTS, CODES, lambda _: None)
    return [line_row(position, 1, position, "USD", "J-7", line) for position, line in enumerate(lines, 1)]


def read(form: JournalFormat, rows: list[JournalLineRow]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(journal_file(form, rows, "USD", "No tax"))))


def test_each_programs_file_has_its_columns_dates_and_signs() -> None:
    rows = lines_of(cell(TransactionKind.INVOICE, 123_456), cell(TransactionKind.INVOICE, 5, day=LATER))
    quickbooks = read(JournalFormat.QUICKBOOKS, rows)
    assert quickbooks[0] == {
        "JournalNo": "J-7-20260105",
        "JournalDate": "01/05/2026",
        "AccountName": RECEIVABLES,
        "Debits": "1234.56",
        "Credits": "",
        "Description": "Receivables: charged, refunded and returned",
        "Currency": "USD",
    }
    xero = read(JournalFormat.XERO, rows)
    assert [
        (each["*Narration"], each["*Date"], each["*AccountCode"], each["*TaxRate"], each["*Amount"]) for each in xero
    ] == [
        ("J-7-20260105", "05 Jan 2026", RECEIVABLES, "No tax", "1234.56"),
        ("J-7-20260105", "05 Jan 2026", "SWIM", "No tax", "-1234.56"),
        ("J-7-20260201", "01 Feb 2026", RECEIVABLES, "No tax", "0.05"),
        ("J-7-20260201", "01 Feb 2026", "SWIM", "No tax", "-0.05"),
    ]
    sage = read(JournalFormat.SAGE50, rows)
    assert [(each["Date"], each["Number of Distributions"], each["Amount"]) for each in sage] == [
        ("01/05/26", "2", "1234.56"),
        ("01/05/26", "2", "-1234.56"),
        ("02/01/26", "2", "0.05"),
        ("02/01/26", "2", "-0.05"),
    ]
    canada = journal_file(JournalFormat.SAGE50_CANADA, rows, "USD", "").splitlines()
    assert canada[0] == '01-05-26,"J-7-20260105","Tieout J-7-20260105"'
    assert canada[1] == f'{RECEIVABLES},1234.56,"Receivables: charged, refunded and returned"'
    assert len(canada) == 6


@pytest.mark.parametrize(
    ("form", "header", "line"),
    [
        (
            JournalFormat.CSV,
            "reference,date,account,description,debit,credit,currency",
            "J-7-20260105,2026-01-05,SWIM,Sales: Swimming,,1234.56,USD",
        ),
        (
            JournalFormat.QUICKBOOKS,
            "JournalNo,JournalDate,AccountName,Debits,Credits,Description,Currency",
            "J-7-20260105,01/05/2026,SWIM,,1234.56,Sales: Swimming,USD",
        ),
        (
            JournalFormat.XERO,
            "*Narration,*Date,Description,*AccountCode,*TaxRate,*Amount",
            "J-7-20260105,05 Jan 2026,Sales: Swimming,SWIM,No tax,-1234.56",
        ),
        (
            JournalFormat.SAGE50,
            "Date,Reference,Number of Distributions,G/L Account,Description,Amount",
            "01/05/26,J-7-20260105,2,SWIM,Sales: Swimming,-1234.56",
        ),
    ],
)
def test_each_program_finds_the_columns_that_it_asks_for(form: JournalFormat, header: str, line: str) -> None:
    written = journal_file(form, lines_of(cell(TransactionKind.INVOICE, 123_456)), "USD", "No tax").split("\r\n")
    assert (written[0], written[2], written[3:]) == (header, line, [""])


def test_a_canadian_entry_has_its_line_before_it_and_no_sign_that_would_end_a_field() -> None:
    row = lines_of(cell(TransactionKind.INVOICE, 5))[0].copy(
        account="Clearing, card", description='12" boards ' + "x" * 90
    )
    written = journal_file(JournalFormat.SAGE50_CANADA, [row, row], "CAD", "").split("\r\n")
    line = f'Clearing  card,0.05,"12\' boards {"x" * 64}"'
    assert written == ['01-05-26,"J-7-20260105","Tieout J-7-20260105"', line, line, ""]


def test_without_lines_a_canadian_file_is_empty() -> None:
    assert journal_file(JournalFormat.SAGE50_CANADA, [], "CAD", "") == ""


@pytest.mark.parametrize("form", JournalFormat)
def test_no_text_of_a_file_is_a_formula(form: JournalFormat) -> None:
    row = lines_of(cell(TransactionKind.INVOICE, 5))[0].copy(account="=1+1", description='=2+2"')
    text = journal_file(form, [row], "USD", "=3+3")
    assert "'=1+1" in text
    cells = [each for line in csv.reader(io.StringIO(text)) for each in line]
    assert not [each for each in cells if each.startswith("=")] or form is JournalFormat.SAGE50_CANADA
