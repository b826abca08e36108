"""Who paid a bank line, and when that is sure: proposals with their reasons and doubts (domain R44)."""

import datetime
from typing import Any

from api.graph.ids import opaque
from domain.core.kinds import PaymentMethod
from domain.services.bank.recording import ShareInput
from tests.support.bank import DAY, Bank, paid
from tests.support.centre import Centre
from tests.support.graphql import Api

QUERY = (
    "query ($id: ID!, $first: Int) { node(id: $id) { ... on BankLine { suggestions(first: $first) { id sure reason "
    "counterEvidence account { number } transaction { number } edges { amountCents debitItem { transaction { number } } } "
    "} } } }"
)
IBAN = "FR7630006000011234567890189"


async def suggested(api: Api, line: int, first: int | None = None) -> list[dict[str, Any]]:
    found = await api.data(QUERY, id=opaque("BankLine", line), **({} if first is None else {"first": first}))
    suggestions: list[dict[str, Any]] = found["node"]["suggestions"]
    assert len(suggestions) <= 5
    assert all(each["sure"] is (not each["counterEvidence"]) for each in suggestions)
    assert [each["sure"] for each in suggestions] == sorted((each["sure"] for each in suggestions), reverse=True)
    return suggestions


async def number_of(centre: Centre, transaction: int) -> str:
    (row,) = await centre.rows(f"select number from transactions where id = {transaction}")
    return str(row[0])


async def test_a_structured_reference_that_is_an_invoice_is_sure(centre: Centre, bank: Bank, api: Api) -> None:
    invoice = await centre.invoice(("SWIM", 9_000), number="INV-20417")
    for reference in ("INV-20417", "RF44INV20417"):
        line = await bank.line(9_000, reference, structured_reference=reference)
        (best,) = await suggested(api, line)
        assert best["sure"], best
        assert best["account"]["number"] == "1001"
        assert best["transaction"] is None
        assert best["edges"] == [{"amountCents": 9_000, "debitItem": {"transaction": {"number": "INV-20417"}}}], (
            invoice.result
        )
        await bank.ignore(line)


async def test_two_independent_signs_are_sure_and_one_is_not(centre: Centre, bank: Bank, api: Api) -> None:
    await centre.invoice(("SWIM", 9_000), date=DAY)
    await centre.invoice(("SWIM", 4_000), account=await centre.account("1002", "Kim Lee"), date=DAY)
    both = (await suggested(api, await bank.line(9_000, payer_name="ANN  RIVERA")))[0]
    assert both["sure"], both
    assert both["account"]["number"] == "1001"
    named = await suggested(api, await bank.line(100, "swimming lessons by kim lee"))
    assert [each["account"]["number"] for each in named] == ["1002"]
    assert "Too little speaks for this account to be certain." in named[0]["counterEvidence"]


async def test_who_has_paid_for_two_accounts_is_never_sure(centre: Centre, bank: Bank, api: Api) -> None:
    other = await centre.account("1002", "Kim Lee")
    await centre.invoice(("SWIM", 9_000), number="INV-20417")
    text = "Invoice INV-20417"
    await bank.record(await bank.line(100, "first", payer_account=IBAN, payer_name="Granny"))
    line = await bank.line(9_000, text, payer_account=IBAN, payer_name="Granny")
    (best, *_) = await suggested(api, line)
    assert best["sure"], best
    assert "This payer's account has paid for it before." in best["reason"]
    await bank.record(await bank.line(200, "second", payer_account=IBAN, payer_name="Granny"), ShareInput(other))
    found = await suggested(api, line)
    assert not any(each["sure"] for each in found)
    assert "This payer has paid for 2 accounts." in found[0]["counterEvidence"]


async def test_a_transaction_of_the_amount_is_named_and_doubts_the_others(centre: Centre, bank: Bank, api: Api) -> None:
    await centre.invoice(("SWIM", 9_000), number="INV-20417")
    payment = await centre.payment(9_000, date=DAY)
    number = await number_of(centre, payment.result.transaction)
    line = await bank.line(9_000, "Invoice INV-20417")
    found = await suggested(api, line)
    (fitting,) = [each for each in found if each["transaction"] is not None]
    assert fitting["transaction"]["number"] == number
    assert not any(each["sure"] for each in found if each["transaction"] is None)
    await bank.match(line, paid(payment))
    assert await suggested(api, line) == []
    late = await centre.payment(700, date=DAY + datetime.timedelta(days=8), method=PaymentMethod.CASH)
    (far,) = await suggested(api, await bank.line(700, "unknown"))
    assert far["transaction"]["number"] == await number_of(centre, late.result.transaction)
    assert "Its date is 8 days from the bank's." in far["counterEvidence"]


async def test_many_transactions_of_the_amount_leave_room_for_who_is_named(
    centre: Centre, bank: Bank, api: Api
) -> None:
    await centre.invoice(("SWIM", 9_000), number="INV-20417", date=DAY)
    for number in range(7):
        await centre.payment(9_000, date=DAY, account=await centre.account(f"20{number:02}", "Kim Lee"))
    found = await suggested(api, await bank.line(9_000, "Invoice INV-20417"))
    assert len(found) == 5
    assert found[0]["account"]["number"] == "1001"
    assert found[0]["edges"]
    assert not found[0]["sure"]


async def test_the_same_money_twice_is_never_sure(centre: Centre, bank: Bank, api: Api) -> None:
    await centre.invoice(("SWIM", 9_000), number="INV-20417")
    one = await bank.line(9_000, "a", structured_reference="INV-20417")
    assert (await suggested(api, one))[0]["sure"]
    two = await bank.line(9_000, "b", structured_reference="INV-20417")
    for line in (one, two):
        doubts = (await suggested(api, line))[0]["counterEvidence"]
        assert "1 other open line of this amount and payer may be for the same." in doubts


async def test_any_number_of_lines_is_judged_by_the_same_statements(centre: Centre, bank: Bank, api: Api) -> None:
    query = "{ bankLines(first: 1000) { nodes { suggestions { reason account { number } edges { amountCents } } } } }"
    counts = []
    for size in (2, 20):
        for number in range(size):
            account = await centre.account(f"{size}-{number}", f"Payer {size} {number}")
            await centre.invoice(("SWIM", 1_000 + number), account=account)
            await bank.line(1_000 + number, f"{size}-{number}", payer_name=f"Payer {size} {number}")
        before = api.statements
        shown = await api.data(query)
        assert all(each["suggestions"] for each in shown["bankLines"]["nodes"])
        counts.append(api.statements - before)
    assert counts[0] == counts[1]


async def test_a_suggestion_is_found_by_its_id_while_it_stands(centre: Centre, bank: Bank, api: Api) -> None:
    await centre.invoice(("SWIM", 9_000), number="INV-20417")
    line = await bank.line(9_000, "a", structured_reference="INV-20417")
    (best,) = await suggested(api, line, first=1)
    query = "query ($id: ID!) { node(id: $id) { ... on BankLineSuggestion { reason } } }"
    assert (await api.data(query, id=best["id"]))["node"] == {"reason": best["reason"]}
    await bank.record(line)
    assert (await api.data(query, id=best["id"]))["node"] is None
