"""Mutations of users; those of roles and API tokens are in ``roles.py`` and ``tokens.py``."""

import strawberry

from api.graph.context import Context
from api.mutations.inputs import MutationInput
from api.mutations.payloads import MutationPayload, result_row
from api.mutations.perform import Prepared, mutation
from api.types.access import User
from api.types.fields import clearable, optional, required
from api.types.nodes import NODES
from domain.errors import Refusal
from domain.permissions import Permission
from domain.services.access import CreateUser, UpdateUser
from domain.services.credentials import HASHING, hash_password, password_trace

_users = NODES["User"]


@strawberry.input
class CreateUserInput(MutationInput):
    """A new user: a member of staff, or a client on their own account."""

    makes = CreateUser
    prepared = frozenset({"password_hash"})

    email: str = required("The e-mail address they sign in with.")
    name: str = required("Their name as the page and the log show it, such as Dana Whitfield.")
    password: str = required("10 to 200 characters; only a hash of it is kept.", to="password_hash")
    permissions: list[Permission] | None = optional(
        "What they hold in addition to their role; you can only grant permissions that you hold."
    )
    role_id: strawberry.ID | None = optional("Their role, of whose permissions you must hold all.", of="Role")
    client_account_id: strawberry.ID | None = optional(
        "Makes them a client on this account, without permissions.", of="Account"
    )


@strawberry.type
class CreateUserPayload(MutationPayload):
    """The user that was created."""

    user: User | None = result_row(_users, "user", "The new user; null when refused.")


@strawberry.input
class UpdateUserInput(MutationInput):
    """The changes to a user; fields that are not given stay unchanged."""

    makes = UpdateUser
    prepared = frozenset({"password_hash"})

    id: strawberry.ID = required("The id of the user to change.", of="User", to="user_id")
    name: str | None = optional("Their new display name; earlier records keep the old one.")
    permissions: list[Permission] | None = optional("All that they hold in addition to their role from now on.")
    role_id: strawberry.ID | None = clearable("Their role from now on; null takes it away.", of="Role")
    disabled: bool | None = optional("True ends their sessions and blocks signing in.")
    password: str | None = optional("A new password; ends their sessions.", to="password_hash")


@strawberry.type
class UpdateUserPayload(MutationPayload):
    """The user as they now are."""

    user: User | None = result_row(_users, "user", "The user; null when refused.")


async def _hash_password(context: Context, input_: CreateUserInput | UpdateUserInput) -> Prepared:
    """Hash the password in its turn: hashing is slow on purpose, and done twice if there is an idempotency key."""
    if input_.password is None:
        return Prepared()
    key = input_.idempotency_key
    return await HASHING.run(_hashed, input_.password, context.principal.key, key.strip() if key else None)


def _hashed(password: str, principal: str, key: str | None) -> Prepared:
    try:
        stored = hash_password(password, "password")
    except Refusal as refusal:
        return Prepared(refusal=refusal)
    compared = {"password": password_trace(password, principal, key)} if key else {}
    return Prepared({"password_hash": stored}, compared=compared)


@strawberry.type
class AccessMutations:
    """Users."""

    create_user = mutation(
        CreateUserInput,
        CreateUserPayload,
        "Creates a user: a member of staff with permissions, or a client on their own account.",
        prepare=_hash_password,
    )
    update_user = mutation(
        UpdateUserInput,
        UpdateUserPayload,
        "Changes a user's name or permissions, disables or enables them, or sets a new password, which cannot be undone.",
        prepare=_hash_password,
    )
