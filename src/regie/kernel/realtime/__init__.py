"""Live channels: whoever listens gets what happens, as it happens; whoever is too slow is let go."""

from regie.kernel.realtime.hub import Hub, Subscription, TooSlow

__all__ = ["Hub", "Subscription", "TooSlow"]
