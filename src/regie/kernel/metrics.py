"""
The numbers that `/metrics` shows, in Prometheus' words: base units, `_total` for what only grows.

Each figure is declared once, next to what it measures or here when the kernel itself measures it. Labels carry ids
and closed words, never names, addresses or anything that a user typed.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)
GCCollector(registry=REGISTRY)

TRANSACTION_SECONDS = Histogram(
    "regie_transaction_seconds",
    "Length of writing database transactions.",
    buckets=(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5),
    registry=REGISTRY,
)
REQUEST_SECONDS = Histogram(
    "regie_http_request_seconds",
    "Time from a request to its complete answer.",
    ["method", "route", "status"],
    buckets=(0.005, 0.025, 0.1, 0.5, 1, 5, 30),
    registry=REGISTRY,
)


def counter(name: str, text: str, labels: tuple[str, ...] = ()) -> Counter:
    """A number that only grows; its exposed name ends in `_total`."""
    return Counter(name, text, labels, registry=REGISTRY)


def gauge(name: str, text: str, labels: tuple[str, ...] = ()) -> Gauge:
    """A number that goes up and down."""
    return Gauge(name, text, labels, registry=REGISTRY)


def histogram(name: str, text: str, labels: tuple[str, ...] = (), buckets: tuple[float, ...] = ()) -> Histogram:
    """A distribution; `buckets` are upper bounds in the unit that the name ends with."""
    if buckets:
        return Histogram(name, text, labels, buckets=buckets, registry=REGISTRY)
    return Histogram(name, text, labels, registry=REGISTRY)
