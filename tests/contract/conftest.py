"""The house of `tests.camcron`, once for a module."""

from tests.camcron.conftest import door, each_door

__all__ = ["door", "each_door"]
