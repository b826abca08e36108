"""How far suggestions are looked for, and what is certain where that was not all (domain R26)."""

from collections.abc import Iterator

import pytest

from domain.core.allocation import OpenAmount
from domain.core.amounts import VALUES_MAX
from domain.core.matching import STEPS_MAX, propose
from domain.core.open_account import OpenAccount, OpenInvoice
from tests.support.open_account import against, opened, proposed, rivera

TABLE = VALUES_MAX * (VALUES_MAX + 1) // 2


def many(amounts: list[int], payments: list[int]) -> OpenAccount:
    invoices = [f"invoice A{number:04} 2026-01-05 {cents / 100:.2f}" for number, cents in enumerate(amounts)]
    money = [f"payment 2026-03-20 {cents / 100:.2f}" for cents in payments]
    return opened("\n".join([*invoices, *money]))


def test_no_match_by_amount_is_certain_if_not_all_sums_were_searched() -> None:
    assert [each.sure for each in proposed(rivera("payment 2026-03-20 61.35"), steps_max=0)[0]] == [False]


def test_no_match_by_amount_is_certain_if_other_credits_were_not_searched() -> None:
    account = many([10_007 + 7 * number * number for number in range(120)], [10_007, 300_006])
    assert [each.sure for each in proposed(account)[0]] == [False]
    assert against(account) == "Other money on the account may be for it."
    alone = many([10_007 + 7 * number * number for number in range(120)], [10_007])
    assert [each.sure for each in proposed(alone)[0]] == [True]


def test_the_last_credit_may_search_with_all_that_the_others_left() -> None:
    amounts = [10_007 + 7 * number * number for number in range(120)]
    assert propose(many(amounts, [100])).steps < STEPS_MAX // 2
    assert propose(many(amounts, [100, 300_006])).steps == STEPS_MAX


def test_five_hundred_invoices_of_one_amount_need_little_work() -> None:
    found = propose(many([7_500] * 500, [7_500] * 300 + [15_000, 37_500, 40_000]))
    assert found.steps <= 20
    assert len(found.proposals) == 300 * 5 + 5 + 5 + 1
    assert not any(each.sure for each in found.proposals)


@pytest.mark.parametrize("step", [1, 7, 100, 500])
def test_the_work_is_bounded_for_any_number_of_amounts(step: int) -> None:
    amounts = [10_007 + step * number * number for number in range(500)]
    found = propose(many(amounts, [sum(amounts[number : number + 4]) for number in range(0, 300, 3)]))
    assert found.steps <= STEPS_MAX + TABLE + 100 * VALUES_MAX
    assert not any(each.sure for each in found.proposals)


def test_invoices_are_walked_once_however_many_payments_nothing_explains(monkeypatch: pytest.MonkeyPatch) -> None:
    walked: list[str] = []
    monkeypatch.setattr(OpenInvoice, "open_amounts", property(lambda self: walked.append(self.number) or open_of(self)))
    payments = "\n".join(f"payment 2026-03-20 100.{cents:02}" for cents in range(40))
    assert len(propose(rivera(payments)).proposals) == 40
    assert len(walked) == len(set(walked)) == 3


def open_of(invoice: OpenInvoice) -> Iterator[OpenAmount]:
    return (item.open_amount for item in invoice.items)
