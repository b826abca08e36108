"""Mutations of users and API tokens."""

import asyncio
from collections.abc import Callable

import strawberry
from strawberry import Info

from api.context import Context
from api.graph.relations import One
from api.ids import row_id
from api.mutations.payloads import MutationInput, MutationPayload, outcome
from api.mutations.perform import given, mutation, perform
from api.types.access import ApiToken, User
from api.types.fields import UNSET, computed, related
from api.types.nodes import NODES
from domain.core.keep import KEEP
from domain.errors import Refusal
from domain.permissions import Permission
from domain.services.access import (
    ApiTokenOutcome,
    CreateApiToken,
    CreateUser,
    RevokeApiToken,
    UpdateUser,
    UserOutcome,
    create_api_token,
    create_user,
    hash_password,
    new_token,
    revoke_api_token,
    update_user,
)

_users = NODES["User"]
_tokens = NODES["ApiToken"]


@strawberry.input(description="A new member of staff, or a client on their own account.")
class CreateUserInput(MutationInput):
    """A new user."""

    email: str = strawberry.field(description="What they sign in with.")
    name: str = strawberry.field(description="How they are shown.")
    password: str = strawberry.field(description="10 to 200 characters; only a hash of it is kept.")
    permissions: list[Permission] | None = strawberry.field(
        default=UNSET, description="What they may do; nobody can give what they do not hold."
    )
    client_account_id: strawberry.ID | None = strawberry.field(
        default=UNSET, description="Makes them a client on this account, who holds no permission."
    )


@strawberry.type(description="The user that was created.")
class CreateUserPayload(MutationPayload):
    """The user that was created."""

    user: User | None = related(One(_users, outcome("user")), "The new user; null when refused.")


@strawberry.input(description="What shall change of a user; what is not given stays.")
class UpdateUserInput(MutationInput):
    """What shall change of a user."""

    id: strawberry.ID = strawberry.field(description="The user.")
    permissions: list[Permission] | None = strawberry.field(
        default=UNSET, description="All that they may do from now on."
    )
    disabled: bool | None = strawberry.field(
        default=UNSET, description="True ends their sessions and lets them in no more."
    )
    password: str | None = strawberry.field(default=UNSET, description="A new password; ends their sessions.")


@strawberry.type(description="The user as they now are.")
class UpdateUserPayload(MutationPayload):
    """The user as they now are."""

    user: User | None = related(One(_users, outcome("user")), "The user; null when refused.")


@strawberry.input(description="A new way in for a program.")
class CreateApiTokenInput(MutationInput):
    """A new way in for a program."""

    name: str = strawberry.field(description="What it is for.")
    permissions: list[Permission] = strawberry.field(
        description="What it may do; nobody can give what they do not hold."
    )
    expires_in_days: int | None = strawberry.field(default=UNSET, description="1 to 3,650; for ever if not given.")


@strawberry.type(description="The token that was created.")
class CreateApiTokenPayload(MutationPayload):
    """The token that was created."""

    token: str | None = computed(
        "The token itself, shown this once: null in a replay or a dry run.", lambda payload, _: payload.secret
    )
    api_token: ApiToken | None = related(One(_tokens, outcome("api_token")), "The new token; null when refused.")


@strawberry.input(description="The token that shall work no more.")
class RevokeApiTokenInput(MutationInput):
    """The token that shall work no more."""

    id: strawberry.ID = strawberry.field(description="The token.")


@strawberry.type(description="The token that was revoked.")
class RevokeApiTokenPayload(MutationPayload):
    """The token that was revoked."""

    api_token: ApiToken | None = related(One(_tokens, outcome("api_token")), "The token; null when refused.")


def _hashed(password: str) -> Callable[[], str]:
    """Hashes a password, and gives the hash or raises the refusal when it is asked for: within ``perform``."""
    try:
        made = hash_password(password, "password")
    except Refusal as refusal:
        refused = refusal

        def refuse() -> str:
            raise refused

        return refuse
    return lambda: made


@strawberry.type
class AccessMutations:
    """Users and API tokens."""

    @mutation("createUser", "Creates a user.")
    async def create_user(self, info: Info[Context, None], input: CreateUserInput) -> CreateUserPayload:
        """See ``services.access.create_user``."""
        password = await asyncio.to_thread(_hashed, input.password)
        account_id = given(input.client_account_id)

        def wish() -> CreateUser:
            return CreateUser(
                input.email,
                input.name,
                password(),
                given(input.permissions) or (),
                None if account_id is None else row_id(account_id, "Account"),
            )

        return await perform(info, input, CreateUserPayload, create_user, UserOutcome, wish)

    @mutation("updateUser", "Changes what a user may do, lets them in no more, or sets a new password.")
    async def update_user(self, info: Info[Context, None], input: UpdateUserInput) -> UpdateUserPayload:
        """See ``services.access.update_user``."""
        wished = given(input.password)
        password = None if wished is None else await asyncio.to_thread(_hashed, wished)
        permissions, disabled = given(input.permissions), given(input.disabled)

        def wish() -> UpdateUser:
            return UpdateUser(
                row_id(input.id, "User"),
                KEEP if permissions is None else permissions,
                KEEP if disabled is None else disabled,
                KEEP if password is None else password(),
            )

        return await perform(info, input, UpdateUserPayload, update_user, UserOutcome, wish)

    @mutation("createApiToken", "Creates a token for a program; the token itself is shown this once.")
    async def create_api_token(self, info: Info[Context, None], input: CreateApiTokenInput) -> CreateApiTokenPayload:
        """See ``services.access.create_api_token``."""
        secret = new_token()
        return await perform(
            info,
            input,
            CreateApiTokenPayload,
            create_api_token,
            ApiTokenOutcome,
            lambda: CreateApiToken(input.name, input.permissions, secret, given(input.expires_in_days)),
            secret,
        )

    @mutation("revokeApiToken", "Revokes a token at once.")
    async def revoke_api_token(self, info: Info[Context, None], input: RevokeApiTokenInput) -> RevokeApiTokenPayload:
        """See ``services.access.revoke_api_token``."""
        return await perform(
            info,
            input,
            RevokeApiTokenPayload,
            revoke_api_token,
            ApiTokenOutcome,
            lambda: RevokeApiToken(row_id(input.id, "ApiToken")),
        )
