"""Mutations of accounts and ledger codes."""

import strawberry
from strawberry import Info

from api.context import Context
from api.graph.relations import One
from api.ids import row_id
from api.mutations.payloads import MutationInput, MutationPayload, outcome
from api.mutations.perform import NULL_EMPTIES, given, kept, mutation, perform
from api.types.accounts import Account
from api.types.fields import UNSET, related
from api.types.ledger_codes import LedgerCode
from api.types.transactions import accounts, ledger_codes
from domain.core.keep import KEEP
from domain.services.accounts import (
    AccountOutcome,
    CreateAccount,
    UpdateAccount,
    create_account,
    update_account,
)
from domain.services.ledger_codes import (
    CreateLedgerCode,
    LedgerCodeOutcome,
    UpdateLedgerCode,
    create_ledger_code,
    update_ledger_code,
)


@strawberry.input(description="A new account.")
class CreateAccountInput(MutationInput):
    """A new account."""

    number: str = strawberry.field(description="Unique in the organisation.")
    owner_name: str = strawberry.field(description="Who owns it.")
    email: str | None = strawberry.field(default=UNSET, description="The owner's e-mail address.")
    currency: str = strawberry.field(description="ISO 4217 code; it can never be changed.")
    members: list[str] | None = strawberry.field(
        default=UNSET, description="The names of the people on it, at most 1,000."
    )


@strawberry.type(description="The account that was created.")
class CreateAccountPayload(MutationPayload):
    """The account that was created."""

    account: Account | None = related(One(accounts, outcome("account")), "The new account; null when refused.")


@strawberry.input(description="What shall change of an account; what is not given stays.")
class UpdateAccountInput(MutationInput):
    """What shall change of an account."""

    id: strawberry.ID = strawberry.field(description="The account.")
    owner_name: str | None = strawberry.field(default=UNSET, description="The new owner's name.")
    email: str | None = strawberry.field(
        default=UNSET, description="The new address; null empties it.", metadata={NULL_EMPTIES: True}
    )
    add_members: list[str] | None = strawberry.field(
        default=UNSET, description="Names of people who come to it, at most 1,000."
    )
    remove_member_ids: list[strawberry.ID] | None = strawberry.field(
        default=UNSET, description="Members who leave it; their old items keep them."
    )


@strawberry.type(description="The account as it now is.")
class UpdateAccountPayload(MutationPayload):
    """The account as it now is."""

    account: Account | None = related(One(accounts, outcome("account")), "The account; null when refused.")


@strawberry.input(description="A new ledger code.")
class CreateLedgerCodeInput(MutationInput):
    """A new ledger code."""

    code: str = strawberry.field(description="Unique in the organisation; it never changes.")
    title: str = strawberry.field(description="What it stands for.")


@strawberry.type(description="The ledger code that was created.")
class CreateLedgerCodePayload(MutationPayload):
    """The ledger code that was created."""

    ledger_code: LedgerCode | None = related(
        One(ledger_codes, outcome("ledger_code")), "The new ledger code; null when refused."
    )


@strawberry.input(description="What shall change of a ledger code; what is not given stays.")
class UpdateLedgerCodeInput(MutationInput):
    """What shall change of a ledger code."""

    id: strawberry.ID = strawberry.field(description="The ledger code.")
    title: str | None = strawberry.field(default=UNSET, description="The new title.")
    archived: bool | None = strawberry.field(
        default=UNSET, description="True: it takes no new items. False: it does again."
    )


@strawberry.type(description="The ledger code as it now is.")
class UpdateLedgerCodePayload(MutationPayload):
    """The ledger code as it now is."""

    ledger_code: LedgerCode | None = related(
        One(ledger_codes, outcome("ledger_code")), "The ledger code; null when refused."
    )


@strawberry.type
class AccountMutations:
    """Accounts and ledger codes."""

    @mutation("createAccount", "Creates an account.")
    async def create_account(self, info: Info[Context, None], input: CreateAccountInput) -> CreateAccountPayload:
        """See ``services.accounts.create_account``."""
        return await perform(
            info,
            input,
            CreateAccountPayload,
            create_account,
            AccountOutcome,
            lambda: CreateAccount(
                input.number, input.owner_name, input.currency, given(input.email), given(input.members) or ()
            ),
        )

    @mutation("updateAccount", "Changes an account's owner, address and members.")
    async def update_account(self, info: Info[Context, None], input: UpdateAccountInput) -> UpdateAccountPayload:
        """See ``services.accounts.update_account``."""
        return await perform(
            info,
            input,
            UpdateAccountPayload,
            update_account,
            AccountOutcome,
            lambda: UpdateAccount(
                row_id(input.id, "Account"),
                KEEP if given(input.owner_name) is None else str(input.owner_name),
                kept(input.email),
                given(input.add_members) or (),
                [row_id(each, "Member") for each in given(input.remove_member_ids) or ()],
            ),
        )

    @mutation("createLedgerCode", "Creates a ledger code.")
    async def create_ledger_code(
        self,
        info: Info[Context, None],
        input: CreateLedgerCodeInput,
    ) -> CreateLedgerCodePayload:
        """See ``services.ledger_codes.create_ledger_code``."""
        return await perform(
            info,
            input,
            CreateLedgerCodePayload,
            create_ledger_code,
            LedgerCodeOutcome,
            lambda: CreateLedgerCode(input.code, input.title),
        )

    @mutation("updateLedgerCode", "Retitles a ledger code, archives it, or takes it back into use.")
    async def update_ledger_code(
        self,
        info: Info[Context, None],
        input: UpdateLedgerCodeInput,
    ) -> UpdateLedgerCodePayload:
        """See ``services.ledger_codes.update_ledger_code``."""
        return await perform(
            info,
            input,
            UpdateLedgerCodePayload,
            update_ledger_code,
            LedgerCodeOutcome,
            lambda: UpdateLedgerCode(
                row_id(input.id, "LedgerCode"),
                KEEP if given(input.title) is None else str(input.title),
                KEEP if given(input.archived) is None else bool(input.archived),
            ),
        )
