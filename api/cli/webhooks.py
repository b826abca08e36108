"""The command ``webhook create``."""

import click

from api.cli.running import run_as_operator, run_on_store, settings_of
from domain.core.change_kinds import ChangeKind
from domain.services.credentials import new_webhook_secret
from domain.services.webhooks import CreateWebhook

_KIND = click.Choice([kind.value for kind in ChangeKind], case_sensitive=False)


@click.group()
def webhook() -> None:
    """Manage webhooks: endpoints that hear of changes."""


@webhook.command("create")
@click.argument("url")
@click.option("--kind", "names", type=_KIND, multiple=True, help="A kind of change; repeat the option for several.")
def create(url: str, names: tuple[str, ...]) -> None:
    """Create an endpoint for changes of all kinds or of some, and print its secret on standard output.

    The secret cannot be shown again; `rotateWebhookSecret` makes another one.
    """
    secret = new_webhook_secret()
    cmd = CreateWebhook(url, secret, [ChangeKind(name.upper()) for name in names])
    run_on_store(settings_of(), lambda store: run_as_operator(store, cmd))
    click.echo(secret)
