"""Bank lines: what explains them, kept by the product and by the database (domain R43, R43a, R43b, R44a)."""

import datetime

import pytest

from domain.core.kinds import PaymentMethod, TransactionKind
from domain.permissions import BILLING, Permission, PermissionMissing, Principal, PrincipalKind
from domain.services.bank.lines import MatchBankLine, PartInput
from domain.services.bank.recording import ShareInput
from domain.services.marks import MarkInput
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.stress.bank_lines import bank_lines
from tests.stress.rounds import CLIENTS
from tests.support.bank import Bank, movement, paid, refused
from tests.support.centre import Centre, execute

ROUNDS = 6
TODAY = datetime.date(2026, 1, 10)
REFUSED_BY_DATABASE = r"(?i)constraint|never changes|only ends|of another currency"


@pytest.fixture
async def centre(database_url: str):
    store = await Store.open(database_url)
    yield await Centre.open(store)
    assert await verify(store) == []
    await store.close()


async def test_a_payment_explains_a_line_and_unmatching_opens_it_again(centre: Centre) -> None:
    bank = await Bank.open(centre)
    line = await bank.line(10_000, "Rivera")
    payment = await centre.payment(10_000)
    await bank.match(line, paid(payment))
    assert await bank.explained(line) == 10_000
    await bank.unmatch(line)
    assert await bank.explained(line) == 0
    await bank.match(line, paid(payment))


async def test_a_payout_is_what_was_paid_and_a_fee(centre: Centre) -> None:
    bank = await Bank.open(centre)
    line = await bank.line(9_710)
    payment = await centre.payment(10_000)
    await bank.match(line, paid(payment, 10_000), PartInput(fee_cents=-290))
    assert await bank.explained(line) == 9_710
    other = await bank.line(9_710, "again")
    await refused(bank.match(other, PartInput(fee_cents=-290)), "OVER_RECONCILED")


async def test_parts_lie_between_nothing_and_the_line(centre: Centre) -> None:
    bank = await Bank.open(centre)
    line = await bank.line(10_000)
    large = await centre.payment(30_000)
    await refused(bank.match(line, paid(large, 10_001)), "OVER_RECONCILED")
    await refused(bank.match(line, paid(large, -1)), "INVALID_AMOUNT")
    await refused(bank.match(line, PartInput(other_cents=-5, reason="no")), "OVER_RECONCILED")
    await refused(bank.match(line, PartInput(other_cents=5)), "INVALID_VALUE")
    await bank.match(line, paid(large))
    assert await bank.explained(line) == 10_000
    await refused(bank.match(line, paid(await centre.payment(1))), "NOTHING_OPEN")


async def test_a_transaction_is_never_on_lines_for_more_than_its_amount(centre: Centre) -> None:
    bank = await Bank.open(centre)
    payment = await centre.payment(15_000)
    first, second = await bank.line(10_000, "a"), await bank.line(10_000, "b")
    await bank.match(first, paid(payment))
    await refused(bank.match(first, paid(payment)), "ALREADY_RECONCILED")
    await refused(bank.match(second, paid(payment, 5_001)), "OVER_RECONCILED")
    await bank.match(second, paid(payment))
    assert await bank.explained(second) == 5_000
    third = await bank.line(10_000, "c")
    await refused(bank.match(third, paid(payment)), "NOTHING_OPEN")


async def test_the_database_itself_keeps_what_parts_may_be(centre: Centre) -> None:
    bank = await Bank.open(centre)
    line = await bank.line(10_000)
    payment = await centre.payment(10_000)
    euros = await centre.payment(10_000, account=await centre.account("2002", currency="EUR"))
    await bank.match(line, paid(payment, 4_000))
    insert = (
        "insert into bank_line_parts (id, line_id, account_id, transaction_id, kind, amount_cents, recorded_at, "
        "recorded_by, batch_id) select 9, p.line_id, t.account_id, t.id, 'TRANSACTION', {}, 1, 'x', p.batch_id "
        "from bank_line_parts p, transactions t where t.id = {}"
    )
    for statement in (
        "update bank_lines set explained_cents = 10001",
        "update bank_lines set explained_cents = -1",
        "update bank_lines set amount_cents = 1",
        "update bank_lines set text = 'forged'",
        "update bank_lines set text = null",
        "update bank_lines set ignored_reason = 'x'",
        "update bank_lines set withdrawn_at = 1",
        "delete from bank_lines",
        "delete from bank_line_parts",
        "update bank_line_parts set amount_cents = 4001",
        "update bank_statements set closing_cents = 5",
        "delete from bank_statement_lines",
        "update transactions set banked_cents = amount_cents + 1",
        insert.format(-1, payment.result.transaction),
        insert.format(1, euros.result.transaction),
        insert.format(1, (await centre.invoice(100)).result.transaction),
    ):
        with pytest.raises(Exception, match=REFUSED_BY_DATABASE):
            await execute(centre.store, statement)


async def test_only_cash_of_the_bank_accounts_currency_and_direction_explains(centre: Centre) -> None:
    bank = await Bank.open(centre)
    line = await bank.line(10_000)
    await refused(bank.match(line, paid(await centre.invoice(100))), "WRONG_SIDE")
    euros = await centre.payment(10_000, account=await centre.account("2002", currency="EUR"))
    await refused(bank.match(line, paid(euros)), "WRONG_CURRENCY")
    payment = await centre.payment(10_000, date=TODAY)
    out = await bank.line(-10_000)
    await refused(bank.match(out, paid(payment)), "NOTHING_OPEN")
    refund = await centre.refund(10_000, date=TODAY)
    await bank.match(out, paid(refund))
    assert await bank.explained(out) == -10_000


async def test_matching_a_processing_echeck_confirms_it_and_undo_leaves_that(centre: Centre) -> None:
    bank = await Bank.open(centre)
    invoice = await centre.invoice(10_000)
    check = await centre.payment(10_000, MarkInput(invoice_id=invoice.result.transaction), method=PaymentMethod.ECHECK)
    line = await bank.line(10_000, payer_name="Ann Rivera")
    viewer = Principal(PrincipalKind.USER, "v", "v", frozenset({*BILLING, Permission.MANAGE_RECONCILIATIONS}))
    with pytest.raises(PermissionMissing):
        await centre.do(MatchBankLine(line, [paid(check)]), viewer)
    matched = await bank.match(line, paid(check))
    state = "select payment_state, processing_cents from transactions where number like 'PAY%' or kind = 'PAYMENT'"
    assert await centre.rows(state) == [("CONFIRMED", 0)]
    undone = await centre.undo(matched)
    assert await bank.explained(line) == 0
    assert await centre.rows(state) == [("CONFIRMED", 0)]
    assert await centre.rows("select count(*) from payers where withdrawn_at is null") == [(0,)]
    await refused(centre.undo(check), "LATER_CHANGES")
    await centre.undo(undone)
    assert await bank.explained(line) == 10_000


async def test_a_returned_payment_fails_and_its_correction_explains_the_line(centre: Centre) -> None:
    bank = await Bank.open(centre)
    invoice = await centre.invoice(10_000)
    payment = await centre.payment(
        10_000, MarkInput(invoice_id=invoice.result.transaction), date=datetime.date(2026, 1, 5)
    )
    came = await bank.line(10_000, "in", day=datetime.date(2026, 1, 6))
    await bank.match(came, paid(payment))
    back = await bank.line(-10_000, "returned")
    number = payment.result.transaction
    await refused(bank.match(back, PartInput(number, returned=True)), "INVALID_VALUE")
    await refused(bank.match(back, PartInput(number, -5_000, returned=True, reason="bounced")), "INVALID_AMOUNT")
    done = await bank.match(back, PartInput(number, returned=True, reason="bounced"))
    assert (await bank.explained(came), await bank.explained(back)) == (10_000, -10_000)
    assert await centre.rows("select kind, date from transactions where corrects_id is not null") in (
        [("PAYMENT_CORRECTION", "2026-01-09")],
        [("PAYMENT_CORRECTION", datetime.date(2026, 1, 9))],
    )
    await centre.undo(done)
    assert await bank.explained(back) == 0
    assert await centre.rows("select payment_state from transactions where kind = 'PAYMENT'") == [("FAILED",)]
    (correction,) = await centre.rows("select id from transactions where corrects_id is not null")
    await bank.match(back, PartInput(correction[0]))


async def test_money_is_recorded_from_a_line_with_its_date_text_and_edges(centre: Centre) -> None:
    bank = await Bank.open(centre)
    invoice = await centre.invoice(7_500, 2_500)
    line = await bank.line(10_000, "Rechnung 12, merci", payer_account="DE89 3704 0044 0532 0130 00")
    done = await bank.record(
        line, ShareInput(centre.rivera, apply_to=[MarkInput(invoice_id=invoice.result.transaction)])
    )
    rows = await centre.rows(
        "select cast(date as text), method, reference, amount_cents, reconciled_cents, banked_cents from transactions "
        "where kind = 'PAYMENT'"
    )
    assert rows == [("2026-01-09", "TRANSFER", "Rechnung 12, merci", 10_000, 10_000, 10_000)]
    assert await bank.explained(line) == 10_000
    assert await centre.rows("select payer_account from payers") == [("DE89370400440532013000",)]
    await centre.undo(done)
    assert await bank.explained(line) == 0
    assert await centre.rows("select count(*) from transactions where kind = 'PAYMENT' and withdrawn_at is null") == [
        (0,)
    ]


async def test_one_line_is_recorded_for_several_accounts_without_its_text(centre: Centre) -> None:
    bank = await Bank.open(centre)
    other = await centre.account("1002", "Bo Chen")
    line = await bank.line(30_000, "School board: Rivera, Chen", payer_name="School Board")
    shares = [ShareInput(centre.rivera, 10_000), ShareInput(other, kind=TransactionKind.DEPOSIT)]
    done = await bank.record(line, *shares)
    rows = await centre.rows(
        "select kind, amount_cents, reference from transactions where method is not null order by amount_cents"
    )
    assert rows == [("PAYMENT", 10_000, None), ("DEPOSIT", 20_000, None)]
    assert len(done.result.transactions) == 2
    assert await centre.rows("select count(*) from payer_accounts") == [(2,)]
    await refused(bank.record(line, ShareInput(centre.rivera, 1)), "OVER_RECONCILED")


async def test_what_a_processor_kept_is_a_fee_of_the_gross_amount(centre: Centre) -> None:
    bank = await Bank.open(centre, "Stripe")
    line = await bank.line(9_710, fee_cents=-290)
    await bank.record(line)
    assert await bank.explained(line) == 9_710
    assert await centre.rows("select amount_cents from transactions where kind = 'PAYMENT'") == [(10_000,)]
    parts = await centre.rows("select kind, amount_cents from bank_line_parts order by amount_cents")
    assert parts == [("FEE", -290), ("TRANSACTION", 10_000)]


async def test_a_refund_is_recorded_from_money_that_goes_out(centre: Centre) -> None:
    bank = await Bank.open(centre)
    await centre.payment(10_000, date=datetime.date(2026, 1, 2))
    line = await bank.line(-4_000)
    await refused(bank.record(line, ShareInput(centre.rivera, kind=TransactionKind.PAYMENT)), "WRONG_SIDE")
    await bank.record(line)
    assert await bank.explained(line) == -4_000
    too_much = await bank.line(-9_000)
    await refused(bank.record(too_much), "OVER_RECONCILED")


async def test_an_ignored_line_takes_no_parts_until_it_is_taken_back(centre: Centre) -> None:
    bank = await Bank.open(centre)
    line = await bank.line(10_000)
    payment = await centre.payment(10_000)
    ignored = await bank.ignore(line)
    await refused(bank.match(line, paid(payment)), "WRONG_STATE")
    await centre.undo(ignored)
    matched = await bank.match(line, paid(payment))
    await refused(bank.ignore(line), "WRONG_STATE")
    await centre.undo(matched)
    await bank.ignore(line)
    again = await bank.ignore(line, None)
    await bank.match(line, paid(payment))
    await refused(centre.undo(again), "LATER_CHANGES")


async def test_unmatching_and_matching_change_no_line_of_another_account(centre: Centre) -> None:
    main, other = await Bank.open(centre), await Bank.open(centre, "Savings")
    await other.give(movement(500))
    line = await main.line(10_000)
    await main.match(line, paid(await centre.payment(10_000)))
    assert [each[1:] for each in await other.lines()] == [(500, 0, False)]


async def test_a_line_that_eight_explain_at_once_is_never_more_than_its_amount(database_url: str) -> None:
    answered = await bank_lines(database_url, ROUNDS)
    assert answered["done"] >= ROUNDS
    assert sum(answered.values()) == ROUNDS * CLIENTS


async def test_two_parts_never_name_one_payment(centre: Centre) -> None:
    bank = await Bank.open(centre)
    line = await bank.line(-20_000)
    payment = await centre.payment(10_000, method=PaymentMethod.ECHECK, date=datetime.date(2026, 1, 2))
    back = PartInput(payment.result.transaction, returned=True, reason="bounced")
    for parts in ((back, back), (back, paid(payment)), (paid(payment, 10_000), back)):
        message = await refused(bank.match(line, *parts), "ALREADY_RECONCILED")
        assert "Name it once" in message
    assert await centre.rows("select payment_state from transactions") == [("PROCESSING",)]
