"""What can go wrong with ONVIF."""

from regie.kernel.errors import Conflict, NotFound


class DeviceFailed(Conflict):
    """The device does not do what it was asked."""

    def __init__(self, kind: str, sentence: str) -> None:
        self.kind = kind
        super().__init__(sentence, reasonCode=kind)


class NotADevice(Conflict):
    """This camera is not known as an ONVIF device."""

    def __init__(self, camera_id: str) -> None:
        super().__init__(
            f"POST /api/cameras/{camera_id}/device asks the camera at its address what it is.", cameraId=camera_id
        )


class NoPtz(Conflict):
    """This camera cannot be moved."""

    def __init__(self, camera_id: str) -> None:
        super().__init__("The device offers no PTZ.", cameraId=camera_id)


class PresetNotFound(NotFound):
    """There is no such preset."""

    def __init__(self, preset: str) -> None:
        super().__init__(f"The camera remembers no place «{preset}».", preset=preset)
