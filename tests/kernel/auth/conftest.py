"""Shared with the neighbours: a served application on real databases."""

from tests.kernel.served import clock, served, stored
from tests.rigs.databases import _templates, database, new_database, postgres, sqlite_database

__all__ = ["_templates", "clock", "database", "new_database", "postgres", "served", "sqlite_database", "stored"]
