"""
What a route asks for: the caller, with one permission, and a transaction.

Who is asking is found out by an authenticator that the composition root hands in, so this package knows no accounts.
A transaction ends *before* the answer leaves (`scope="function"`): a failed commit must never have answered 201.
"""

from collections.abc import AsyncIterator
from typing import Annotated, Any, Protocol

from fastapi import Depends
from starlette.requests import HTTPConnection

from regie.kernel.db import Database, Session
from regie.kernel.errors import Forbidden, Unauthenticated


class Caller(Protocol):
    """Somebody who asks: a person in a browser, a program with a token."""

    @property
    def user_id(self) -> str | None: ...
    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def how(self) -> str:
        """`session`, `jwt`, `token`, `cli` or `system`."""
        ...

    @property
    def address(self) -> str | None: ...
    def may(self, permission: str) -> bool: ...


class Authenticator(Protocol):
    """Finds out who is behind a request or a WebSocket; nothing when it says nothing of itself."""

    async def caller(self, connection: HTTPConnection) -> Caller | None: ...


class MissingPermission(Forbidden):
    """Your role does not allow this."""


class Allow:
    """A dependency: the caller, if known and allowed. A test walks the routes and reads `permission`."""

    def __init__(self, permission: str) -> None:
        self.permission = permission

    async def __call__(self, connection: HTTPConnection) -> Caller:
        authenticator: Authenticator = connection.app.state.authenticator
        caller = await authenticator.caller(connection)
        if caller is None:
            raise Unauthenticated("Sign in, or send a token as «Authorization: Bearer …».")
        if not caller.may(self.permission):
            raise MissingPermission(
                f"This needs the right «{self.permission}», which the role {caller.role} does not have here.",
                permission=self.permission,
            )
        connection.scope.setdefault("state", {})["caller"] = caller
        return caller


def allow(permission: str) -> Any:
    """`caller: Annotated[Caller, allow("jobs.write")]`."""
    return Depends(Allow(permission))


async def _reading(connection: HTTPConnection) -> AsyncIterator[Session]:
    database: Database = connection.app.state.database
    async with database.read() as session:
        yield session


async def _writing(connection: HTTPConnection) -> AsyncIterator[Session]:
    database: Database = connection.app.state.database
    async with database.write() as session:
        yield session


Reading = Annotated[Session, Depends(_reading, scope="function")]
"""A transaction that only reads."""
Writing = Annotated[Session, Depends(_writing, scope="function")]
"""A transaction that writes; committed when the route's function has returned, rolled back when it raised."""
