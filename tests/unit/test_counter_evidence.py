"""What a text says against a proposal (domain R38b), and named invoices beside exact sums (domain R38a), by example."""

import datetime

import pytest

from domain.core.allocation import OpenAmount
from domain.core.kinds import PaymentMethod, TransactionKind
from domain.core.matching import Proposal, propose
from domain.core.open_account import OpenAccount, OpenCredit, OpenInvoice, OpenItem

DAY = datetime.date(2026, 2, 1)
MEMBERS = {1: "Bo Roy", 2: "Cy Roy"}
BO = ("INV-1001-1", 6_000, "Swimming", 1)
CY = ("INV-1001-2", 8_000, "Gym pass", 2)
CAMP = ("INV-1001-3", 9_100, "Camp deposit", 1)


def best(
    text: str,
    cents: int = 6_000,
    *invoices: tuple[str, int, str, int | None],
    method: PaymentMethod = PaymentMethod.TRANSFER,
    currency: str = "USD",
) -> tuple[Proposal, list[str]]:
    """The best proposal for a payment with a text, and the numbers that it pays."""
    opened = [
        OpenInvoice(place, number, DAY, amount, (OpenItem(OpenAmount(place, amount), 1, item, "Fees", member),))
        for place, (number, amount, item, member) in enumerate(invoices or (BO, CY, CAMP))
    ]
    credit = OpenCredit(100, TransactionKind.PAYMENT, DAY, cents, (text,), method)
    account = OpenAccount(
        currency,
        [credit],
        opened,
        settled_numbers={"INV-1001-9"},
        other_numbers={"INV-2002-5"},
        owner_name="Ann Roy",
        members=MEMBERS,
        other_texts={"Tennis"},
        categories={"Fees", "Pottery"},
    )
    first = propose(account).proposals[0]
    return first, [opened[allocation.item_id].number for allocation in first.allocations]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Cy Roy gym pass, first part", "The text names Cy Roy, for whom this is not."),
        ("Cy, thank you", "The text names Cy Roy, for whom this is not."),
        ("gym pass", "The text has words of another item: “gym”, “pass”."),
        ("tennis", "The text has words of another item: “tennis”."),
        ("pottery", "The text has words of another item: “pottery”."),
        ("acompte", "The text speaks of a part: “acompte”."),
        ("Bo, 1/2", "The text speaks of a part: “1/2”."),
        ("invoice INV-1001-9", "The text names invoice INV-1001-9, which has nothing open."),
        ("INV20025", "The text names invoice INV-2002-5 of another account."),
        ("invoice 4711", "The text names an invoice 4711, which is not recorded."),
        ("Restbetrag", "The text speaks of a remainder: “restbetrag”; nothing of this is paid yet."),
        ("late fee", "The text speaks of a fee or of interest: “fee”."),
        ("not INV-1001-1", "The text denies or takes back something: “not”."),
        ("swimming " * 101, "The text has more than the 60 words that are read."),
    ],
)
def test_each_kind_of_counter_evidence_has_its_sentence(text: str, sentence: str) -> None:
    proposal, _ = best(text)
    assert sentence in map(str, proposal.counter_evidence)
    assert not proposal.sure


@pytest.mark.parametrize(
    ("currency", "cents", "is_amount"),
    [
        ("USD", 125_000, True),
        ("JPY", 1_250, True),
        ("JPY", 125_000, False),
        ("KWD", 1_250_000, True),
        ("KWD", 125_000, False),
    ],
)
def test_digits_may_be_the_amount_in_whole_units_of_its_currency(currency: str, cents: int, *, is_amount: bool) -> None:
    proposal, _ = best("1250", cents, ("1250", cents, "Swimming", 1), currency=currency)
    assert ("1250 may be the amount." in map(str, proposal.counter_evidence)) is is_amount


@pytest.mark.parametrize(
    "text",
    ["", "Ann Roy", "Bo", "swimming, thanks", "Swimming Bo Roy invoice 1001-1", "fees for Bo", "INV-1001-1 February"],
)
def test_what_agrees_with_a_proposal_speaks_against_nothing(text: str) -> None:
    proposal, numbers = best(text)
    assert (proposal.counter_evidence, numbers) == ((), ["INV-1001-1"])


def test_a_word_for_a_part_that_the_item_itself_has_says_nothing() -> None:
    assert best("camp deposit", 9_100)[0].sure
    assert not best("gym deposit", 8_000)[0].sure


def test_an_exact_sum_with_the_named_invoice_comes_before_money_left_over() -> None:
    proposal, numbers = best("invoice 1001-1", 14_000)
    assert numbers == ["INV-1001-1", "INV-1001-2"]
    assert str(proposal.reason).startswith(
        "It names invoice INV-1001-1; with invoice INV-1001-2 exactly 140.00 USD is open."
    )
    equal = [(f"INV-7-{number}", 5_000, "Swimming", None) for number in range(1, 6)]
    proposal, numbers = best("invoice INV-7-2", 10_000, *equal)
    assert "INV-7-2" in numbers
    assert len(numbers) == 2
    assert not proposal.sure


@pytest.mark.parametrize(
    ("text", "method", "sure"),
    [
        ("90001", PaymentMethod.TRANSFER, True),
        ("90001", PaymentMethod.CHECK, False),
        ("invoice 90001", PaymentMethod.CHECK, True),
        ("90001 Paris", PaymentMethod.TRANSFER, False),
        ("90001 Roy", PaymentMethod.TRANSFER, True),
        ("90001 swimming", PaymentMethod.TRANSFER, True),
    ],
)
def test_bare_digits_name_and_may_still_be_something_else(text: str, method: PaymentMethod, sure: bool) -> None:
    equal = [(str(90_000 + number), 6_000, "Swimming", None) for number in range(1, 4)]
    proposal, numbers = best(text, 6_000, *equal, method=method)
    assert (numbers, proposal.sure) == (["90001"], sure)
