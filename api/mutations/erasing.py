"""The mutation that erases a person."""

import strawberry

from api.graph.loaders import accounts
from api.mutations.inputs import MutationInput
from api.mutations.payloads import MutationPayload, result_row
from api.mutations.perform import mutation
from api.types.accounts import Account
from api.types.fields import optional
from domain.services.erasing import ErasePerson


@strawberry.input
class ErasePersonInput(MutationInput):
    """Whom to erase: an account with its members and clients, or one member."""

    makes = ErasePerson

    account_id: strawberry.ID | None = optional("The account to erase; give this or `memberId`.", of="Account")
    member_id: strawberry.ID | None = optional("The member to erase; give this or `accountId`.", of="Member")
    free_texts: bool | None = optional(
        "Also descriptions and references of transactions and subscriptions: all of the account, or those for the member."
    )


@strawberry.type
class ErasePersonPayload(MutationPayload):
    """The account of whom was erased."""

    account: Account | None = result_row(accounts, "account", "The account as it is now; null when refused.")


@strawberry.type
class ErasingMutations:
    """Personal data."""

    erase_person = mutation(
        ErasePersonInput,
        ErasePersonPayload,
        "Replaces a person's names and e-mail addresses by `erased #number`, in the audit log too, and signs their clients "
        "out for good. Money and reconciliations stay. No undo brings anything back. It is refused while money is open, "
        "planned or subscribed. `tieout erase` also removes what the database's files still hold.",
    )
