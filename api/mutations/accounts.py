"""Mutations of accounts and ledger codes."""

import strawberry

from api.graph.loaders import accounts, ledger_codes
from api.mutations.inputs import Input, MutationInput
from api.mutations.labels import MetadataEntryInput, external_id, metadata, new_external_id, new_metadata
from api.mutations.payloads import MutationPayload, result_row
from api.mutations.perform import mutation
from api.types.accounts import Account
from api.types.fields import clearable, optional, required
from api.types.ledger_codes import LedgerCode
from domain.services.accounts import CreateAccount, MemberChange, NewMember, UpdateAccount
from domain.services.ledger_codes import CreateLedgerCode, UpdateLedgerCode


@strawberry.input
class AddMemberInput(Input):
    """A member to add to an account."""

    makes = NewMember

    name: str = required("The member's name.")
    external_id: str | None = external_id()
    metadata: list[MetadataEntryInput] | None = metadata()


@strawberry.input
class UpdateMemberInput(Input):
    """The changes to a member; fields that are not given stay unchanged."""

    makes = MemberChange

    id: strawberry.ID = required("The member to change.", of="Member", to="member_id")
    external_id: str | None = new_external_id()
    metadata: list[MetadataEntryInput] | None = new_metadata()


@strawberry.input
class CreateAccountInput(MutationInput):
    """An account to open: who is billed, in which currency, for which members."""

    makes = CreateAccount

    number: str = required("The account's number, unique in the organisation.")
    owner_name: str = required("The name of the account's owner.")
    email: str | None = optional("The owner's e-mail address.")
    currency: str = required("ISO 4217 code; it cannot be changed later.")
    members: list[str] | None = optional("The names of its members, at most 1,000.")
    add_member_inputs: list[AddMemberInput] | None = optional(
        "Members with what another system calls them, after those of `members`; at most 1,000.",
        to="add_labelled_members",
    )
    external_id: str | None = external_id()
    metadata: list[MetadataEntryInput] | None = metadata()


@strawberry.type
class CreateAccountPayload(MutationPayload):
    """The account that was created."""

    account: Account | None = result_row(accounts, "account", "The new account; null when refused.")


@strawberry.input
class UpdateAccountInput(MutationInput):
    """The changes to an account; fields that are not given stay unchanged."""

    makes = UpdateAccount

    id: strawberry.ID = required("The account to change.", of="Account", to="account_id")
    owner_name: str | None = optional("The owner's new name; leave it out to keep it.")
    email: str | None = clearable("The new e-mail address; null removes it.")
    add_members: list[str] | None = optional("The names of new members, at most 1,000.")
    remove_member_ids: list[strawberry.ID] | None = optional(
        "Members to remove; their existing items keep them.", of="Member"
    )
    add_member_inputs: list[AddMemberInput] | None = optional(
        "New members with what another system calls them, after those of `addMembers`; at most 1,000.",
        to="add_labelled_members",
    )
    update_member_inputs: list[UpdateMemberInput] | None = optional(
        "Members whose external id or metadata changes, at most 1,000.", to="change_members"
    )
    external_id: str | None = new_external_id()
    metadata: list[MetadataEntryInput] | None = new_metadata()


@strawberry.type
class UpdateAccountPayload(MutationPayload):
    """The account as it is after the change."""

    account: Account | None = result_row(accounts, "account", "The account; null when refused.")


@strawberry.input
class CreateLedgerCodeInput(MutationInput):
    """A ledger code, under which items are sold."""

    makes = CreateLedgerCode

    code: str = required("The code itself, unique in the organisation; it cannot be changed later.")
    title: str = required("Its title, such as Swim lessons.")
    external_id: str | None = external_id()
    metadata: list[MetadataEntryInput] | None = metadata()


@strawberry.type
class CreateLedgerCodePayload(MutationPayload):
    """The ledger code that was created."""

    ledger_code: LedgerCode | None = result_row(ledger_codes, "ledger_code", "The new ledger code; null when refused.")


@strawberry.input
class UpdateLedgerCodeInput(MutationInput):
    """The changes to a ledger code; fields that are not given stay unchanged."""

    makes = UpdateLedgerCode

    id: strawberry.ID = required("The id of the ledger code to change.", of="LedgerCode", to="ledger_code_id")
    title: str | None = optional("The new title; leave it out to keep it.")
    archived: bool | None = optional("True: it accepts no new items. False: it accepts them again.")
    external_id: str | None = new_external_id()
    metadata: list[MetadataEntryInput] | None = new_metadata()


@strawberry.type
class UpdateLedgerCodePayload(MutationPayload):
    """The changed ledger code."""

    ledger_code: LedgerCode | None = result_row(ledger_codes, "ledger_code", "The ledger code; null when refused.")


@strawberry.type
class AccountMutations:
    """Accounts and ledger codes."""

    create_account = mutation(CreateAccountInput, CreateAccountPayload, "Creates an account, with its first members.")
    update_account = mutation(
        UpdateAccountInput, UpdateAccountPayload, "Changes an account's owner, address and members."
    )
    create_ledger_code = mutation(CreateLedgerCodeInput, CreateLedgerCodePayload, "Creates a ledger code.")
    update_ledger_code = mutation(
        UpdateLedgerCodeInput,
        UpdateLedgerCodePayload,
        "Changes a ledger code's title, archives it, or brings it back into use.",
    )
