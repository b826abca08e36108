"""Suggestions from the service and the graph: found alike, applied exactly, refused when they stand no longer (R26)."""

import asyncio
from dataclasses import dataclass

import pytest

from domain.core.kinds import PaymentMethod, PlannedPaymentState, ReconciliationOrigin, TransactionKind
from domain.core.matching import SuggestionKey
from domain.errors import Conflict, NotFound
from domain.jobs.verify import verify
from domain.queries import suggestions as queries
from domain.queries.records import by_ids
from domain.rows import ItemRow, PlannedPaymentRow, ReconciliationRow
from domain.rows.billing import carried
from domain.services.edges import ends_of
from domain.services.invoices import CreateCredit
from domain.services.marks import MarkWish
from domain.services.reconcile import ReconcileAccount
from domain.services.recording import ItemWish
from domain.services.suggestions import ApplySuggestion
from domain.store.block import Block
from domain.store.steps import Many, Sql, Steps
from domain.store.store import Store
from tests.support.billing import Centre, active_edges, contradictions_of, refusal_codes, run
from tests.support.suggestions import JANUARY, invoice, payment, proposals


@pytest.fixture
async def centre(store: Store) -> Centre:
    return await Centre.open(store)


async def edges(centre: Centre) -> list[tuple[int, int, int]]:
    return [(edge.credit, edge.debit, edge.cents) for edge in await active_edges(centre.store)]


async def test_a_suggestion_is_applied_exactly_and_says_where_its_edges_come_from(centre: Centre) -> None:
    first, second = await invoice(centre, "A-1", 7_500, 2_000)
    (third,) = await invoice(centre, "A-2", 6_135)
    paid = await payment(centre, 9_500, reference="invoice a-1")
    (proposal,) = await proposals(centre, paid)
    assert proposal.sure
    done = await run(centre.store, ApplySuggestion(proposal.key))
    assert await edges(centre) == [(paid.id, first.id, 7_500), (paid.id, second.id, 2_000)]
    made = await centre.store.read(by_ids(ReconciliationRow, done.outcome.reconciliations))
    assert {edge.origin for edge in made.values()} == {ReconciliationOrigin.SUGGESTION}
    assert await contradictions_of(centre.store) == []
    assert (await centre.items(third.transaction_id))[0].unreconciled_cents == 6_135
    assert await proposals(centre) == []


async def test_an_undo_gives_back_the_suggestion_itself(centre: Centre) -> None:
    await invoice(centre, "A-1", 7_500, 2_000)
    await payment(centre, 9_500)
    before, state = await proposals(centre), await centre.state()
    done = await run(centre.store, ApplySuggestion(before[0].key))
    undone = await centre.undo(done)
    assert await centre.state() == state
    assert await proposals(centre) == before
    await centre.undo(undone)
    assert [cents for _, _, cents in await edges(centre)] == [7_500, 2_000]
    assert await contradictions_of(centre.store) == []


async def test_one_that_stands_no_longer_is_a_conflict_and_changes_nothing(centre: Centre) -> None:
    (item,) = await invoice(centre, "A-1", 7_500)
    paid = await payment(centre, 7_500)
    (proposal,) = await proposals(centre, paid)
    await payment(centre, 2_500, MarkWish(item_id=item.id))
    state = await centre.state()
    with pytest.raises(Conflict, match="Ask for the account's suggestions again") as refused:
        await run(centre.store, ApplySuggestion(proposal.key))
    assert refused.value.field == ("suggestionId",)
    assert await centre.state() == state
    other = SuggestionKey(paid.id, "0123456789abcdef")
    with pytest.raises(Conflict):
        await run(centre.store, ApplySuggestion(other))


async def test_it_stands_as_long_as_its_own_edges_do_though_others_changed(centre: Centre) -> None:
    await invoice(centre, "A-1", 7_500)
    paid = await payment(centre, 7_500)
    (proposal,) = await proposals(centre, paid)
    assert proposal.sure
    await invoice(centre, "A-2", 7_500)
    assert not any(each.sure for each in await proposals(centre, paid))
    await run(centre.store, ApplySuggestion(proposal.key))
    assert [cents for _, _, cents in await edges(centre)] == [7_500]


async def test_what_is_no_credit_or_was_withdrawn_is_not_found(centre: Centre) -> None:
    (debit,) = await invoice(centre, "A-1", 7_500)
    done = await centre.payment(7_500)
    paid = (await centre.items(done.outcome.transaction))[0]
    (proposal,) = await proposals(centre, paid)
    await centre.undo(done)
    for key in (None, proposal.key, SuggestionKey(debit.id, proposal.key.digest), SuggestionKey(1, "0" * 16)):
        with pytest.raises(NotFound) as refused:
            await run(centre.store, ApplySuggestion(key))
        assert refused.value.field == ("suggestionId",)


async def test_eight_people_who_take_one_suggestion_at_once_take_it_once(centre: Centre) -> None:
    await invoice(centre, "A-1", 7_500)
    await payment(centre, 7_500)
    (proposal,) = await proposals(centre)
    answers = await asyncio.gather(
        *(run(centre.store, ApplySuggestion(proposal.key)) for _ in range(8)), return_exceptions=True
    )
    told = [refusal_codes(answer) for answer in answers if isinstance(answer, BaseException)]
    assert told == [["CONFLICT"]] * 7
    assert [cents for _, _, cents in await edges(centre)] == [7_500]
    assert await contradictions_of(centre.store) == []


async def test_an_existing_pair_is_raised_and_an_undo_gives_back_its_edge(centre: Centre) -> None:
    (item,) = await invoice(centre, "A-1", 7_500)
    paid = await payment(centre, 7_500, MarkWish(item_id=item.id, amount_cents=6_000))
    (proposal,) = await proposals(centre, paid)
    assert (proposal.sure, proposal.amount_cents) == (True, 1_500)
    done = await run(centre.store, ApplySuggestion(proposal.key))
    assert await edges(centre) == [(paid.id, item.id, 7_500)]
    await centre.undo(done)
    assert await edges(centre) == [(paid.id, item.id, 6_000)]
    assert await contradictions_of(centre.store) == []


async def test_processing_money_may_be_given_more_but_not_by_a_locked_pair(centre: Centre) -> None:
    first, second = await invoice(centre, "A-1", 7_500, 2_000)
    paid = await payment(centre, 7_500, MarkWish(item_id=first.id, amount_cents=5_000), method=PaymentMethod.ECHECK)
    (proposal,) = await proposals(centre, paid)
    assert [(part.item_id, part.amount_cents) for part in proposal.edges] == [(second.id, 2_000)]
    await run(centre.store, ApplySuggestion(proposal.key))
    assert await edges(centre) == [(paid.id, first.id, 5_000), (paid.id, second.id, 2_000)]
    assert await contradictions_of(centre.store) == []


@dataclass(frozen=True, slots=True)
class Plan:
    """A planned payment for some of an item, as a service records one."""

    item_id: int
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Planned:
    planned_payment: int


def plan(block: Block, wish: Plan) -> Steps[Planned]:
    item = (yield from by_ids(ItemRow, [wish.item_id]))[wish.item_id]
    yield from block.lock_accounts([item.account_id])
    end = (yield from ends_of([item]))[item.id]
    at = block.recorded_at(item.account_id)
    row = PlannedPaymentRow(
        block.new_id(),
        item.account_id,
        block.batch.id,
        JANUARY,
        wish.amount_cents,
        PaymentMethod.CARD,
        PlannedPaymentState.PLANNED,
        None,
        at,
    )
    block.changes.add(row)
    edge = ReconciliationRow(
        id=block.new_id(),
        account_id=item.account_id,
        credit_account_id=item.account_id,
        credit_item_id=None,
        credit_transaction_id=None,
        planned_payment_id=row.id,
        debit_item_id=item.id,
        debit_transaction_id=item.transaction_id,
        amount_cents=wish.amount_cents,
        origin=ReconciliationOrigin.INSTALLMENT,
        processing=False,
        faulty=False,
        recorded_at=at,
        recorded_by=block.actor.name,
        batch_id=block.batch.id,
        currency="USD",
        **carried("debit", item, end.transaction),
    )
    block.changes.add(edge)
    return Planned(row.id)


async def planned(centre: Centre, item: ItemRow, amount_cents: int) -> None:
    await centre.do("createPlannedPayments", plan, Plan(item.id, amount_cents), Planned)


async def test_room_held_by_planned_payments_is_not_taken_and_their_amount_speaks_against_others(
    centre: Centre,
) -> None:
    (held,) = await invoice(centre, "A-1", 9_000)
    (item,) = await invoice(centre, "A-2", 3_011)
    await planned(centre, held, 3_011)
    await payment(centre, 3_011)
    (proposal,) = await proposals(centre)
    assert [(part.item_id, part.amount_cents) for part in proposal.edges] == [(item.id, 3_011)]
    assert (proposal.sure, "a planned payment of the same amount" in proposal.reason) == (False, True)
    big = await payment(centre, 20_000)
    (oldest,) = await proposals(centre, big)
    assert [(part.item_id, part.amount_cents) for part in oldest.edges] == [(held.id, 5_989), (item.id, 3_011)]
    await run(centre.store, ApplySuggestion(oldest.key))
    assert (await centre.items(held.transaction_id))[0].unreconciled_cents == 0


async def test_a_pair_that_a_planned_payment_locks_is_left_alone(centre: Centre) -> None:
    (first,) = await invoice(centre, "A-1", 9_000)
    (second,) = await invoice(centre, "A-2", 2_000)
    paid = await payment(centre, 9_500, MarkWish(item_id=first.id, amount_cents=3_000))
    await planned(centre, first, 1_000)
    (proposal,) = await proposals(centre, paid)
    assert [(part.item_id, part.amount_cents) for part in proposal.edges] == [(second.id, 2_000)]
    await run(centre.store, ApplySuggestion(proposal.key))
    assert await verify(centre.store) == []


async def test_naming_an_invoice_that_is_paid_or_on_another_account_speaks_against_all_others(centre: Centre) -> None:
    (settled,) = await invoice(centre, "A-1", 7_500)
    await payment(centre, 7_500, MarkWish(item_id=settled.id))
    other = await centre.account("1002", "Sam Okafor")
    await invoice(centre, "B-1001", 7_500, account=other)
    await invoice(centre, "A-2", 6_135)
    await invoice(centre, "A-3", 3_111)
    await invoice(centre, "A-4", 2_022)
    for amount, reference, doubt in (
        (6_135, "for a 1", "Not certain: it may name invoice A-1, which has nothing open."),
        (3_111, "b-1001 thanks", "Not certain: it names invoice B-1001 of another account."),
        (2_022, "check 4711", "Nothing else on the account fits."),
    ):
        (proposal,) = await proposals(centre, await payment(centre, amount, reference=reference))
        assert (proposal.sure, proposal.amount_cents) == (reference == "check 4711", amount)
        assert proposal.reason.endswith(doubt)


async def test_credits_and_deposits_are_asked_too_each_item_by_itself(centre: Centre) -> None:
    (item,) = await invoice(centre, "A-1", 4_321)
    wish = CreateCredit(centre.rivera, [ItemWish("Camp", "CAMP", 4_321), ItemWish("Camp", "CAMP", 1_000)], JANUARY)
    memo = (await run(centre.store, wish)).outcome.transaction
    deposit = await payment(centre, 100, kind=TransactionKind.DEPOSIT)
    found = await proposals(centre)
    whole, part = await centre.items(memo)
    assert [(each.credit_item_id, each.amount_cents) for each in found] == [
        (whole.id, 4_321),
        (part.id, 1_000),
        (deposit.id, 100),
    ]
    assert [each.sure for each in found] == [False] * 3
    assert {part.item_id for each in found for part in each.edges} == {item.id}


async def test_failed_money_and_what_was_withdrawn_are_not_seen(centre: Centre) -> None:
    await invoice(centre, "A-1", 7_500)
    await centre.undo(await centre.invoice(2_000))
    paid = await payment(centre, 2_000)
    (proposal,) = await proposals(centre)
    assert proposal.reason.startswith("Nothing has exactly 20.00 USD open")
    await behind_its_back(
        centre, f"update transactions set payment_state = 'FAILED', failed_at = 1 where id = {paid.transaction_id}"
    )
    assert await proposals(centre) == []


async def test_items_that_contradict_themselves_speak_against_what_is_sure(centre: Centre) -> None:
    (item,) = await invoice(centre, "A-1", 7_500)
    await payment(centre, 7_500)
    assert [each.sure for each in await proposals(centre)] == [True]
    await behind_its_back(centre, f"update items set faulty_count = 1 where id = {item.id}")
    assert [each.sure for each in await proposals(centre)] == [False]


async def behind_its_back(centre: Centre, text: str) -> None:
    """Changes the database as nothing in the product does."""

    def steps() -> Steps[None]:
        yield Many(Sql(text), [()])

    await centre.store.backend.run_block(steps)


async def test_where_more_is_open_than_is_read_no_amount_is_sure(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    await invoice(centre, "A-1", 1_111)
    await invoice(centre, "A-2", 3_011, 2_022)
    paid = await payment(centre, 1_111)
    assert [each.sure for each in await proposals(centre, paid)] == [True]
    monkeypatch.setattr(queries, "MOST_DEBITS", 2)
    (proposal,) = await proposals(centre, paid)
    assert (proposal.sure, proposal.amount_cents) == (False, 1_111)
    named = await payment(centre, 3_011, reference="A-2")
    (cut_off,) = await proposals(centre, named)
    assert cut_off.amount_cents == 1_111, "an invoice that was read in part is not offered as if it were whole"
    monkeypatch.undo()
    monkeypatch.setattr(queries, "MOST_CANDIDATES", 1)
    assert [each.sure for each in await proposals(centre, paid)] == [False]
    monkeypatch.undo()
    monkeypatch.setattr(queries, "MOST_CREDITS", 1)
    assert {each.credit_item_id for each in await proposals(centre)} == {paid.id}


async def test_the_tool_and_suggestions_leave_each_other_what_is_left(centre: Centre) -> None:
    await invoice(centre, "A-1", 7_500)
    await invoice(centre, "A-2", 6_135)
    paid = await payment(centre, 6_135)
    await payment(centre, 7_500, reference="A-1")
    (proposal,) = await proposals(centre, paid)
    await run(centre.store, ApplySuggestion(proposal.key))
    assert len((await run(centre.store, ReconcileAccount(centre.rivera))).outcome.reconciliations) == 1
    assert await proposals(centre) == []
    assert await contradictions_of(centre.store) == []
