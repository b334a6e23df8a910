"""
Whether two jobs can give one name to two files.

Pure. Nothing is ever overwritten, so it is no fault; but people who find `-2` behind a name want to have been told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from regie.camcron.recordings.paths import Context, OutputPath, WrongTemplateError, may_meet


@dataclass(frozen=True, slots=True)
class Writer:
    """A job, as far as the names of its files go."""

    job_id: str
    naming: Context
    directory: str
    pattern: str
    format: str


def first_meeting(mine: Writer, others: Iterable[Writer], *, base: str) -> Writer | None:
    """The first of these jobs that may write a name of mine."""
    path = _parsed(mine.directory, mine.pattern, mine.format)
    for other in others:
        theirs = _parsed(other.directory, other.pattern, other.format)
        if path and theirs and may_meet((path, mine.naming), (theirs, other.naming), base=base):
            return other
    return None


@lru_cache(maxsize=1024)
def _parsed(directory: str, pattern: str, form: str) -> OutputPath | None:
    """Nothing of what an older version stored and this one does not take."""
    try:
        return OutputPath.parse(directory, pattern, form)
    except WrongTemplateError:
        return None
