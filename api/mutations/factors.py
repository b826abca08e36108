"""Mutations of passkeys, authenticator apps, recovery codes and linked identities: staff manage their own."""

import strawberry

from api.graph.context import Context
from api.mutations.inputs import MutationInput
from api.mutations.payloads import MutationPayload
from api.mutations.perform import Prepared, mutation
from api.types.fields import computed, required
from domain.services.factors import (
    AddAuthenticator,
    AddPasskey,
    RemoveAuthenticator,
    RemovePasskey,
    RenewRecoveryCodes,
    ResetSecondFactor,
)
from domain.services.identities import RemoveIdentity
from domain.services.one_time_codes import new_recovery_codes, shown_code


def _shown_codes() -> list[str] | None:
    """Declare the field that shows new recovery codes once."""
    return computed(  # type: ignore[no-any-return]  # a field
        "Recovery codes, shown only here: null in a replay or a dry run, and while the ones that you have stay valid.",
        lambda payload, _: None if payload.secret is None or not payload.result.codes else payload.secret.split(),
    )


@strawberry.input
class AddPasskeyInput(MutationInput):
    """What a browser made of the options of `POST /second-factor/passkey`."""

    makes = AddPasskey

    ticket: str = required("The ticket that came with the options.")
    credential: str = required("What `navigator.credentials.create` returned, as JSON.")
    name: str = required("What you call it, such as Laptop.")


@strawberry.type
class AddPasskeyPayload(MutationPayload):
    """Recovery codes, if you had no second factor before."""

    recovery_codes: list[str] | None = _shown_codes()


@strawberry.input
class RemovePasskeyInput(MutationInput):
    """The passkey to remove."""

    makes = RemovePasskey

    id: strawberry.ID = required("The passkey to remove, one of your own.", of="Passkey", to="passkey_id")


@strawberry.type
class RemovePasskeyPayload(MutationPayload):
    """Only the reasons if it was refused."""


@strawberry.input
class AddAuthenticatorInput(MutationInput):
    """The code that an app shows after it read the secret of `POST /second-factor/authenticator`."""

    makes = AddAuthenticator

    ticket: str = required("The ticket that came with the secret.")
    code: str = required("The six digits that the app shows now.")


@strawberry.type
class AddAuthenticatorPayload(MutationPayload):
    """Recovery codes, if you had no second factor before."""

    recovery_codes: list[str] | None = _shown_codes()


@strawberry.input
class RemoveAuthenticatorInput(MutationInput):
    """Nothing of its own: you have one authenticator app at most."""

    makes = RemoveAuthenticator


@strawberry.type
class RemoveAuthenticatorPayload(MutationPayload):
    """Only the reasons if it was refused."""


@strawberry.input
class RenewRecoveryCodesInput(MutationInput):
    """Nothing of its own: all of your recovery codes are replaced."""

    makes = RenewRecoveryCodes
    prepared = frozenset({"recovery_codes"})


@strawberry.type
class RenewRecoveryCodesPayload(MutationPayload):
    """The new recovery codes."""

    recovery_codes: list[str] | None = _shown_codes()


@strawberry.input
class ResetSecondFactorInput(MutationInput):
    """Whose passkeys, app and recovery codes to remove."""

    makes = ResetSecondFactor

    user_id: strawberry.ID = required("Another user, who lost them; you must hold all that they hold.", of="User")


@strawberry.type
class ResetSecondFactorPayload(MutationPayload):
    """Only the reasons if it was refused."""


@strawberry.input
class RemoveIdentityInput(MutationInput):
    """The linked identity to remove."""

    makes = RemoveIdentity

    id: strawberry.ID = required(
        "The identity to remove; another user's needs MANAGE_ACCESS and all that they hold.",
        of="Identity",
        to="identity_id",
    )


@strawberry.type
class RemoveIdentityPayload(MutationPayload):
    """Only the reasons if it was refused."""


async def _codes(_context: Context, _input: MutationInput) -> Prepared:
    """Make recovery codes, which only the first answer shows."""
    codes = new_recovery_codes()
    return Prepared({"recovery_codes": codes}, shown=" ".join(map(shown_code, codes)))


PUBLIC_MUTATIONS = frozenset(
    {"addPasskey", "removePasskey", "addAuthenticator", "removeAuthenticator", "renewRecoveryCodes", "removeIdentity"}
)
"""Mutations that need no permission: staff manage their own sign-in by them. They are closed to clients."""


@strawberry.type
class FactorMutations:
    """Passkeys, second factors and linked identities. None can be undone."""

    add_passkey = mutation(
        AddPasskeyInput,
        AddPasskeyPayload,
        "Adds a passkey. It lets you in by itself, and as a second factor after your password. Cannot be undone.",
        prepare=_codes,
    )
    remove_passkey = mutation(
        RemovePasskeyInput, RemovePasskeyPayload, "Removes one of your passkeys. Cannot be undone."
    )
    add_authenticator = mutation(
        AddAuthenticatorInput,
        AddAuthenticatorPayload,
        "Adds an authenticator app, whose code is asked for after your password; it replaces your earlier one. Cannot be "
        "undone.",
        prepare=_codes,
    )
    remove_authenticator = mutation(
        RemoveAuthenticatorInput, RemoveAuthenticatorPayload, "Removes your authenticator app. Cannot be undone."
    )
    renew_recovery_codes = mutation(
        RenewRecoveryCodesInput,
        RenewRecoveryCodesPayload,
        "Makes new recovery codes, each of which lets you in once; the ones you had stop working. Cannot be undone.",
        prepare=_codes,
    )
    reset_second_factor = mutation(
        ResetSecondFactorInput,
        ResetSecondFactorPayload,
        "Removes all passkeys, the app and the recovery codes of a user who lost them. Cannot be undone.",
    )
    remove_identity = mutation(
        RemoveIdentityInput,
        RemoveIdentityPayload,
        "Removes an identity at the sign-in provider from its user, whom it no longer lets in. Cannot be undone.",
    )
