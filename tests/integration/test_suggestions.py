"""Suggestions from the service: found alike, applied exactly, refused once outdated (domain R26)."""

import asyncio

import pytest

from domain.core.kinds import PaymentMethod, ReconciliationOrigin, TransactionKind
from domain.core.matching import SuggestionKey
from domain.errors import Conflict, NotFound
from domain.queries import suggestions as queries
from domain.queries.records import by_ids
from domain.services.installments import InstallmentItem, InstallmentTerms
from domain.services.invoices import CreateCredit
from domain.services.marks import MarkInput
from domain.services.planned_payments import CreatePlannedPayments
from domain.services.reconcile import ReconcileAccount
from domain.services.recording import ItemInput
from domain.services.suggestions import ApplySuggestion
from domain.store.program import ExecuteMany, Program, Sql
from domain.tables import ItemRow, ReconciliationRow
from domain.verifying.verify import verify
from tests.support.centre import Centre, refusal_codes, run
from tests.support.contradictions import active_reconciliations, contradictions_of
from tests.support.suggestions import JANUARY, invoice, payment, proposals


async def reconciliations(centre: Centre) -> list[tuple[int, int, int]]:
    return [(each.credit, each.debit, each.cents) for each in await active_reconciliations(centre.store)]


async def test_a_suggestion_is_applied_exactly_and_recorded_as_the_origin(centre: Centre) -> None:
    first, second = await invoice(centre, "A-1", 7_500, 2_000)
    (third,) = await invoice(centre, "A-2", 6_135)
    paid = await payment(centre, 9_500, reference="invoice a-1")
    (proposal,) = await proposals(centre, paid)
    assert proposal.sure
    done = await run(centre.store, ApplySuggestion(proposal.key))
    assert await reconciliations(centre) == [(paid.id, first.id, 7_500), (paid.id, second.id, 2_000)]
    made = await centre.store.read(by_ids(ReconciliationRow, done.result.reconciliations))
    assert {each.origin for each in made.values()} == {ReconciliationOrigin.SUGGESTION}
    assert await contradictions_of(centre.store) == []
    assert (await centre.items(third.transaction_id))[0].unreconciled_cents == 6_135
    assert await proposals(centre) == []


async def test_an_undo_restores_the_suggestion(centre: Centre) -> None:
    await invoice(centre, "A-1", 7_500, 2_000)
    await payment(centre, 9_500)
    before, state = await proposals(centre), await centre.state()
    done = await run(centre.store, ApplySuggestion(before[0].key))
    undone = await centre.undo(done)
    assert await centre.state() == state
    assert await proposals(centre) == before
    await centre.undo(undone)
    assert [cents for _, _, cents in await reconciliations(centre)] == [7_500, 2_000]
    assert await contradictions_of(centre.store) == []


async def test_an_outdated_suggestion_is_a_conflict_and_changes_nothing(centre: Centre) -> None:
    (item,) = await invoice(centre, "A-1", 7_500)
    paid = await payment(centre, 7_500)
    (proposal,) = await proposals(centre, paid)
    await payment(centre, 2_500, MarkInput(item_id=item.id))
    state = await centre.state()
    with pytest.raises(Conflict, match="Read the account's suggestions again") as refused:
        await run(centre.store, ApplySuggestion(proposal.key))
    assert refused.value.field == ("suggestionId",)
    assert await centre.state() == state
    other = SuggestionKey(paid.id, "0123456789abcdef")
    with pytest.raises(Conflict):
        await run(centre.store, ApplySuggestion(other))


async def test_a_suggestion_stays_valid_while_its_own_items_are_unchanged(centre: Centre) -> None:
    await invoice(centre, "A-1", 7_500)
    paid = await payment(centre, 7_500)
    (proposal,) = await proposals(centre, paid)
    assert proposal.sure
    await invoice(centre, "A-2", 7_500)
    assert not any(each.sure for each in await proposals(centre, paid))
    await run(centre.store, ApplySuggestion(proposal.key))
    assert [cents for _, _, cents in await reconciliations(centre)] == [7_500]


async def test_returns_not_found_for_withdrawn_or_non_credit_items(centre: Centre) -> None:
    (debit,) = await invoice(centre, "A-1", 7_500)
    done = await centre.payment(7_500)
    paid = (await centre.items(done.result.transaction))[0]
    (proposal,) = await proposals(centre, paid)
    await centre.undo(done)
    for key in (None, proposal.key, SuggestionKey(debit.id, proposal.key.digest), SuggestionKey(1, "0" * 16)):
        with pytest.raises(NotFound) as refused:
            await run(centre.store, ApplySuggestion(key))
        assert refused.value.field == ("suggestionId",)


async def test_eight_concurrent_callers_apply_one_suggestion_once(centre: Centre) -> None:
    await invoice(centre, "A-1", 7_500)
    await payment(centre, 7_500)
    (proposal,) = await proposals(centre)
    answers = await asyncio.gather(
        *(run(centre.store, ApplySuggestion(proposal.key)) for _ in range(8)), return_exceptions=True
    )
    reported = [refusal_codes(answer) for answer in answers if isinstance(answer, BaseException)]
    assert reported == [["CONFLICT"]] * 7
    assert [cents for _, _, cents in await reconciliations(centre)] == [7_500]
    assert await contradictions_of(centre.store) == []


async def test_raises_the_amount_of_an_existing_pair_and_an_undo_restores_it(centre: Centre) -> None:
    (item,) = await invoice(centre, "A-1", 7_500)
    paid = await payment(centre, 7_500, MarkInput(item_id=item.id, amount_cents=6_000))
    (proposal,) = await proposals(centre, paid)
    assert (proposal.sure, proposal.amount_cents) == (True, 1_500)
    done = await run(centre.store, ApplySuggestion(proposal.key))
    assert await reconciliations(centre) == [(paid.id, item.id, 7_500)]
    await centre.undo(done)
    assert await reconciliations(centre) == [(paid.id, item.id, 6_000)]
    assert await contradictions_of(centre.store) == []


async def test_suggests_more_for_a_processing_payment_but_no_locked_pair(centre: Centre) -> None:
    first, second = await invoice(centre, "A-1", 7_500, 2_000)
    paid = await payment(centre, 7_500, MarkInput(item_id=first.id, amount_cents=5_000), method=PaymentMethod.ECHECK)
    (proposal,) = await proposals(centre, paid)
    assert [(part.item_id, part.amount_cents) for part in proposal.allocations] == [(second.id, 2_000)]
    await run(centre.store, ApplySuggestion(proposal.key))
    assert await reconciliations(centre) == [(paid.id, first.id, 5_000), (paid.id, second.id, 2_000)]
    assert await contradictions_of(centre.store) == []


async def planned(centre: Centre, item: ItemRow, amount_cents: int) -> None:
    held = InstallmentItem(amount_cents, item_id=item.id)
    await centre.do(
        CreatePlannedPayments(centre.rivera, [InstallmentTerms(JANUARY, amount_cents, PaymentMethod.CARD, [held])])
    )


async def test_ignores_planned_amounts_and_doubts_payments_equal_to_them(centre: Centre) -> None:
    (held,) = await invoice(centre, "A-1", 9_000)
    (item,) = await invoice(centre, "A-2", 3_011)
    await planned(centre, held, 3_011)
    await payment(centre, 3_011)
    (proposal,) = await proposals(centre)
    assert [(part.item_id, part.amount_cents) for part in proposal.allocations] == [(item.id, 3_011)]
    assert (
        proposal.sure,
        "A planned payment of the same amount is still to come." in map(str, proposal.counter_evidence),
    ) == (False, True)
    big = await payment(centre, 20_000)
    (oldest,) = await proposals(centre, big)
    assert [(part.item_id, part.amount_cents) for part in oldest.allocations] == [(held.id, 5_989), (item.id, 3_011)]
    await run(centre.store, ApplySuggestion(oldest.key))
    assert (await centre.items(held.transaction_id))[0].unreconciled_cents == 0


async def test_suggests_no_pair_that_a_planned_payment_locks(centre: Centre) -> None:
    (first,) = await invoice(centre, "A-1", 9_000)
    (second,) = await invoice(centre, "A-2", 2_000)
    paid = await payment(centre, 9_500, MarkInput(item_id=first.id, amount_cents=3_000))
    await planned(centre, first, 1_000)
    (proposal,) = await proposals(centre, paid)
    assert [(part.item_id, part.amount_cents) for part in proposal.allocations] == [(second.id, 2_000)]
    await run(centre.store, ApplySuggestion(proposal.key))
    assert await verify(centre.store) == []


async def test_naming_a_paid_or_foreign_invoice_makes_all_others_doubtful(centre: Centre) -> None:
    (settled,) = await invoice(centre, "A-1", 7_500)
    await payment(centre, 7_500, MarkInput(item_id=settled.id))
    other = await centre.account("1002", "Sam Okafor")
    await invoice(centre, "B-1001", 7_500, account=other)
    await invoice(centre, "A-2", 6_135)
    await invoice(centre, "A-3", 3_111)
    await invoice(centre, "A-4", 2_022)
    for amount, reference, *doubts in (
        (6_135, "for a 1", "The text may name invoice A-1, which has nothing open."),
        (3_111, "b-1001 thanks", "The text names invoice B-1001 of another account."),
        (2_022, "check 4711"),
    ):
        (proposal,) = await proposals(centre, await payment(centre, amount, reference=reference))
        assert (proposal.sure, proposal.amount_cents) == (reference == "check 4711", amount)
        assert list(map(str, proposal.counter_evidence)) == doubts


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("INV-00042", "inv 42"),
        ("INV-42", "inv-00042 thanks"),
        ("ZK*42*7", "for zk*42*7"),
        ("ZK~42=7", "invoice ZK~42=7"),
        ("\u00c9T\u2014042", "\u00e9t\u2014042"),
        ("Z-0042/7", "z 0042 7"),
    ],
)
async def test_names_another_accounts_invoice_whatever_its_zeros_and_separators(
    centre: Centre, number: str, text: str
) -> None:
    other = await centre.account("1002", "Sam Okafor")
    await invoice(centre, number, 7_500, account=other)
    await invoice(centre, "A-2", 6_135)
    (proposal,) = await proposals(centre, await payment(centre, 6_135, reference=text))
    assert list(map(str, proposal.counter_evidence)) == [f"The text names invoice {number} of another account."]


async def test_suggests_for_credits_and_deposits_item_by_item(centre: Centre) -> None:
    (item,) = await invoice(centre, "A-1", 4_321)
    command = CreateCredit(centre.rivera, [ItemInput("Camp", "CAMP", 4_321), ItemInput("Camp", "CAMP", 1_000)], JANUARY)
    memo = (await run(centre.store, command)).result.transaction
    deposit = await payment(centre, 100, kind=TransactionKind.DEPOSIT)
    found = await proposals(centre)
    whole, part = await centre.items(memo)
    assert [(each.credit_item_id, each.amount_cents) for each in found] == [
        (whole.id, 4_321),
        (part.id, 1_000),
        (deposit.id, 100),
    ]
    assert [each.sure for each in found] == [False] * 3
    assert {part.item_id for each in found for part in each.allocations} == {item.id}


async def test_ignores_failed_payments_and_withdrawn_transactions(centre: Centre) -> None:
    await invoice(centre, "A-1", 7_500)
    await centre.undo(await centre.invoice(2_000))
    paid = await payment(centre, 2_000)
    (proposal,) = await proposals(centre)
    assert str(proposal.reason).startswith("Nothing has exactly 20.00 USD open")
    await behind_its_back(
        centre, f"update transactions set payment_state = 'FAILED', failed_at = 1 where id = {paid.transaction_id}"
    )
    assert await proposals(centre) == []


async def test_inconsistent_items_make_no_suggestion_certain(centre: Centre) -> None:
    (item,) = await invoice(centre, "A-1", 7_500)
    await payment(centre, 7_500)
    assert [each.sure for each in await proposals(centre)] == [True]
    await behind_its_back(centre, f"update items set faulty_count = 1 where id = {item.id}")
    assert [each.sure for each in await proposals(centre)] == [False]


async def behind_its_back(centre: Centre, text: str) -> None:
    """Changes the database as nothing in the product does."""

    def steps() -> Program[None]:
        yield ExecuteMany(Sql(text), [()])

    await centre.store.backend.run_unit(steps)


async def test_no_match_by_amount_is_certain_if_not_all_open_items_were_read(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    await invoice(centre, "A-1", 1_111)
    await invoice(centre, "A-2", 3_011, 2_022)
    paid = await payment(centre, 1_111)
    assert [each.sure for each in await proposals(centre, paid)] == [True]
    monkeypatch.setattr(queries, "DEBITS_MAX", 2)
    (proposal,) = await proposals(centre, paid)
    assert (proposal.sure, proposal.amount_cents) == (False, 1_111)
    named = await payment(centre, 3_011, reference="A-2")
    (cut_off,) = await proposals(centre, named)
    assert cut_off.amount_cents == 1_111, "an invoice that was read in part is not offered as if it were whole"
    monkeypatch.undo()
    monkeypatch.setattr(queries, "POSSIBLE_NUMBERS_MAX", 1)
    assert [each.sure for each in await proposals(centre, paid)] == [True]
    unread = "The texts of the account's money have more numbers than are looked up."
    assert all(unread in map(str, each.counter_evidence) for each in await proposals(centre, named))
    monkeypatch.undo()
    monkeypatch.setattr(queries, "CREDITS_MAX", 1)
    assert {each.credit_item_id for each in await proposals(centre)} == {paid.id}


async def test_the_reconcile_tool_and_suggestions_share_the_open_amounts(centre: Centre) -> None:
    await invoice(centre, "A-1", 7_500)
    await invoice(centre, "A-2", 6_135)
    paid = await payment(centre, 6_135)
    await payment(centre, 7_500, reference="A-1")
    (proposal,) = await proposals(centre, paid)
    await run(centre.store, ApplySuggestion(proposal.key))
    assert len((await run(centre.store, ReconcileAccount(centre.rivera))).result.reconciliations) == 1
    assert await proposals(centre) == []
    assert await contradictions_of(centre.store) == []
