"""The mutation by which a client, or the desk, pays what an account owes."""

from typing import Annotated

import strawberry
from strawberry import Info

from api.context import Context
from api.directives import OpenToClient
from api.graph.relations import Listed, One
from api.ids import row_id
from api.mutations.payloads import UserError, outcome, outcome_list
from api.mutations.perform import given, mutation, perform
from api.scalars import Cents
from api.types.accounts import Account
from api.types.fields import UNSET, plain, related
from api.types.history import Batch, batches
from api.types.kinds import PaymentMethod
from api.types.reconciliations import Reconciliation
from api.types.transactions import Transaction, accounts
from domain.queries import graph
from domain.services.payments import PayBalance, pay_balance
from domain.services.recording import RecordedOutcome


@strawberry.input(description="What an account owes, or a part of it, paid today.")
class PayBalanceInput:
    """What an account owes, or a part of it."""

    account_id: strawberry.ID = strawberry.field(
        description="The account; a client names their own.", directives=[OpenToClient()]
    )
    amount_cents: Cents | None = strawberry.field(
        default=UNSET,
        description="How much, at most the expected balance, which it is if not given.",
        directives=[OpenToClient()],
    )
    method: PaymentMethod = strawberry.field(description="How it is paid.", directives=[OpenToClient()])
    reference: str | None = strawberry.field(
        default=UNSET, description="The payer's reference.", directives=[OpenToClient()]
    )
    idempotency_key: str | None = strawberry.field(
        default=UNSET,
        description="The same key and arguments are answered once and then replayed (domain R36).",
        directives=[OpenToClient()],
    )
    dry_run: bool | None = strawberry.field(
        default=False, description="Answer what would happen, store nothing (domain R25)."
    )


@strawberry.type(description="The payment, and what it went to: open invoice items, oldest first.")
class PayBalancePayload:
    """The payment. A client sees the payment, the account and why it was refused; nothing of reconciling (R34)."""

    user_errors: list[UserError] = plain("Why the input was refused; empty when it was done.", client=True)
    batch: Batch | None = related(
        One(batches, lambda payload: payload.batch_id), "All that was changed; null when nothing was. Undo it as one."
    )
    replayed: bool = plain("Whether this is the answer that an earlier call with the same key was given.", client=True)
    transaction: Transaction | None = related(
        One(graph.transactions, outcome("transaction")), "The payment; null when refused.", client=True
    )
    reconciliations: list[Reconciliation] = related(
        Listed(graph.edges, outcome_list("reconciliations")), "What it went to, the first 100."
    )
    account: Account | None = related(One(accounts, outcome("account")), "The account; null when refused.", client=True)


@strawberry.type
class BalanceMutations:
    """What pays an account's balance."""

    @mutation("payBalance", "Pays what an account owes, oldest open invoice item first.", client=True)
    async def pay_balance(
        self,
        info: Info[Context, None],
        input: Annotated[PayBalanceInput, strawberry.argument(directives=[OpenToClient()])],
    ) -> PayBalancePayload:
        """See ``services.payments.pay_balance``."""
        return await perform(
            info,
            input,
            PayBalancePayload,
            pay_balance,
            RecordedOutcome,
            lambda: PayBalance(
                row_id(input.account_id, "Account"), input.method, given(input.amount_cents), given(input.reference)
            ),
        )
