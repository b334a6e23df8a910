"""
One scale of quality, 1 to 100, higher is better, for encoders that each have their own.

The ends were chosen so that 85 looks as people expect it of a JPEG, and 1 is poor but recognisable. H.265 reaches the
same look at a rate factor about four higher than H.264. PNG loses nothing at any quality: there the scale trades size
for effort, larger and quicker at the top, as with the others.
"""

import math

DEFAULT = 80


def rate_factor(quality: int, codec: str) -> int:
    """`crf` of libx264 (15 to 45) or libx265 (19 to 49)."""
    return round(45 - (quality - 1) * 30 / 99) + (4 if codec == "h265" else 0)


def jpeg_scale(quality: int) -> int:
    """`q:v` of mjpeg: 2 is its best, 31 its worst."""
    return round(2 + 29 * math.pow((100 - quality) / 99, 1.5))


def webp_quality(quality: int) -> int:
    """libwebp has the same scale."""
    return quality


def png_level(quality: int) -> int:
    """zlib's level, 9 is the smallest and slowest."""
    return round((100 - quality) * 9 / 99)
