"""
What each role may do: one table, and arithmetic on it.

A permission is `thing.deed`. A VIEWER looks, listens and downloads; an EDITOR also works with jobs and files; an ADMIN
also decides what exists and who may come in. A token has the rights of its owner's role that its scopes cover: a scope
is a permission, `thing.*`, `*.deed` or `*`.
"""

from collections.abc import Iterable
from enum import Enum


class Role(str, Enum):  # noqa: UP042  # its values are compared with plain words everywhere
    """What somebody is here for."""

    ADMIN = "ADMIN"
    EDITOR = "EDITOR"
    VIEWER = "VIEWER"


_ALL = frozenset(Role)
_EDITORS = frozenset({Role.EDITOR, Role.ADMIN})
_ADMINS = frozenset({Role.ADMIN})

MATRIX: dict[str, frozenset[Role]] = {
    # looking, listening, downloading
    "status.read": _ALL,
    "metrics.read": _ALL,
    "sites.read": _ALL,
    "cameras.read": _ALL,
    "cameras.live": _ALL,
    "jobs.read": _ALL,
    "runs.read": _ALL,
    "logs.read": _ALL,
    "files.read": _ALL,
    "tasks.read": _ALL,
    "notifications.read": _ALL,
    # oneself
    "account.own": _ALL,
    "tokens.own": _ALL,
    # working with jobs and files
    "cameras.test": _EDITORS,
    "jobs.write": _EDITORS,
    "jobs.run": _EDITORS,
    "files.protect": _EDITORS,
    "files.delete": _EDITORS,
    "files.export": _EDITORS,
    "ptz.move": _EDITORS,
    "tasks.write": _EDITORS,
    "notifications.acknowledge": _EDITORS,
    # deciding what exists, and who may come in
    "cameras.write": _ADMINS,
    "commands.write": _ADMINS,
    "roots.write": _ADMINS,
    "retention.run": _ADMINS,
    "sites.write": _ADMINS,
    "notifications.write": _ADMINS,
    "config.read": _ADMINS,
    "config.write": _ADMINS,
    "config.export": _ADMINS,
    "config.import": _ADMINS,
    "users.read": _ADMINS,
    "users.write": _ADMINS,
    "sessions.any": _ADMINS,
    "tokens.any": _ADMINS,
    "audit.read": _ADMINS,
}


def permissions_of(role: Role, scopes: Iterable[str] = ("*",)) -> frozenset[str]:
    """What somebody of this role may do, as far as the scopes cover it."""
    wanted = tuple(scopes)
    return frozenset(
        permission
        for permission, roles in MATRIX.items()
        if role in roles and any(covers(scope, permission) for scope in wanted)
    )


def covers(scope: str, permission: str) -> bool:
    """Whether a scope includes a permission."""
    if scope in ("*", permission):
        return True
    thing, _, deed = scope.partition(".")
    its_thing, _, its_deed = permission.partition(".")
    return (deed == "*" and thing == its_thing) or (thing == "*" and deed == its_deed)


def is_scope(scope: str) -> bool:
    """Whether a scope includes anything at all: a misspelt one must not look as if it did."""
    return any(covers(scope, permission) for permission in MATRIX)


def within(scopes: Iterable[str], limit: Iterable[str]) -> bool:
    """Whether scopes give nothing that others do not: a token may make another one, never a mightier one."""
    return permissions_of(Role.ADMIN, scopes) <= permissions_of(Role.ADMIN, limit)
