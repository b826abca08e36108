"""References with check digits and names that are almost known, as evidence for and against (domain R44)."""

from typing import Any

import pytest

from domain.services.bank.recording import ShareInput
from domain.store.store import Store
from tests.integration.test_bank_suggestions import suggested
from tests.support.bank import DAY, Bank
from tests.support.centre import Centre
from tests.support.graphql import Api

RIGHT = ("RF44INV20417", "RF93 2041 7", "000000000000000000000204175", "210000000000000000000204174")
WRONG = ("RF45INV20417", "RF94 2041 7", "000000000000000000000204176", "210000000000000000000204175")
MISTYPED = "are wrong: it was mistyped."


@pytest.fixture
async def centre(store: Store) -> Centre:
    centre = await Centre.open(store)
    await centre.invoice(("SWIM", 9_000), number="INV-20417", date=DAY)
    return centre


async def best_of(api: Api, bank: Bank, text: str, cents: int = 9_000, **fields: Any) -> dict[str, Any]:
    """The first suggestion of a new line, which is then out of the way of the next one."""
    line = await bank.line(cents, text, **fields)
    best = (await suggested(api, line))[0]
    await bank.ignore(line)
    return best


async def test_a_reference_with_right_check_digits_is_sure(api: Api, bank: Bank) -> None:
    for number, reference in enumerate(RIGHT):
        for text, structured in ((f"swimming {number}", reference), (reference, None)):
            best = await best_of(api, bank, text, structured_reference=structured)
            assert best["sure"], (reference, best)
            assert "INV-20417, and its check digits are right" in best["reason"]
            assert best["edges"][0]["debitItem"]["transaction"]["number"] == "INV-20417"


async def test_one_with_wrong_check_digits_speaks_against_all(api: Api, bank: Bank) -> None:
    for number, reference in enumerate(WRONG):
        best = await best_of(api, bank, f"swimming {number}", structured_reference=reference, payer_name="Ann Rivera")
        assert best["account"]["number"] == "1001"
        assert any(each.endswith(MISTYPED) and reference.replace(" ", "") in each for each in best["counterEvidence"])


async def test_the_number_of_an_invoice_needs_no_check_digits(api: Api, bank: Bank, centre: Centre) -> None:
    await centre.invoice(("SWIM", 7_000), number="RF18539007547035", date=DAY)
    best = await best_of(api, bank, "swimming", 7_000, structured_reference="RF18 5390 0754 7035")
    assert best["sure"], best


async def test_a_right_reference_of_something_else_names_nothing(api: Api, bank: Bank) -> None:
    best = await best_of(api, bank, "swimming", structured_reference="RF18539007547034", payer_name="Ann Rivera")
    assert not any("REFERENCE" in each for each in best["counterEvidence"])
    assert "structured reference" not in best["reason"]


async def test_a_name_that_is_almost_known_is_proposed_and_never_sure(api: Api, bank: Bank) -> None:
    exact = await best_of(api, bank, "a", payer_name="Ann Rivera")
    assert exact["sure"], exact
    for number, name in enumerate(("RIVERA ANN", "Mrs Ann Rivera", "Ann Riverra", "Ann Maria Rivera")):
        best = await best_of(api, bank, f"like {number}", payer_name=name)
        assert best["account"]["number"] == "1001"
        assert "The payer's name is almost that of its owner or of a member." in best["reason"]
        assert "Too little speaks for this account to be certain." in best["counterEvidence"]


async def test_a_name_like_that_of_another_account_takes_the_certainty_away(
    api: Api, bank: Bank, centre: Centre
) -> None:
    await centre.account("1002", "Kim Leeward")
    other = await centre.account("1003", "Bo Chen")
    await bank.record(await bank.line(100, "first", payer_name="Greta Morgenstern"), ShareInput(other))
    assert (await best_of(api, bank, "INV-20417", payer_name="Somebody Else"))["sure"]
    for name, number in (("LEEWARD KIM", "1002"), ("Morgenstern, Greta", "1003")):
        best = await best_of(api, bank, "INV-20417", payer_name=name)
        assert best["account"]["number"] == "1001"
        assert f"Something speaks for another account too: {number}." in best["counterEvidence"]


async def test_a_mistyped_account_number_of_the_payer_speaks_against_all(api: Api, bank: Bank) -> None:
    best = await best_of(api, bank, "INV-20417", payer_account="FR7630006000011234567890198")
    assert "The check digits of the payer's account number are wrong." in best["counterEvidence"]
    assert (await best_of(api, bank, "INV-20417", payer_account="FR7630006000011234567890189"))["sure"]
