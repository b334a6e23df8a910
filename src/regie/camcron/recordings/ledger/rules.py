"""The rules by which files are deleted. Pure."""

from enum import StrEnum


class Rule(StrEnum):
    """By what a file was deleted."""

    MAX_DAYS = "maxDays"
    MAX_SIZE = "maxSizeGB"
    RESERVE = "reserve"
    FILM = "timelapse"
    PERSON = "person"
