"""Mutations of webhooks."""

import strawberry

from api.mutations.inputs import MutationInput
from api.mutations.payloads import MutationPayload, result_row, shown_once
from api.mutations.perform import mutation, new_secret
from api.types.fields import optional, required
from api.types.kinds import ChangeKind, WebhookState
from api.types.nodes import NODES
from api.types.webhooks import Webhook
from domain.services.credentials import new_webhook_secret
from domain.services.webhooks import OVERLAP_HOURS, CreateWebhook, ReplayWebhook, RotateWebhookSecret, UpdateWebhook

_webhooks = NODES["Webhook"]


@strawberry.input
class CreateWebhookInput(MutationInput):
    """An endpoint that is to hear of changes."""

    makes = CreateWebhook
    prepared = frozenset({"secret"})

    url: str = required("Its address: https, and of the public internet unless the operator permits another.")
    kinds: list[ChangeKind] | None = optional("The kinds of changes that it gets; all if not given, or empty.")


@strawberry.type
class CreateWebhookPayload(MutationPayload):
    """The endpoint, with the secret that signs what it is sent."""

    webhook: Webhook | None = result_row(_webhooks, "webhook", "The endpoint; null when refused.")
    secret: str | None = shown_once("The secret, `whsec_…`")


@strawberry.input
class UpdateWebhookInput(MutationInput):
    """What is to be different about an endpoint."""

    makes = UpdateWebhook

    webhook_id: strawberry.ID = required("The endpoint to change.", of="Webhook")
    url: str | None = optional("Its new address.")
    kinds: list[ChangeKind] | None = optional("The kinds of changes that it gets from now on; all if empty.")
    state: WebhookState | None = optional("PAUSED, or ACTIVE: then what it missed is delivered at once.")


@strawberry.type
class UpdateWebhookPayload(MutationPayload):
    """The endpoint as it is now."""

    webhook: Webhook | None = result_row(_webhooks, "webhook", "The endpoint; null when refused.")


@strawberry.input
class RotateWebhookSecretInput(MutationInput):
    """The endpoint that gets a new secret."""

    makes = RotateWebhookSecret
    prepared = frozenset({"secret"})

    webhook_id: strawberry.ID = required("The endpoint that gets a new secret.", of="Webhook")
    overlap_hours: int = optional(
        "How many hours the former secret signs beside the new one, 0 to 720.", default=OVERLAP_HOURS
    )


@strawberry.type
class RotateWebhookSecretPayload(MutationPayload):
    """The endpoint with its new secret."""

    webhook: Webhook | None = result_row(_webhooks, "webhook", "The endpoint; null when refused.")
    secret: str | None = shown_once("The new secret")


@strawberry.input
class ReplayWebhookInput(MutationInput):
    """From where on an endpoint gets everything again."""

    makes = ReplayWebhook

    webhook_id: strawberry.ID = required("The endpoint that gets changes again.", of="Webhook")
    position: str = required("All changes after this position are sent again; 0 is the beginning.")


@strawberry.type
class ReplayWebhookPayload(MutationPayload):
    """The endpoint as it is now."""

    webhook: Webhook | None = result_row(_webhooks, "webhook", "The endpoint; null when refused.")


@strawberry.type
class WebhookMutations:
    """Webhooks."""

    create_webhook = mutation(
        CreateWebhookInput,
        CreateWebhookPayload,
        "Creates an endpoint that hears of everything from now on; its secret is shown only in this answer.",
        prepare=new_secret(new_webhook_secret),
    )
    update_webhook = mutation(
        UpdateWebhookInput, UpdateWebhookPayload, "Changes an endpoint's address or kinds, pauses it, or resumes it."
    )
    rotate_webhook_secret = mutation(
        RotateWebhookSecretInput,
        RotateWebhookSecretPayload,
        "Gives an endpoint a new secret, shown only in this answer; the former one signs too until the overlap ends.",
        prepare=new_secret(new_webhook_secret),
    )
    replay_webhook = mutation(
        ReplayWebhookInput, ReplayWebhookPayload, "Sends an endpoint all changes after a position again."
    )
