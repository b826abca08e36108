"""Mutations of API tokens."""

import strawberry

from api.mutations.inputs import MutationInput
from api.mutations.payloads import MutationPayload, result_row, shown_once
from api.mutations.perform import mutation, new_secret
from api.types.access import ApiToken
from api.types.fields import optional, required
from api.types.nodes import NODES
from domain.permissions import Permission
from domain.services.credentials import new_token
from domain.services.tokens import (
    DEFAULT_OVERLAP_HOURS,
    CreateApiToken,
    EndApiTokenOverlap,
    RevokeApiToken,
    RotateApiToken,
)

_tokens = NODES["ApiToken"]


@strawberry.input
class CreateApiTokenInput(MutationInput):
    """A credential for a program, with the permissions that it needs and no more."""

    makes = CreateApiToken
    prepared = frozenset({"secret"})

    name: str = required("What the token is for, such as Web shop; the log names it.")
    permissions: list[Permission] = required("Its permissions; you can only grant permissions that you hold.")
    expires_in_days: int | None = optional("1 to 3,650; the token never expires if not given.")


@strawberry.type
class CreateApiTokenPayload(MutationPayload):
    """The token that was created."""

    token: str | None = shown_once("The token itself")
    api_token: ApiToken | None = result_row(_tokens, "api_token", "The new token; null when refused.")


@strawberry.input
class RevokeApiTokenInput(MutationInput):
    """The API token to revoke."""

    makes = RevokeApiToken

    id: strawberry.ID = required("The API token to revoke.", of="ApiToken", to="api_token_id")


@strawberry.type
class RevokeApiTokenPayload(MutationPayload):
    """The token that was revoked."""

    api_token: ApiToken | None = result_row(_tokens, "api_token", "The token; null when refused.")


@strawberry.input
class RotateApiTokenInput(MutationInput):
    """The API token that gets a new secret."""

    makes = RotateApiToken
    prepared = frozenset({"secret"})

    id: strawberry.ID = required(
        "The API token, of whose permissions you must hold all: you learn its secret.", of="ApiToken", to="api_token_id"
    )
    overlap_hours: int = optional(
        "How many hours the former secret works together with the new one, 0 to 720, and never beyond its own expiry.",
        default=DEFAULT_OVERLAP_HOURS,
    )
    expires_in_days: int | None = optional("A new expiry, 1 to 3,650 days from today; unchanged if not given.")


@strawberry.type
class RotateApiTokenPayload(MutationPayload):
    """The token with its new secret."""

    token: str | None = shown_once("The new secret")
    api_token: ApiToken | None = result_row(_tokens, "api_token", "The token; null when refused.")


@strawberry.input
class EndApiTokenOverlapInput(MutationInput):
    """The API token whose former secret is to stop working."""

    makes = EndApiTokenOverlap

    id: strawberry.ID = required(
        "The API token whose former secret is to stop working now.", of="ApiToken", to="api_token_id"
    )


@strawberry.type
class EndApiTokenOverlapPayload(MutationPayload):
    """The token, with one secret."""

    api_token: ApiToken | None = result_row(_tokens, "api_token", "The token; null when refused.")


@strawberry.type
class TokenMutations:
    """API tokens."""

    create_api_token = mutation(
        CreateApiTokenInput,
        CreateApiTokenPayload,
        "Creates an API token; the token itself is shown only in this answer.",
        prepare=new_secret(new_token),
    )
    revoke_api_token = mutation(RevokeApiTokenInput, RevokeApiTokenPayload, "Revokes an API token at once.")
    rotate_api_token = mutation(
        RotateApiTokenInput,
        RotateApiTokenPayload,
        "Gives an API token a new secret, shown only in this answer; the former one works until the overlap ends.",
        prepare=new_secret(new_token),
    )
    end_api_token_overlap = mutation(
        EndApiTokenOverlapInput, EndApiTokenOverlapPayload, "Stops the former secret of a rotated API token at once."
    )
