"""A first version of ``makePayment`` with Strawberry and Tortoise: what anyone would write for these tables.

Each row is a model that is created or saved in one transaction. It keeps no audit log, no batch and no idempotency key, and
asks nobody for a token. ``TIEOUT_DATABASE_URL`` names the database.
"""

import datetime
import itertools
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import strawberry
from starlette.applications import Starlette
from starlette.routing import Route
from strawberry.asgi import GraphQL
from tortoise import Tortoise
from tortoise.transactions import in_transaction

from domain.tables import models

URL = os.environ["TIEOUT_DATABASE_URL"]
SQLITE = URL.startswith("sqlite:")
MODELS: dict[str, Any] = {each._meta.db_table: each for each in models.__models__}
DAY = datetime.date(2026, 3, 2)
ids = itertools.count(time.time_ns() << 1)
state = {"batch": 0}


@strawberry.type
class NaiveTransaction:
    id: strawberry.ID
    number: str
    status: str


@strawberry.type
class Query:
    @strawberry.field
    def alive(self) -> bool:
        return True


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def make_payment(
        self, account_id: strawberry.ID, amount_cents: int, item_id: strawberry.ID
    ) -> NaiveTransaction:
        async with in_transaction() as block:
            return await pay(block, int(account_id), amount_cents, int(item_id))


async def pay(block: Any, account_id: int, cents: int, item_id: int) -> NaiveTransaction:
    """Record a payment that settles a part of one item."""
    accounts = MODELS["accounts"].filter(id=account_id).using_db(block)
    account = await (accounts if SQLITE else accounts.select_for_update()).get()
    item = await MODELS["items"].get(id=item_id, using_db=block)
    invoice = await MODELS["transactions"].get(id=item.transaction_id, using_db=block)
    account.recording_seq += 1
    sums = {"amount_cents": cents, "reconciled_cents": cents, "processing_cents": 0, "planned_cents": 0}
    common = {"account_id": account_id, "date": DAY, "recording_seq": account.recording_seq, "description": "Payment"}
    common |= {"kind": "PAYMENT", "faulty_count": 0, "description_key": "payment", **sums}
    number = f"N-{next(ids)}"
    keys = {"number": number, "number_key": number.lower(), "reference_key": "", "write_off": False, "banked_cents": 0}
    money = {"method": "CASH", "payment_state": "CONFIRMED", "confirmed_at": 1, "recorded_at": 1}
    paid = await MODELS["transactions"].create(
        id=next(ids), batch_id=state["batch"], using_db=block, **common, **keys, **money
    )
    credit = await MODELS["items"].create(
        id=next(ids), transaction_id=paid.id, position=1, side="CREDIT", using_db=block, **common
    )
    ends = {"credit_item_id": credit.id, "credit_transaction_id": paid.id, "credit_account_id": account_id}
    ends |= {"debit_item_id": item.id, "debit_transaction_id": invoice.id, "account_id": account_id}
    copied = {"credit_kind": "PAYMENT", "credit_date": DAY, "credit_method": "CASH", "currency": account.currency}
    copied |= {"debit_kind": item.kind, "debit_date": item.date, "debit_ledger_code_id": item.ledger_code_id}
    marks = {"origin": "MARK", "processing": False, "faulty": False, "recorded_at": 1, "recorded_by": "naive"}
    await MODELS["reconciliations"].create(
        id=next(ids), amount_cents=cents, batch_id=state["batch"], using_db=block, **ends, **copied, **marks
    )
    for row in (item, invoice):
        row.reconciled_cents += cents
        await row.save(update_fields=["reconciled_cents"], using_db=block)
    account.balance_cents -= cents
    account.unreconciled_debit_cents -= cents
    await account.save(update_fields=["balance_cents", "unreconciled_debit_cents", "recording_seq"], using_db=block)
    return NaiveTransaction(id=strawberry.ID(str(paid.id)), number=number, status="FULLY_RECONCILED")


def connection() -> dict[str, Any]:
    """Tortoise's settings for the database: every commit durable, as Tieout's are."""
    parts = urlsplit(URL)
    if SQLITE:
        file = {"file_path": URL.removeprefix("sqlite:///"), "synchronous": "FULL", "busy_timeout": 10_000}
        return {"engine": "tortoise.backends.sqlite", "credentials": file}
    server = {"host": parse_qs(parts.query)["host"][0], "port": 5432, "user": "postgres", "password": None}
    pool = {"database": parts.path[1:], "minsize": 4, "maxsize": 32}
    return {"engine": "tortoise.backends.asyncpg", "credentials": {**server, **pool}}


@asynccontextmanager
async def lifespan(_app: Starlette) -> AsyncIterator[None]:
    apps = {models.APP: {"models": [models.__name__], "default_connection": "default"}}
    await Tortoise.init({"connections": {"default": connection()}, "apps": apps}, _enable_global_fallback=True)
    state["batch"] = (await MODELS["transactions"].all().limit(1))[0].batch_id
    yield
    await Tortoise.close_connections()


app = Starlette(lifespan=lifespan, routes=[Route("/graphql", GraphQL(strawberry.Schema(Query, Mutation)))])
