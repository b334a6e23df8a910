"""The database: one engine, writers and readers, types that mean the same on SQLite and PostgreSQL."""

from regie.kernel.db.engine import Database, Session
from regie.kernel.db.types import Json, Table, UtcDateTime, named, words

__all__ = ["Database", "Json", "Session", "Table", "UtcDateTime", "named", "words"]
