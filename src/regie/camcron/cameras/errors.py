"""What can go wrong with cameras."""

from regie.kernel.errors import Conflict, NotFound


class CameraNotFound(NotFound):
    """There is no such camera."""

    def __init__(self, camera_id: str) -> None:
        super().__init__(f"No camera is called «{camera_id}».", cameraId=camera_id)


class CameraExists(Conflict):
    """A camera of this id exists already."""

    def __init__(self, camera_id: str) -> None:
        super().__init__(f"«{camera_id}» is taken; leave `id` out to have one made from the name.", cameraId=camera_id)


class CameraInUse(Conflict):
    """Jobs use this camera."""

    def __init__(self, camera_id: str, jobs: list[str]) -> None:
        named = ", ".join(jobs[:10]) + (" …" if len(jobs) > 10 else "")
        super().__init__(
            f"{len(jobs)} job(s) use it: {named}. Delete them first, or send `cascade=true` to delete them too.",
            cameraId=camera_id,
            jobs=jobs,
        )
