"""Commands that serve: serve, demo."""

import contextlib
import errno
import shlex
import signal
import socket
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click
import uvicorn
from starlette.types import ASGIApp

from api.cli.parameters import DATABASE_URL, PORT
from api.cli.running import STOPS, migrated, open_store, refuse, run, settings_of
from api.settings import Settings
from domain.queries.access import somebody_signs_in
from domain.store.store import Store
from domain.store.url import parse_url

DEMO_PORT = 8000
DEMO_PORTS = (*range(DEMO_PORT, DEMO_PORT + 20), 0)
"""Where the demo is looked for first, and any free port at last."""


@click.command()
@click.option("--host", help="The address to listen on; TIEOUT_HOST or 127.0.0.1 if not given.")
@click.option("--port", type=PORT, help="The port to listen on; TIEOUT_PORT or 8000 if not given.")
def serve(host: str | None, port: int | None) -> None:
    """Serve the API and the page. A SQLite file is migrated first, on PostgreSQL run `tieout migrate`."""
    settings = settings_of(host=host, port=port)

    async def work() -> None:
        with _listening(settings.host, [settings.port]) as listening:
            if parse_url(settings.database_url).path is not None:
                await migrated(settings)
            async with open_store(settings, serving=True) as store:
                if not await store.read(somebody_signs_in()):
                    click.echo("Nobody can sign in yet: tieout user create EMAIL --all", err=True)
                address = settings.public_url or _address(listening, settings.host)
                await _serve(settings, store, listening, lambda: click.echo(f"Listening on {address}", err=True))

    run(work)


@click.command()
@click.option("--port", type=PORT, help="The port to listen on; a free one from 8000 on if not given.")
@click.option(
    "--database-url",
    type=DATABASE_URL,
    help="Where the demo lives: an empty database, or that of an earlier demo; a temporary file if not given.",
)
def demo(port: int | None, database_url: str | None) -> None:
    """Serve an invented recreation centre, and print a link that signs in, once. Ctrl-C ends it."""

    async def work() -> None:
        with contextlib.ExitStack() as stack:
            url = database_url or f"sqlite:///{stack.enter_context(_demo_folder()) / 'demo.db'}"
            settings = settings_of(database_url=url).model_copy(update={"public_url": None})
            listening = stack.enter_context(_listening(settings.host, DEMO_PORTS if port is None else [port]))
            await _demo(settings, listening, port)

    run(work)


async def _demo(settings: Settings, listening: socket.socket, wished_port: int | None) -> None:
    from api.auth.sign_in import sign_in_path  # noqa: PLC0415 - see _serve
    from api.demo import demo_admin, fill_demo, may_hold_the_demo  # noqa: PLC0415

    await migrated(settings)
    async with open_store(settings, serving=True) as store:
        parsed = parse_url(settings.database_url)
        if not await may_hold_the_demo(store):
            refuse(
                f"The {parsed.shown} holds records that are not the demo's. Nothing was added. Name another "
                "--database-url, or none."
            )
        path = await sign_in_path(store, await demo_admin(store))
        click.echo((await fill_demo(store)).text, err=True)
        if parsed.path is not None:
            here = shlex.quote(f"sqlite:///{parsed.path.absolute()}")
            click.echo(f"For `tieout` in another terminal: export TIEOUT_DATABASE_URL={here}", err=True)
        address, port = _address(listening, settings.host), listening.getsockname()[1]
        if wished_port is None and port != DEMO_PORT:
            click.echo(
                f"Port {DEMO_PORT} is taken, so this is {port}. A browser keeps one sign-in for all ports of a host: "
                "signing in here signs out of a Tieout there.",
                err=True,
            )
        click.echo("The link signs in once. Ctrl-C ends the demo.", err=True)
        await _serve(settings, store, listening, lambda: click.echo(f"Sign in: {address}{path}"))


@contextlib.contextmanager
def _demo_folder() -> Iterator[Path]:
    """A folder that is gone when the demo ends."""
    with tempfile.TemporaryDirectory(prefix="tieout-demo-") as folder:
        yield Path(folder)


async def _serve(settings: Settings, store: Store, listening: socket.socket, ready: Callable[[], None]) -> None:
    """Serves until it is told to stop; what is under way is ended whole before the store is closed."""
    from api.app import create_app  # noqa: PLC0415 - the schema takes a second to build, which no other command needs
    from api.stoppable import Stoppable  # noqa: PLC0415 - as above

    app = Stoppable(create_app(settings, store))
    ready()
    await _Server(server_config(settings, app), app.stop).serve(sockets=[listening])


@contextlib.contextmanager
def _listening(host: str, ports: Iterable[int]) -> Iterator[socket.socket]:
    """A socket that listens on the first of these ports that is free; ends the program where there is none.

    It is taken before anything else is done: callers wait in its queue until they are served.
    """
    refusal = OSError()
    at = 0
    for at in ports:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as listening:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            # Head and body of an answer go out in two writes. Without this the second waits for the caller's
            # acknowledgement of the first, 40 ms; what is accepted takes it over from here.
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                listening.bind((host, at))
                listening.listen(1024)
            except OSError as error:
                refusal = error
                continue
            yield listening
            return
    other = "port" if refusal.errno in {errno.EADDRINUSE, errno.EACCES} else "host"
    refuse(f"{host}:{at} cannot be listened on: {refusal.strerror}. Choose another --{other}.")


def _address(listening: socket.socket, host: str) -> str:
    """Where a browser on this machine finds it."""
    port = listening.getsockname()[1]
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - shown, not listened on
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def server_config(settings: Settings, app: ASGIApp) -> uvicorn.Config:
    """How the application is served. Uvicorn would believe whatever on this machine says where a request came from."""
    return uvicorn.Config(
        app,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=5,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
    )


class _Server(uvicorn.Server):
    """Uvicorn raises the signal that stopped it once more when all is done; being told to stop is no failure."""

    def __init__(self, config: uvicorn.Config, stopping: Callable[[], None]) -> None:
        super().__init__(config)
        self._stopping = stopping

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Waits for what runs, and for nothing that is still arriving."""
        self._stopping()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stops on Ctrl-C and whatever else ends a program, once."""
        heard = [signal.SIGINT, *(each for each in STOPS if signal.getsignal(each) is not signal.SIG_IGN)]
        before = {each: signal.signal(each, self.handle_exit) for each in heard}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)
