"""Payout files of Stripe and PayPal, by their own columns (domain R42a)."""

import datetime
from dataclasses import replace

import pytest

from domain.core.bank_keys import Movement
from domain.core.kinds import BankFileFormat
from domain.importing.statements.events import StatementBegins, StatementEnds
from tests.support.statements import begins, cents, events_of, lines_of, refusal_of

STRIPE = (
    "automatic_payout_id,automatic_payout_effective_at,balance_transaction_id,created_utc,available_on_utc,currency,gross,fee,"
    "net,reporting_category,description,customer_id,customer_name\n"
)
CHARGE = Movement(
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


def statement(format_: BankFileFormat) -> tuple[StatementBegins, StatementEnds]:
    return StatementBegins(format_, None, "USD", None, None, None), StatementEnds(None, None)


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
        assert (first, last) == statement(BankFileFormat.STRIPE)
        assert found[0] == CHARGE
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
        assert refusal_of(file, currency="USD").startswith(
            "Line 2, column net: Gross and fee do not come to the net amount."
        )

    def test_a_summary_is_refused_with_the_report_to_take(self) -> None:
        file = "reporting_category,currency,count,gross,fee,net\ncharge,usd,7,700.00,20.30,679.70\n"
        assert (
            refusal_of(file, currency="USD")
            == "This is Stripe's summary by category. Download the itemized report, and import that."
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
        assert (first, last) == statement(BankFileFormat.PAYPAL)
        assert line == replace(
            CHARGE,
            booked_on=datetime.date(2026, 1, 25),
            value_on=None,
            payer_account="maria@example.org",
            text="Swim INV-1001-3",
            bank_id="T1",
            kind="Website Payment",
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
