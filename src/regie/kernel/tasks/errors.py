"""What can be wrong with asking something of a task."""

from regie.kernel.errors import Conflict, NotFound, Unavailable


class NoSuchTask(NotFound):
    """There is no such task, or it has been forgotten."""


class TaskNotFailed(Conflict):
    """Only a task that failed or was cancelled can be tried again."""


class TaskEnded(Conflict):
    """This task has ended already."""


class SameTaskUnderWay(Conflict):
    """Another task for the same purpose waits or runs."""


class TasksNotRunning(Unavailable):
    """Background work has not started yet, or has been stopped."""
