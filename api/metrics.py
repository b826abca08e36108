"""What operators watch, for Prometheus: operations by kind and outcome, how long they took, rows they read; jobs."""

import time
from collections.abc import Awaitable, Callable, Iterator

from graphql import ExecutionResult
from prometheus_client import CollectorRegistry, Counter, Histogram, Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from api.http import GraphQLRequest
from domain.core.kinds import JobState
from domain.jobs.worker import Worker

Execute = Callable[[GraphQLRequest], Awaitable[ExecutionResult]]


class Metrics:
    """The figures of one application."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry = registry
        self._operations = Counter(
            "tieout_operations", "GraphQL operations", ["operation", "outcome"], registry=registry
        )
        self._seconds = Histogram(
            "tieout_operation_seconds", "How long operations took", ["operation"], registry=registry
        )
        self._rows = Counter("tieout_rows", "Rows in answers", registry=registry)

    def watch_jobs(self, worker: Worker) -> None:
        """Counts the jobs that a worker runs."""
        self.registry.register(_Jobs(worker))

    def timed(self, execute: Execute) -> Execute:
        """The same, counted and timed."""

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
                self._operations.labels(operation, outcome).inc()
                self._seconds.labels(operation).observe(time.perf_counter() - started)

        return counted


class _Jobs(Collector):
    """A worker's jobs, read off it when they are asked for."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    def collect(self) -> Iterator[Metric]:
        """Jobs at work, and jobs that ended, by state."""
        yield GaugeMetricFamily("tieout_jobs_running", "Jobs that this process is at", self._worker.running)
        ended = CounterMetricFamily("tieout_jobs_ended", "Jobs that this process ran to their end", labels=["state"])
        for state in (JobState.DONE, JobState.CANCELLED, JobState.FAILED):
            ended.add_metric([state], self._worker.ended[state])
        yield ended
