"""Mutations that make, modify, delete and undo reconciliations."""

import strawberry
from strawberry import Info

from api.context import Context
from api.graph.relations import Listed, One
from api.ids import row_id
from api.mutations.jobs import JobOfPayload
from api.mutations.payloads import ErrorPolicy, MutationInput, MutationPayload, counted, outcome, outcome_list
from api.mutations.perform import given, mutation, perform
from api.scalars import Cents
from api.types.accounts import Account
from api.types.fields import UNSET, computed, related
from api.types.history import Batch, batches
from api.types.jobs import Job
from api.types.kinds import TransactionKind
from api.types.reconciliations import Reconciliation
from api.types.transactions import Transaction, accounts
from domain.queries import graph
from domain.services.jobs import is_undone_by_job
from domain.services.reconcile import (
    DEFAULT_KINDS,
    ReconcileAccount,
    ReconcileOutcome,
    reconcile_account,
)
from domain.services.reconciliations import (
    CreatedOutcome,
    CreateReconciliations,
    DeleteReconciliations,
    EdgeWish,
    ModifiedOutcome,
    ModifyReconciliations,
    create_reconciliations,
    delete_reconciliations,
    modify_reconciliations,
)
from domain.services.undo import UndoBatch, UndoOutcome, undo_batch


@strawberry.input(description="So much of a credit item shall settle a debit item.")
class EdgeInput:
    """An edge as it shall be."""

    credit_item_id: strawberry.ID = strawberry.field(
        description="The item of a payment, deposit, credit or cancellation."
    )
    debit_item_id: strawberry.ID = strawberry.field(description="The item of an invoice or refund.")
    amount_cents: Cents = strawberry.field(description="How much, more than 0.")


@strawberry.input(description="New reconciliations.")
class CreateReconciliationsInput(MutationInput):
    """New reconciliations."""

    edges: list[EdgeInput] = strawberry.field(description="At most 10,000; each counts what the ones before it took.")
    error_policy: ErrorPolicy | None = strawberry.field(
        default=ErrorPolicy.REJECT_EVERYTHING, description="What becomes of good rows beside bad ones."
    )


@strawberry.type(description="The reconciliations that were made.")
class CreateReconciliationsPayload(MutationPayload):
    """The reconciliations that were made."""

    reconciliations: list[Reconciliation] = related(
        Listed(graph.edges, outcome_list("reconciliations")), "What was made, the first 100."
    )
    reconciliation_count: int | None = computed(
        "How many were made; null when all was refused.", counted("reconciliations")
    )


@strawberry.input(description="All reconciliations that a transaction shall have, planned ones apart.")
class ModifyReconciliationsInput(MutationInput):
    """All reconciliations that a transaction shall have."""

    transaction_id: strawberry.ID = strawberry.field(description="The transaction, of either side.")
    edges: list[EdgeInput] = strawberry.field(
        description="Each with one end on the transaction. Leaving one out deletes it, which needs "
        "DELETE_RECONCILIATIONS; a locked one must be listed unchanged."
    )
    known_reconciliation_ids: list[strawberry.ID] | None = strawberry.field(
        default=UNSET,
        description="Its reconciliations as you have read them, faulty ones too, at most 10,000. CONFLICT if they are "
        "others by now, so that leaving one out deletes nothing that you have not seen; not checked if not given.",
    )


@strawberry.type(description="What a modification made and ended.")
class ModifyReconciliationsPayload(MutationPayload):
    """What a modification made and ended."""

    reconciliations: list[Reconciliation] = related(
        Listed(graph.edges, outcome_list("reconciliations")),
        "What was made, the first 100; a new amount is a new edge.",
    )
    released: list[Reconciliation] = related(
        Listed(graph.edges, outcome_list("released")), "What was ended, the first 100."
    )
    transaction: Transaction | None = related(
        One(graph.transactions, outcome("transaction")), "The transaction; null when refused."
    )


@strawberry.input(description="Single reconciliations, or all of a transaction. Name one.")
class DeleteReconciliationsInput(MutationInput):
    """What shall be deleted."""

    transaction_id: strawberry.ID | None = strawberry.field(default=UNSET, description="All of this transaction.")
    reconciliation_ids: list[strawberry.ID] | None = strawberry.field(
        default=UNSET, description="Just these, at most 10,000."
    )


@strawberry.type(description="What was deleted.")
class DeleteReconciliationsPayload(MutationPayload):
    """What was deleted."""

    released: list[Reconciliation] = related(
        Listed(graph.edges, outcome_list("released")), "What was ended, the first 100."
    )
    released_count: int | None = computed("How many were ended; null when refused.", counted("released"))


@strawberry.input(description="Which account, and which kinds of credit are to be used.")
class ReconcileAccountInput(MutationInput):
    """What the tool shall reconcile."""

    account_id: strawberry.ID = strawberry.field(description="The account.")
    kinds: list[TransactionKind] | None = strawberry.field(
        default_factory=lambda: list(DEFAULT_KINDS), description="Kinds of credit; others only when they are named."
    )


@strawberry.type(description="What the tool reconciled.")
class ReconcileAccountPayload(MutationPayload):
    """What the tool reconciled."""

    reconciliations: list[Reconciliation] = related(
        Listed(graph.edges, outcome_list("reconciliations")), "What was made, the first 100."
    )
    reconciliation_count: int | None = computed("How many were made; null when refused.", counted("reconciliations"))
    account: Account | None = related(One(accounts, outcome("account")), "The account; null when refused.")


@strawberry.input(description="The batch that shall be undone.")
class UndoBatchInput(MutationInput):
    """The batch that shall be undone."""

    batch_id: strawberry.ID = strawberry.field(description="The batch, from a payload or the audit log.")


@strawberry.type(description="The batch that was undone.")
class UndoBatchPayload(MutationPayload):
    """The batch that was undone."""

    undone: Batch | None = related(One(batches, outcome("undone")), "The batch; null when refused.")
    job: Job | None = related(
        JobOfPayload(),
        "The job that undoes the batch account by account, where a job made the batch and it touches more than 250 "
        "accounts; of a dry run DONE, with the figures. Null when all was undone at once.",
    )


def edge_wishes(edges: list[EdgeInput]) -> list[EdgeWish]:
    """Edges as services take them."""
    return [
        EdgeWish(
            row_id(edge.credit_item_id, "TransactionItem"),
            row_id(edge.debit_item_id, "TransactionItem"),
            edge.amount_cents,
        )
        for edge in edges
    ]


@strawberry.type
class ReconcilingMutations:
    """What makes, modifies, deletes and undoes reconciliations."""

    @mutation("createReconciliations", "Reconciles credit items with debit items.")
    async def create_reconciliations(
        self,
        info: Info[Context, None],
        input: CreateReconciliationsInput,
    ) -> CreateReconciliationsPayload:
        """See ``services.reconciliations.create_reconciliations``."""
        return await perform(
            info,
            input,
            CreateReconciliationsPayload,
            create_reconciliations,
            CreatedOutcome,
            lambda: CreateReconciliations(
                edge_wishes(input.edges), given(input.error_policy) is ErrorPolicy.REJECT_FAILED_ROWS
            ),
        )

    @mutation("modifyReconciliations", "Sets all reconciliations of a transaction in one step.")
    async def modify_reconciliations(
        self,
        info: Info[Context, None],
        input: ModifyReconciliationsInput,
    ) -> ModifyReconciliationsPayload:
        """See ``services.reconciliations.modify_reconciliations``."""
        return await perform(
            info,
            input,
            ModifyReconciliationsPayload,
            modify_reconciliations,
            ModifiedOutcome,
            lambda: ModifyReconciliations(
                row_id(input.transaction_id, "Transaction"),
                edge_wishes(input.edges),
                None
                if (known := given(input.known_reconciliation_ids)) is None
                else [row_id(each, "Reconciliation") for each in known],
            ),
        )

    @mutation("deleteReconciliations", "Deletes reconciliations, all or none.")
    async def delete_reconciliations(
        self,
        info: Info[Context, None],
        input: DeleteReconciliationsInput,
    ) -> DeleteReconciliationsPayload:
        """See ``services.reconciliations.delete_reconciliations``."""
        return await perform(
            info,
            input,
            DeleteReconciliationsPayload,
            delete_reconciliations,
            ModifiedOutcome,
            lambda: DeleteReconciliations(
                [row_id(each, "Reconciliation") for each in given(input.reconciliation_ids) or ()],
                None if (each := given(input.transaction_id)) is None else row_id(each, "Transaction"),
            ),
        )

    @mutation(
        "reconcileAccount", "Pairs open money with open invoice items, oldest first. Running it again changes nothing."
    )
    async def reconcile_account(
        self,
        info: Info[Context, None],
        input: ReconcileAccountInput,
    ) -> ReconcileAccountPayload:
        """See ``services.reconcile.reconcile_account``."""
        return await perform(
            info,
            input,
            ReconcileAccountPayload,
            reconcile_account,
            ReconcileOutcome,
            lambda: ReconcileAccount(
                row_id(input.account_id, "Account"), DEFAULT_KINDS if given(input.kinds) is None else input.kinds or ()
            ),
        )

    @mutation(
        "undoBatch",
        "Takes back all that one mutation or job did, as long as nothing later builds on it. What a job did on more than "
        "250 accounts is undone by a job, account by account; its dry run must stand alone in its operation.",
        long_trial=lambda wished: is_undone_by_job(row_id(wished["batchId"], "Batch")),
    )
    async def undo_batch(self, info: Info[Context, None], input: UndoBatchInput) -> UndoBatchPayload:
        """See ``services.undo.undo_batch``."""
        payload = await perform(
            info, input, UndoBatchPayload, undo_batch, UndoOutcome, lambda: UndoBatch(row_id(input.batch_id, "Batch"))
        )
        info.context.job_queued()
        return payload
