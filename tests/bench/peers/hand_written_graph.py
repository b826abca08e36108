"""The nested graph as somebody would write it by hand for this one answer: four statements, dictionaries, and no more.

It knows neither tokens nor permissions, pages nor budgets. ``TIEOUT_DATABASE_URL`` names the database, and
``GET /ACCOUNT/FIRST`` gives what ``graph.QUERY`` asks Tieout for.
"""

import os
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

URL = os.environ["TIEOUT_DATABASE_URL"]
SQLITE = URL.startswith("sqlite:")
PAGE = "select id from transactions where account_id = $1 and withdrawn_at is null order by date, recording_seq, id limit $2"
ACCOUNT = "select id, owner_name, balance_cents from accounts where number = $1 and withdrawn_at is null"
TRANSACTIONS = (
    "select id, kind, date, amount_cents, reconciled_cents, planned_cents, faulty_count from transactions "
    "where account_id = $1 and withdrawn_at is null order by date, recording_seq, id limit $2"
)
ITEMS = (
    f"select i.transaction_id, i.id, i.description, i.amount_cents, i.reconciled_cents from ({PAGE}) p "
    "cross join items i where i.transaction_id = p.id order by i.transaction_id, i.position"
)
RECONCILIATIONS = " union all ".join(
    f"select r.{own}_item_id, r.id, r.amount_cents, r.{other}_item_id, t.kind, t.date from ({PAGE}) p "
    f"cross join reconciliations r join transactions t on t.id = r.{other}_transaction_id "
    f"where r.{own}_transaction_id = p.id and r.released_at is null"
    for own, other in (("debit", "credit"), ("credit", "debit"))
)


def status(amount: int, reconciled: int, planned: int, invalid: int) -> str:
    """A transaction's status."""
    if invalid:
        return "RECONCILIATION_ERROR"
    if reconciled == amount:
        return "FULLY_RECONCILED"
    if planned:
        return "RECONCILED_WITH_PLANNED_PAYMENTS"
    return "PARTIALLY_RECONCILED" if reconciled else "NOT_RECONCILED"


def answer(account: Any, transactions: Sequence[Any], items: Sequence[Any], reconciliations: Sequence[Any]) -> bytes:
    """The JSON of what the statements found."""
    items_of: dict[int, list[Any]] = {}
    edges_of: dict[int, list[Any]] = {}
    nodes = []
    for id_, kind, date, amount, reconciled, planned, invalid in transactions:
        items_of[id_] = below = []
        shown = status(amount, reconciled, planned, invalid)
        node = {"id": f"tr_{id_}", "kind": kind, "date": date, "amountCents": amount, "status": shown, "items": below}
        nodes.append(node)
    for transaction, id_, description, amount, reconciled in items:
        edges_of[id_] = edges = []
        sums = {"amountCents": amount, "reconciledCents": reconciled, "reconciliations": {"edges": edges}}
        items_of[transaction].append({"id": f"it_{id_}", "description": description, **sums})
    for item, id_, amount, other, kind, date in reconciliations:
        counterpart = {"id": f"it_{other}", "transaction": {"kind": kind, "date": date}}
        edges_of[item].append({"node": {"id": f"re_{id_}", "amountCents": amount}, "counterpart": counterpart})
    found = {"ownerName": account[1], "balanceCents": account[2], "transactions": {"nodes": nodes}}
    return orjson.dumps({"data": {"account": found}})


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """Open one connection to a file, or a pool of a server's."""
    if SQLITE:
        app.state.file = sqlite3.connect(URL.removeprefix("sqlite:///"), isolation_level=None)
        yield
        app.state.file.close()
    else:
        async with asyncpg.create_pool(URL, min_size=4, max_size=8) as app.state.pool:
            yield


async def graph(request: Request) -> Response:
    """Answer one request."""
    number, first = request.path_params["account"], request.path_params["first"]
    if SQLITE:
        ask = request.app.state.file.execute
        account = ask(ACCOUNT, (number,)).fetchone()
        rows = [ask(each, (account[0], first)).fetchall() for each in (TRANSACTIONS, ITEMS, RECONCILIATIONS)]
    else:
        async with request.app.state.pool.acquire() as connection:
            account = await connection.fetchrow(ACCOUNT, number)
            rows = [await connection.fetch(each, account[0], first) for each in (TRANSACTIONS, ITEMS, RECONCILIATIONS)]
    return Response(answer(account, *rows), media_type="application/json")


app = Starlette(lifespan=lifespan, routes=[Route("/{account}/{first:int}", graph)])
