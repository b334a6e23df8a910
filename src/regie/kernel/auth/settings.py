"""How long people stay signed in, how tokens are signed, what a password costs."""

from typing import Annotated

from pydantic import Field, NonNegativeInt, PositiveInt

from regie.kernel.group import Group

GENERATE = ("", "CHANGE_ME")
"""Placeholders for a secret: one is generated, and whoever wrote it is told."""


class AuthSettings(Group):
    """Accounts."""

    jwt_secret: Annotated[
        str | None,
        Field(
            json_schema_extra={"secret": True},
            description="Signs the tokens of POST /api/auth/login; null, empty or CHANGE_ME: generated in secrets/.",
        ),
    ] = None
    session_timeout: Annotated[
        PositiveInt, Field(description="Seconds without use after which a session of the console ends.")
    ] = 3600
    jwt_lifetime: Annotated[PositiveInt, Field(description="Seconds that a token of POST /api/auth/login is good.")] = (
        43_200
    )
    origins: Annotated[
        list[Annotated[str, Field(pattern=r"^https?://[^/?#@\s]+/?$")]],
        Field(description="Further addresses of the console, such as https://cameras.example.org, behind a proxy."),
    ] = Field(default_factory=list)
    audit_days: Annotated[
        NonNegativeInt, Field(description="Days after which it is forgotten who did what; 0: never.")
    ] = 1095
    min_password_length: Annotated[int, Field(ge=1, le=128, description="Characters of a new password, at least.")] = 8
    hash_passes: Annotated[PositiveInt, Field(description="Argon2's passes.")] = 2
    hash_memory: Annotated[
        int,
        Field(ge=8, description="Argon2's memory in KiB. 19 MiB and two passes are what OWASP asks for, about 30 ms."),
    ] = 19_456
