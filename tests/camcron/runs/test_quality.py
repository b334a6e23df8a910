"""One scale of quality: higher is better for every encoder."""

from itertools import pairwise

import pytest

from regie.camcron.runs.quality import jpeg_scale, png_level, rate_factor, webp_quality

SCALE = range(1, 101)


@pytest.mark.parametrize(
    ("encoder", "worst", "usual", "best"),
    [
        pytest.param(lambda quality: rate_factor(quality, "h264"), 45, 20, 15, id="libx264 crf"),
        pytest.param(lambda quality: rate_factor(quality, "h265"), 49, 24, 19, id="libx265 crf"),
        pytest.param(jpeg_scale, 31, 4, 2, id="mjpeg q:v"),
        pytest.param(png_level, 9, 1, 0, id="png level"),
        pytest.param(lambda quality: -webp_quality(quality), -1, -85, -100, id="libwebp quality"),
    ],
)
def test_a_higher_quality_is_never_worse(encoder, worst: int, usual: int, best: int) -> None:
    values = [encoder(quality) for quality in SCALE]

    assert all(lower >= higher for lower, higher in pairwise(values))
    assert (values[0], values[84], values[99]) == (worst, usual, best)
