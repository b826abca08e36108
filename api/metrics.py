"""What operators watch, for Prometheus: operations by kind and outcome, how long they took, rows they read."""

import time
from collections.abc import Awaitable, Callable

from graphql import ExecutionResult
from prometheus_client import CollectorRegistry, Counter, Histogram

from api.http import GraphQLRequest

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
