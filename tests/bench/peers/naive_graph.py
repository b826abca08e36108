"""The nested graph as a first version with Strawberry and Tortoise has it: a DataLoader a relation, a resolver a field.

It asks nobody for a token. ``TIEOUT_DATABASE_URL`` names the database.
"""

import datetime
from typing import Any

import strawberry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader

from tests.bench.peers.hand_written_graph import status
from tests.bench.peers.naive_payments import MODELS, lifespan


async def items_of(ids: list[int]) -> list[list[Any]]:
    """The items of transactions."""
    found: dict[int, list[Any]] = {each: [] for each in ids}
    for row in await MODELS["items"].filter(transaction_id__in=ids).order_by("position"):
        found[row.transaction_id].append(row)
    return [found[each] for each in ids]


async def reconciliations_of(ids: list[int]) -> list[list[Any]]:
    """The active reconciliations of items, each with its other item's id."""
    found: dict[int, list[Any]] = {each: [] for each in ids}
    for own, other in (("debit", "credit"), ("credit", "debit")):
        for row in await MODELS["reconciliations"].filter(**{f"{own}_item_id__in": ids, "released_at": None}):
            found[getattr(row, f"{own}_item_id")].append((row, getattr(row, f"{other}_item_id")))
    return [found[each] for each in ids]


async def items_by_id(ids: list[int]) -> list[Any]:
    """Items by id."""
    found = {row.id: row for row in await MODELS["items"].filter(id__in=ids)}
    return [found[each] for each in ids]


async def transactions_by_id(ids: list[int]) -> list[Any]:
    """Transactions by id."""
    found = {row.id: row for row in await MODELS["transactions"].filter(id__in=ids)}
    return [found[each] for each in ids]


class Loaders:
    """The loaders of one request."""

    def __init__(self) -> None:
        self.items = DataLoader(load_fn=items_of)
        self.reconciliations = DataLoader(load_fn=reconciliations_of)
        self.item = DataLoader(load_fn=items_by_id)
        self.transaction = DataLoader(load_fn=transactions_by_id)


@strawberry.type
class Counterpart:
    row: strawberry.Private[Any]

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(f"it_{self.row.id}")

    @strawberry.field
    async def transaction(self, info: strawberry.Info) -> "Transaction":
        return Transaction(row=await info.context["loaders"].transaction.load(self.row.transaction_id))


@strawberry.type
class Node:
    row: strawberry.Private[Any]

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(f"re_{self.row.id}")

    @strawberry.field
    def amount_cents(self) -> int:
        return int(self.row.amount_cents)


@strawberry.type
class Edge:
    row: strawberry.Private[Any]
    other: strawberry.Private[int]

    @strawberry.field
    def node(self) -> Node:
        return Node(row=self.row)

    @strawberry.field
    async def counterpart(self, info: strawberry.Info) -> Counterpart:
        return Counterpart(row=await info.context["loaders"].item.load(self.other))


@strawberry.type
class Edges:
    edges: list[Edge]


@strawberry.type
class Item:
    row: strawberry.Private[Any]

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(f"it_{self.row.id}")

    @strawberry.field
    def description(self) -> str:
        return str(self.row.description)

    @strawberry.field
    def amount_cents(self) -> int:
        return int(self.row.amount_cents)

    @strawberry.field
    def reconciled_cents(self) -> int:
        return int(self.row.reconciled_cents)

    @strawberry.field
    async def reconciliations(self, info: strawberry.Info) -> Edges:
        found = await info.context["loaders"].reconciliations.load(self.row.id)
        return Edges(edges=[Edge(row=row, other=other) for row, other in found])


@strawberry.type
class Transaction:
    row: strawberry.Private[Any]

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(f"tr_{self.row.id}")

    @strawberry.field
    def kind(self) -> str:
        return str(self.row.kind)

    @strawberry.field
    def date(self) -> datetime.date:
        found: datetime.date = self.row.date
        return found

    @strawberry.field
    def amount_cents(self) -> int:
        return int(self.row.amount_cents)

    @strawberry.field
    def status(self) -> str:
        row = self.row
        return status(row.amount_cents, row.reconciled_cents, row.planned_cents, row.faulty_count)

    @strawberry.field
    async def items(self, info: strawberry.Info) -> list[Item]:
        return [Item(row=row) for row in await info.context["loaders"].items.load(self.row.id)]


@strawberry.type
class Transactions:
    nodes: list[Transaction]


@strawberry.type
class Account:
    row: strawberry.Private[Any]

    @strawberry.field
    def owner_name(self) -> str:
        return str(self.row.owner_name)

    @strawberry.field
    def balance_cents(self) -> int:
        return int(self.row.balance_cents)

    @strawberry.field
    async def transactions(self, first: int) -> Transactions:
        whole = MODELS["transactions"].filter(account_id=self.row.id, withdrawn_at=None)
        rows = await whole.order_by("date", "recording_seq").limit(first)
        return Transactions(nodes=[Transaction(row=row) for row in rows])


@strawberry.type
class Query:
    @strawberry.field
    async def account(self, number: str) -> Account:
        return Account(row=await MODELS["accounts"].get(number=number, withdrawn_at=None))


class Naive(GraphQL[Any, Any]):
    """The endpoint, with loaders for each request."""

    async def get_context(self, request: Any, response: Any) -> Any:
        return {"request": request, "response": response, "loaders": Loaders()}


async def alive(_request: Request) -> Response:
    """Answer that the server runs."""
    return Response("")


app = Starlette(lifespan=lifespan, routes=[Route("/", alive), Route("/graphql", Naive(strawberry.Schema(Query)))])
