"""Prometheus metrics: operations by kind and outcome, their durations, the rows they read, and jobs."""

import time
from collections.abc import Iterable, Iterator
from functools import cache

from graphql import ExecutionResult
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from api.graph.request import Execute, GraphQLRequest
from domain.core.kinds import JobState
from domain.jobs.worker import Worker
from domain.store.backend import Risk
from domain.store.faults import FaultKind, Faults


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

    def text(self) -> bytes:
        """Return the figures as Prometheus reads them; a label says which of several processes they are of."""
        return generate_latest(self.registry if self._process is None else _Labelled(self.registry, self._process))

    def watch_jobs(self, worker: Worker) -> None:
        """Count the jobs that a worker runs."""
        self.registry.register(_Jobs(worker))

    def watch_database(self, faults: Faults) -> None:
        """Count the faults of the database."""
        self.registry.register(_Faults(faults))

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
