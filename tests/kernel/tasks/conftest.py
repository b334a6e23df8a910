"""Shared with the neighbours: a served application."""

from tests.kernel.served import clock, served

__all__ = ["clock", "served"]
