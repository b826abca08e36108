"""Fields that the inputs of invoices, credits and payments share: items, marks, money."""

from collections.abc import Callable
from typing import Any, ClassVar

import strawberry

from api.graph.ids import row_id
from api.graph.scalars import Cents, Date
from api.mutations.inputs import Input
from api.mutations.labels import MetadataEntryInput, external_id, metadata
from api.types.fields import optional, required
from api.types.kinds import PaymentMethod
from domain.permissions import Permission
from domain.services.invoices import CreateInvoice
from domain.services.marks import MarkInput
from domain.services.payments import Money, ReceiveMoney
from domain.services.recording import ItemInput


@strawberry.input
class InvoiceItemInput(Input):
    """One line of an invoice or credit."""

    makes = ItemInput

    description: str = required("What is charged or credited.")
    ledger_code: str = required("The ledger code itself, such as SWIM.")
    amount_cents: Cents = required("The item's amount: 0 or more on an invoice, more than 0 on a credit.")
    member_id: strawberry.ID | None = optional("The member whom it is for.", of="Member")
    external_id: str | None = external_id()
    metadata: list[MetadataEntryInput] | None = metadata()


@strawberry.input
class PaymentMarkInput(Input):
    """What to settle: an invoice, item by item in listed order, or a single item. Give one of the two."""

    makes = MarkInput

    invoice_id: strawberry.ID | None = optional("The invoice to pay, its items in listed order.", of="Transaction")
    item_id: strawberry.ID | None = optional("The single invoice item to pay.", of="TransactionItem")
    amount_cents: Cents | None = optional("Exactly this amount of it; if not given, as much as the money covers.")


def apply_to() -> list[PaymentMarkInput] | None:
    """Declare the input field of marks, which has a permission of its own."""
    permissions = [Permission.MANAGE_RECONCILIATIONS]
    return optional("Invoices or items to settle, in this order; at most 1,000.", permissions)  # type: ignore[no-any-return]  # a field


@strawberry.input
class InvoiceFields(Input):
    """An invoice, alone or as one row of many."""

    makes = CreateInvoice

    account_id: strawberry.ID = required("The account that is billed.", of="Account")
    date: Date | None = optional("Its business date; today if not given.")
    due_on: Date | None = optional("Its due date; its date if not given.")
    number: str | None = optional("Its number, unique in the organisation; generated if not given.")
    description: str | None = optional("Its description; that of the first item if not given.")
    items: list[InvoiceItemInput] = required("Its items, in the order in which they are paid; at most 1,000.")
    external_id: str | None = external_id()
    metadata: list[MetadataEntryInput] | None = metadata()


@strawberry.input
class MoneyFields(Input):
    """Money received, at checkout or on an account."""

    makes: ClassVar[Callable[..., Any]] = Money

    amount_cents: Cents = required("The amount received, in minor units: `10000` is 100.00 USD.")
    method: PaymentMethod = required("The method: cash, check, card, eCheck, transfer or other.")
    date: Date | None = optional("Its business date; if not given, today, or at checkout the invoice's date.")
    number: str | None = optional("The receipt ID, unique in the organisation; generated if not given.")
    reference: str | None = optional("The payer's reference.")
    external_id: str | None = external_id()
    metadata: list[MetadataEntryInput] | None = metadata()


@strawberry.input
class PayerFields(Input):
    """The account that pays."""

    account_id: strawberry.ID = required("The account that pays.")


@strawberry.input
class ReceiveMoneyFields(PayerFields, MoneyFields):
    """A payment or deposit on an account, alone or as one row of many."""

    apply_to: list[PaymentMarkInput] | None = apply_to()

    def made(self, **_: object) -> ReceiveMoney:
        """Return the payment or the deposit, of which the money is a part."""
        kept = [each.made() for each in self.metadata] if self.metadata else ()
        money = Money(self.amount_cents, self.method, self.date, self.number, self.reference, self.external_id, kept)
        made: ReceiveMoney = self.makes(
            row_id(self.account_id, "Account"), money, [mark.made() for mark in self.apply_to or ()]
        )
        return made
