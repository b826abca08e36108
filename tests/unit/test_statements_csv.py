"""CSV of banks by a mapping or by usual names (domain R41), and of Stripe and PayPal by their own (domain R42a)."""

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
from tests.support.statements import begins, ends, events_of, lines_of

BANK = "Date,Value date,Description,Amount,Balance,Name,Transaction ID\n"


def refusal_of(content: str | bytes, mapping: Reading | None = None) -> str:
    with pytest.raises(InvalidValue) as refused:
        events_of(content, currency="USD", mapping=mapping)
    return refused.value.message


def cents(content: str, mapping: Reading | None = None) -> list[int]:
    return [line.amount_cents for line in lines_of(content, currency="USD", mapping=mapping)]


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
        assert refusal_of(file).startswith(message)

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


STRIPE = (
    "automatic_payout_id,automatic_payout_effective_at,balance_transaction_id,created_utc,available_on_utc,currency,gross,fee,"
    "net,reporting_category,description,customer_id,customer_name\n"
)


class TestStripe:
    def test_each_row_is_a_line_of_its_net_with_the_fee_beside(self) -> None:
        file = STRIPE + (
            "po_1,2026-01-08 00:00:00,txn_1,2026-01-05 14:03:22,2026-01-07 00:00:00,usd,100.00,2.90,97.10,charge,INV-1001-3,"
            "cus_1,Maria Rivera\n"
            "po_1,2026-01-08 00:00:00,txn_2,2026-01-06 09:00:00,2026-01-07 00:00:00,usd,-20.00,0.00,-20.00,refund,,cus_1,\n"
            ",,txn_3,2026-01-07 09:00:00,2026-01-07 00:00:00,usd,-50.00,15.00,-65.00,dispute,,,\n"
            ",,txn_4,2026-01-08 00:00:00,2026-01-08 00:00:00,usd,-77.10,0.00,-77.10,payout,STRIPE PAYOUT,,\n"
            ",,txn_5,2026-01-09 00:00:00,2026-01-09 00:00:00,usd,1.00,0.00,1.00,adjustment,Goodwill,,\n"
        )
        first, *found, last = events_of(file)
        assert (first, last) == (
            StatementBegins(BankFileFormat.STRIPE, None, "USD", None, None, None),
            StatementEnds(None, None),
        )
        assert found[0] == Movement(
            booked_on=datetime.date(2026, 1, 5),
            value_on=datetime.date(2026, 1, 7),
            amount_cents=9_710,
            payer_name="Maria Rivera",
            payer_account="cus_1",
            text="INV-1001-3 po_1",
            structured_reference=None,
            bank_id="txn_1",
            entry_position=0,
            kind="charge",
            fee_cents=-290,
            place="line 2",
        )
        assert [(line.kind, line.amount_cents, line.fee_cents) for line in lines_of(file)[1:]] == [
            ("refund", -2_000, 0),
            ("dispute", -6_500, -1_500),
            ("payout", -7_710, 0),
            ("adjustment", 100, 0),
        ]

    def test_the_export_of_balance_transactions(self) -> None:
        file = (
            "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description\n"
            "txn_1,charge,ch_1,100.00,2.90,97.10,usd,2026-01-05 14:03,2026-01-07 00:00,INV-1001-3\n"
        )
        [line] = lines_of(file)
        assert (line.amount_cents, line.fee_cents, line.bank_id, line.kind) == (9_710, -290, "txn_1", "charge")

    def test_the_report_of_payouts(self) -> None:
        file = (
            "payout_id,effective_at_utc,currency,gross,fee,net,reporting_category,balance_transaction_id,description\n"
            "po_1,2026-01-08 00:00:00,usd,-77.10,0.00,-77.10,payout,txn_4,STRIPE PAYOUT\n"
        )
        assert [(line.amount_cents, line.bank_id) for line in lines_of(file)] == [(-7_710, "txn_4")]

    def test_amounts_have_the_decimals_of_their_currency(self) -> None:
        file = STRIPE + (
            ",,t1,2026-01-05 14:03:22,,jpy,1000,36,964,charge,,,\n"
            ",,t2,2026-01-05 14:03:22,,kwd,1.500,0.050,1.450,charge,,,\n"
        )
        assert [(line.amount_cents, line.fee_cents) for line in lines_of(file)] == [(964, -36), (1_450, -50)]
        assert [each.currency for each in begins(file)] == ["JPY", "KWD"]

    def test_a_row_that_does_not_add_up_is_refused(self) -> None:
        file = STRIPE + ",,t1,2026-01-05 14:03:22,,usd,100.00,2.90,97.11,charge,,,\n"
        assert refusal_of(file).startswith("Line 2, column net: Gross and fee do not come to the net amount.")

    def test_a_summary_is_refused_with_the_report_to_take(self) -> None:
        file = "reporting_category,currency,count,gross,fee,net\ncharge,usd,7,700.00,20.30,679.70\n"
        assert (
            refusal_of(file) == "This is Stripe's summary by category. Download the itemized report, and import that."
        )


PAYPAL = (
    '"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","From Email Address","To Email Address",'
    '"Transaction ID","Invoice Number","Balance","Subject","Balance Impact"\n'
)


def paypal_row(kind: str = "Website Payment", status: str = "Completed", **changed: str) -> str:
    values = {
        "day": "01/25/2026", "name": "Maria Rivera", "currency": "USD", "gross": "100.00", "fee": "-2.90", "net": "97.10",
        "id": "T1", "invoice": "INV-1001-3", "subject": "Swim", "impact": "Credit",
    } | changed  # fmt: skip
    cells = [
        *(values["day"], "10:00:00", "PST", values["name"], kind, status, values["currency"], values["gross"]),
        *(
            values["fee"],
            values["net"],
            "maria@example.org",
            "pay@harbourview.example",
            values["id"],
            values["invoice"],
        ),
        *("", values["subject"], values["impact"]),
    ]
    return ",".join(f'"{cell}"' for cell in cells) + "\n"


class TestPayPal:
    def test_each_completed_row_is_a_line_of_its_net_with_the_fee_beside(self) -> None:
        first, line, last = events_of("\ufeff" + PAYPAL + paypal_row())
        assert (first, last) == (
            StatementBegins(BankFileFormat.PAYPAL, None, "USD", None, None, None),
            StatementEnds(None, None),
        )
        assert line == Movement(
            booked_on=datetime.date(2026, 1, 25),
            value_on=None,
            amount_cents=9_710,
            payer_name="Maria Rivera",
            payer_account="maria@example.org",
            text="Swim INV-1001-3",
            structured_reference=None,
            bank_id="T1",
            entry_position=0,
            kind="Website Payment",
            fee_cents=-290,
            place="line 2",
        )

    @pytest.mark.parametrize("status", ["Pending", "Denied", "Canceled", "Unclaimed", "Expired", "Voided"])
    def test_other_rows_are_not_lines(self, status: str) -> None:
        assert cents(PAYPAL + paypal_row() + paypal_row(status=status)) == [9_710]

    @pytest.mark.parametrize("status", ["Refunded", "Partially Refunded", "Reversed"])
    def test_a_sale_that_was_given_back_since_stays_one(self, status: str) -> None:
        refund = paypal_row("Payment Refund", gross="-100.00", fee="2.90", net="-97.10", id="T2")
        assert cents(PAYPAL + paypal_row(status=status) + refund) == [9_710, -9_710]

    @pytest.mark.parametrize(
        "kind",
        [
            *(
                "Payment Hold",
                "Payment Release",
                "General Authorization",
                "Void of Authorization",
                "Reserve Hold",
                "Order",
            ),
            *("Account Hold for Open Authorization", "Reversal of General Account Hold"),
            "Hold on Balance for Dispute Investigation",
        ],
    )
    def test_holds_releases_and_authorizations_move_nothing(self, kind: str) -> None:
        assert cents(PAYPAL + paypal_row() + paypal_row(kind)) == [9_710]

    def test_a_memo_moves_nothing(self) -> None:
        assert cents(PAYPAL + paypal_row(impact="Memo") + paypal_row(id="T2")) == [9_710]

    def test_items_of_a_cart_have_no_amount(self) -> None:
        assert cents(PAYPAL + paypal_row() + paypal_row("Shopping Cart Item", gross="", fee="", net="")) == [9_710]

    def test_a_conversion_leaves_one_currency_and_enters_another(self) -> None:
        kind = "General Currency Conversion"
        file = PAYPAL + paypal_row(kind, currency="EUR", gross="-50.00", fee="0.00", net="-50.00")
        file += paypal_row(kind, currency="USD", gross="55.00", fee="0.00", net="55.00")
        assert [each.currency for each in begins(file)] == ["EUR", "USD"]
        assert [line.amount_cents for line in lines_of(file)] == [-5_000, 5_500]

    def test_money_out_names_who_was_paid(self) -> None:
        [line] = lines_of(PAYPAL + paypal_row("Mass Payment", gross="-5.00", fee="-0.25", net="-5.25"))
        assert (line.amount_cents, line.fee_cents, line.payer_account) == (-525, -25, "pay@harbourview.example")

    def test_german_and_french_files(self) -> None:
        german = (
            '"Datum","Uhrzeit","Zeitzone","Name","Typ","Status","Währung","Brutto","Gebühr","Netto",'
            '"Absender E-Mail-Adresse","Empfänger E-Mail-Adresse","Transaktionscode"\n'
            '"25.01.2026","10:00:00","CET","Ann","Zahlung","Abgeschlossen","EUR","1.100,00","-3,20","1.096,80","ann@example.org","x@example.org","T1"\n'
        )
        french = (
            '"Date","Heure","Fuseau horaire","Nom","Type","État","Devise","Avant commission","Commission","Net",'
            '"De l\'adresse email","À l\'adresse email","Numéro de transaction"\n'
            '"25/01/2026","10:00:00","CET","Ann","Paiement","Terminé","EUR","1 100,00","-3,20","1 096,80","ann@example.org",'
            '"x@example.org","T1"\n'
        )
        for file in (german, french, french.encode("cp1252")):
            assert [(line.amount_cents, line.fee_cents, line.payer_account) for line in lines_of(file)] == [
                (109_680, -320, "ann@example.org")
            ]
