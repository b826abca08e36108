"""The mutation by which a client, or staff, pays what an account owes."""

import strawberry

from api.graph.loaders import accounts, batches
from api.graph.scalars import Cents
from api.mutations.inputs import Input
from api.mutations.labels import MetadataEntryInput, external_id, metadata
from api.mutations.payloads import UserError, query_afterwards, result_row, result_rows
from api.mutations.perform import mutation
from api.queries.root import Query
from api.types.accounts import Account
from api.types.fields import optional, plain, referenced, required
from api.types.history import Batch
from api.types.kinds import PaymentMethod
from api.types.reconciliations import Reconciliation
from api.types.transactions import Transaction
from domain.queries import graph
from domain.services.payments import PayBalance


@strawberry.input
class PayBalanceInput(Input):
    """A payment made today of what an account owes, or of a part."""

    makes = PayBalance

    account_id: strawberry.ID = required("The account; a client names their own.", client=True, of="Account")
    amount_cents: Cents | None = optional(
        "How much, at most the expected balance; all of it if not given.", client=True
    )
    method: PaymentMethod = required("How the balance is paid, such as `CARD`.", client=True)
    reference: str | None = optional("The payer's reference.", client=True)
    external_id: str | None = external_id()
    metadata: list[MetadataEntryInput] | None = metadata()
    idempotency_key: str | None = optional(
        "The mutation runs once for each key: sent again with the same arguments, it returns the first answer.",
        client=True,
    )
    dry_run: bool | None = optional("True: return what would happen, and store nothing.", default=False)


@strawberry.type
class PayBalancePayload:
    """The payment, and the open invoice items it was applied to, oldest first."""

    user_errors: list[UserError] = plain("Why the input was refused; empty if the mutation succeeded.", client=True)
    batch: Batch | None = referenced(
        batches, "batch_id", "Everything that was changed, which can be undone as one; null if nothing was."
    )
    replayed: bool = plain(
        "Whether this repeats the answer of an earlier call with the same idempotency key.", client=True
    )
    query: Query | None = query_afterwards(client=True)
    transaction: Transaction | None = result_row(
        graph.transactions, "transaction", "The payment; null when refused.", client=True
    )
    reconciliations: list[Reconciliation] = result_rows(
        graph.reconciliations, "reconciliations", "The first 100 reconciliations it made."
    )
    account: Account | None = result_row(accounts, "account", "The account; null when refused.", client=True)


@strawberry.type
class BalanceMutations:
    """What pays an account's balance."""

    pay_balance = mutation(
        PayBalanceInput, PayBalancePayload, "Pays what an account owes, oldest open invoice item first.", client=True
    )
