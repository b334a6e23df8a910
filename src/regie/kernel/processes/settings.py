"""How supervised processes are started and stopped: what people may tune."""

from pydantic import Field, NonNegativeFloat, PositiveFloat, PositiveInt

from regie.kernel.group import Group


class ProcessSettings(Group):
    """Pace of starts, patience of stops, in seconds."""

    start_gap: NonNegativeFloat = Field(
        default=0.01,
        description="Least time between two starts, so that a hundred jobs of one minute do not freeze the server.",
    )
    start_burst: PositiveInt = Field(default=4, description="Starts that need not wait for the gap after a calm.")
    ask_again: PositiveFloat = Field(
        default=2.0, description="Between the first polite signal and the second: a stalled ffmpeg needs two."
    )
    kill_after: PositiveFloat = Field(
        default=5.0, description="Between the first polite signal and the end of the whole group by force."
    )
    sample_every: PositiveFloat = Field(default=5.0, description="Between two looks at CPU and memory of each process.")
