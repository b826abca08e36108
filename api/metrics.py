"""Prometheus metrics of one process: operations, refusals, jobs, the database's faults, commits, and what is busy."""

import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import accumulate

from graphql import ExecutionResult
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector

from api.errors import sent_codes
from api.graph.request import Execute, GraphQLRequest
from api.watchdog import CURES, Watchdog
from domain.core.kinds import JobState
from domain.jobs.worker import Worker
from domain.store.backend import Risk
from domain.store.commit_times import COMMIT_BOUNDS_US, CommitTimes
from domain.store.faults import FaultKind, Faults
from domain.store.postgres.replica import Replica
from domain.store.store import Store


class Metrics:
    """The figures of one process; ``process`` is its number if several serve together."""

    def __init__(self, registry: CollectorRegistry, process: int | None = None) -> None:
        self.registry = registry
        self._process = process
        self._operations = Counter(
            "tieout_operations", "GraphQL operations", ["operation", "outcome"], registry=registry
        )
        self._seconds = Histogram(
            "tieout_operation_seconds", "How long operations took", ["operation"], registry=registry
        )
        self._rows = Counter("tieout_rows", "Rows in answers", registry=registry)
        self._interpreted = Counter(
            "tieout_interpreted", "Operations that no compiled function could answer", ["reason"], registry=registry
        )

        self._risks = Gauge(
            "tieout_database_risk",
            "1 for each setting of the database that may lose what was acknowledged",
            ["setting"],
            registry=registry,
        )
        self.register(_refusals)

    def text(self) -> bytes:
        """Return the figures as Prometheus reads them; a label says which of several processes they are of."""
        return generate_latest(self.registry if self._process is None else _Labelled(self.registry, self._process))

    def register(self, read: Callable[[], Iterable[Metric]]) -> None:
        """Show what ``read`` yields; it is called whenever the figures are scraped."""
        self.registry.register(_Scraped(read))

    def watch(self, store: Store, worker: Worker, watchdog: Watchdog) -> None:
        """Show the jobs that the worker runs, the faults and commits of the database, and how busy its shared parts are."""
        self.register(partial(_jobs, worker))
        self.register(partial(_faults, store.backend.faults))
        self.register(partial(_commits, store.backend.commits))
        self.register(partial(_occupancies, store, watchdog))
        if store.replica is not None:
            self.register(partial(_replica, store.replica))

    def risks(self, risks: Iterable[Risk]) -> None:
        """Note which of the database's settings may lose what was acknowledged."""
        self._risks.clear()
        for risk in risks:
            self._risks.labels(risk.setting).set(1)

    def interpreted(self, reason: str) -> None:
        """Count an operation that graphql-core executed, and why."""
        self._interpreted.labels(reason).inc()

    def timed(self, execute: Execute) -> Execute:
        """Wrap ``execute`` so that it is counted and timed."""

        @cache
        def figures(operation: str, outcome: str) -> tuple[Counter, Histogram]:
            return self._operations.labels(operation, outcome), self._seconds.labels(operation)

        async def counted(request: GraphQLRequest) -> ExecutionResult:
            operation = request.operation.operation.value
            started = time.perf_counter()
            outcome = "failed"
            try:
                result = await execute(request)
                outcome = "errors" if result.errors else "ok"
                self._rows.inc((result.extensions or {}).get("cost", {}).get("rows", 0))
                return result
            finally:
                count, seconds = figures(operation, outcome)
                count.inc()
                seconds.observe(time.perf_counter() - started)

        return counted


class _Scraped(Collector):
    """Figures that are read when they are scraped."""

    def __init__(self, read: Callable[[], Iterable[Metric]]) -> None:
        self._read = read

    def collect(self) -> Iterable[Metric]:
        """Return the figures."""
        return self._read()


class _Labelled(CollectorRegistry):
    """Another registry's figures, each with the number of the process."""

    def __init__(self, registry: CollectorRegistry, process: int) -> None:
        super().__init__()
        self._registry = registry
        self._label = {"process": str(process)}

    def collect(self) -> Iterator[Metric]:
        """Yield the figures."""
        for metric in self._registry.collect():
            metric.samples = [each._replace(labels={**each.labels, **self._label}) for each in metric.samples]
            yield metric


def _jobs(worker: Worker) -> Iterator[Metric]:
    """Yield the running jobs, and the ended jobs by state."""
    yield GaugeMetricFamily("tieout_jobs_running", "Jobs that this process is running", worker.running)
    ended = CounterMetricFamily("tieout_jobs_ended", "Jobs that this process ran to their end", labels=["state"])
    for state in (JobState.DONE, JobState.CANCELLED, JobState.FAILED):
        ended.add_metric([state], worker.ended[state])
    yield ended


def _faults(faults: Faults) -> Iterator[Metric]:
    """Yield for each kind whether it is there, and how many operations met it."""
    present = GaugeMetricFamily("tieout_database_fault", "1 while the database has the fault", labels=["kind"])
    met = CounterMetricFamily("tieout_database_faults", "Operations that met a fault of the database", labels=["kind"])
    for kind in FaultKind:
        present.add_metric([kind], kind in faults.present)
        met.add_metric([kind], faults.met[kind])
    yield present
    yield met


def _refusals() -> Iterator[Metric]:
    """Yield how often each code of a refusal was sent."""
    refused = CounterMetricFamily("tieout_refusals", "Codes of errors and user errors in answers", labels=["code"])
    for code, count in sorted(sent_codes.items()):
        refused.add_metric([code], count)
    yield refused


def _commits(commits: CommitTimes) -> Iterator[Metric]:
    """Yield how long commits took: the counts by duration."""
    bounds = [*(str(bound / 1e6) for bound in COMMIT_BOUNDS_US), "+Inf"]
    seconds = HistogramMetricFamily("tieout_commit_seconds", "How long the database took to commit")
    counts = list(accumulate(commits.counts))
    seconds.add_metric([], list(zip(bounds, counts, strict=True)), commits.sum_us / 1e6)
    yield seconds


def _replica(replica: Replica) -> Iterator[Metric]:
    """Yield whether a standby is read, its lag when it was last looked at, and where reports were read."""
    last = replica.last
    yield GaugeMetricFamily("tieout_replica_used", "1 while reports are read from the standby", replica.unfit is None)
    yield GaugeMetricFamily(
        "tieout_replica_lag_seconds", "How long the standby took to have all that the primary had", last.waited_s
    )
    yield GaugeMetricFamily("tieout_replica_lag_bytes", "How far the standby's log was behind", last.behind_bytes)
    read = CounterMetricFamily("tieout_replica_reports", "Reports by where they were read", labels=["read_from"])
    for place in ("replica", "primary"):
        read.add_metric([place], replica.reports[place])
    yield read


def _occupancies(store: Store, watchdog: Watchdog) -> Iterator[Metric]:
    """Yield for each part what is in use and waits, and whether it is stuck."""
    in_use = GaugeMetricFamily("tieout_in_use", "How much of a part is in use", labels=["part"])
    limit = GaugeMetricFamily("tieout_limit", "How much of a part there is", labels=["part"])
    waiting = GaugeMetricFamily("tieout_waiting", "How many wait for a part", labels=["part"])
    for each in store.occupancies():
        in_use.add_metric([each.part], each.in_use)
        limit.add_metric([each.part], each.limit)
        waiting.add_metric([each.part], each.waiting)
    stuck = GaugeMetricFamily("tieout_stuck", "1 while a part makes no progress", labels=["part"])
    found = CounterMetricFamily("tieout_found_stuck", "How often a part was found to be stuck", labels=["part"])
    for part in CURES:
        stuck.add_metric([part], part in watchdog.stuck)
        found.add_metric([part], watchdog.found[part])
    yield from (in_use, limit, waiting, stuck, found)
