"""Level: core, no database. Open accounts as readable text and proposals as lines, for the tests of suggestions.

    invoice A-1  2026-01-05  75.00 + 20.00         two items; ``of 100.00`` where some of it is reconciled
    payment 2026-02-03  95.00  "for A-1"           also deposit, credit, cancellation; the text may be left out

A line ``planned 95.00``, ``refund 95.00``, ``settled A-9`` or ``elsewhere B-7`` says what else the money may be for.
"""

import datetime
import re
from typing import Any

from domain.core.allocation import OpenAmount
from domain.core.kinds import TransactionKind
from domain.core.matching import STEPS_MAX, Proposal, propose
from domain.core.money import format_decimal, parse_decimal
from domain.core.open_account import OpenAccount, OpenCredit, OpenInvoice, OpenItem

_LINE = re.compile(
    r"(?P<word>\w+)(?: +(?P<number>[^\s\"]*[A-Z#][^\s\"]*|\d{1,6}))?(?: +(?P<date>\d{4}-\d\d-\d\d))?"
    r"(?: +(?P<amounts>[\d.]+\.\d\d(?: \+ [\d.]+)*))?(?: of (?P<whole>[\d.]+))?(?: +\"(?P<text>[^\"]*)\")?"
)
CREDITS = 1_000
"""Credit items have ids from here on, invoice items the ids before."""


RIVERA = """
    invoice A-101  2026-01-05  75.00 + 20.00
    invoice A-102  2026-02-05  75.00
    invoice A-103  2026-03-05  61.35
"""
"""Three invoices: one of two items, two of a single one."""


def cents(text: str) -> int:
    return parse_decimal(text, "USD")


def opened(text: str, **changed: Any) -> OpenAccount:
    """The account that a text tells of."""
    invoices: list[OpenInvoice] = []
    money: list[OpenCredit] = []
    others: dict[str, list[Any]] = {"planned": [], "refund": [], "settled": [], "elsewhere": []}
    item_id = 0
    for line in filter(None, map(str.strip, text.splitlines())):
        found = _LINE.fullmatch(re.sub(r"  +", " ", line))
        assert found is not None, f"no line of an account: {line}"
        word, amounts = found["word"], [cents(each) for each in (found["amounts"] or "").split(" + ") if each]
        if word in others:
            others[word].append(found["number"] or amounts[0])
            continue
        day = datetime.date.fromisoformat(found["date"])
        if word == "invoice":
            items = tuple(OpenItem(OpenAmount(item_id + place, each), place) for place, each in enumerate(amounts, 1))
            item_id += len(amounts)
            whole = cents(found["whole"]) if found["whole"] else sum(amounts)
            invoices.append(OpenInvoice(len(invoices), found["number"], day, whole, items))
        else:
            texts = (found["text"],) if found["text"] else ()
            kind = TransactionKind(word.upper())
            money.append(OpenCredit(CREDITS + len(money), kind, day, amounts[0], texts))
    fields: dict[str, Any] = {
        "planned_cents": others["planned"],
        "refund_cents": others["refund"],
        "settled_numbers": others["settled"],
        "other_numbers": others["elsewhere"],
    }
    return OpenAccount("USD", money, invoices, **{**fields, **changed})


def rivera(payment: str, more: str = "", **changed: Any) -> OpenAccount:
    """The account of ``RIVERA`` with a payment, and perhaps more."""
    return opened(f"{RIVERA}\n{more}\n{payment}", **changed)


def proposed(account: OpenAccount, steps_max: int = STEPS_MAX) -> list[list[Proposal]]:
    """The proposals of each credit, in order."""
    found = propose(account, steps_max).proposals
    return [[each for each in found if each.credit_item_id == credit.item_id] for credit in account.credits]


def lines(account: OpenAccount) -> list[str]:
    """Each proposal as ``95.00 → A-1/1 75.00, A-1/2 20.00``, with ``!`` before it where it is sure."""
    names = {
        item.open_amount.item_id: f"{invoice.number}/{item.position}" if len(invoice.items) > 1 else invoice.number
        for invoice in account.invoices
        for item in invoice.items
    }
    answer = []
    for credit, proposals in zip(account.credits, proposed(account), strict=True):
        for proposal in proposals:
            allocations = ", ".join(
                f"{names[allocation.item_id]} {format_decimal(allocation.amount_cents, 'USD')}"
                for allocation in proposal.allocations
            )
            answer.append(f"{'! ' if proposal.sure else ''}{format_decimal(credit.open_cents, 'USD')} → {allocations}")
    return answer


def reason(account: OpenAccount, place: int = 0) -> str:
    """The words of one of the first credit's proposals, without the currency."""
    return str(proposed(account)[0][place].reason).replace(" USD", "")


def against(account: OpenAccount, place: int = 0) -> str:
    """What speaks against one of the first credit's proposals, without the currency."""
    return " ".join(map(str, proposed(account)[0][place].counter_evidence)).replace(" USD", "")
