"""Mutations that plan payments, change and delete them, and process what is due."""

import strawberry
from strawberry import Info

from api.context import Context
from api.graph.relations import Listed, One
from api.ids import row_id
from api.mutations.installments import InstallmentInput, InstallmentItemInput, installment_wishes, item_wish
from api.mutations.payloads import MutationInput, MutationPayload, outcome, outcome_list
from api.mutations.perform import given, mutation, perform
from api.scalars import Cents, Date
from api.types.accounts import Account
from api.types.fields import UNSET, computed, related
from api.types.kinds import PaymentMethod
from api.types.planned_payments import PlannedPayment, planned_payments
from api.types.transactions import Transaction, TransactionItem, accounts
from domain.core.keep import KEEP
from domain.queries import graph
from domain.services.planned_payments import (
    CreatePlannedPayments,
    DeletePlannedPayment,
    ModifyPlannedPayment,
    PlannedOutcome,
    ProcessedOutcome,
    ProcessPlannedPayments,
    create_planned_payments,
    delete_planned_payment,
    modify_planned_payment,
    process_planned_payments,
)


@strawberry.input(description="Payments that are to come, for items of invoices that are there.")
class CreatePlannedPaymentsInput(MutationInput):
    """Payments that are to come."""

    account_id: strawberry.ID = strawberry.field(description="Who will pay.")
    installments: list[InstallmentInput] = strawberry.field(
        description="The payments, at most 1,000; items are named by `itemId`."
    )


@strawberry.type(description="The planned payments that were made.")
class CreatePlannedPaymentsPayload(MutationPayload):
    """The planned payments that were made."""

    planned_payments: list[PlannedPayment] = related(
        Listed(planned_payments, outcome_list("planned_payments")), "What was planned, in the input's order."
    )
    account: Account | None = related(One(accounts, outcome("account")), "The account; null when refused.")


@strawberry.input(description="What shall change of a planned payment; what is not given stays.")
class ModifyPlannedPaymentInput(MutationInput):
    """What shall change of a planned payment."""

    id: strawberry.ID = strawberry.field(description="The planned payment, still to come.")
    due_on: Date | None = strawberry.field(default=UNSET, description="A new due date; what it holds stays held.")
    amount_cents: Cents | None = strawberry.field(
        default=UNSET,
        description="A new amount: it lets go of its items and will arrive unreconciled, unless `items` are given too.",
    )
    method: PaymentMethod | None = strawberry.field(
        default=UNSET, description="A new method; what it holds stays held."
    )
    items: list[InstallmentItemInput] | None = strawberry.field(
        default=UNSET, description="What it holds from now on, by `itemId`; an empty list: nothing."
    )


@strawberry.type(description="The planned payment as it now is.")
class ModifyPlannedPaymentPayload(MutationPayload):
    """The planned payment as it now is."""

    planned_payment: PlannedPayment | None = related(
        One(planned_payments, lambda payload: next(iter(outcome_list("planned_payments")(payload)), None)),
        "The planned payment; null when refused.",
    )
    freed: list[TransactionItem] = related(
        Listed(graph.items, outcome_list("freed")), "The items that it held before and let go of."
    )


@strawberry.input(description="The planned payment that shall not come.")
class DeletePlannedPaymentInput(MutationInput):
    """The planned payment that shall not come."""

    id: strawberry.ID = strawberry.field(description="The planned payment, still to come.")


@strawberry.type(description="What deleting a planned payment freed.")
class DeletePlannedPaymentPayload(MutationPayload):
    """What deleting a planned payment freed."""

    freed: list[TransactionItem] = related(
        Listed(graph.items, outcome_list("freed")), "The items that it held and that are open again."
    )
    account: Account | None = related(One(accounts, outcome("account")), "The account; null when refused.")


@strawberry.input(description="Everything that is due by a day.")
class ProcessPlannedPaymentsInput(MutationInput):
    """Everything that is due by a day."""

    on: Date | None = strawberry.field(
        default=UNSET, description="The day of the run, and the payments' date; today if not given."
    )
    account_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Only this account's.")


@strawberry.type(description="The payments that the due ones became.")
class ProcessPlannedPaymentsPayload(MutationPayload):
    """The payments that the due ones became."""

    transactions: list[Transaction] = related(
        Listed(graph.transactions, outcome_list("transactions")), "The payments, the first 100."
    )
    transaction_count: int | None = computed(
        "How many there are in all; null when refused.",
        lambda payload, _: None if payload.outcome is None else len(payload.outcome.transactions),
    )


@strawberry.type
class PlannedPaymentMutations:
    """What plans payments and processes the due ones."""

    @mutation("createPlannedPayments", "Plans payments for items of invoices that are there.")
    async def create_planned_payments(
        self, info: Info[Context, None], input: CreatePlannedPaymentsInput
    ) -> CreatePlannedPaymentsPayload:
        """See ``services.planned_payments.create_planned_payments``."""
        return await perform(
            info,
            input,
            CreatePlannedPaymentsPayload,
            create_planned_payments,
            PlannedOutcome,
            lambda: CreatePlannedPayments(row_id(input.account_id, "Account"), installment_wishes(input.installments)),
        )

    @mutation("modifyPlannedPayment", "Changes a planned payment that is still to come.")
    async def modify_planned_payment(
        self, info: Info[Context, None], input: ModifyPlannedPaymentInput
    ) -> ModifyPlannedPaymentPayload:
        """See ``services.planned_payments.modify_planned_payment``."""
        due_on, amount = given(input.due_on), given(input.amount_cents)
        method, items = given(input.method), given(input.items)
        return await perform(
            info,
            input,
            ModifyPlannedPaymentPayload,
            modify_planned_payment,
            PlannedOutcome,
            lambda: ModifyPlannedPayment(
                row_id(input.id, "PlannedPayment"),
                KEEP if due_on is None else due_on,
                KEEP if amount is None else amount,
                KEEP if method is None else method,
                KEEP if items is None else [item_wish(item) for item in items],
            ),
        )

    @mutation("deletePlannedPayment", "Deletes a planned payment and frees the items that it holds.")
    async def delete_planned_payment(
        self, info: Info[Context, None], input: DeletePlannedPaymentInput
    ) -> DeletePlannedPaymentPayload:
        """See ``services.planned_payments.delete_planned_payment``."""
        return await perform(
            info,
            input,
            DeletePlannedPaymentPayload,
            delete_planned_payment,
            PlannedOutcome,
            lambda: DeletePlannedPayment(row_id(input.id, "PlannedPayment")),
        )

    @mutation(
        "processPlannedPayments",
        "Turns what is due into payments, reconciled with the items that it holds. A second run does nothing.",
    )
    async def process_planned_payments(
        self, info: Info[Context, None], input: ProcessPlannedPaymentsInput
    ) -> ProcessPlannedPaymentsPayload:
        """See ``services.planned_payments.process_planned_payments``."""
        account_id = given(input.account_id)
        return await perform(
            info,
            input,
            ProcessPlannedPaymentsPayload,
            process_planned_payments,
            ProcessedOutcome,
            lambda: ProcessPlannedPayments(
                given(input.on), None if account_id is None else row_id(account_id, "Account")
            ),
        )
