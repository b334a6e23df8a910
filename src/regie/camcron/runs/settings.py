"""How recordings are started and watched, and how many there may be."""

from pydantic import Field, NonNegativeFloat, PositiveFloat, PositiveInt

from regie.kernel.group import Group


class LimitSettings(Group):
    """What the whole machine may be asked for."""

    max_processes: PositiveInt | None = Field(
        default=None, description="Recording processes at once; null: no cap. A job over it waits, and says so."
    )


class RecorderSettings(Group):
    """Timing of recordings."""

    prepare_seconds: NonNegativeFloat = Field(
        default=3.0, le=10, description="How long before its tick a window's process may be started."
    )
    stall_seconds: PositiveFloat = Field(
        default=8.0, ge=2, description="Without a new frame for so long, a recording is restarted."
    )
    start_seconds: PositiveFloat = Field(
        default=15.0, ge=5, description="Without a first frame for so long, a start has failed."
    )
    reconcile_seconds: PositiveFloat = Field(
        default=2.0, le=5, description="How often what should run is compared with what does."
    )
    history_days: PositiveInt = Field(
        default=400,
        ge=30,
        description="Days after which runs without files, what was said by hand and what was in the way are forgotten.",
    )


class CommandSettings(Group):
    """What custom commands may run."""

    allowed: tuple[str, ...] = Field(
        default=(),
        description="Programs beside ffmpeg and ffprobe, by name or absolute path. Whoever may write commands may do "
        "with them whatever the server's user may: list no shell and no interpreter.",
    )
    max_output_mb: PositiveFloat = Field(
        default=20.0,
        alias="maxOutputMB",
        le=1000,
        description="10⁶ bytes that one command may write; over it, it is ended and its run has failed.",
    )
