"""Which database."""

from pydantic import Field, PositiveInt

from regie.kernel.group import Group


class DatabaseSettings(Group):
    """SQLite in the data folder unless an address says otherwise."""

    url: str = Field(
        default="",
        json_schema_extra={"secret": True},
        description="postgresql://user:password@host/name for a server; empty: regie.db in the data folder.",
    )
    pool_size: PositiveInt = Field(default=10, description="Connections kept open.")
