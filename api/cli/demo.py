"""The command ``demo``."""

import contextlib
import shlex
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from api.auth.sign_in import sign_in_path
from api.cli.ending import ending_in_time
from api.cli.parameters import DATABASE_URL, PORT
from api.cli.running import migrated, open_store, refuse, run, settings_of
from api.cli.serving import address_of, listening_on, serve_app
from api.demo import ADMIN_EMAIL, demo_admin, fill_demo, may_hold_the_demo, new_demo_password
from api.settings import Settings
from domain.store.url import parse_url

DEMO_PORT = 8000
DEMO_PORTS = (*range(DEMO_PORT, DEMO_PORT + 20), 0)
"""The ports that the demo tries in this order; 0 is any free port."""
DEMO_WRITE_OFF = {"USD": 500}
"""What may be written off in the demo, unless the settings say something else."""


@click.command()
@click.option("--port", type=PORT, help="The port to listen on; a free one from 8000 on if not given.")
@click.option(
    "--database-url",
    type=DATABASE_URL,
    help="The demo's database: an empty one, or that of an earlier demo; a temporary file if not given.",
)
def demo(port: int | None, database_url: str | None) -> None:
    """Serve a demo with the data of a fictional recreation centre, and print a link that signs in once."""

    async def work() -> None:
        with contextlib.ExitStack() as stack:
            url = database_url or f"sqlite:///{stack.enter_context(_demo_folder()) / 'demo.db'}"
            settings = settings_of(database_url=url)
            settings = replace(
                settings, public_url=None, log_level="warning", write_off_max=settings.write_off_max or DEMO_WRITE_OFF
            )
            listening = stack.enter_context(listening_on(settings.host, DEMO_PORTS if port is None else [port]))
            await _demo(settings, listening, port)

    with ending_in_time():
        run(work)


async def _demo(settings: Settings, listening: socket.socket, chosen_port: int | None) -> None:
    await migrated(settings)
    async with open_store(settings, serving=True) as store:
        parsed = parse_url(settings.database_url)
        if not await may_hold_the_demo(store):
            refuse(
                f"The {parsed.shown} holds records that are not the demo's. Nothing was added. Name another "
                "--database-url, or none."
            )
        admin = await demo_admin(store)
        password = await new_demo_password(store, admin)
        path = await sign_in_path(store, admin)
        click.echo(await fill_demo(store), err=True)
        if parsed.path is not None:
            here = shlex.quote(f"sqlite:///{parsed.path.absolute()}")
            click.echo(f"For `tieout` in another terminal: export TIEOUT_DATABASE_URL={here}", err=True)
        address, port = address_of(listening, settings.host), listening.getsockname()[1]
        if chosen_port is None and port != DEMO_PORT:
            click.echo(
                f"Port {DEMO_PORT} is taken, so this is {port}. A browser keeps one sign-in for all ports of a host: "
                "signing in here signs out of a Tieout there.",
                err=True,
            )
        click.echo("The link signs in once. Ctrl-C ends the demo.", err=True)
        click.echo(f"To sign in again: {ADMIN_EMAIL} with the password {password}", err=True)
        await serve_app(settings, store, listening, lambda: click.echo(f"Sign in: {address}{path}"))


@contextlib.contextmanager
def _demo_folder() -> Iterator[Path]:
    """Make a folder that is removed when the demo ends."""
    with tempfile.TemporaryDirectory(prefix="tieout-demo-") as folder:
        yield Path(folder)
