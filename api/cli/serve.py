"""The command ``serve``."""

import logging
import socket

import click

from api.auth.first_admin import PATH
from api.cli.ending import ending_in_time
from api.cli.parameters import PORT
from api.cli.running import migrated, open_store, refuse, run, settings_of
from api.cli.serving import Place, address_of, listening_on, load, serve_app
from api.cli.supervisor import CAN_FORK, Supervisor
from api.logs import configure
from api.settings import Settings
from domain.queries.access import somebody_signs_in
from domain.services.credentials import hash_secret, new_secret
from domain.store.store import Store
from domain.store.url import parse_url

_log = logging.getLogger("tieout")

WORKERS_MAX = 100


@click.command()
@click.option("--host", help="The address to listen on; TIEOUT_HOST or 127.0.0.1 if not given.")
@click.option("--port", type=PORT, help="The port to listen on; TIEOUT_PORT or 8000 if not given.")
@click.option(
    "--workers",
    type=click.IntRange(1, WORKERS_MAX),
    default=1,
    show_default=True,
    help="How many processes serve; more than one only with PostgreSQL. Each has at most TIEOUT_CONNECTIONS (20) "
    "connections to it: its max_connections must be above their sum.",
)
def serve(host: str | None, port: int | None, workers: int) -> None:
    """Serve the API and the page. A SQLite database is migrated first; for PostgreSQL run `tieout migrate`."""
    settings = settings_of(host=host, port=port)
    if workers > 1:
        _check_several(settings)
    with listening_on(settings.host, [settings.port]) as listening:
        if workers > 1:
            _serve_by_several(settings, listening, workers)
        else:
            with ending_in_time():
                run(lambda: _serve_alone(settings, listening))


def _check_several(settings: Settings) -> None:
    """End the program with the reason if several processes cannot serve together."""
    if parse_url(settings.database_url).path is not None:
        refuse(
            "SQLite lets one process write at a time, and that process stores what waits for it together: a second would "
            "only make both wait. Use PostgreSQL, or leave out --workers."
        )
    if not CAN_FORK:
        refuse("This operating system cannot have several processes on one socket. Leave out --workers.")


async def _serve_alone(settings: Settings, listening: socket.socket) -> None:
    if parse_url(settings.database_url).path is not None:
        await migrated(settings)
    async with open_store(settings, serving=True) as store:
        first_admin = await _first_admin(settings, store, listening)
        await serve_app(settings, store, listening, lambda: _say_where(settings, listening), first_admin=first_admin)


def _serve_by_several(settings: Settings, listening: socket.socket, workers: int) -> None:
    async def look() -> str | None:
        async with open_store(settings, read_only=True) as store:
            return await _first_admin(settings, store, listening)

    async def work(place: Place) -> None:
        async with open_store(settings, serving=True) as store:
            await serve_app(settings, store, listening, lambda: None, place, first_admin)

    first_admin = run(look)  # a fault of the database is reported once
    load()
    configure(settings.log_format, settings.log_level)
    _say_where(settings, listening)

    def be(*place: int) -> None:
        with ending_in_time():
            run(lambda: work(Place(*place)))

    Supervisor(workers, be, listening.close).run()


async def _first_admin(settings: Settings, store: Store, listening: socket.socket) -> str | None:
    """While nobody can sign in, print the link that creates the first administrator; return the hash of its code."""
    if await store.read(somebody_signs_in()):
        return None
    code = new_secret()
    click.echo(
        f"Nobody can sign in yet. Create the first administrator: {_address(settings, listening)}{PATH}#{code}",
        err=True,
    )
    return hash_secret(code)


def _say_where(settings: Settings, listening: socket.socket) -> None:
    _log.info("Listening on %s", _address(settings, listening))


def _address(settings: Settings, listening: socket.socket) -> str:
    return settings.public_url or address_of(listening, settings.host)
