"""
A group of settings: what a package lets people tune, declared beside the code that uses it.

Names on the outside are camelCase as in the specification's `config.json`; every value has a default that works. The
groups are composed in `regie.settings`, read once at start, and passed on; nothing reads the environment elsewhere.
"""

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Group(BaseModel):
    """Frozen, strict about unknown keys, camelCase outside."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, frozen=True, extra="forbid", validate_default=True
    )
