"""
Column types that read back what was written, on both databases, and the base class of every table.

Instants are aware and in UTC on both sides; enumerations are stored as their words, not as database types; the names
of constraints follow one convention so that migrations can find them.
"""

from datetime import UTC, datetime
from enum import Enum
from typing import Any, TypeVar

from sqlalchemy import JSON, DateTime, Dialect, MetaData, Text
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from regie.kernel.wire import in_utc


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant. Naive ones are refused; what comes back is in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a time zone cannot be stored")
        return in_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True, astext_type=Text()), "postgresql")
"""A JSON document; `None` is SQL's NULL."""

W = TypeVar("W", bound=Enum)


def words(kind: type[W]) -> SqlEnum:
    """A column that stores an enumeration's values as text, without a database type that would need migrations."""
    return SqlEnum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=lambda members: [str(member.value) for member in members],
    )


named = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Table(DeclarativeBase):
    """Every table of ours. Names carry their package's prefix: `core_`, `cam_`, `sig_`."""

    metadata = named
    type_annotation_map = {datetime: UtcDateTime, dict[str, Any]: Json, list[str]: Json, list[Any]: Json}  # noqa: RUF012
