"""Which database."""

from pathlib import Path

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

    def url_in(self, data: Path) -> str:
        """The configured database for SQLAlchemy, or the SQLite file of the data folder."""
        if not self.url:
            return f"sqlite+aiosqlite:///{data / 'regie.db'}"
        for scheme in ("postgresql://", "postgres://"):
            if self.url.startswith(scheme):
                return "postgresql+asyncpg://" + self.url.removeprefix(scheme)
        return self.url
