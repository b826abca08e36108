"""CSV of banks by a mapping or by usual names (domain R41)."""

import datetime
import io

import pytest

from domain.core.bank_keys import Movement
from domain.core.kinds import BankFileFormat
from domain.errors import AmbiguousFile, InvalidValue
from domain.importing.readers.amounts import DecimalMark
from domain.importing.readers.dates import DateOrder
from domain.importing.readers.reading import Reading
from domain.importing.statements.events import StatementBegins, StatementEnds
from domain.importing.statements.reader import read_statements
from domain.texts import Language
from tests.support.statements import begins, cents, ends, events_of, lines_of, refusal_of

BANK = "Date,Value date,Description,Amount,Balance,Name,Transaction ID\n"


class TestBank:
    def test_a_statement_is_its_lines_and_its_running_balance(self) -> None:
        file = (
            BANK
            + "2026-01-05,2026-01-06,INV-1001-3  Swim,100.10,250.10,Maria Rivera,T1\n2026-01-07,,Fee,-2.00,248.10,,\n"
        )
        assert events_of(file, currency="USD") == [
            StatementBegins(BankFileFormat.CSV, None, "USD", 15_000, None, None),
            Movement(
                booked_on=datetime.date(2026, 1, 5),
                value_on=datetime.date(2026, 1, 6),
                amount_cents=10_010,
                payer_name="Maria Rivera",
                payer_account=None,
                text="INV-1001-3 Swim",
                structured_reference=None,
                bank_id="T1",
                entry_position=0,
                kind=None,
                fee_cents=None,
                place="line 2",
            ),
            Movement(datetime.date(2026, 1, 7), None, -200, None, None, "Fee", None, None, 0, None, None, "line 3"),
            StatementEnds(24_810, None),
        ]

    def test_a_mapping_names_the_columns_dates_and_decimals(self) -> None:
        mapping = Reading(
            {"booked_on": "Wann", "amount": "Wieviel", "payer_name": "Wer", "text": ""},
            DateOrder.DMY,
            DecimalMark.COMMA,
        )
        [line] = lines_of("Wann;Wieviel;Wer;Text\n05.01.2026;1.100;Ann;x\n", currency="USD", mapping=mapping)
        assert (line.booked_on, line.amount_cents, line.payer_name, line.text) == (
            datetime.date(2026, 1, 5),
            110_000,
            "Ann",
            "",
        )

    def test_french_names_windows_1252_and_decimal_commas(self) -> None:
        file = (
            "Date d'opération;Libellé;Débit;Crédit;Solde\n31/12/2025;Chèque;1 234,50;;-1 134,50\n"
            "02/01/2026;Dépôt;;100,00;-1 034,50\n"
        )
        assert [line.amount_cents for line in lines_of(file.encode("cp1252"), currency="EUR")] == [-123_450, 10_000]
        assert begins(file.encode("cp1252"), currency="EUR")[0].opening_cents == 10_000

    @pytest.mark.parametrize(
        ("row", "amount"), [("5.00,", -500), (",5.00", 500), ("-5.00,", -500), ("0.00,5.00", 500), ("5.00,0.00", -500)]
    )
    def test_debits_take_money_whatever_their_sign(self, row: str, amount: int) -> None:
        assert cents(f"Date,Debit,Credit\n2026-01-05,{row}\n") == [amount]

    @pytest.mark.parametrize(
        ("word", "sign"), [("C", 1), ("CR", 1), ("Credit", 1), ("Bij", 1), ("D", -1), ("DR", -1), ("Af", -1)]
    )
    def test_a_word_beside_the_amount_gives_its_direction(self, word: str, sign: int) -> None:
        assert cents(f"Date,Amount,Debit/Credit\n2026-01-05,5.00,{word}\n") == [sign * 500]

    def test_what_stands_before_the_header_is_passed_over(self) -> None:
        before = "Account statement;Harbourview\nIBAN;DE02120300000000202051\n\nFrom;2026-01-01\n"
        [line] = lines_of(before + "Date;Name;Amount\n2026-01-05;Ann;5,00\n", currency="USD")
        assert (line.payer_name, line.place) == ("Ann", "line 6")

    def test_a_time_of_day_is_passed_over(self) -> None:
        for day in (
            "2026-01-25 10:30:00",
            "2026-01-25T10:30:00Z",
            "25/01/2026 10:30",
            "25.01.2026, 10h30",
            "Jan 25, 2026, 1:30 PM",
        ):
            assert lines_of(f'Date;Amount\n"{day}";5\n', currency="USD")[0].booked_on == datetime.date(2026, 1, 25)

    def test_a_statement_for_each_currency(self) -> None:
        file = "Date,Amount,Currency\n2026-01-05,5.00,USD\n2026-01-05,700,JPY\n2026-01-06,1.00,\n"
        found = events_of(file, currency="USD")
        assert [each.currency for each in found if isinstance(each, StatementBegins)] == ["USD", "JPY"]
        assert [line.amount_cents for line in lines_of(file, currency="USD")] == [500, 100, 700]

    def test_what_is_pending_is_not_a_line(self) -> None:
        assert cents(
            "Completed Date,Amount,State\n2026-01-05,5.00,COMPLETED\n2026-01-05,6.00,PENDING\n,7.00,REVERTED\n"
        ) == [500]

    def test_separators_behind_the_last_cell_are_passed_over(self) -> None:
        assert cents("Date,Amount\n2026-01-05,5.00,,\n") == [500]

    def test_a_row_that_states_a_balance_alone_is_not_a_line(self) -> None:
        file = (
            "Date,Description,Amount,Running Bal.\n2026-01-13,Beginning balance,,100.00\n2026-01-14,PAY,10.00,110.00\n"
        )
        assert cents(file) == [1_000]
        assert begins(file, currency="USD")[0].opening_cents == 10_000

    def test_a_second_column_of_text_is_added_to_the_first(self) -> None:
        file = "Transaction Date,Description 1,Description 2,Amount\n1/15/2026,e-Transfer received,INV-1001-3,5\n"
        assert lines_of(file, currency="CAD")[0].text == "e-Transfer received INV-1001-3"

    def test_equal_lines_are_as_many_as_there_are(self) -> None:
        file = "Date,Amount,Transaction ID\n" + "2026-01-05,5.00,T1\n" * 2 + "2026-01-05,5.00,\n" * 2
        found = lines_of(file, currency="USD")
        assert [(line.bank_id, line.entry_position) for line in found] == [("T1", 0), ("T1", 1), (None, 0), (None, 0)]

    def test_a_reference_and_an_account_are_read(self) -> None:
        file = "Date,Amount,Reference,Counterparty IBAN\n2026-01-05,5.00,RF18539007547034,nl20 ingb 0001 2345 67\n"
        [line] = lines_of(file, currency="USD")
        assert (line.structured_reference, line.payer_account) == ("RF18539007547034", "NL20INGB0001234567")

    def test_amounts_beside_their_currency(self) -> None:
        assert cents("Date,Amount\n2026-01-05,$5.00\n2026-01-06,(7.00)\n2026-01-06,6.00 USD\n") == [500, -700, 600]

    def test_how_it_was_understood_is_reported(self) -> None:
        file = read_statements_of("Date;Amount\n31/01/2026;5,00\n")
        assert file.understood is not None
        assert (file.understood.separator, file.understood.dates, file.understood.decimals, file.understood.rows) == (
            *(";", DateOrder.DMY, DecimalMark.COMMA),
            1,
        )
        assert file.settled == Reading({"booked_on": "Date", "amount": "Amount"}, DateOrder.DMY, DecimalMark.COMMA)


def read_statements_of(content: str):
    return read_statements(io.BytesIO(content.encode()), name="x.csv", currency="USD")


class TestRunningBalances:
    @pytest.mark.parametrize(
        ("rows", "opening", "closing"),
        [
            (("05,5,15", "06,7,22", "07,-2,20"), 1_000, 2_000),
            (("07,-2,20", "06,7,22", "05,5,15"), 1_000, 2_000),
            (("05,5,15",), 1_000, 1_500),
            (("05,5,15", "06,7,99"), None, None),
            (("05,5,15", "06,7,"), None, None),
            ((), None, None),
        ],
    )
    def test_are_the_balances_in_either_order_of_time(
        self, rows: tuple[str, ...], opening: int | None, closing: int | None
    ) -> None:
        file = "Date,Amount,Balance\n" + "".join(f"2026-01-{row}\n" for row in rows)
        if rows:
            assert begins(file, currency="USD")[0].opening_cents == opening
            assert ends(file, currency="USD")[0].closing_cents == closing
        else:
            assert events_of(file, currency="USD") == []


class TestBankRefusals:
    @pytest.mark.parametrize(
        ("file", "message"),
        [
            ("Date,Amount\n2026-01-05,five\n", "Line 2, column Amount: 'five' is not an amount."),
            ("Date,Amount\n2026-01-05,5.0055\n", "Line 2, column Amount: 5.0055 has 4 digits after the decimal"),
            ("Date,Amount\n2026-02-30,5\n", "Line 2, column Date: '2026-02-30' is not a valid date."),
            ("Date,Amount\n1850-01-05,5\n", "Line 2, column Date: 1850-01-05 is not a business date"),
            ("Date,Amount\n,5\n", "Line 2, column Date: The row has no date."),
            ("Date,Amount\n2026-01-05,\n", "Line 2, column Amount: The row has no amount."),
            ("Date,Amount\n2026-01-05,5.00 EUR\n", "Line 2, column Amount: The amount is in EUR, the row in USD."),
            ("Date,Amount,Currency\n2026-01-05,5,ZZZ\n", "Line 2 names the currency 'ZZZ'"),
            ("Date,Debit,Credit\n2026-01-05,5,6\n", "Line 2, column Debit: The row has a debit and a credit."),
            (
                "Date,Amount,Debit/Credit\n2026-01-05,5,maybe\n",
                "Line 2, column Debit/Credit: 'maybe' is not one of credit,",
            ),
            ("Date,Amount\n2026-01-05,5,6\n", "Line 2: The row has 3 values; the header has 2."),
            ("Date,Amount\n2026-01-05,5\n2026-01-06\n", "Line 3: The row has 1 value; the header has 2."),
            (
                "Date,Name\n2026-01-05,Ann\n",
                "The header needs a column for the amount, or one for debits and one for credits.",
            ),
            ("When,Amount\n2026-01-05,5\n", "The header needs booked_on, and may have value_on,"),
            ("Date,Debit\n2026-01-05,5\n", "The header needs a column for the amount"),
            ('Date,Amount\n"2026-01-05,5\n', "The row that begins on line 2 is not valid CSV"),
        ],
    )
    def test_name_line_and_column(self, file: str, message: str) -> None:
        assert refusal_of(file, currency="USD").startswith(message)

    @pytest.mark.parametrize(
        ("file", "field"),
        [("Date,Amount\n05/01/2026,5\n", "dates"), ('Date,Amount\n2026-01-05,"1,234"\n', "decimals"),
         ("Date,Gross,Fee,Net,Currency,Transaction ID,Status\n05/01/2026,5,0,5,USD,T1,Completed\n", "dates")],
    )  # fmt: skip
    def test_what_can_be_read_in_two_ways_is_not_guessed(self, file: str, field: str) -> None:
        with pytest.raises(AmbiguousFile) as refused:
            events_of(file, currency="USD")
        assert refused.value.field == (field,)
        settled = Reading(dates=DateOrder.DMY) if field == "dates" else Reading(decimals=DecimalMark.POINT)
        assert len(lines_of(file, currency="USD", mapping=settled)) == 1

    def test_a_file_without_any_currency_asks_for_the_accounts(self) -> None:
        with pytest.raises(InvalidValue, match="The currency is not known"):
            events_of("Date,Amount\n2026-01-05,5\n")

    def test_messages_begin_with_the_files_name(self) -> None:
        with pytest.raises(InvalidValue, match=r"^january\.csv: Line 2, column Amount"):
            events_of("Date,Amount\n2026-01-05,five\n", currency="USD", name="january.csv")

    def test_messages_are_in_the_readers_language_with_the_files_name(self) -> None:
        with pytest.raises(InvalidValue) as refused:
            events_of("Date,Amount\n2026-01-05,five\n", currency="USD", name="janvier.csv")
        assert refused.value.text.in_language(Language.FRENCH).startswith(
            "janvier.csv\N{NO-BREAK SPACE}: Ligne 2, colonne Amount\N{NO-BREAK SPACE}: «\N{NO-BREAK SPACE}five"
        )
