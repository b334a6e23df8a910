"""Régie: one server, two applications. CamCron records what cameras see; Signage shows what screens must show."""

__version__ = "0.1.0"
