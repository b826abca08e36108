"""What the demo's bank and card processor write is read as what they meant, to the cent."""

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from api.demo.bank_files import camt_file, stripe_file
from api.demo.bank_month import ACCOUNT_NUMBER, BankMonth, DemoPayment, bank_month
from domain.core.kinds import BankFileFormat, PaymentMethod
from domain.core.text import one_form
from domain.importing.statements.events import StatementBegins, StatementEnds
from tests.support.profile import by_profile
from tests.support.statements import begins, ends, lines_of

EXAMPLES = by_profile(suite=20, ci=60, long=2_000)
LIMITS = settings(max_examples=EXAMPLES, deadline=None)
MONTH = datetime.date(2026, 2, 14)

DAYS = [MONTH + datetime.timedelta(days) for days in (-15, -14, -13, -12, 0, 1, 11, 12, 13, 14, 15)]
"""Around both ends of the month, and within."""
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=30).map(
    lambda text: text if one_form(text) else f"{text}a"
)
PAYMENTS = st.lists(
    st.builds(
        DemoPayment,
        st.sampled_from(DAYS),
        st.integers(-50_000, 500_000).map(lambda cents: cents or 1),
        st.sampled_from(PaymentMethod),
        TEXTS,
        TEXTS,
    ),
    max_size=12,
)


def in_month(payments: list[DemoPayment], *methods: PaymentMethod) -> list[int]:
    return sorted(
        each.cents for each in payments if each.method in methods and (each.day.year, each.day.month) == (2026, 2)
    )


def bank_lines(month: BankMonth) -> list[tuple[object, ...]]:
    return [
        (
            *(entry.booked_on, entry.booked_on, detail.cents),
            *(one_form(detail.payer) if detail.payer else None, detail.payer_account, one_form(detail.text)),
            *(entry.bank_id, position, entry.kind),
        )
        for entry in month.entries
        for position, detail in enumerate(entry.details)
    ]


@given(PAYMENTS)
@LIMITS
def test_the_bank_statement_holds_the_months_movements(payments: list[DemoPayment]) -> None:
    month = bank_month(payments, MONTH)
    file = camt_file(month)
    lines = lines_of(file)
    assert [
        (
            *(line.booked_on, line.value_on, line.amount_cents, line.payer_name, line.payer_account, line.text),
            *(line.bank_id, line.entry_position, line.kind),
        )
        for line in lines
    ] == bank_lines(month)
    assert begins(file) == [
        StatementBegins(
            *(BankFileFormat.CAMT, ACCOUNT_NUMBER, "USD", month.opening_cents),
            *(datetime.date(2026, 2, 1), datetime.date(2026, 2, 28)),
        )
    ]
    assert ends(file) == [StatementEnds(month.closing_cents, datetime.date(2026, 2, 28))]
    assert month.opening_cents + sum(line.amount_cents for line in lines) == month.closing_cents


@given(PAYMENTS)
@LIMITS
def test_the_processors_report_holds_its_rows_with_their_fees(payments: list[DemoPayment]) -> None:
    month = bank_month(payments, MONTH)
    found = [
        (
            line.booked_on,
            line.bank_id,
            line.kind,
            line.amount_cents,
            line.fee_cents,
            line.payer_name,
            line.payer_account,
        )
        for line in (lines_of(stripe_file(month)) if month.rows else [])
    ]
    assert found == [
        (
            *(row.created_on, row.bank_id, row.category, row.gross_cents - row.fee_cents, -row.fee_cents),
            *(one_form(row.payer) if row.payer else None, row.payer_id),
        )
        for row in month.rows
    ]


@given(PAYMENTS)
@LIMITS
def test_each_payment_moves_money_once(payments: list[DemoPayment]) -> None:
    month = bank_month(payments, MONTH)
    details = [
        detail.cents for entry in month.entries if entry.kind.startswith("PMNT-RCHQ") for detail in entry.details
    ]
    assert sorted(details) == [cents for cents in in_month(payments, PaymentMethod.CHECK) if cents > 0]
    transfers = [
        detail.cents for entry in month.entries for detail in entry.details if detail.payer_account is not None
    ]
    assert sorted(transfers) == in_month(payments, PaymentMethod.TRANSFER, PaymentMethod.ECHECK)
    cards = [row.gross_cents for row in month.rows if row.category != "payout"]
    assert sorted(cards) == in_month(payments, PaymentMethod.CARD)
    assert len({row.bank_id for row in month.rows}) == len(month.rows)
    assert len({entry.bank_id for entry in month.entries}) == len(month.entries)


@given(PAYMENTS)
@LIMITS
def test_the_same_payments_make_the_same_files(payments: list[DemoPayment]) -> None:
    once, again = bank_month(payments, MONTH), bank_month(payments, MONTH.replace(day=3))
    assert (camt_file(once), stripe_file(once)) == (camt_file(again), stripe_file(again))


def test_a_payout_is_its_charges_less_their_fees_and_arrives_two_days_later() -> None:
    ann = DemoPayment(datetime.date(2026, 2, 10), 10_000, PaymentMethod.CARD, "Ann Lee", "INV-1001-3")
    month = bank_month([ann, ann._replace(cents=-2_000, text="INV-1001-3 refund")], MONTH)
    assert [(row.category, row.gross_cents, row.fee_cents) for row in month.rows] == [
        ("charge", 10_000, 320),
        ("refund", -2_000, 0),
        ("payout", -7_680, 0),
    ]
    [payout] = [entry for entry in month.entries if entry.details[0].payer == "STRIPE"]
    assert (payout.booked_on, payout.cents) == (datetime.date(2026, 2, 12), 7_680)
    assert payout.details[0].text == "STRIPE PAYOUT po_20260210"
