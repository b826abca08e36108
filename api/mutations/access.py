"""Mutations of users and API tokens."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

import strawberry
from strawberry import Info

from api.context import Context
from api.graph.relations import One
from api.ids import row_id
from api.mutations.payloads import MutationInput, MutationPayload, outcome
from api.mutations.perform import Wished, given, mutation, perform
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
    password_trace,
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
    name: str | None = strawberry.field(
        default=UNSET, description="How they are shown from now on; what they did before keeps the name of then."
    )
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


@dataclass(frozen=True, slots=True)
class _Password:
    """A password as it is stored, and what stands for it where a key's uses are compared; or why it is refused."""

    stored: str = ""
    compared: Mapping[str, str] = field(default_factory=dict)
    refusal: Refusal | None = None

    def hash(self) -> str:
        """The hash; raises what refuses the password."""
        if self.refusal is not None:
            raise self.refusal
        return self.stored


def _hashed(password: str, principal: str, key: str | None) -> _Password:
    """Hashes a password; takes its time, twice where there is a key."""
    try:
        stored = hash_password(password, "password")
    except Refusal as refusal:
        return _Password(refusal=refusal)
    return _Password(stored, {"password": password_trace(password, principal, key)} if key else {})


async def _password(info: Info[Context, None], input_: Wished, password: str) -> _Password:
    key = given(input_.idempotency_key)
    return await asyncio.to_thread(_hashed, password, info.context.principal.key, key.strip() if key else None)


@strawberry.type
class AccessMutations:
    """Users and API tokens."""

    @mutation("createUser", "Creates a user.")
    async def create_user(self, info: Info[Context, None], input: CreateUserInput) -> CreateUserPayload:
        """See ``services.access.create_user``."""
        password = await _password(info, input, input.password)
        account_id = given(input.client_account_id)

        def wish() -> CreateUser:
            return CreateUser(
                input.email,
                input.name,
                password.hash(),
                given(input.permissions) or (),
                None if account_id is None else row_id(account_id, "Account"),
            )

        return await perform(info, input, CreateUserPayload, create_user, UserOutcome, wish, compared=password.compared)

    @mutation(
        "updateUser",
        "Changes a user's name or what they may do, lets them in no more, or sets a new password, which no undo takes back.",
    )
    async def update_user(self, info: Info[Context, None], input: UpdateUserInput) -> UpdateUserPayload:
        """See ``services.access.update_user``."""
        wished = given(input.password)
        password = None if wished is None else await _password(info, input, wished)
        permissions, disabled, name = given(input.permissions), given(input.disabled), given(input.name)

        def wish() -> UpdateUser:
            return UpdateUser(
                row_id(input.id, "User"),
                KEEP if permissions is None else permissions,
                KEEP if disabled is None else disabled,
                KEEP if password is None else password.hash(),
                KEEP if name is None else name,
            )

        compared = {} if password is None else password.compared
        return await perform(info, input, UpdateUserPayload, update_user, UserOutcome, wish, compared=compared)

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
