"""What can go wrong for whoever looks at a camera."""

from regie.kernel.errors import Conflict, Unavailable


class NoLiveView(Unavailable):
    """There is no live picture of this camera now."""


class CameraSwitchedOff(Conflict):
    """The camera is switched off."""


class NoSuchPart(Unavailable):
    """This part of the stream is not there, or no more."""

    status = 404
