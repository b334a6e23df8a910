"""
Whose fault it is when ffmpeg ends, as far as its reason tells.

Pure. Reasons that are in neither set say nothing about the camera and nothing about the disk.
"""

from regie.kernel.ffmpeg.reasons import Kind

THE_CAMERA = frozenset({
    Kind.UNAUTHORIZED, Kind.NOT_FOUND, Kind.TRANSPORT, Kind.SERVER_ERROR, Kind.REFUSED, Kind.UNREACHABLE, Kind.DNS,
    Kind.TIMEOUT, Kind.CLOSED, Kind.TLS, Kind.GARBAGE, Kind.NO_VIDEO,
})  # fmt: skip
"""The camera does not deliver."""
THE_DISK = frozenset({Kind.DISK_FULL, Kind.READ_ONLY, Kind.OUTPUT_FOLDER, Kind.DISK_ERROR})
