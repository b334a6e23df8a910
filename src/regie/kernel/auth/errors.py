"""What can go wrong with accounts. Sign-in errors tell nobody whether an account exists."""

from regie.kernel.errors import Conflict, Forbidden, NotFound, Unauthenticated


class WrongPassword(Unauthenticated):
    """The name or the password is wrong."""


class AccountDisabled(Unauthenticated):
    """This account is switched off."""


class InvalidAccess(Unauthenticated):
    """This token is not valid, or not any more."""


class CsrfRefused(Forbidden):
    """This request does not come from a page of the console."""


class WrongSetupCode(Forbidden):
    """The code is not the one that the server printed at its start."""


class AlreadySetUp(Conflict):
    """There is an administrator already."""


class UserNotFound(NotFound):
    """There is no such user."""


class SessionNotFound(NotFound):
    """There is no such session."""


class TokenNotFound(NotFound):
    """There is no such token."""


class NameTaken(Conflict):
    """Somebody has this name or address already."""


class LastAdministrator(Conflict):
    """The last active administrator must stay one."""

    def __init__(self) -> None:
        super().__init__("Make somebody else an administrator first: otherwise nobody could change anything any more.")


class MightierToken(Forbidden):
    """A token cannot make one that may do more than itself."""
