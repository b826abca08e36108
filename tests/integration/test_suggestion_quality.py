"""Suggestions measured on the past: only what was known before each choice counts (domain R38c), on both databases."""

from dataclasses import replace
from typing import Any

import pytest

from api.types.sample_statistics import wilson_interval
from domain.core.suggestion_quality import Quality
from domain.permissions import ALL_PERMISSIONS, OPERATOR, Permission
from domain.queries.suggestion_quality import suggestion_quality
from domain.services.marks import MarkInput
from domain.services.reconciliations import CreateReconciliations, DeleteReconciliations, ReconciliationInput
from domain.services.suggestions import ApplySuggestion
from domain.services.transactions import UpdateTransaction
from domain.tables import ItemRow
from tests.support.centre import Centre, run
from tests.support.graphql import Api
from tests.support.suggestions import invoice, payment, proposals

QUALITY = """
query ($period: PeriodInput) {
  suggestionQuality(period: $period) {
    chosen proposed first sure wrongSure precisionLow precisionHigh accepted complete
    wrong(first: 5) {
      creditItem { transaction { number } } reason
      suggested { amountCents debitItem { transaction { number } } }
      chosen { amountCents origin debitItem { transaction { number } } }
    }
  }
}
"""


async def quality(centre: Centre) -> Quality:
    return await centre.store.read(suggestion_quality(None))


def figures(found: Quality) -> tuple[int, int, int, int, int]:
    return found.chosen, found.proposed, found.first, found.sure, len(found.wrong)


async def choose(centre: Centre, credit: ItemRow, *debits: ItemRow) -> Any:
    rows = [ReconciliationInput(credit.id, debit.id, debit.amount_cents) for debit in debits]
    return await run(centre.store, CreateReconciliations(rows))


async def test_a_choice_is_compared_with_what_was_open_just_before_it(centre: Centre) -> None:
    (first,) = await invoice(centre, "A-1", 7_500)
    paid = await payment(centre, 7_500)
    await choose(centre, paid, first)
    assert figures(await quality(centre)) == (1, 1, 1, 1, 0)
    (second,) = await invoice(centre, "A-2", 7_500)  # equal, but not there yet when the choice was made
    assert figures(await quality(centre)) == (1, 1, 1, 1, 0)
    (third,) = await invoice(centre, "A-3", 7_500)
    await choose(centre, await payment(centre, 7_500), third)  # two are open now: nothing is sure
    assert figures(await quality(centre)) == (2, 2, 1, 1, 0)
    await choose(centre, await payment(centre, 7_500), second)
    assert figures(await quality(centre)) == (3, 3, 2, 2, 0)


async def test_money_is_read_with_its_values_before_the_choice_whatever_they_are_now(centre: Centre) -> None:
    (first,) = await invoice(centre, "A-1", 7_500)
    await invoice(centre, "A-2", 7_500)
    named = await payment(centre, 7_500, reference="invoice A-1")
    await choose(centre, named, first)
    assert figures(await quality(centre)) == (1, 1, 1, 1, 0)
    await run(centre.store, UpdateTransaction(named.transaction_id, reference="invoice A-2"))
    assert figures(await quality(centre)) == (1, 1, 1, 1, 0)
    (third,) = await invoice(centre, "A-3", 7_500)
    silent = await payment(centre, 7_500)
    await choose(centre, silent, third)
    await run(centre.store, UpdateTransaction(silent.transaction_id, reference="invoice A-3"))
    assert figures(await quality(centre)) == (2, 2, 1, 1, 0)
    changed = await payment(centre, 7_500, reference="invoice A-4")
    (fourth,) = await invoice(centre, "A-4", 7_500)
    await run(centre.store, UpdateTransaction(changed.transaction_id, reference="invoice A-2"))
    await choose(centre, changed, fourth)
    assert figures(await quality(centre)) == (3, 3, 1, 2, 1)


async def test_marks_are_choices_and_the_payment_itself_is_known(centre: Centre) -> None:
    (item,) = await invoice(centre, "A-1", 7_500)
    await payment(centre, 7_500, MarkInput(item_id=item.id), reference="invoice A-1")
    assert figures(await quality(centre)) == (1, 1, 1, 1, 0)


async def test_accepted_or_undone_choices_prove_nothing(centre: Centre) -> None:
    await invoice(centre, "A-1", 7_500)
    paid = await payment(centre, 7_500)
    (found,) = await proposals(centre, paid)
    await run(centre.store, ApplySuggestion(found.key))
    measured = await quality(centre)
    assert (figures(measured), measured.accepted) == ((0, 0, 0, 0, 0), 1)
    (other,) = await invoice(centre, "A-2", 3_000)
    made = await choose(centre, await payment(centre, 3_000), other)
    assert figures(await quality(centre)) == (1, 1, 1, 1, 0)
    await run(centre.store, DeleteReconciliations(made.result.reconciliations))
    assert figures(await quality(centre)) == (0, 0, 0, 0, 0)


async def test_a_sure_one_that_was_not_chosen_is_listed_with_both_readings(api: Api, centre: Centre) -> None:
    await invoice(centre, "A-1", 7_500)
    (larger,) = await invoice(centre, "A-2", 9_000)
    paid = await payment(centre, 7_500)
    await run(centre.store, CreateReconciliations([ReconciliationInput(paid.id, larger.id, 7_500)]))
    answer = (await api.data(QUALITY))["suggestionQuality"]
    assert {name: answer[name] for name in ("chosen", "proposed", "first", "sure", "wrongSure", "accepted")} == {
        "chosen": 1,
        "proposed": 1,
        "first": 0,
        "sure": 1,
        "wrongSure": 1,
        "accepted": 0,
    }
    assert answer["wrong"] == [
        {
            "creditItem": {"transaction": {"number": "PAY-1001-1"}},
            "reason": "Invoice A-1 has exactly 75.00 USD open. Nothing else on the account fits.",
            "suggested": [{"amountCents": 7_500, "debitItem": {"transaction": {"number": "A-1"}}}],
            "chosen": [{"amountCents": 7_500, "origin": "MANUAL", "debitItem": {"transaction": {"number": "A-2"}}}],
        }
    ]
    assert (answer["precisionLow"], answer["complete"]) == (0.0, True)
    assert 0.75 < answer["precisionHigh"] < 0.8


async def test_a_period_narrows_it_to_money_dated_in_it(api: Api, centre: Centre) -> None:
    (item,) = await invoice(centre, "A-1", 7_500)
    await choose(centre, await payment(centre, 7_500), item)
    for period, chosen in (({"year": 2026}, 1), ({"year": 2025}, 0)):
        answer = (await api.data(QUALITY, period=period))["suggestionQuality"]
        assert answer["chosen"] == chosen


async def test_it_needs_billing_and_reports(api: Api, centre: Centre) -> None:
    for missing in (Permission.VIEW_CLIENT_ACCOUNTS, Permission.CLIENT_BILLING, Permission.VIEW_REPORTS):
        api.principal = replace(OPERATOR, permissions=ALL_PERMISSIONS - {missing})
        refused = await api("{ suggestionQuality { sure } }")
        assert [error["extensions"]["code"] for error in refused["errors"]] == ["FORBIDDEN"]


async def test_it_ends_when_its_time_is_over_and_says_so(centre: Centre) -> None:
    (item,) = await invoice(centre, "A-1", 7_500)
    await choose(centre, await payment(centre, 7_500), item)
    found = await centre.store.read(suggestion_quality(None, lambda: False))
    assert (found.chosen, found.complete) == (0, False)


async def test_names_other_accounts_invoices_only_as_far_as_they_were_known(centre: Centre) -> None:
    (item,) = await invoice(centre, "A-1", 7_500)
    paid = await payment(centre, 7_500, reference="ZX-90210")
    await choose(centre, paid, item)
    other = await centre.account("1002", "Sam Okafor")
    await invoice(centre, "ZX-90210", 100, account=other)
    assert figures(await quality(centre)) == (1, 1, 1, 1, 0)
    (later,) = await invoice(centre, "A-2", 3_000)
    await choose(centre, await payment(centre, 3_000, reference="ZX-90210"), later)
    assert figures(await quality(centre)) == (2, 2, 2, 1, 0)


@pytest.mark.parametrize(
    ("right", "count", "low", "high"),
    [(0, 0, 0.0, 1.0), (10, 10, 0.722, 1.0), (0, 10, 0.0, 0.278), (95, 100, 0.888, 0.978)],
)
def test_the_interval_is_wilsons(right: int, count: int, low: float, high: float) -> None:
    assert wilson_interval(right, count) == pytest.approx((low, high), abs=0.001)
