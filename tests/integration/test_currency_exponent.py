"""Every type with a currency has its number of decimals (domain R1)."""

import pytest
from graphql import GraphQLObjectType

from api.graph.ids import opaque
from api.schema import core_schema
from domain.services.accounts import CreateAccount
from domain.store.store import Store
from tests.support.centre import Centre
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


def test_every_type_with_a_currency_has_its_exponent() -> None:
    types = [each for each in core_schema().type_map.values() if isinstance(each, GraphQLObjectType)]
    telling = {each.name for each in types if "currency" in each.fields}
    assert {"Account", "JobAmount", "AgingReport", "SalesByLedgerCodeReport"} < telling
    assert {each.name for each in types if "currencyExponent" in each.fields} == telling


@pytest.mark.parametrize(
    ("currency", "digits"), [("USD", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("HUF", 2), ("ISK", 0)]
)
async def test_the_exponent_fits_the_amounts(sqlite_store: Store, currency: str, digits: int) -> None:
    centre, api = await Centre.open(sqlite_store), Api(sqlite_store)
    command = CreateAccount("7", "Kenji", currency)
    account = (await centre.do(command)).result.account
    answer = await api.data("query ($id: ID!) { account(id: $id) { currencyExponent } }", id=opaque("Account", account))
    assert answer == {"account": {"currencyExponent": digits}}
    reported = await api.data(REPORTS, c=currency)
    assert set(map(tuple, (each.values() for each in reported.values()))) == {(currency, digits)}
    await api.http.aclose()
