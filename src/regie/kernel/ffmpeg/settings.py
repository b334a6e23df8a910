"""Which ffmpeg is used."""

from pydantic import Field

from regie.kernel.group import Group


class FfmpegSettings(Group):
    """The video tool. Without a path the one that comes with the server is used."""

    path: str = Field(
        default="", description="ffmpeg program, version 4.4 or later; empty, or not there: the embedded one."
    )
    ffprobe_path: str = Field(
        default="", description="ffprobe program for custom commands; the server itself does not need it."
    )
