"""How what explains a bank line ends, by itself and with its transaction (domain R43, R43b)."""

import datetime

import pytest

from domain.services.bank.lines import PartInput
from domain.services.cancellations import CancelItem, CancelItems
from domain.services.moves import MovePayment
from domain.services.payment_states import FailPayment
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.support.bank import Bank, paid, refused
from tests.support.centre import Centre, mark

TODAY = datetime.date(2026, 1, 10)


@pytest.fixture
async def centre(database_url: str):
    store = await Store.open(database_url)
    yield await Centre.open(store)
    assert await verify(store) == []
    await store.close()


async def test_a_transaction_on_a_line_by_another_batch_is_not_withdrawn(centre: Centre) -> None:
    bank = await Bank.open(centre)
    line = await bank.line(10_000)
    payment = await centre.payment(10_000)
    matched = await bank.match(line, paid(payment))
    message = await refused(centre.undo(payment), "LATER_CHANGES")
    assert "bank line" in message
    assert "matchBankLine" in message
    await centre.undo(matched)
    await centre.undo(payment)


async def test_failing_as_a_wrong_entry_opens_the_line_again(centre: Centre) -> None:
    bank = await Bank.open(centre)
    line = await bank.line(10_000)
    payment = await centre.payment(10_000)
    await bank.match(line, paid(payment))
    await centre.do(FailPayment(payment.result.transaction, "typed twice", wrong_entry=True))
    assert await bank.explained(line) == 0
    returned = await centre.payment(10_000)
    await bank.match(line, paid(returned))
    await centre.do(FailPayment(returned.result.transaction, "bounced"))
    assert await bank.explained(line) == 10_000


async def test_a_fee_ends_with_the_wrong_entry_that_it_was_kept_of(centre: Centre) -> None:
    bank = await Bank.open(centre)
    line = await bank.line(9_710)
    payment = await centre.payment(10_000)
    await bank.match(line, paid(payment, 10_000), PartInput(fee_cents=-290))
    await centre.do(FailPayment(payment.result.transaction, "typed twice", wrong_entry=True))
    assert await bank.explained(line) == 0
    assert await centre.rows("select id from bank_line_parts where withdrawn_at is null") == []


async def test_a_fee_that_fits_the_line_alone_stays_when_a_wrong_entry_fails(centre: Centre) -> None:
    bank = await Bank.open(centre)
    line = await bank.line(9_710)
    wrong, other = await centre.payment(5_000), await centre.payment(5_000)
    await bank.match(line, paid(wrong), paid(other, 5_000), PartInput(fee_cents=-290))
    await centre.do(FailPayment(wrong.result.transaction, "typed twice", wrong_entry=True))
    assert await bank.explained(line) == 4_710


async def test_a_wrong_entry_is_not_failed_while_other_money_stands_on_its_line_only_with_it(centre: Centre) -> None:
    bank = await Bank.open(centre)
    line = await bank.line(6_000)
    payment, earlier = await centre.payment(10_000), await centre.payment(4_000, date=TODAY)
    refund = await centre.refund(4_000, *(await centre.items(earlier)), date=TODAY)
    await bank.match(line, paid(payment, 10_000), paid(refund, -4_000))
    wrong = FailPayment(payment.result.transaction, "typed twice", wrong_entry=True)
    assert "End the line's parts first" in await refused(centre.do(wrong), "WRONG_STATE")
    await bank.unmatch(line)
    await centre.do(wrong)


async def test_parts_do_not_end_while_the_others_stand_on_the_line_only_with_them(centre: Centre) -> None:
    bank = await Bank.open(centre)
    line = await bank.line(9_710)
    payment = await centre.payment(10_000)
    await bank.match(line, paid(payment, 10_000), PartInput(fee_cents=-290))
    of_payment, of_fee = [row[0] for row in await centre.rows("select id from bank_line_parts order by kind desc")]
    for part in (of_payment, of_fee):
        assert "End these parts too" in await refused(bank.unmatch(None, part), "OVER_RECONCILED")
    assert await bank.explained(line) == 9_710
    await bank.unmatch(None, of_payment, of_fee)
    assert await bank.explained(line) == 0


async def test_a_match_is_not_undone_while_a_later_fee_stands_on_the_line_only_with_it(centre: Centre) -> None:
    bank = await Bank.open(centre)
    line = await bank.line(9_800)
    first, second = await centre.payment(6_000), await centre.payment(4_000)
    of_first = await bank.match(line, paid(first))
    await bank.match(line, paid(second, 4_000), PartInput(fee_cents=-200))
    ((of_second,),) = await centre.rows(
        f"select id from bank_line_parts where transaction_id = {second.result.transaction}"
    )
    ended = await bank.unmatch(None, of_second)
    assert "end those parts first" in await refused(centre.undo(of_first), "LATER_CHANGES")
    await centre.undo(ended)
    await centre.undo(of_first)
    assert await bank.explained(line) == 3_800


async def test_a_moved_payment_takes_its_parts_along(centre: Centre) -> None:
    bank = await Bank.open(centre)
    other = await centre.account("1002", "Bo Chen")
    line = await bank.line(12_000)
    payment = await centre.payment(10_000)
    await bank.match(line, paid(payment), PartInput(other_cents=2_000, reason="not a client's"))
    moved = await centre.do(MovePayment(payment.result.transaction, other, "wrong family"))
    assert await bank.explained(line) == 12_000
    part = "select transaction_id from bank_line_parts where withdrawn_at is null and kind = 'TRANSACTION'"
    assert await centre.rows(part) == [(moved.result.transaction,)]
    await centre.undo(moved)
    assert await bank.explained(line) == 12_000
    assert await centre.rows(part) == [(payment.result.transaction,)]


async def test_an_undone_match_and_its_undo_count_the_parts_as_one_lineage(centre: Centre) -> None:
    bank = await Bank.open(centre)
    line = await bank.line(9_710)
    payment = await centre.payment(10_000)
    matched = await bank.match(line, paid(payment, 10_000), PartInput(fee_cents=-290, reason="card"))
    ended = await bank.unmatch(line)
    await refused(centre.undo(matched), "LATER_CHANGES")
    await centre.undo(ended)
    assert await bank.explained(line) == 9_710
    await centre.undo(matched)
    assert await bank.explained(line) == 0
    await refused(centre.undo(ended), "WRONG_STATE")


async def test_a_part_that_has_no_room_any_more_is_not_made_anew(centre: Centre) -> None:
    bank = await Bank.open(centre)
    line = await bank.line(10_000)
    first, second = await centre.payment(10_000), await centre.payment(6_000)
    await bank.match(line, paid(first))
    ended = await bank.unmatch(line)
    later = await bank.match(line, paid(second))
    await refused(centre.undo(ended), "LATER_CHANGES")
    await centre.undo(later)
    await centre.undo(ended)


async def test_single_parts_end_by_their_ids(centre: Centre) -> None:
    bank = await Bank.open(centre)
    line = await bank.line(10_000)
    await bank.match(line, paid(await centre.payment(6_000)), paid(await centre.payment(4_000)))
    (small,) = await centre.rows("select id from bank_line_parts where amount_cents = 4000")
    await bank.unmatch(None, small[0])
    assert await bank.explained(line) == 6_000
    await refused(bank.unmatch(None, small[0]), "NOT_FOUND")


async def test_payments_of_one_cancelled_item_are_returned_together(centre: Centre) -> None:
    bank = await Bank.open(centre)
    (item,) = await centre.items(await centre.invoice(10_000, date=datetime.date(2026, 1, 2)))
    payments = [
        await centre.payment(cents, mark(item, cents), date=datetime.date(2026, 1, 2)) for cents in (3_000, 4_000)
    ]
    await centre.do(CancelItems([CancelItem(item.id)]))
    assert (await centre.items(item.transaction_id))[0].reconciled_cents == 10_000
    line = await bank.line(-7_000)
    await bank.match(line, *(PartInput(each.result.transaction, returned=True, reason="bounced") for each in payments))
    assert await bank.explained(line) == -7_000
    assert (await centre.items(item.transaction_id))[0].reconciled_cents == 10_000
    assert await centre.rows("select reconciled_cents from items where cancels_id is not null") == [(10_000,)]
    assert await verify(centre.store) == []
