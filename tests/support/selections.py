"""Level: the GraphQL API. What mutations and reports are asked to show, by the types of their fields."""

from collections.abc import Collection, Mapping
from functools import cache

from graphql import GraphQLInputObjectType, GraphQLObjectType, get_named_type, is_required_argument

from api.schema import core_schema

LEFT_OUT = frozenset({"userErrors", "batch", "replayed", "query", "token", "secret", "edges", "pageInfo"})
"""What a caller selects by itself, the query root, a secret that is shown once, and where a page is in its list."""

LABELS = "externalId metadata { key value }"
SUMS = "amountCents reconciledCents settledCents plannedCents unreconciledCents status statusReason"
TRANSACTION = (
    f"{{ number kind date dueOn description reference method paymentState currency writeOff plannedShortfallCents {SUMS} "
    f"{LABELS} corrects {{ number }} correctedBy {{ number }} movedFrom {{ number }} movedTo {{ number }} "
    f"items {{ position description {SUMS} }} }}"
)
RECONCILIATION = (
    "{ amountCents origin locked lockReason creditItem { position transaction { number } } "
    f"debitItem {{ position {SUMS} transaction {{ number }} }} lockedBy {{ dueOn amountCents }} "
    "plannedPayment { dueOn amountCents } }"
)
ACCOUNT = (
    f"{{ number ownerName email {LABELS} members {{ name {LABELS} }} balanceCents expectedBalanceCents "
    "unreconciledDebitCents unreconciledCreditCents }"
)
BANK_LINE = (
    "{ bookedOn valueOn amountCents payerName payerAccount text structuredReference status explainedCents ignoredReason "
    "parts { kind amountCents reason transaction { number } } }"
)
SHOWN = {
    "Account": ACCOUNT,
    "ApiToken": "{ name permissions expiresOn revoked }",
    "Webhook": "{ url kinds state }",
    "BankAccount": "{ name currency iban number openLines openCents statements { nodes { firstDay lastDay lineCount } } }",
    "BankLine": BANK_LINE,
    "BankStatement": "{ format firstDay lastDay openingCents closingCents lineCount }",
    "Payer": "{ name payerAccount timesSeen accounts { number } }",
    "Batch": "{ mutation undone partlyUndone }",
    "BillingSubscription": "{ description amountCents interval startsOn endsOn nextOn }",
    "Job": "{ state done total reconciliations amountCents documents { kind accounts firstDay lastDay count } "
    "errors { code message } }",
    "BooksClosing": "{ through reconciliations recordedBy reopenedBy reopenedReason }",
    "Mail": "{ kind firstDay lastDay toEmail subject message state withdrawnAt recordedBy }",
    "Journal": "{ number currency firstDay lastDay debitCents creditCents correction recordedBy lines(first: 20) { nodes "
    "{ date account description debitCents creditCents reference } } }",
    "LedgerCode": f"{{ code title archived {LABELS} }}",
    "PlannedPayment": (
        f"{{ dueOn amountCents method state {LABELS} transaction {{ number }} "
        "reconciliations { nodes { amountCents } } }"
    ),
    "Reconciliation": RECONCILIATION,
    "Transaction": TRANSACTION,
    "TransactionItem": f"{{ position {SUMS} }}",
    "Role": "{ name permissions userCount }",
    "User": "{ email name permissions ownPermissions role { name } disabled }",
}
"""What is shown of each type that has ids: everything but ids, instants and secrets."""


@cache
def mutations() -> dict[str, GraphQLObjectType]:
    """Return the payload's type of every mutation, by the mutation's name."""
    root = core_schema().mutation_type
    assert root is not None
    payloads = {name: get_named_type(field.type) for name, field in root.fields.items()}
    return {name: payload for name, payload in payloads.items() if isinstance(payload, GraphQLObjectType)}


def mutation_input(mutation: str) -> GraphQLInputObjectType:
    """Return the type of a mutation's input."""
    root = core_schema().mutation_type
    assert root is not None
    named = get_named_type(root.fields[mutation].args["input"].type)
    assert isinstance(named, GraphQLInputObjectType)
    return named


def payload_selection(mutation: str, shown: Mapping[str, str] = SHOWN) -> str:
    """Return the selection of all that a mutation's payload has, with what ``shown`` says of each type."""
    return selection_of(mutations()[mutation], shown)


def selection_of(parent: GraphQLObjectType, shown: Mapping[str, str], left_out: Collection[str] = LEFT_OUT) -> str:
    """Return the selection of a type's fields; ``shown`` says what of each type with ids, an empty text leaves it out.

    Fields that need arguments are left out.
    """
    selected = []
    for name, field in parent.fields.items():
        of = get_named_type(field.type)
        if name in left_out or any(map(is_required_argument, field.args.values())):
            continue
        if not isinstance(of, GraphQLObjectType):
            selected.append(name)
        elif of.name not in shown:
            assert "id" not in of.fields, f"Add what is shown of {of.name} to SHOWN in {__file__}"
            selected.append(f"{name} {{ {selection_of(of, shown, left_out)} }}")
        elif shown[of.name]:
            selected.append(f"{name} {shown[of.name]}")
    return " ".join(selected)
