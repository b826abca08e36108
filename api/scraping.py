"""``/metrics``: who may read the figures, and what is read from the database for them."""

import asyncio
import hmac
import time
from collections.abc import Iterable
from functools import partial
from http import HTTPStatus
from pathlib import Path

from prometheus_client import CONTENT_TYPE_LATEST, Metric
from prometheus_client.core import GaugeMetricFamily
from starlette.requests import Request
from starlette.responses import Response

from api.metrics import Metrics
from api.readiness import Readiness
from api.settings import Settings
from domain.errors import Busy
from domain.queries.jobs import WaitingJobs, waiting_jobs
from domain.store.store import Store
from domain.verifying.heads_file import files_in

READ_S = 1.0
"""How long the database may take; what it does not answer in time is left out."""
REMEMBERED_S = 10.0
"""How long what was read is remembered: the database is asked no more often, however many scrape."""


class Scraping:
    """Answers ``/metrics`` where the settings let it, to those who have the token if there is one."""

    def __init__(self, settings: Settings, store: Store, metrics: Metrics, readiness: Readiness) -> None:
        token = settings.metrics_token
        self._token = None if token is None else token.encode()
        self._open = settings.metrics == "open"
        self._metrics = metrics
        self._readiness = readiness
        self._books = _DatabaseFigures(store)
        metrics.register(self._books.figures)
        if settings.heads_folder is not None:
            metrics.register(partial(_heads, settings.heads_folder))

    async def answer(self, request: Request) -> Response:
        """Answer with the figures; 404 where the settings do not offer them, 401 without the token."""
        if self._token is None and not self._open:
            return Response(status_code=HTTPStatus.NOT_FOUND)
        if self._token is not None and not self._has_token(request):
            return Response(status_code=HTTPStatus.UNAUTHORIZED, headers={"www-authenticate": "Bearer"})
        self._metrics.risks(await self._readiness.risks())
        await self._books.read()
        return Response(self._metrics.text(), media_type=CONTENT_TYPE_LATEST)

    def _has_token(self, request: Request) -> bool:
        assert self._token is not None
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        return scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), self._token)


class _DatabaseFigures:
    """Figures that the database gives: jobs that wait, and the size of its log; ``read`` comes before ``figures``."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._jobs: WaitingJobs | None = None
        self._log_bytes: int | None = None
        self._read_at = -REMEMBERED_S
        self._reading: asyncio.Task[None] | None = None

    async def read(self) -> None:
        """Read if what is remembered is old; those who ask at once share one reading."""
        if time.monotonic() - self._read_at < REMEMBERED_S:
            return
        if self._reading is None:
            self._reading = asyncio.create_task(self._read())
            self._reading.add_done_callback(self._has_read)
        await asyncio.wait({self._reading}, timeout=READ_S)

    def figures(self) -> Iterable[Metric]:
        """Yield what is known."""
        if self._jobs is not None:
            yield GaugeMetricFamily(
                "tieout_jobs_waiting", "Jobs that are queued or were left, and nobody runs", self._jobs.jobs
            )
            yield GaugeMetricFamily(
                "tieout_jobs_waiting_seconds", "How long the oldest of them has waited", self._jobs.oldest_us / 1e6
            )
        if self._log_bytes is not None:
            yield GaugeMetricFamily("tieout_wal_bytes", "The size of the database's write-ahead log", self._log_bytes)

    async def _read(self) -> None:
        self._jobs = self._log_bytes = None
        try:
            self._log_bytes = await self._store.backend.log_bytes()
            self._jobs = await self._store.read(waiting_jobs(self._store.clock()), single=True)
        except Busy:  # the faults say so
            return

    def _has_read(self, reading: "asyncio.Task[None]") -> None:
        self._reading = None
        self._read_at = time.monotonic()
        if not reading.cancelled():
            reading.exception()  # retrieved, or Python logs it if nobody waited so long


def _heads(folder: Path) -> Iterable[Metric]:
    """Yield when heads of the audit log were last exported, by the newest file; 0 if there is none."""
    files = files_in(folder)
    exported = files[-1].stat().st_mtime if files else 0.0
    yield GaugeMetricFamily(
        "tieout_heads_exported_timestamp_seconds", "When signed heads were last exported, in Unix time", exported
    )
