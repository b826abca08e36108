"""Mutations that make, modify and delete reconciliations."""

from collections.abc import Mapping
from typing import Any

import strawberry

from api.graph.ids import row_id
from api.graph.loaders import accounts
from api.graph.relations import By
from api.graph.scalars import Cents
from api.mutations.inputs import Input, MutationInput, error_policy
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

    makes = ReconciliationInput

    credit_item_id: strawberry.ID = required(
        "The item of a payment, deposit, credit or cancellation.", of="TransactionItem"
    )
    debit_item_id: strawberry.ID = required("The item of an invoice or refund.", of="TransactionItem")
    amount_cents: Cents = required("The amount, more than 0.")


@strawberry.input
class CreateReconciliationsInput(MutationInput):
    """Pairs of a credit item and a debit item to reconcile."""

    makes = CreateReconciliations

    edges: list[EdgeInput] = required(
        "At most 10,000, made in this order; each uses what earlier ones left.", to="reconciliations"
    )
    error_policy: ErrorPolicy | None = error_policy()


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

    makes = ModifyReconciliations

    transaction_id: strawberry.ID = required("The transaction, of either side.", of="Transaction")
    edges: list[EdgeInput] = required(
        "Each with one item of the transaction. Leaving out an existing one deletes it, which needs "
        "DELETE_RECONCILIATIONS; a locked one must be listed unchanged.",
        to="reconciliations",
    )
    known_reconciliation_ids: list[strawberry.ID] | None = optional(
        "Its reconciliations as you last read them, invalid ones too, at most 10,000. CONFLICT if they have changed "
        "since, so that nothing is deleted that you have not seen; not checked if not given.",
        of="Reconciliation",
        to="known_ids",
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

    makes = DeleteReconciliations

    transaction_id: strawberry.ID | None = optional("Delete all reconciliations of this transaction.", of="Transaction")
    reconciliation_ids: list[strawberry.ID] | None = optional(
        "Delete these reconciliations, at most 10,000.", of="Reconciliation"
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

    makes = ReconcileAccount

    account_id: strawberry.ID = required("The account whose open money and invoices to reconcile.", of="Account")
    kinds: list[TransactionKind] | None = strawberry.field(
        default_factory=lambda: list(DEFAULT_KINDS),
        description="The kinds of credit to use; only PAYMENT and DEPOSIT if not given.",
    )


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
