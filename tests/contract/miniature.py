"""A small billing schema with one of everything that the guard, the limits and the protocol must tell apart.

The protocol is tested against it and not against the product's schema, so that a new field there changes nothing here.
"""

from typing import Annotated

import strawberry
from graphql import ExecutionResult, GraphQLError, execute
from starlette.requests import Request
from strawberry import UNSET

from api.errors import Unauthenticated
from api.graph.request import Caller, GraphQLRequest
from api.permissions.directives import OpenToClient, needs
from api.protocol.documents import Documents
from api.protocol.endpoint import GraphQLEndpoint
from domain.errors import Busy, InvalidAmount, PermissionMissing
from domain.permissions import ALL_PERMISSIONS, Permission, Principal, PrincipalKind

VIEW, BILLING = Permission.VIEW_CLIENT_ACCOUNTS, Permission.CLIENT_BILLING
RECORD, MANAGE = Permission.RECORD_TRANSACTIONS, Permission.MANAGE_RECONCILIATIONS
REPORTS = Permission.VIEW_REPORTS

OPEN = OpenToClient()
First = Annotated[int | None, strawberry.argument(directives=[OPEN])]


def staff(*permissions: Permission) -> Principal:
    """A member of staff who holds these permissions and no others."""
    return Principal(PrincipalKind.USER, "user:1", "Ann Lee", frozenset(permissions))


ADMINISTRATOR = Principal(PrincipalKind.TOKEN, "token:1", "nightly import", ALL_PERMISSIONS)
CLIENT = Principal(PrincipalKind.CLIENT, "client:7", "Maria Alvarez", frozenset(), account_id=7)


@strawberry.interface
class Node:
    """Anything with an id."""

    id: strawberry.ID = strawberry.field(directives=[OPEN])


@strawberry.input
class Filter:
    """Which transactions."""

    number: str | None = UNSET


@strawberry.type(directives=[needs(VIEW, BILLING)])
class Transaction(Node):
    """A billing row."""

    number: str = strawberry.field(directives=[OPEN])
    status: str = "NOT_RECONCILED"


@strawberry.type(directives=[needs(VIEW)])
class Account(Node):
    """Who is billed."""

    number: str = strawberry.field(directives=[OPEN])

    @strawberry.field(directives=[needs(VIEW, BILLING), OPEN])
    def balance_cents(self) -> int:
        """Debits less credits."""
        return 7_500

    # The argument is called as in the product's schema; what it does is no matter here.
    @strawberry.field(directives=[OPEN])
    def transactions(self, first: First = 50, filter: Filter | None = UNSET) -> list[Transaction]:  # noqa: ARG002 - see above
        """The account's billing rows."""
        return [Transaction(id=strawberry.ID("t1"), number="INV-1")][:first]

    @strawberry.field
    def parent(self) -> "Account":
        """An account again: queries can be as deep as they like."""
        return self


@strawberry.type
class Viewer:
    """Who asks."""

    name: str = strawberry.field(directives=[OPEN])
    account: Account | None = strawberry.field(directives=[OPEN])


@strawberry.type
class Report:
    """Sums."""

    total_cents: int


@strawberry.input
class MarkInput:
    """What a payment is for."""

    item: str = strawberry.field(directives=[OPEN])
    amount_cents: int | None = strawberry.field(default=UNSET, directives=[OPEN])


@strawberry.input
class PartInput:
    """A part of a payment."""

    amount_cents: int = strawberry.field(directives=[OPEN])
    mark: MarkInput | None = strawberry.field(default=UNSET, directives=[needs(MANAGE)])


@strawberry.input
class PaymentInput:
    """Money received."""

    amount_cents: int = strawberry.field(directives=[OPEN])
    dry_run: bool | None = UNSET
    apply_to: list[MarkInput] | None = strawberry.field(default=UNSET, directives=[needs(MANAGE)])
    parts: list[PartInput] | None = strawberry.field(default=UNSET, directives=[OPEN])
    then: "PaymentInput | None" = strawberry.field(default=UNSET, directives=[OPEN])


ALVAREZ = Account(id=strawberry.ID("a7"), number="A-7")


@strawberry.type
class Query:
    """What can be asked."""

    @strawberry.field(directives=[OPEN])
    def viewer(self) -> Viewer:
        """Who asks."""
        return Viewer(name="Ann Lee", account=ALVAREZ)

    @strawberry.field(directives=[needs(VIEW)])
    def account(self, number: str = "A-7") -> Account:  # noqa: ARG002 - there is one account
        """One account."""
        return ALVAREZ

    @strawberry.field
    def node(self, id: strawberry.ID) -> Node | None:  # noqa: ARG002 - Relay's name
        """Any object."""
        return ALVAREZ

    @strawberry.field
    def found(self) -> list[Annotated[Account | Transaction, strawberry.union("Found")]]:
        """Objects of two types."""
        return [ALVAREZ]

    @strawberry.field(directives=[needs(REPORTS)])
    def report(self) -> Report:
        """Sums."""
        return Report(total_cents=7_500)

    @strawberry.field
    def double(self, amount: int) -> int | None:
        """Twice the amount: a result beyond 32 bits does not fit its type."""
        return 2 * amount

    @strawberry.field
    def fails(self, how: str) -> str | None:
        """Raises what a resolver may raise."""
        raise FAILURES[how]


FAILURES: dict[str, Exception] = {
    "bug": RuntimeError("password=hunter2"),
    "busy": Busy(),
    "refusal": InvalidAmount("The amount must be more than 0.", "amountCents"),
    "permission": PermissionMissing("Omitting a reconciliation deletes it.", Permission.DELETE_RECONCILIATIONS),
    "timeout": TimeoutError("after 30 s at 10.0.0.7"),
    "too_complex": GraphQLError("Ask for less.", extensions={"code": "QUERY_TOO_COMPLEX", "rows": 12_000}),
    "internal_error": GraphQLError("column accounts.secret does not exist"),
}


@strawberry.type
class Mutation:
    """What can be done."""

    @strawberry.mutation(directives=[needs(VIEW, BILLING, RECORD), OPEN])
    def pay(self, input: Annotated[PaymentInput, strawberry.argument(directives=[OPEN])]) -> int:
        """Records a payment."""
        return input.amount_cents

    @strawberry.mutation(directives=[needs(VIEW, BILLING, RECORD)])
    def pay_many(self, inputs: list[PaymentInput]) -> int:
        """Records payments."""
        return len(inputs)


SCHEMA = strawberry.Schema(Query, Mutation, types=[Account, Transaction])
DOCUMENTS = Documents(SCHEMA._schema)


async def run(request: GraphQLRequest) -> ExecutionResult:
    """The plainest way to run an operation that the endpoint let through."""
    name = request.operation.name.value if request.operation.name else None
    result = execute(DOCUMENTS.schema, request.document, variable_values=dict(request.variables), operation_name=name)
    return result if isinstance(result, ExecutionResult) else await result


PEOPLE = {"Bearer administrator": ADMINISTRATOR, "Bearer client": CLIENT}


async def authenticate(request: Request) -> Caller:
    """Takes two tokens, nobody without one, and refuses all others."""
    header = request.headers.get("authorization")
    if header is None:
        return Caller()
    if header not in PEOPLE:
        raise Unauthenticated("This token is unknown or has expired.")
    return Caller(PEOPLE[header])


ENDPOINT = GraphQLEndpoint(DOCUMENTS, run, authenticate)
