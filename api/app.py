"""The web application: the GraphQL endpoint, signing in, the page, and health checks and metrics."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import TypeAlias

from prometheus_client import CollectorRegistry
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route, WebSocketRoute
from starlette.types import Lifespan

from api.auth.by_provider import ByProvider
from api.auth.first_admin import FirstAdmin
from api.auth.limiter import Tries, no_pause
from api.auth.principals import Authentication
from api.auth.second_factor import SECOND_LIMITS, SecondFactor
from api.auth.sign_in import SignIn
from api.document_files import read_documents
from api.exporting.endpoint import Exports
from api.exporting.papers.archive import Archives
from api.exporting.papers.endpoint import Papers
from api.exporting.papers.making import Maker
from api.exporting.papers.preparing import Preparing
from api.exporting.papers.typesetting import Typesetter
from api.graph.operation import Operations
from api.handbook.endpoint import handbook_routes
from api.live.endpoint import Live
from api.live.figures import figures
from api.live.hub import Hub
from api.mailing.outbox import Outbox
from api.metrics import Metrics
from api.page_files import own_documents
from api.pages import load_page, page_routes
from api.protocol.allowances import Allowances
from api.protocol.documents import Documents
from api.protocol.endpoint import GraphQLEndpoint
from api.protocol.headers import SecureHeaders
from api.protocol.reading import InLanguage
from api.protocol.shortcut import PATH, Shortcut
from api.protocol.trusted import TrustedDocuments
from api.readiness import Readiness, health
from api.schema import core_schema
from api.schema_file import SchemaFile
from api.scraping import Scraping
from api.settings import Settings
from api.watchdog import Watchdog
from api.webhooks.delivering import Deliveries
from api.webhooks.guard import networks_of
from domain.jobs.daily_heads import DailyHeads
from domain.jobs.leased import Leased
from domain.jobs.numbering import Numbering
from domain.jobs.repeating import Repeating
from domain.jobs.upkeep import Upkeep
from domain.jobs.worker import Worker
from domain.services.credentials import HASHING
from domain.store.shield import run_to_end
from domain.store.store import Store

InBackground: TypeAlias = Worker | Repeating | Leased


def create_app(
    settings: Settings, store: Store, *, process: int | None = None, first_admin: str | None = None
) -> Starlette:
    """Return the application on an open store, which the caller closes; while it serves it also runs jobs and tidies up.

    ``process`` is the number of the process if several serve together; each answers ``/metrics`` for itself.
    ``first_admin`` is the hash of the code with which the first user is created in the browser.
    """
    HASHING.provide(settings.password_hashes)
    metrics = Metrics(CollectorRegistry(), process)
    authentication = Authentication(store, settings)
    allowances = Allowances(settings.requests_per_minute, settings.values_per_minute)
    hub = Hub(store, authentication, settings.max_live_connections, settings.max_live_connections_of_caller)
    maker, typesetter = Maker(store, settings.organisation), Typesetter(settings.wait_s)
    worker = Worker(store, Preparing(store, maker, typesetter).preparations)
    watchdog = Watchdog(store.occupancies, settings.stuck_after_s)
    metrics.watch(store, worker, watchdog)
    metrics.register(partial(figures, hub))
    operations = _operations(settings, store, worker, metrics)
    endpoint = _endpoint(settings, metrics, operations, authentication, allowances)
    # No answer holds a secret of the session, and no other site can ask with its cookie (X-Tieout), so nobody can
    # measure one by the length of what is compressed beside it (BREACH).
    compressed = GZipMiddleware(endpoint, minimum_size=1000, compresslevel=6)
    return Starlette(
        routes=[
            Route(PATH, compressed),
            WebSocketRoute(PATH, Live(settings, hub, endpoint, operations, allowances)),
            *_sign_in_routes(settings, store, authentication, first_admin),
            *_export_routes(settings, store, authentication, allowances, maker, typesetter),
            *_health_routes(settings, store, metrics, Readiness(store, watchdog)),
            *SchemaFile(authentication.caller, anyone=settings.introspection == "all").routes(),
            *handbook_routes(),
            *page_routes(),
        ],
        lifespan=_lifespan(watchdog, _background(settings, store, worker, hub, maker, typesetter)),
        middleware=[
            Middleware(SecureHeaders, https=settings.secure),
            Middleware(InLanguage),
            Middleware(Shortcut, endpoint=endpoint, compressed=compressed),
        ],
    )


def _operations(settings: Settings, store: Store, worker: Worker, metrics: Metrics) -> Operations:
    return Operations(
        core_schema(),
        store,
        settings.time_zone,
        settings.max_body_bytes,
        settings.support_contact,
        settings.fiscal_year_start,
        worker.wake,
        interpreted=metrics.interpreted,
    )


def _endpoint(
    settings: Settings, metrics: Metrics, operations: Operations, authentication: Authentication, allowances: Allowances
) -> GraphQLEndpoint:
    return GraphQLEndpoint(
        Documents(core_schema()),
        metrics.timed(operations.execute),
        authentication.caller,
        body_bytes=settings.max_body_bytes,
        introspection=settings.introspection == "all",
        allowances=allowances,
        trusted=_trusted(settings),
    )


def _trusted(settings: Settings) -> TrustedDocuments:
    path = settings.trusted_documents
    added = {} if path is None else read_documents(path)
    return TrustedDocuments(own_documents, added, only=settings.trusted_documents_only)


def _sign_in_routes(
    settings: Settings, store: Store, authentication: Authentication, first_admin: str | None
) -> Iterator[Route]:
    second = SecondFactor(store, settings, Tries(store, SECOND_LIMITS, no_pause), authentication.caller)
    yield from SignIn(store, settings, Tries(store), second).routes()
    yield from second.routes()
    yield from ByProvider(store, settings, Tries(store), second).routes()
    yield from FirstAdmin(store, first_admin).routes()


def _export_routes(
    settings: Settings,
    store: Store,
    authentication: Authentication,
    allowances: Allowances,
    maker: Maker,
    typesetter: Typesetter,
) -> Iterator[Route]:
    yield from Exports(store, authentication.caller, allowances).routes()
    yield from Archives(store, authentication.caller, allowances).routes()
    yield from Papers(store, authentication.caller, allowances, maker, typesetter, settings.fiscal_year_start).routes()


def _health_routes(settings: Settings, store: Store, metrics: Metrics, readiness: Readiness) -> Iterator[Route]:
    yield Route("/health", health, methods=["GET"])
    yield Route("/ready", readiness.ready, methods=["GET"])
    yield Route("/metrics", Scraping(settings, store, metrics, readiness).answer, methods=["GET"])


def _background(
    settings: Settings, store: Store, worker: Worker, hub: Hub, maker: Maker, typesetter: Typesetter
) -> Sequence[InBackground]:
    """Return what runs beside answering, in the order in which it starts."""
    deliveries = Deliveries(store, networks_of(settings.webhook_allow))

    async def followed(numbered: bool) -> None:  # noqa: FBT001 - its caller's form
        if numbered:
            deliveries.wake()
        await hub.look()

    parts: list[InBackground] = [worker, Upkeep(store), Numbering(store, followed), deliveries]
    if settings.smtp_url is not None and settings.mail_sender is not None:
        parts.append(Outbox(store, settings.smtp_url, settings.mail_sender, maker, typesetter))
    if settings.heads_folder is not None:
        parts.append(DailyHeads(store, settings.heads_folder, settings.signing_key))
    return parts


def _lifespan(watchdog: Watchdog, background: Sequence[InBackground]) -> Lifespan[Starlette]:
    """Return what the application does beside answering, from its start to its end."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        watchdog.start()
        for each in background:
            each.start()
        # it takes a tenth of the time until the server is ready, and nobody who is ready needs it
        loading = asyncio.create_task(asyncio.to_thread(load_page))
        try:
            yield
        finally:
            watchdog.stop()
            await asyncio.wait({loading})
            for each in reversed(background):
                await run_to_end(each.stop())

    return lifespan
