"""What can be wrong with motion."""

from regie.kernel.errors import Conflict, NotFound


class MotionEventNotFound(NotFound):
    """There is no such motion event."""

    def __init__(self, event_id: str) -> None:
        super().__init__(event=event_id)


class NoMotionPicture(NotFound):
    """This motion event has no picture."""

    def __init__(self, event_id: str) -> None:
        super().__init__(event=event_id)


class WatchedJobNotFound(NotFound):
    """There is no such job."""

    def __init__(self, job: str) -> None:
        super().__init__(job=job)


class NothingSeen(Conflict):
    """The job has seen no picture yet."""

    def __init__(self, job: str) -> None:
        super().__init__("It shows something once the job runs and its camera has sent a key frame.", job=job)


class AnalystGone(Exception):
    """The process that looks at pictures has ended, or does not answer."""


class Unreadable(Exception):
    """A piece of film could not be looked at."""
