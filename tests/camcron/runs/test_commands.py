"""Commands of an administrator's own: their words, their programs, their output without secrets."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.camcron.recordings.paths import Context
from regie.camcron.runs.commands import command_faults, filled, hidden, uses, values_of, words_of
from regie.kernel.processes.redacted import HELD, RedactedStream
from regie.kernel.secrets import Redactor

JOB_4 = "ffprobe -v quiet -print_format json -show_streams {streamUrl}"


def test_a_text_is_split_as_a_shell_would_and_a_list_is_taken_as_it_is():
    assert words_of("ffmpeg -i 'two words' \"{streamUrl}\" $HOME;ls") == (
        "ffmpeg", "-i", "two words", "{streamUrl}", "$HOME;ls",
    )  # fmt: skip
    assert words_of(["ffmpeg", "two words"]) == ("ffmpeg", "two words")


def test_a_value_stays_inside_of_its_word_whatever_it_is():
    naming = Context("cam", '"; rm -rf / #', "job", "{cameraId} $(id)")
    at = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)

    words = filled(
        words_of("echo {cameraName} a{jobName}b {timestamp} {{x}} {year}-{month}"),
        values_of(naming, at, ZoneInfo("Europe/Paris")),
    )

    assert words == (
        "echo", '"; rm -rf / #', "a{cameraId} $(id)b", "20261116T080000+0100", "{x}", "2026-11",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("", "is missing"),
        ([], "is missing"),
        ("ffprobe 'open", "cannot be split"),
        ("sh -c id", "«sh» is not among"),
        ("/usr/bin/ffprobe x", "«/usr/bin/ffprobe» is not among"),
        ("../ffmpeg", "«../ffmpeg» is not among"),
        ("{jobName} x", "«{jobName}» is not among"),
        ("ffprobe {streamURL}", "there is no placeholder «{streamURL}»: did you mean «streamUrl»?"),
        (["ffprobe", "a\0b"], "null character"),
    ],
)
def test_a_wrong_command_is_told_with_what_is_wrong(command, says):
    (fault,) = command_faults(command, ("curl",))
    assert fault.path == "processConfig.command"
    assert says in fault.message


def test_programs_that_are_listed_may_be_named_by_their_name_or_their_path():
    for command in ("curl -s {streamUrl}", "/opt/tools/scan x", "scan x", "ffmpeg", JOB_4):
        assert list(command_faults(command, ("curl", "/opt/tools/scan"))) == []


def test_ffmpeg_and_ffprobe_are_given_the_address_in_a_list_with_the_options_of_its_protocol():
    found = hidden(words_of(JOB_4), "/s/list", "file,tcp")
    assert found is not None
    words, options = found
    assert words[:6] == ("ffprobe", "-v", "quiet", "-print_format", "json", "-show_streams")
    assert words[6:] == ("-protocol_whitelist", "file,tcp", "-f", "concat", "-safe", "0", "-i", "/s/list")
    assert options == ()

    words, options = hidden(
        words_of("ffmpeg -nostdin -rtsp_transport udp -t 3 -i {streamUrl} -f mjpeg -frames:v 1 {output}"), "/l", "file"
    ) or ((), ())
    assert words[:4] == ("ffmpeg", "-nostdin", "-t", "3")
    assert words[-6:] == ("/l", "-f", "mjpeg", "-frames:v", "1", "{output}")
    assert options == (("rtsp_transport", "udp"),)


@pytest.mark.parametrize(
    "command",
    [
        "ffmpeg -f rtsp -i {streamUrl} x",
        "ffprobe -show_format {streamUrl}",
        "ffmpeg -i a{streamUrl} x",
        "ffmpeg -i x y",
    ],
)
def test_where_a_list_would_mean_something_else_the_address_stands_in_its_place(command):
    assert hidden(words_of(command), "/l", "file") is None


def test_whether_a_command_has_a_place_for_a_value():
    assert uses(words_of(JOB_4), "streamUrl")
    assert not uses(words_of("ffmpeg {{output}}"), "output")


SECRET = "p@ss w/rd'%é"


def through(stream: RedactedStream, data: bytes, sizes: list[int]) -> bytes:
    out, rest = b"", data
    for size in sizes:
        out, rest = out + stream.feed(rest[:size]), rest[size:]
    return out + stream.feed(rest) + stream.finish()


@given(
    st.lists(st.integers(0, 9000), max_size=12),
    st.lists(st.integers(0, 60_000), min_size=1, max_size=6),
    st.sampled_from(["\n", " ", "x"]),
)
def test_a_secret_never_passes_wherever_chunks_and_lines_end(sizes, places, filler):
    redactor = Redactor()
    redactor.register(SECRET, user="admin")
    text = filler * 60_000
    for place in sorted(places, reverse=True):
        text = f"{text[:place]}<{SECRET}>{text[place:]}"

    clean = through(RedactedStream(redactor.redact), text.encode(), sizes).decode()

    assert SECRET not in clean
    assert clean == redactor.redact(text)


def test_what_is_no_text_passes_as_it_came():
    data = bytes(range(256)) * 700
    assert through(RedactedStream(Redactor().redact), data, [5, HELD, 3 * HELD, 1]) == data
