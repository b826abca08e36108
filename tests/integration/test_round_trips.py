"""How often a mutation waits for PostgreSQL, and that what goes there at once does what one after the other would."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest

from api.app import create_app
from api.graph.ids import opaque
from api.settings import read_settings
from domain.permissions import Permission
from domain.services.marks import MarkInput
from domain.services.tokens import CreateApiToken
from domain.store.postgres import pooled
from domain.store.program import AtOnce, ExecuteMany, Program, Query, Sql
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.support.centre import Centre

TOKEN = "tieout_" + "r" * 40
MOST = 7
PAYMENT = (
    "mutation ($i: MakePaymentInput!) "
    "{ makePayment(input: $i) { userErrors { message } transaction { id number status } } }"
)
ACCOUNTS = Sql("select number, withdrawn_at from accounts where id in :ids order by number desc")
CODES = Sql("select code from ledger_codes where code = :code")
RENAME = Sql("update accounts set owner_name = :owner_name where id = :id")
MODE = Sql("show plan_cache_mode")
RETITLE = Sql("update ledger_codes set title = :title where id = :id")


class Sent:
    """The texts of what a database was sent."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    async def listen(self, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        """Listen on every connection."""
        connections = [await pool.acquire() for _ in range(pool.get_size())]
        for each in connections:
            each.add_query_logger(lambda sent: self.texts.append(sent.query))
            await pool.release(each)


@pytest.fixture
async def paying(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Any, Sent]]:
    """What makes a payment over HTTP with a token on PostgreSQL, on connections that have made some before."""
    monkeypatch.setenv("TIEOUT_DATABASE_URL", postgres_url)
    store = await Store.open(postgres_url, connections=4)
    centre = await Centre.open(store)
    invoice = await centre.invoice(5_000)
    item, *_ = await centre.items(invoice)
    await centre.do(CreateApiToken("till", list(Permission), TOKEN))
    money = {"accountId": opaque("Account", centre.rivera), "amountCents": 1, "method": "CASH"}
    body = {
        "query": PAYMENT,
        "variables": {"i": {**money, "applyTo": [{"itemId": opaque("TransactionItem", item.id)}]}},
    }
    transport = httpx.ASGITransport(create_app(read_settings(), store))
    headers = {"authorization": f"Bearer {TOKEN}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://tieout.test", headers=headers) as http:

        async def pay() -> None:
            answer = (await http.post("/graphql", json=body)).json()
            assert answer["data"]["makePayment"]["transaction"]["status"] == "FULLY_RECONCILED", answer

        sent = Sent()
        for _ in range(3):
            await pay()
        await store.drain()
        await sent.listen(store.backend.pool)  # type: ignore[attr-defined]  # PostgreSQL's
        await pay()
        yield pay, sent
    await store.close()


async def test_a_payment_takes_few_round_trips(paying: tuple[Any, Sent]) -> None:
    pay, sent = paying
    sent.texts.clear()
    await pay()
    assert sent.texts[0] == "BEGIN;"
    assert sent.texts[-1] == "COMMIT;"
    assert len(sent.texts) <= MOST, sent.texts


async def test_questions_at_once_are_answered_as_alone(centre: Centre) -> None:
    others = [await centre.account(number) for number in ("1002", "1003")]
    first, second = Query(ACCOUNTS, ids=[centre.rivera, *others]), Query(CODES, code="SWIM")

    def at_once() -> Program[list[list[tuple[Any, ...]]]]:
        found = yield AtOnce([first, second, Query(CODES, code="none")])
        return [[tuple(row) for row in rows] for rows in found]

    answered = await centre.store.read(at_once())
    assert answered == [[("1003", None), ("1002", None), ("1001", None)], [("SWIM",)], []]


async def test_what_is_written_at_once_is_written_whole_or_not_at_all(centre: Centre) -> None:
    other = await centre.account("1002")
    [[code]] = await centre.rows("select id from ledger_codes where code = 'SWIM'")

    def renamed(owner: str, title: str | None) -> Program[None]:
        people = ExecuteMany(RENAME, [(owner, centre.rivera), (owner, other)])
        assert (yield AtOnce([people, ExecuteMany(RETITLE, [(title, code)])])) == [[], []]

    await centre.store.backend.run_unit(lambda: renamed("Bo", "Swimming"))
    with pytest.raises(Exception, match=r"(?i)null"):
        await centre.store.backend.run_unit(lambda: renamed("Cy", None))
    assert [*await centre.rows("select owner_name from accounts")] == [("Bo",), ("Bo",)]
    assert [*await centre.rows("select title from ledger_codes where code = 'SWIM'")] == [("Swimming",)]


async def test_while_many_rows_are_written_the_plans_of_their_references_are_kept(postgres_url: str) -> None:
    store = await Store.open(postgres_url, connections=1)
    centre = await Centre.open(store)
    accounts = await centre.accounts([f"P-{each}" for each in range(60)])
    sent = Sent()
    await sent.listen(store.backend.pool)  # type: ignore[attr-defined]  # PostgreSQL's

    def renamed(count: int) -> Program[str]:
        yield AtOnce([ExecuteMany(RENAME, [("Di", each) for each in accounts[:count]])])
        return str((yield Query(MODE))[0][0])

    for count in (2, 60):
        mode = await store.backend.run_unit(lambda count=count: renamed(count))  # type: ignore[misc]  # as it is now
        assert mode == "force_custom_plan"
    kept = [each for each in sent.texts if each.startswith(("set local", "update", "with"))]
    assert [each.split(" w1 ")[0] for each in kept] == [
        "with",
        "set local plan_cache_mode = auto",
        "with",
        "set local plan_cache_mode = force_custom_plan",
    ]
    await store.close()


async def test_plans_are_kept_once_the_server_has_statistics(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pooled, "LOOK_S", 0)
    store = await Store.open(postgres_url, connections=1)
    centre = await Centre.open(store)
    invoice = await centre.invoice(500)
    (item,) = await centre.rows(f"select id from items where transaction_id = {invoice.result.transaction}")
    await centre.payment(500, MarkInput(item_id=item[0], amount_cents=500))
    before = await centre.rows("show plan_cache_mode")
    administrator = await asyncpg.connect(postgres_url)
    await administrator.execute("analyze")
    await administrator.close()
    assert (before, await centre.rows("show plan_cache_mode")) == ([("force_custom_plan",)], [("auto",)])
    await store.close()


async def test_verification_sets_one_savepoint_for_all_that_may_be_unreadable(postgres_url: str) -> None:
    store = await Store.open(postgres_url)
    await Centre.open(store)
    sent = Sent()
    await sent.listen(store.backend.pool)  # type: ignore[attr-defined]  # PostgreSQL's has one
    assert await verify(store) == []
    of_savepoints = [each for each in sent.texts if "savepoint" in each.lower()]
    assert of_savepoints == ["savepoint attempt", "release savepoint attempt"]
    assert len(sent.texts) > 100
    await store.close()
