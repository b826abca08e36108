"""Who paid a bank line, and for what: order, certainty and doubts, by example (domain R44)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.core.allocation import Allocation
from domain.core.kinds import SuggestionGround, TransactionKind
from domain.core.matching import Proposal
from domain.core.payer_proposals import (
    NEAR_DAYS,
    PROPOSALS_MAX,
    Clue,
    FittingTransaction,
    LineCase,
    LineProposal,
    Sign,
    is_certain,
    propose_for_line,
)
from domain.texts import Joined, Text

ANN, BO, CLEO = 1, 2, 3
DAY = date(2026, 3, 5)
NUMBERS = {ANN: "A-1", BO: "B-2", CLEO: "C-3"} | {account: f"N-{account}" for account in range(4, 20)}
RECORDED = FittingTransaction(50, ANN, "R-50", TransactionKind.PAYMENT, DAY)
CERTAIN = (Sign.NAME, Sign.NUMBER)


def clues(*signs: Sign) -> tuple[Clue, ...]:
    return tuple(Clue(sign, Joined.of([f"{sign.name}."])) for sign in signs)


def case(**signs: tuple[Sign, ...]) -> LineCase:
    accounts = {"ann": ANN, "bo": BO, "cleo": CLEO}
    return LineCase(7, DAY, {accounts[name]: clues(*given) for name, given in signs.items()}, NUMBERS)


def way(cents: int, *against: str) -> Proposal:
    doubts: tuple[Text, ...] = tuple(Joined.of([each]) for each in against)
    return Proposal(0, (Allocation(9, cents),), SuggestionGround.INVOICE, Joined.of([f"{cents} is open."]), doubts)


def doubts(proposal: LineProposal) -> str:
    return " ".join(map(str, proposal.counter_evidence))


@pytest.mark.parametrize(
    ("signs", "certain"),
    [
        ((Sign.REFERENCE,), True),
        ((Sign.REMEMBERED_ACCOUNT,), True),
        ((Sign.NUMBER,), False),
        ((Sign.NAME, Sign.REMEMBERED_NAME), False),
        ((Sign.NAME, Sign.NUMBER), True),
        ((Sign.NAME, Sign.EXACT), True),
        ((Sign.NUMBER, Sign.EXACT), True),
        ((Sign.LIKE_NAME, Sign.EXACT), False),
        ((Sign.LIKE_NAME,), False),
        ((), False),
    ],
)
def test_an_account_is_certain_by_one_strong_sign_or_two_of_different_sorts(
    signs: tuple[Sign, ...], certain: bool
) -> None:
    assert is_certain(clues(*signs)) is certain


def test_money_for_what_is_open_is_sure_and_says_why() -> None:
    line = replace(case(ann=CERTAIN), proposals={ANN: [way(500), way(300, "Something else fits as well.")]})
    sure, other = propose_for_line(line)
    assert (sure.line_id, sure.account_id, sure.transaction_id, sure.ground) == (7, ANN, None, SuggestionGround.INVOICE)
    assert (sure.allocations, sure.sure, sure.weight) == ((Allocation(9, 500),), True, 70)
    assert str(sure.reason) == "NAME. NUMBER. 500 is open."
    assert (other.allocations, doubts(other), other.weight) == (
        (Allocation(9, 300),),
        "Something else fits as well.",
        69,
    )


def test_only_the_two_best_ways_of_an_account_are_proposed() -> None:
    line = replace(case(ann=CERTAIN), proposals={ANN: [way(cents) for cents in (5, 4, 3)]})
    assert [each.allocations[0].amount_cents for each in propose_for_line(line)] == [5, 4]


def test_an_account_where_nothing_fits_is_proposed_with_a_doubt_and_less_weight() -> None:
    (only,) = propose_for_line(case(ann=CERTAIN))
    assert (only.allocations, only.weight, only.ground) == ((), 60, None)
    assert doubts(only) == "Nothing on the account fits the amount, so the money would stay open."


def test_too_little_speaks_for_an_account_by_its_name_alone() -> None:
    (only,) = propose_for_line(replace(case(ann=(Sign.NAME,)), proposals={ANN: [way(500)]}))
    assert doubts(only) == "Too little speaks for this account to be certain."


def test_what_speaks_for_two_accounts_is_sure_of_neither() -> None:
    line = replace(case(ann=CERTAIN, bo=CERTAIN, cleo=CERTAIN), proposals={ANN: [way(500)]})
    best = propose_for_line(line)[0]
    assert (best.account_id, doubts(best)) == (ANN, "Something speaks for another account too: B-2, C-3.")


def test_three_of_the_other_accounts_are_named_by_their_numbers_in_order() -> None:
    signs = {account: clues(Sign.NAME, Sign.NUMBER) for account in (9, 8, 7, 6, 5)}
    best = propose_for_line(replace(case(), clues=signs, proposals={9: [way(500)]}))[0]
    assert doubts(best) == "Something speaks for another account too: N-5, N-6, N-7."


@pytest.mark.parametrize(
    ("fields", "doubt"),
    [
        ({"alike": 1}, "1 other open line of this amount and payer may be for the same."),
        ({"alike": 2}, "2 other open lines of this amount and payer may be for the same."),
        ({"pays_for": 2}, "This payer has paid for 2 accounts."),
        ({"pays_for": 1}, ""),
        ({"against": (Joined.of(["It was returned."]),)}, "It was returned."),
    ],
)
def test_what_the_line_says_counts_against_all_that_it_may_be(fields: dict[str, object], doubt: str) -> None:
    to_record = replace(case(ann=CERTAIN), proposals={ANN: [way(500)]}, **fields)
    recorded = replace(case(ann=CERTAIN), transactions=[RECORDED], **fields)
    (one,) = propose_for_line(to_record)
    assert doubts(one) == doubts(propose_for_line(recorded)[0]) == doubt


def test_money_recorded_already_comes_first_and_makes_recording_it_doubtful() -> None:
    line = replace(case(ann=CERTAIN), proposals={ANN: [way(500)]}, transactions=[RECORDED])
    found, anew = propose_for_line(line)
    assert (found.line_id, found.account_id, found.transaction_id, found.allocations) == (7, ANN, 50, ())
    assert (found.sure, found.weight, found.ground) == (True, 120, None)
    assert (
        str(found.reason)
        == "The payment R-50 of 2026-03-05 on account A-1 has this amount and is on no bank line. NAME. NUMBER."
    )
    assert doubts(anew) == "R-50 on account A-1 has this amount and may be the same money."


def test_what_is_open_says_nothing_for_money_that_is_recorded() -> None:
    """It has settled that, or may have."""
    line = replace(case(ann=(Sign.NAME, Sign.EXACT)), transactions=[RECORDED])
    found = next(each for each in propose_for_line(line) if each.transaction_id)
    assert (found.weight, doubts(found)) == (80, "Too little speaks for this account to be certain.")


def test_a_recorded_payment_of_an_account_without_clues_is_proposed_all_the_same() -> None:
    (found,) = propose_for_line(replace(case(), transactions=[RECORDED]))
    assert (found.weight, doubts(found)) == (50, "Too little speaks for this account to be certain.")


@pytest.mark.parametrize(
    ("day", "weight", "doubt"),
    [(5 + NEAR_DAYS, 115, ""), (6 + NEAR_DAYS, 114, "Its date is 6 days from the bank's."), (4, 119, "")],
)
def test_a_recorded_payment_of_a_near_day_may_be_the_line(day: int, weight: int, doubt: str) -> None:
    line = replace(case(ann=CERTAIN), transactions=[RECORDED._replace(date=DAY.replace(day=day))])
    found = next(each for each in propose_for_line(line) if each.transaction_id)
    assert (found.weight, doubts(found)) == (weight, doubt)


def test_of_several_payments_of_one_amount_none_is_sure() -> None:
    others = [RECORDED._replace(id=50 + more, number=f"R-{50 + more}") for more in (0, 4, 1, 2, 3)]
    found, *more = propose_for_line(replace(case(ann=CERTAIN), transactions=others))
    assert (found.transaction_id, found.weight) == (50, 85)
    assert doubts(found) == "4 other transactions with this amount may be meant: R-54, R-51, R-52."
    assert [each.transaction_id for each in more] == [51, 52, 53, 54]
    assert len(more) == PROPOSALS_MAX - 1
    anew = propose_for_line(replace(case(ann=(*CERTAIN, Sign.REFERENCE)), transactions=others))[-1]
    assert doubts(anew).startswith("4 other transactions")


def test_recording_anew_names_two_payments_that_may_be_the_same() -> None:
    others = [RECORDED._replace(id=50 + more, number=f"R-{50 + more}") for more in range(3)]
    line = replace(case(ann=CERTAIN), transactions=others, proposals={ANN: [way(500)]})
    anew = next(each for each in propose_for_line(line) if not each.transaction_id)
    assert doubts(anew) == (
        "R-50 on account A-1 has this amount and may be the same money. "
        "R-51 on account A-1 has this amount and may be the same money."
    )


def test_the_sure_one_comes_first_then_the_heavier_then_the_lower_account() -> None:
    line = replace(
        case(cleo=(Sign.NAME,), bo=(Sign.NAME,), ann=(Sign.REMEMBERED_NAME,)),
        proposals={account: [way(500)] for account in (ANN, BO, CLEO)},
    )
    assert [each.account_id for each in propose_for_line(line)] == [ANN, BO, CLEO]
    line = replace(case(ann=(Sign.REFERENCE,)), proposals={ANN: [way(500, "Late.")]}, transactions=[
        RECORDED._replace(account_id=BO),
    ])  # fmt: skip
    assert [each.account_id for each in propose_for_line(line)] == [ANN, BO]


def test_of_two_that_are_equally_heavy_money_to_record_comes_before_money_that_is_recorded() -> None:
    line = replace(case(bo=(Sign.NAME, Sign.EXACT)), proposals={BO: [way(500)]}, transactions=[RECORDED._replace(id=1)])
    anew, recorded = propose_for_line(line)
    assert anew.weight == recorded.weight
    assert (anew.account_id, anew.transaction_id, recorded.transaction_id) == (BO, None, 1)


def test_a_key_stays_the_same_so_that_an_open_page_can_apply_it_after_an_upgrade() -> None:
    one = LineProposal(7, ANN, 50, (Allocation(9, 500), Allocation(10, 5)), Joined.of(["?"]), (), 1)
    assert str(one.key) == "7-8f3648f2490b23e8"


def test_a_key_tells_proposals_apart_by_account_transaction_and_what_they_settle() -> None:
    line = replace(case(ann=CERTAIN), proposals={ANN: [way(500)]})
    (one,) = propose_for_line(line)
    two = Allocation(9, 500), Allocation(10, 5)
    others = [
        one._replace(account_id=BO),
        one._replace(transaction_id=1),
        one._replace(allocations=(Allocation(9, 501),)),
        one._replace(allocations=two),
    ]
    assert len({each.key for each in (one, *others)}) == 5
    assert others[-1].key == one._replace(allocations=two[::-1]).key
    assert one._replace(weight=1, ground=None).key == one.key
    assert one.key.credit_item_id == 7
