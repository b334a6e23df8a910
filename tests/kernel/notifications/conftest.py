"""Shared with the neighbours: a served application on real databases."""

from tests.kernel.served import clock, served, stored

__all__ = ["clock", "served", "stored"]
