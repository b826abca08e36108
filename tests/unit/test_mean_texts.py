"""Texts that mislead: nothing wrong is sure, whatever a person writes (domain R38a, R38b)."""

import datetime
import time
from collections.abc import Sequence

import pytest

from domain.core.allocation import OpenAmount
from domain.core.kinds import PaymentMethod, TransactionKind
from domain.core.matching import propose
from domain.core.open_account import OpenAccount, OpenCredit, OpenInvoice, OpenItem
from domain.core.payment_text import read_text
from tests.support.reference_texts.mean import AGAINST, MEANT, OTHER_NUMBERS, RELATED, Meant, Texts
from tests.support.reference_texts.oracle import paid

DAY = datetime.date(2026, 3, 1)
EQUAL, DISTINCT = (12_500, 12_500, 12_500, 12_500), (12_500, 20_300, 7_700, 31_100)
ITEMS = ("Swimming lessons", "Gym pass", "Summer camp", "Piano tuition")
MEMBERS = {1: "Marie Dupont", 2: "Marie Novak", 3: "Jean-Luc Dupont", 4: "Ana María Dupont"}
FIRST = frozenset({0})


def sure(text: str, numbers: Sequence[str], amounts: Sequence[int], cents: int = 12_500) -> list[frozenset[int]]:
    """What is sure of a payment with a text: the invoices by place."""
    parts = zip(numbers, amounts, ITEMS, MEMBERS, strict=True)
    invoices = [
        OpenInvoice(place, number, DAY, amount, (OpenItem(OpenAmount(place, amount), 1, item, "", member),))
        for place, (number, amount, item, member) in enumerate(parts)
    ]
    credit = OpenCredit(100, TransactionKind.PAYMENT, DAY, cents, (text,), PaymentMethod.TRANSFER)
    account = OpenAccount(
        "USD", [credit], invoices, owner_name="Robin Dupont", members=MEMBERS, other_texts=frozenset(ITEMS)
    )
    return [paid(each) for each in propose(account).proposals if each.sure]


def kind_of(each: Texts | Meant) -> str:
    return each.kind if isinstance(each, Texts) else each.numbers[0]


@pytest.mark.parametrize("group", OTHER_NUMBERS, ids=kind_of)
def test_numbers_of_other_things_make_nothing_sure(group: Texts) -> None:
    assert [text for text in group.texts if sure(text, group.numbers, EQUAL)] == []
    assert [text for text in group.texts if set(sure(text, group.numbers, DISTINCT)) - {FIRST}] == []


@pytest.mark.parametrize("group", AGAINST, ids=kind_of)
def test_what_speaks_against_an_invoice_makes_nothing_sure(group: Texts) -> None:
    assert [text for text in group.texts if sure(text, group.numbers, EQUAL)] == []
    assert [text for text in group.texts if sure(text, group.numbers, DISTINCT)] == []


@pytest.mark.parametrize("group", RELATED, ids=kind_of)
def test_words_that_are_not_understood_make_nothing_sure_among_equal_amounts(group: Texts) -> None:
    assert [text for text in group.texts if sure(text, group.numbers, EQUAL)] == []


@pytest.mark.parametrize("amounts", [EQUAL, DISTINCT], ids=["equal amounts", "distinct amounts"])
@pytest.mark.parametrize("group", MEANT, ids=kind_of)
def test_what_names_invoices_beyond_doubt_is_sure(group: Meant, amounts: Sequence[int]) -> None:
    cents = sum(amounts[place] for place in group.places)
    assert [text for text in group.texts if sure(text, group.numbers, amounts, cents) != [group.places]] == []


def test_there_are_hundreds_of_texts() -> None:
    assert sum(len(group.texts) for group in (*OTHER_NUMBERS, *AGAINST, *RELATED, *MEANT)) > 350


@pytest.mark.parametrize("sign", "1*.")
def test_reading_a_text_takes_time_by_its_length(sign: str) -> None:
    began = time.process_time()
    read_text(sign * 20_000)
    assert time.process_time() - began < 2
