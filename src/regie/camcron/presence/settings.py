"""How often cameras are looked at, and when one counts as gone."""

from pydantic import Field, NonNegativeFloat, PositiveFloat, PositiveInt

from regie.kernel.group import Group


class PresenceSettings(Group):
    """Cameras as such: looks beside the recordings, and what is told of them."""

    check_seconds: NonNegativeFloat = Field(
        default=300.0, description="Between two looks at a camera that nobody records; 0: never by itself."
    )
    checks_at_once: PositiveInt = Field(default=2, le=32, description="Cameras that are looked at at the same time.")
    offline_seconds: PositiveFloat = Field(
        default=25.0, ge=1, description="Without an answer for so long, and twice at least, a camera is told offline."
    )
    online_seconds: PositiveFloat = Field(
        default=10.0, ge=1, description="Answering again for so long, a camera that was offline is told online."
    )
    cooldown_seconds: PositiveFloat = Field(
        default=900.0, ge=1, description="At most one alert about a camera's presence in so long."
    )
    unsteady_drops: PositiveInt = Field(
        default=5, ge=2, description="So many interruptions within the cooldown make a camera unsteady."
    )
