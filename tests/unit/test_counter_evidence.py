"""What a text says against a proposal (domain R38b), and named invoices beside exact sums (domain R38a), by example."""

import datetime

import pytest

from domain.core.allocation import OpenAmount
from domain.core.kinds import PaymentMethod, TransactionKind
from domain.core.matching import Proposal, propose
from domain.core.open_account import OpenAccount, OpenCredit, OpenInvoice, OpenItem
from domain.texts import say
from tests.support.open_account import against, opened

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
    open_ = [
        OpenInvoice(place, number, DAY, amount, (OpenItem(OpenAmount(place, amount), 1, item, "Fees", member),))
        for place, (number, amount, item, member) in enumerate(invoices or (BO, CY, CAMP))
    ]
    credit = OpenCredit(100, TransactionKind.PAYMENT, DAY, cents, (text,), method)
    account = OpenAccount(
        currency,
        [credit],
        open_,
        settled_numbers={"INV-1001-9"},
        other_numbers={"INV-2002-5"},
        owner_name="Ann Roy",
        members=MEMBERS,
        other_texts={"Tennis"},
        categories={"Fees", "Pottery"},
    )
    first = propose(account).proposals[0]
    return first, [open_[allocation.item_id].number for allocation in first.allocations]


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


def doubts_of(text: str, cents: int = 6_000, *invoices: tuple[str, int, str, int | None]) -> list[str]:
    """What speaks against the best proposal, a sentence each."""
    return list(map(str, best(text, cents, *invoices)[0].counter_evidence))


EQUAL = [(str(90_000 + number), 6_000, "Swimming", None) for number in range(1, 4)]
"""Invoices of one amount: the text alone tells which is meant."""


def not_understood(text: str) -> list[str]:
    """The words of a text that names one of several equal invoices which may say anything."""
    (found,) = [each for each in doubts_of(text, 6_000, *EQUAL) if "more than is understood" in each] or [""]
    return found.partition(": ")[2].rstrip(".").replace("“", "").replace("”", "").split(", ") if found else []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("ab-10100", "The text may name invoice 10100, which this does not pay."),
        ("INV-1001-1, ab-10100", None),
        ("ab-55555", "The text names invoice 55555 of another account."),
        ("ab-4711", None),
        ("invoice 4711", "The text names invoice 4711 of another account."),
    ],
)
def test_a_hint_counts_where_nothing_better_is_known(text: str, sentence: str | None) -> None:
    """Five letters and digits may name an invoice of another account even where they are a hint."""
    day = datetime.date(2026, 2, 1)
    open_ = [
        OpenInvoice(place, number, day, cents, (OpenItem(OpenAmount(place, cents), 1, "Swimming"),))
        for place, (number, cents) in enumerate((("INV-1001-1", 6_000), ("10100", 8_000)))
    ]
    credit = OpenCredit(100, TransactionKind.PAYMENT, day, 6_000, (text,))
    account = OpenAccount("USD", [credit], open_, other_numbers={"55555", "4711"})
    found = propose(account).proposals[0].counter_evidence
    assert list(map(str, found)) == ([] if sentence is None else [sentence])


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("first payment", "“first payment”"),
        ("Bo, first payment", "“first payment”"),
        ("first payment for Bo", "“first payment”"),
        ("Bo 1 of 3", "“1 of”"),
        ("Bo 2/2", "“2/2”"),
        ("Bo 30 %", "“0 %”"),
        ("Bo 5/2", None),
        ("the first paymentless Bo", None),
    ],
)
def test_a_part_may_stand_in_several_words_or_figures(text: str, quoted: str | None) -> None:
    found = [each for each in doubts_of(text) if "part:" in each]
    assert found == ([] if quoted is None else [f"The text speaks of a part: {quoted}."])


@pytest.mark.parametrize(
    ("rows", "fits"),
    [
        (("invoice A-1 2026-01-01 5.00 of 8.00", "invoice A-2 2026-01-02 7.13"), True),
        (("invoice A-1 2026-01-01 5.00 of 8.00", "invoice A-2 2026-01-02 7.13 of 9.00"), True),
        (("invoice A-1 2026-01-01 5.00",), True),
        (("invoice A-1 2026-01-01 5.00", "invoice A-2 2026-01-02 7.13"), False),
        (("invoice A-1 2026-01-01 5.00", "invoice A-2 2026-01-02 7.13 of 9.00"), False),
    ],
)
def test_a_remainder_is_of_an_invoice_paid_in_part_or_is_all_that_is_open(rows: tuple[str, ...], fits: bool) -> None:
    account = opened("\n".join((*rows, 'payment 2026-02-01 5.00 "Restbetrag"')))
    assert ("remainder" in against(account)) is not fits


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Bo ou Cy", "“ou”"),
        ("Bo or gym", "“or”"),
        ("Bo o amigos", None),
        ("INV-1001-1 o INV-1001-2", "“o”"),
        ("Bo kid b7 o Roy", "“o”"),
    ],
)
def test_a_word_between_alternatives_leaves_open_and_a_single_letter_only_behind_a_figure(
    text: str, quoted: str | None
) -> None:
    found = [each for each in doubts_of(text) if "leaves open" in each]
    assert found == ([] if quoted is None else [f"The text leaves open what is meant: {quoted}."])


def test_a_title_of_a_ledger_code_counts_if_all_of_it_is_there() -> None:
    def words(text: str, category: str) -> str:
        invoice = OpenInvoice(0, "A-1", DAY, 500, (OpenItem(OpenAmount(0, 500), 1, "", "Fees"),))
        credit = OpenCredit(100, TransactionKind.PAYMENT, DAY, 500, (text,))
        account = OpenAccount("USD", [credit], [invoice], categories={"Fees", category})
        return " ".join(map(str, propose(account).proposals[0].counter_evidence))

    assert words("pottery weekly", "Pottery") == "The text has words of another item: “pottery”."
    assert words("pottery weekly", "Pottery class") == ""
    assert words("pottery class", "Pottery class") == "The text has words of another item: “class”, “pottery”."
    assert words("pottery", "Fees pottery") == "The text has words of another item: “pottery”."


def test_a_named_member_must_be_one_of_those_for_whom_the_items_are_or_of_whom_something_is_open() -> None:
    of_nobody, of_bo = ("INV-1001-1", 6_000, "Swimming", None), ("INV-1001-2", 8_000, "Camp", 1)
    assert doubts_of("Bo", 6_000, of_nobody, of_bo) == ["The text names Bo Roy, for whom this is not."]
    assert doubts_of("Cy", 6_000, of_nobody, of_bo) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("90001", []),
        ("90001 Zanzibar", ["zanzibar"]),
        ("thanks, 90001 Zanzibar", ["zanzibar"]),
        ("Zanzibar, 90001", []),
        ("invoice 90001 12", ["12"]),
        ("invoice 90001, 3 March", []),
        ("invoice 90001, March 3", []),
        ("3 March, invoice 90001", []),
        ("March 3, invoice 90001", []),
        ("invoice 90001, March by 3", ["3"]),
        ("invoice 90001, 3 in March", ["3"]),
        ("invoice 90001, 2nd", ["2nd"]),
        ("invoice 90001, 2222", []),
        ("invoice 90001, check 22", []),
    ],
)
def test_where_the_name_decides_all_beside_it_must_be_understood(text: str, words: list[str]) -> None:
    assert not_understood(text) == words


@pytest.mark.parametrize(
    ("number", "text", "method", "sentence"),
    [
        ("13", "invoice 13 March", PaymentMethod.TRANSFER, "13 may be a day."),
        ("113", "invoice 113 March", PaymentMethod.TRANSFER, None),
        ("0070", "0070", PaymentMethod.TRANSFER, "0070 may be the amount."),
        ("2026", "2026", PaymentMethod.TRANSFER, "2026 may be a year."),
        ("15012026", "15012026", PaymentMethod.TRANSFER, "15012026 may be a date."),
        ("7", "7", PaymentMethod.TRANSFER, "7 may be anything, being so few digits."),
        ("90001", "90001", PaymentMethod.CHECK, "90001 may be the check's number."),
        ("4711", "4711", PaymentMethod.CARD, "4711 may be the end of the card's number."),
        ("90001", "90001", PaymentMethod.CARD, None),
        ("4711", "4711", PaymentMethod.TRANSFER, None),
        ("90001", "90001 Paris", PaymentMethod.TRANSFER, "90001 may be the number of something else, beside “paris”."),
        ("90001", "90001 swimmings", PaymentMethod.TRANSFER, None),
        ("A-9001", "A-9001 Paris", PaymentMethod.CHECK, None),
    ],
)
def test_digits_that_name_an_invoice_may_be_something_else(
    number: str, text: str, method: PaymentMethod, sentence: str | None
) -> None:
    proposal, numbers = best(text, 7_000, (number, 7_000, "Swimming", None), method=method)
    assert numbers == [number]
    found = [str(each) for each in proposal.counter_evidence if " may be " in str(each)]
    assert found == ([] if sentence is None else [sentence])


def test_only_the_digits_of_what_is_paid_are_looked_at() -> None:
    invoice = OpenInvoice(0, "90001", DAY, 500, (OpenItem(OpenAmount(0, 500), 1),))
    credit = OpenCredit(100, TransactionKind.PAYMENT, DAY, 500, ("90001, 47110",), PaymentMethod.CHECK)
    account = OpenAccount("USD", [credit], [invoice], settled_numbers={"47110"})
    found = list(map(str, propose(account).proposals[0].counter_evidence))
    assert found == ["The text names invoice 47110, which has nothing open.", "90001 may be the check's number."]


def test_texts_with_more_numbers_than_were_looked_up_leave_doubt() -> None:
    invoice = OpenInvoice(0, "90001", DAY, 500, (OpenItem(OpenAmount(0, 500), 1),))
    credit = OpenCredit(100, TransactionKind.PAYMENT, DAY, 500, ("90001",))
    account = OpenAccount("USD", [credit], [invoice], texts_complete=False)
    (found,) = propose(account).proposals[0].counter_evidence
    assert found == say("texts-have-more-numbers")
