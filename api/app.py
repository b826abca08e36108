"""The web application: the graph, signing in, the page, and what operators watch."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from api.auth.principals import Authentication
from api.auth.sign_in import SignIn
from api.documents import Documents
from api.http import GraphQLEndpoint
from api.metrics import Metrics
from api.operation import Operations
from api.pages import page_routes
from api.schema import core_schema
from api.settings import Settings
from domain.jobs.upkeep import Upkeep
from domain.jobs.worker import Worker
from domain.store.store import Store
from domain.store.whole import whole


def create_app(settings: Settings, store: Store) -> Starlette:
    """The application on an open store, which the caller closes; while it serves it also runs jobs and tidies up."""
    metrics = Metrics(CollectorRegistry())
    worker, upkeep = Worker(store), Upkeep(store)
    metrics.watch_jobs(worker)
    operations = Operations(
        core_schema(),
        store,
        settings.zone,
        settings.support_contact,
        worker.wake,
        max_body_bytes=settings.max_body_bytes,
    )

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        worker.start()
        upkeep.start()
        try:
            yield
        finally:
            await whole(upkeep.stop())
            await whole(worker.stop())

    endpoint = GraphQLEndpoint(
        Documents(core_schema()),
        metrics.timed(operations.execute),
        Authentication(store, settings).principal,
        body_bytes=settings.max_body_bytes,
    )
    return Starlette(
        routes=[
            # No answer holds a secret of the session, and no other site can ask with its cookie (X-Tieout), so
            # nobody can measure one by the length of what is compressed beside it (BREACH).
            Route("/graphql", GZipMiddleware(endpoint, minimum_size=1000, compresslevel=6)),
            *SignIn(store, settings).routes(),
            Route("/health", health, methods=["GET"]),
            Route("/ready", ready(store), methods=["GET"]),
            Route("/metrics", _metrics(metrics.registry), methods=["GET"]),
            *page_routes(),
        ],
        lifespan=lifespan,
    )


async def health(_request: Request) -> Response:
    """The process is alive."""
    return JSONResponse({"status": "ok"})


def ready(store: Store) -> Callable[[Request], Awaitable[Response]]:
    """The database answers and keeps its rules: 200, or 503 with the kind of error; its words stay here."""

    async def answer(_request: Request) -> Response:
        try:
            await store.check()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is handed on or answered
            reason = {"status": "unavailable", "reason": type(error).__name__}
            return JSONResponse(reason, HTTPStatus.SERVICE_UNAVAILABLE)
        return JSONResponse({"status": "ok", "database": store.backend.dialect})

    return answer


def _metrics(registry: CollectorRegistry) -> Callable[[Request], Awaitable[Response]]:
    async def answer(_request: Request) -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return answer
