"""Wherever a currency is told, so is how many digits of its amounts stand behind the point (domain R1)."""

import pytest
from graphql import GraphQLObjectType

from api.ids import opaque
from api.schema import core_schema
from domain.services.accounts import AccountOutcome, CreateAccount, create_account
from domain.store.store import Store
from tests.support.billing import Centre
from tests.support.graphql import Api

REPORTS = """
query ($c: String!) {
  aging: agingReport(currency: $c) { currency currencyExponent }
  items: paymentByItemReport(period: {year: 2026}, currency: $c) { currency currencyExponent }
  codes: paymentByLedgerCodeReport(period: {year: 2026}, currency: $c) { currency currencyExponent }
  breakdown: paymentBreakdownReport(period: {year: 2026}, currency: $c) { currency currencyExponent }
  sales: salesByLedgerCodeReport(period: {year: 2026}, currency: $c) { currency currencyExponent }
}
"""


def test_whatever_tells_a_currency_tells_its_exponent() -> None:
    types = [each for each in core_schema().type_map.values() if isinstance(each, GraphQLObjectType)]
    telling = {each.name for each in types if "currency" in each.fields}
    assert {"Account", "JobAmount", "AgingReport", "SalesByLedgerCodeReport"} < telling
    assert {each.name for each in types if "currencyExponent" in each.fields} == telling


@pytest.mark.parametrize(
    ("currency", "digits"), [("USD", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("HUF", 2), ("ISK", 0)]
)
async def test_an_exponent_is_that_of_the_amounts(sqlite_store: Store, currency: str, digits: int) -> None:
    centre, api = await Centre.open(sqlite_store), Api(sqlite_store)
    wish = CreateAccount("7", "Kenji", currency)
    account = (await centre.do("createAccount", create_account, wish, AccountOutcome)).outcome.account
    said = await api.data("query ($id: ID!) { account(id: $id) { currencyExponent } }", id=opaque("Account", account))
    assert said == {"account": {"currencyExponent": digits}}
    told = await api.data(REPORTS, c=currency)
    assert set(map(tuple, (each.values() for each in told.values()))) == {(currency, digits)}
    await api.http.aclose()
