"""Mutations that make, modify and delete reconciliations."""

from collections.abc import Mapping
from typing import Any

import strawberry

from api.graph.ids import row_id
from api.graph.loaders import accounts
from api.graph.relations import By
from api.graph.scalars import Cents
from api.mutations.inputs import Input, MutationInput, error_policy, optional_row_id, row_ids
from api.mutations.jobs import load_job
from api.mutations.payloads import ErrorPolicy, MutationPayload, result_count, result_row, result_rows
from api.mutations.perform import mutation
from api.types.accounts import Account
from api.types.fields import optional, related, required
from api.types.jobs import Job
from api.types.kinds import TransactionKind
from api.types.reconciliations import Reconciliation
from api.types.transactions import Transaction
from domain.queries import graph
from domain.services.reconcile import DEFAULT_KINDS, ReconcileAccount, is_reconciled_by_job
from domain.services.reconciliations import (
    CreateReconciliations,
    DeleteReconciliations,
    ModifyReconciliations,
    ReconciliationInput,
)
from domain.store.program import Program


@strawberry.input
class EdgeInput(Input):
    """An amount of a credit item that settles a debit item."""

    credit_item_id: strawberry.ID = required("The item of a payment, deposit, credit or cancellation.")
    debit_item_id: strawberry.ID = required("The item of an invoice or refund.")
    amount_cents: Cents = required("The amount, more than 0.")

    def to_reconciliation(self) -> ReconciliationInput:
        return ReconciliationInput(
            row_id(self.credit_item_id, "TransactionItem"),
            row_id(self.debit_item_id, "TransactionItem"),
            self.amount_cents,
        )


@strawberry.input
class CreateReconciliationsInput(MutationInput):
    """Pairs of a credit item and a debit item to reconcile."""

    edges: list[EdgeInput] = required("At most 10,000, made in this order; each uses what earlier ones left.")
    error_policy: ErrorPolicy | None = error_policy()

    def to_command(self) -> CreateReconciliations:
        return CreateReconciliations(
            [each.to_reconciliation() for each in self.edges], self.error_policy is ErrorPolicy.REJECT_FAILED_ROWS
        )


@strawberry.type
class CreateReconciliationsPayload(MutationPayload):
    """The new reconciliations."""

    reconciliations: list[Reconciliation] = result_rows(
        graph.reconciliations, "reconciliations", "The first 100 reconciliations that were made."
    )
    reconciliation_count: int | None = result_count(
        "reconciliations", "How many were made; null if everything was refused."
    )


@strawberry.input
class ModifyReconciliationsInput(MutationInput):
    """All reconciliations that a transaction will have, except those of planned payments."""

    transaction_id: strawberry.ID = required("The transaction, of either side.")
    edges: list[EdgeInput] = required(
        "Each with one item of the transaction. Leaving out an existing one deletes it, which needs "
        "DELETE_RECONCILIATIONS; a locked one must be listed unchanged."
    )
    known_reconciliation_ids: list[strawberry.ID] | None = optional(
        "Its reconciliations as you last read them, invalid ones too, at most 10,000. CONFLICT if they have changed "
        "since, so that nothing is deleted that you have not seen; not checked if not given."
    )

    def to_command(self) -> ModifyReconciliations:
        return ModifyReconciliations(
            row_id(self.transaction_id, "Transaction"),
            [each.to_reconciliation() for each in self.edges],
            None if self.known_reconciliation_ids is None else row_ids(self.known_reconciliation_ids, "Reconciliation"),
        )


@strawberry.type
class ModifyReconciliationsPayload(MutationPayload):
    """The reconciliations that were made and ended."""

    reconciliations: list[Reconciliation] = result_rows(
        graph.reconciliations,
        "reconciliations",
        "The first 100 reconciliations that were made; a new amount makes a new reconciliation.",
    )
    released: list[Reconciliation] = result_rows(
        graph.reconciliations, "released", "The first 100 reconciliations that were ended."
    )
    transaction: Transaction | None = result_row(
        graph.transactions, "transaction", "The transaction; null when refused."
    )


@strawberry.input
class DeleteReconciliationsInput(MutationInput):
    """Single reconciliations, or all of a transaction: give one of the two."""

    transaction_id: strawberry.ID | None = optional("Delete all reconciliations of this transaction.")
    reconciliation_ids: list[strawberry.ID] | None = optional("Delete these reconciliations, at most 10,000.")

    def to_command(self) -> DeleteReconciliations:
        return DeleteReconciliations(
            row_ids(self.reconciliation_ids, "Reconciliation"), optional_row_id(self.transaction_id, "Transaction")
        )


@strawberry.type
class DeleteReconciliationsPayload(MutationPayload):
    """The reconciliations that were deleted."""

    released: list[Reconciliation] = result_rows(
        graph.reconciliations, "released", "The first 100 reconciliations that were ended."
    )
    released_count: int | None = result_count("released", "How many were ended; null when refused.")


@strawberry.input
class ReconcileAccountInput(MutationInput):
    """Which account to reconcile, and which kinds of credit to use."""

    account_id: strawberry.ID = required("The account whose open money and invoices to reconcile.")
    kinds: list[TransactionKind] | None = strawberry.field(
        default_factory=lambda: list(DEFAULT_KINDS),
        description="The kinds of credit to use; only PAYMENT and DEPOSIT if not given.",
    )

    def to_command(self) -> ReconcileAccount:
        return ReconcileAccount(row_id(self.account_id, "Account"), DEFAULT_KINDS if self.kinds is None else self.kinds)


def goes_on_as_job(sent: Mapping[str, Any]) -> Program[bool]:
    """Return True if reconciling an account, as it was sent, takes a job."""
    kinds = sent.get("kinds")
    chosen = DEFAULT_KINDS if kinds is None else [TransactionKind(each) for each in kinds]
    return is_reconciled_by_job(row_id(sent["accountId"], "Account"), chosen)


@strawberry.type
class ReconcileAccountPayload(MutationPayload):
    """What was reconciled on the account."""

    reconciliations: list[Reconciliation] = result_rows(
        graph.reconciliations, "reconciliations", "The first 100 reconciliations that were made."
    )
    reconciliation_count: int | None = result_count("reconciliations", "How many were made; null when refused.")
    account: Account | None = result_row(accounts, "account", "The account; null when refused.")
    job: Job | None = related(
        By(load_job),
        "The job that goes on with the account, in the same batch, if there is more to reconcile than fits into one step: "
        "250 reconciliations. Its figures are those of the whole; for a dry run it is DONE. Null if all is done.",
    )


@strawberry.type
class ReconcilingMutations:
    """What makes, modifies and deletes reconciliations."""

    create_reconciliations = mutation(
        CreateReconciliationsInput, CreateReconciliationsPayload, "Reconciles credit items with debit items."
    )
    modify_reconciliations = mutation(
        ModifyReconciliationsInput,
        ModifyReconciliationsPayload,
        "Sets all reconciliations of a transaction in one step.",
    )
    delete_reconciliations = mutation(
        DeleteReconciliationsInput,
        DeleteReconciliationsPayload,
        "Deletes reconciliations; if one cannot be deleted, none is.",
    )
    reconcile_account = mutation(
        ReconcileAccountInput,
        ReconcileAccountPayload,
        "Pairs open money with open invoice items, oldest first. Running it again changes nothing. A job goes on with an "
        "account where very much is open; its dry run must be the only mutation of its operation.",
        long_trial=goes_on_as_job,
    )
