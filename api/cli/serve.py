"""Commands that serve: serve, demo."""

import contextlib
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import uvicorn
from starlette.applications import Starlette

from api.cli.running import open_store, refuse, run, settings_of
from api.settings import Settings
from domain.store.migrate import migrate
from domain.store.store import Store
from domain.store.url import parse_url


@click.command()
@click.option("--host", help="The address to listen on; TIEOUT_HOST or 127.0.0.1 if not given.")
@click.option("--port", type=int, help="The port to listen on; TIEOUT_PORT or 8000 if not given.")
def serve(host: str | None, port: int | None) -> None:
    """Serve the API and the page. A SQLite file is migrated first, on PostgreSQL run `tieout migrate`."""
    settings = settings_of(host=host, port=port)

    async def work() -> None:
        if parse_url(settings.database_url).path is not None:
            await migrate(settings.database_url)
        async with open_store(settings) as store:
            await _serve(settings, store, lambda address: click.echo(f"Listening on {address}", err=True))

    run(work)


@click.command()
@click.option("--port", type=int, help="The port to listen on; a free one near 8000 if not given.")
@click.option("--database-url", help="Where the demo lives; a new file in a temporary folder if not given.")
def demo(port: int | None, database_url: str | None) -> None:
    """Serve an invented recreation centre, and print a link that signs in."""
    folder = tempfile.mkdtemp(prefix="tieout-demo-") if database_url is None else None
    settings = settings_of(
        port=port if port is not None else _free_port(),
        database_url=database_url or f"sqlite:///{Path(folder or '.') / 'demo.db'}",
    )

    from api.auth.sign_in import sign_in_path  # noqa: PLC0415 - see _serve
    from api.demo import demo_admin, fill_demo  # noqa: PLC0415

    async def work() -> None:
        await migrate(settings.database_url)
        async with open_store(settings) as store:
            summary = await fill_demo(store)
            path = await sign_in_path(store, await demo_admin(store))
            click.echo(summary.text, err=True)
            await _serve(settings, store, lambda address: click.echo(f"Sign in: {address}{path}"))

    run(work)


async def _serve(settings: Settings, store: Store, ready: Callable[[str], None]) -> None:
    """Serves until it is told to stop; what is under way is ended whole before the store is closed."""
    from api.app import create_app  # noqa: PLC0415 - the schema takes a second to build, which no other command needs

    server = _Server(server_config(settings, create_app(settings, store)))
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((settings.host, settings.port))
        except OSError as error:
            refuse(f"{settings.host}:{settings.port} cannot be listened on: {error.strerror}. Choose another --port.")
        listening.listen(1024)
        port = listening.getsockname()[1]
        ready(settings.public_url or f"http://{settings.host}:{port}")
        await server.serve(sockets=[listening])


def server_config(settings: Settings, app: Starlette) -> uvicorn.Config:
    """How the application is served. Uvicorn would believe whatever on this machine says where a request came from."""
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=5,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
    )


class _Server(uvicorn.Server):
    """Uvicorn raises the signal that stopped it once more when all is done; being told to stop is no failure."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stops on SIGINT and SIGTERM, once."""
        before = {each: signal.signal(each, self.handle_exit) for each in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)


def _free_port() -> int:
    """The first free port from 8000 on, or any."""
    for port in (*range(8000, 8020), 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    return 0
