"""JSON that the database writes: texts of any sort, what is unusual, and what it counts."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.operation import REQUESTS_READ
from api.graph.ready import NotReady, written
from domain.core.kinds import PaymentMethod
from domain.services.invoices import CreateInvoice
from domain.services.payments import MakePayment, Money
from domain.services.reconcile import ReconcileAccount
from domain.services.recording import ItemInput
from domain.store.program import Program
from domain.store.store import Store
from tests.support.centre import Centre, items
from tests.support.graphql import Api, interpreting

INVOICES = (
    'query {name}($first: Int) {{ of: account(number: "1001") {{ ownerName transactions(first: $first) {{ __typename nodes '
    "{{ id number dueOn writeOff currency status items {{ description position amountCents member {{ name }} "
    "ledgerCode {{ code }} reconciliations {{ edges {{ node {{ amountCents }} "
    "counterpart {{ transaction {{ number }} }} }} }} }} }} }} }} }}"
)
"""A query whose name is each test's own: a text of no use has the next requests of the same query read."""


class Asking:
    """Two clients of one store; the database writes for the first, and graphql-core answers the second."""

    def __init__(self, store: Store) -> None:
        self.written = self.not_ready = 0
        self.api = Api(store, write=self._write)
        self.oracle = Api(store, compiler=interpreting)

    def _write(self, loading: Loading, plan: FieldPlan, level: Rows) -> Program[bool]:
        try:
            done = yield from written(loading, plan, level)
        except NotReady:
            self.not_ready += 1
            raise
        self.written += done
        return done

    async def __call__(self, query: str, **variables: object) -> dict[str, Any]:
        """The answer, the same of both."""
        answer = await self.api(query, **variables)
        assert answer == await self.oracle(query, **variables)
        return answer


@pytest.fixture
async def asking(store: Store) -> AsyncIterator[Asking]:
    both = Asking(store)
    yield both
    await both.api.http.aclose()
    await both.oracle.http.aclose()


@pytest.fixture
def invoices(request: pytest.FixtureRequest) -> str:
    name: str = request.node.originalname
    return INVOICES.format(name=f"{name}_{abs(hash(request.node.name))}")


async def test_one_statement_writes_all_levels_below_a_row(store: Store, asking: Asking, invoices: str) -> None:
    centre = await Centre.open(store)
    await centre.do(CreateInvoice(centre.rivera, items(1_000, ("CAMP", 2_000))))
    await centre.do(MakePayment(centre.rivera, Money(1_500, PaymentMethod.CASH)))
    await centre.do(ReconcileAccount(centre.rivera))
    answer = await asking(invoices)
    first, second = answer["data"]["of"]["transactions"]["nodes"]
    assert [each["status"] for each in (first, second)] == ["PARTIALLY_RECONCILED", "FULLY_RECONCILED"]
    [edge] = first["items"][0]["reconciliations"]["edges"]
    assert edge == {"node": {"amountCents": 1_000}, "counterpart": {"transaction": {"number": second["number"]}}}
    assert (asking.written, asking.not_ready) == (1, 0)


async def test_lists_stand_below_pages_that_two_columns_lead_to(store: Store, asking: Asking) -> None:
    centre = await Centre.open(store)
    await centre.do(CreateInvoice(centre.rivera, items(1_000, ("CAMP", 2_000))))
    await centre.do(MakePayment(centre.rivera, Money(1_500, PaymentMethod.CASH)))
    await centre.do(ReconcileAccount(centre.rivera))
    answer = await asking(
        '{ account(number: "1001") { transactions { nodes { reconciliations { nodes { '
        "debitItem { transaction { items { amountCents } } } } } } } } }"
    )
    pages = [each["reconciliations"]["nodes"] for each in answer["data"]["account"]["transactions"]["nodes"]]
    amounts = {"items": [{"amountCents": 1_000}, {"amountCents": 2_000}]}
    assert pages == [[{"debitItem": {"transaction": amounts}}] * 2] * 2
    assert (asking.written, asking.not_ready) == (1, 0)


@pytest.mark.parametrize("description", ['A "quoted" \\ text', "tab\tand\nline", "Zoë 😀 été", "a" * 250, "é" * 499])
async def test_any_text_is_written_as_it_is(store: Store, asking: Asking, invoices: str, description: str) -> None:
    centre = await Centre.open(store)
    await centre.do(CreateInvoice(centre.rivera, [ItemInput(description, "SWIM", 1_000)]))
    answer = await asking(invoices)
    [invoice] = answer["data"]["of"]["transactions"]["nodes"]
    assert len(invoice["items"][0]["description"]) == len(description.strip())
    assert (asking.written, asking.not_ready) == (1, 0)


async def test_a_very_long_text_is_read(store: Store, asking: Asking, invoices: str) -> None:
    centre = await Centre.open(store)
    await centre.do(CreateInvoice(centre.rivera, [ItemInput("a" * 500, "SWIM", 1_000)]))
    await asking(invoices)
    assert (asking.written, asking.not_ready) == (0, 1)
    for _ in range(REQUESTS_READ - 1):
        await asking(invoices)
    assert (asking.written, asking.not_ready) == (0, 1)
    await asking(invoices)
    assert asking.not_ready == 2


async def test_a_list_that_is_longer_than_provided_for_is_read(store: Store, asking: Asking, invoices: str) -> None:
    centre = await Centre.open(store)
    await centre.do(CreateInvoice(centre.rivera, items(*[100] * 11)))
    await asking(invoices, first=50)
    assert (asking.written, asking.not_ready) == (1, 0)
    await asking(invoices, first=250)
    assert asking.not_ready == 1
