"""What accounts tell after a commit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AccessEnded:
    """
    Somebody lost access that they had: signed out, switched off, another role, a new password, a revoked token.

    Whoever holds a connection open for them closes it: the one session or token, or all of the user's when neither is
    given; `except_session` may stay.
    """

    user_id: str
    session_id: str | None = None
    token_id: str | None = None
    except_session: str | None = None
