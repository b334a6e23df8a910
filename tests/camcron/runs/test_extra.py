"""`extraArgs`: what is allowed goes to its side, what is not is told by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.camcron.runs.extra import OPTIONS, check_extra, parse_extra


def test_the_specifications_own_example_opens_the_stream() -> None:
    assert parse_extra(["-rtsp_transport", "tcp"]).source == (("rtsp_transport", "tcp"),)


def test_each_option_goes_to_its_side_whatever_the_order() -> None:
    extra = parse_extra(
        ["-preset", "fast", "-hwaccel", "auto", "-probesize", "5M", "-an", "-metadata", "title=Porte d'entrée"]
    )

    assert extra.source == (("probesize", "5M"),)
    assert extra.input == ("-hwaccel", "auto")
    assert extra.output == ("-preset", "fast", "-an", "-metadata", "title=Porte d'entrée")


@pytest.mark.parametrize(
    ("arguments", "place", "said"),
    [
        (["-filter_complex", "movie=/etc/passwd"], "0", "«-filter_complex» is not allowed"),
        (["-vf", "drawtext=textfile=/etc/passwd"], "0", "processConfig.resolution says it"),
        (["-i", "file:/etc/passwd"], "0", "cameraId and streamKey says it"),
        (["-f", "tee"], "0", "output.format says it"),
        (["-y", "/etc/cron.d/x"], "0", "«-y» is not allowed"),
        (["/tmp/out.mp4"], "0", "follows no option"),
        (["-/filter:v", "/etc/passwd"], "0", "is not allowed"),
        (["-report"], "0", "«-report» is not allowed"),
        (["-x264-params", "stats=/etc/x"], "0", "is not allowed"),
        (["-crf"], "0", "«-crf» needs a value"),
        (["-an", "-crf", "low"], "2", "«-crf» cannot be «low»"),
        (["-rtsp_transport", "tcp,udp"], "1", "cannot be «tcp,udp»"),
        (["-rtsp_transport", "tcp\n"], "1", "cannot be"),
        (["-metadata", "title=a\nb"], "1", "cannot be"),
        (["-metadata", "/etc/passwd"], "1", "cannot be"),
        (["-user_agent", "x\r\nHost: evil"], "1", "cannot be"),
        (["-b:v", "2500kk"], "1", "cannot be"),
    ],
)  # fmt: skip
def test_what_is_not_allowed_is_named_with_what_would_be(arguments: list[str], place: str, said: str) -> None:
    (fault,) = check_extra(arguments)

    assert fault.path == f"processConfig.extraArgs.{place}"
    assert said in fault.message
    assert fault.expected


def test_every_wrong_argument_is_told_at_once() -> None:
    faults = check_extra(["-vf", "null", "-crf", "x", "-preset", "fast", "-nope"])

    assert [fault.path for fault in faults] == [f"processConfig.extraArgs.{place}" for place in (0, 3, 6)]


@given(st.lists(st.one_of(st.sampled_from(list(OPTIONS)), st.text(max_size=30)), max_size=8))
def test_nothing_that_was_accepted_can_name_a_file_or_a_protocol(arguments: list[str]) -> None:
    if check_extra(arguments):
        with pytest.raises(ValueError, match="extraArgs"):
            parse_extra(arguments)
        return
    extra = parse_extra(arguments)
    for value in (*(value for _, value in extra.source), *extra.input, *extra.output):
        assert "://" not in value
        assert not value.startswith(("/", "\\", "file:", "pipe:", "concat:", "@"))
        assert "\n" not in value
