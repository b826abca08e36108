"""What the metrics show of live connections."""

from collections.abc import Iterator

from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

from api.live.hub import Hub


def figures(hub: Hub) -> Iterator[Metric]:
    """Yield how many connections and subscriptions there are, and what was sent and closed."""
    yield GaugeMetricFamily("tieout_live_connections", "Open live connections", hub.connections)
    yield GaugeMetricFamily("tieout_live_subscriptions", "Subscriptions of live connections", hub.subscriptions)
    yield CounterMetricFamily("tieout_live_changes", "Changes sent to subscriptions", hub.sent)
    closed = CounterMetricFamily(
        "tieout_live_closed", "Live connections that ended, by the closing code", labels=["code"]
    )
    for code, times in hub.closed.items():
        closed.add_metric([str(code)], times)
    yield closed
