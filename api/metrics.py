"""Prometheus metrics of one process: operations, refusals, jobs, the database's faults, commits, and what is busy."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
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
from domain.store.occupancy import Occupancy


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
        registry.register(_Refusals())

    def text(self) -> bytes:
        """Return the figures as Prometheus reads them; a label says which of several processes they are of."""
        return generate_latest(self.registry if self._process is None else _Labelled(self.registry, self._process))

    def watch_jobs(self, worker: Worker) -> None:
        """Count the jobs that a worker runs."""
        self.registry.register(_Jobs(worker))

    def watch_database(self, faults: Faults, commits: CommitTimes) -> None:
        """Count the faults of the database, and time its commits."""
        self.registry.register(_Faults(faults))
        self.registry.register(_Commits(commits))

    def watch_occupancies(self, occupancies: Callable[[], Sequence[Occupancy]], watchdog: Watchdog) -> None:
        """Show how busy the parts are that requests share, and which of them are stuck."""
        self.registry.register(_Occupancies(occupancies, watchdog))

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


class _Jobs(Collector):
    """A worker's jobs, read when metrics are scraped."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    def collect(self) -> Iterator[Metric]:
        """Yield the running jobs, and the ended jobs by state."""
        yield GaugeMetricFamily("tieout_jobs_running", "Jobs that this process is running", self._worker.running)
        ended = CounterMetricFamily("tieout_jobs_ended", "Jobs that this process ran to their end", labels=["state"])
        for state in (JobState.DONE, JobState.CANCELLED, JobState.FAILED):
            ended.add_metric([state], self._worker.ended[state])
        yield ended


class _Faults(Collector):
    """A database's faults, read when metrics are scraped."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults

    def collect(self) -> Iterator[Metric]:
        """Yield for each kind whether it is there, and how many operations met it."""
        present = GaugeMetricFamily("tieout_database_fault", "1 while the database has the fault", labels=["kind"])
        met = CounterMetricFamily(
            "tieout_database_faults", "Operations that met a fault of the database", labels=["kind"]
        )
        for kind in FaultKind:
            present.add_metric([kind], kind in self._faults.present)
            met.add_metric([kind], self._faults.met[kind])
        yield present
        yield met


class _Refusals(Collector):
    """How often each code of a refusal was sent, read when metrics are scraped."""

    def collect(self) -> Iterator[Metric]:
        """Yield how often each was sent."""
        refused = CounterMetricFamily("tieout_refusals", "Codes of errors and user errors in answers", labels=["code"])
        for code, count in sorted(sent_codes.items()):
            refused.add_metric([code], count)
        yield refused


class _Commits(Collector):
    """How long commits took, read when metrics are scraped."""

    def __init__(self, commits: CommitTimes) -> None:
        self._commits = commits

    def collect(self) -> Iterator[Metric]:
        """Yield the counts by duration."""
        bounds = [*(str(bound / 1e6) for bound in COMMIT_BOUNDS_US), "+Inf"]
        seconds = HistogramMetricFamily("tieout_commit_seconds", "How long the database took to commit")
        counts = list(accumulate(self._commits.counts))
        seconds.add_metric([], list(zip(bounds, counts, strict=True)), self._commits.sum_us / 1e6)
        yield seconds


class _Occupancies(Collector):
    """How busy a store is, read when metrics are scraped."""

    def __init__(self, occupancies: Callable[[], Sequence[Occupancy]], watchdog: Watchdog) -> None:
        self._occupancies = occupancies
        self._watchdog = watchdog

    def collect(self) -> Iterator[Metric]:
        """Yield for each part what is in use and waits, and whether it is stuck."""
        in_use = GaugeMetricFamily("tieout_in_use", "How much of a part is in use", labels=["part"])
        limit = GaugeMetricFamily("tieout_limit", "How much of a part there is", labels=["part"])
        waiting = GaugeMetricFamily("tieout_waiting", "How many wait for a part", labels=["part"])
        for each in self._occupancies():
            in_use.add_metric([each.part], each.in_use)
            limit.add_metric([each.part], each.limit)
            waiting.add_metric([each.part], each.waiting)
        stuck = GaugeMetricFamily("tieout_stuck", "1 while a part makes no progress", labels=["part"])
        found = CounterMetricFamily("tieout_found_stuck", "How often a part was found to be stuck", labels=["part"])
        for part in CURES:
            stuck.add_metric([part], part in self._watchdog.stuck)
            found.add_metric([part], self._watchdog.found[part])
        yield from (in_use, limit, waiting, stuck, found)
