"""What can go wrong with jobs."""

from regie.kernel.errors import Conflict, NotFound


class JobNotFound(NotFound):
    """There is no such job."""

    def __init__(self, job_id: str) -> None:
        super().__init__(f"No job is called «{job_id}».", jobId=job_id)


class JobExists(Conflict):
    """A job of this id exists already."""

    def __init__(self, job_id: str) -> None:
        super().__init__(f"«{job_id}» is taken; leave `id` out to have one made from the name.", jobId=job_id)


class JobCannotRun(Conflict):
    """This job cannot run now."""


class OverrideNotFound(NotFound):
    """There is no such pause or force."""

    def __init__(self, override_id: str) -> None:
        super().__init__(f"No pause or force has the id «{override_id}».", overrideId=override_id)
