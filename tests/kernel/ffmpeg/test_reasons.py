"""What ffmpeg 5.1 and 9.0 say, and what it means: real lines, and real programs."""

import subprocess

import pytest

from regie.kernel.ffmpeg.reasons import Kind, level_of, reason, reason_of
from tests.rigs import media
from tests.rigs.rtsp import RelayCam

ADDRESS = "rtsp://admin:hunter2@192.0.2.7/live"
INVALID_5 = f"[error] {ADDRESS}: Invalid data found when processing input"
INVALID_9 = "[in#0 @ 0x5566] [error] Error opening input: Invalid data found when processing input"
HEADER_5 = "[error] Could not write header for output file #0 (incorrect codec parameters ?): Invalid argument"
CASES = [
    (Kind.UNAUTHORIZED, "[rtsp @ 0x55] [error] method DESCRIBE failed: 401 Unauthorized"),
    (Kind.UNAUTHORIZED, "[in#0 @ 0x55] [error] method DESCRIBE failed: 401 (Unauthorized)"),
    (Kind.UNAUTHORIZED, f"[error] {ADDRESS}: Server returned 403 Forbidden (access denied)"),
    (Kind.UNAUTHORIZED, "[http @ 0x55] [warning] HTTP error 401 Unauthorized"),
    (Kind.NOT_FOUND, "[in#0 @ 0x55] [error] method DESCRIBE failed: 404 (Not Found)"),
    (Kind.NOT_FOUND, "[error] /data/gone.mp4: No such file or directory"),
    (
        Kind.BUSY,
        "[rtsp @ 0x55] [error] method SETUP failed: 453 Not Enough Bandwidth\n"
        f"[error] {ADDRESS}: Server returned 4XX Client Error, but not one of 40{{0,1,3,4}}",
    ),
    (Kind.BUSY, "[rtsp @ 0x55] [error] method DESCRIBE failed: 503 Service Unavailable"),
    (Kind.BUSY, "[fatal] Error opening input files: Server returned 429 Too Many Requests"),
    (Kind.TRANSPORT, "[in#0 @ 0x55] [error] method SETUP failed: 461 (Unsupported transport)"),
    (Kind.SERVER_ERROR, "[rtsp @ 0x55] [error] method DESCRIBE failed: 500 Internal Server Error"),
    (Kind.REFUSED, "[tcp @ 0x55] [error] Connection to tcp://127.0.0.1:1?timeout=0 failed: Connection refused"),
    (Kind.UNREACHABLE, f"[error] {ADDRESS}: No route to host"),
    (Kind.UNREACHABLE, f"[error] {ADDRESS}: Network is unreachable"),
    (
        Kind.DNS,
        "[tcp @ 0x55] [error] Failed to resolve hostname nohost.invalid: Name or service not known\n"
        "[error] rtsp://nohost.invalid/x: Input/output error",
    ),
    (Kind.TIMEOUT, f"[error] {ADDRESS}: Connection timed out"),
    (Kind.TIMEOUT, f"[in#0 @ 0x55] [warning] Failed reading RTSP data: Connection timed out\n{INVALID_9}"),
    (Kind.CLOSED, f"[in#0 @ 0x55] [warning] Failed reading RTSP data: End of file\n{INVALID_9}"),
    (Kind.CLOSED, "[http @ 0x55] [error] Stream ends prematurely at 639, should be 18446744073709551615"),
    (Kind.CLOSED, "[rtmp @ 0x55] [error] Cannot read RTMP handshake response"),
    (Kind.TLS, "[tls @ 0x55] [error] error:0A00010B:SSL routines::wrong version number"),
    (Kind.GARBAGE, f"[rtsp @ 0x55] [warning] CSeq 1 expected, 0 received.\n{INVALID_5}"),
    (Kind.GARBAGE, INVALID_5),
    (Kind.GARBAGE, INVALID_9),
    (Kind.DAMAGED, f"[mov,mp4,m4a,3gp,3g2,mj2 @ 0x55] [error] moov atom not found\n{INVALID_5}"),
    (Kind.NO_VIDEO, "[error] Output file #0 does not contain any stream"),
    (Kind.NO_VIDEO, "[fatal] Stream map '0:v' matches no streams.\nTo ignore this, add a trailing '?' to the map."),
    (Kind.DISK_FULL, "[error] av_interleaved_write_frame(): No space left on device"),
    (
        Kind.DISK_FULL,
        "[out#0/mp4 @ 0x55] [error] Could not write header (incorrect codec parameters ?): No space left on device",
    ),
    (Kind.READ_ONLY, "[error] /data/x.mp4: Read-only file system"),
    (
        Kind.OUTPUT_FOLDER,
        "[segment @ 0x55] [error] Failed to open segment '/data/0.mkv'\n"
        "[error] Could not write header for output file #0 (incorrect codec parameters ?): No such file or directory",
    ),
    (Kind.OUTPUT_FOLDER, "[out#0/mp4 @ 0x55] [fatal] Error opening output /data/x.mp4: Permission denied"),
    (Kind.DISK_ERROR, "[out#0/mp4 @ 0x55] [error] Error writing trailer: Input/output error"),
    (
        Kind.CONTAINER,
        "[mp4 @ 0x55] [error] Could not find tag for codec pcm_alaw in stream #1, codec not currently supported in "
        f"container\n{HEADER_5}",
    ),
    (
        Kind.CONTAINER,
        "[webm @ 0x55] [error] Only VP8 or VP9 or AV1 video and Vorbis or Opus audio and WebVTT subtitles are "
        f"supported for WebM.\n{HEADER_5}",
    ),
    (Kind.UNKNOWN_CODEC, "[vost#0:0 @ 0x55] [fatal] Unknown encoder 'h264_nvenc'"),
    (Kind.UNKNOWN_OPTION, "[error] Unrecognized option 'foo'."),
    (Kind.UNKNOWN_OPTION, "[fatal] Error opening output files: Invalid argument"),
    (Kind.UNKNOWN_FORMAT, "[NULL @ 0x55] [error] Unable to find a suitable output format for 'x.foo'"),
    (Kind.UNKNOWN_FORMAT, "[AVFormatContext @ 0x55] [error] Unable to choose an output format for 'x.foo'; use a"),
    (Kind.PROTOCOL, "[http @ 0x55] [error] Protocol 'http' not on whitelist 'file'!\n[error] x: Invalid argument"),
    (Kind.PROTOCOL, "[fatal] Error opening input files: Protocol not found"),
    (Kind.MEMORY, "[fatal] Error opening input files: Cannot allocate memory"),
    (Kind.UNKNOWN, "[warning] Guessed Channel Layout for Input Stream #0.0 : mono"),
    (Kind.UNKNOWN, ""),
]


@pytest.mark.parametrize(("kind", "text"), CASES)
def test_what_was_said_has_its_reason(kind, text):
    assert reason_of(text.splitlines()).kind is kind


def test_words_in_an_address_are_not_what_went_wrong():
    lines = ["[error] rtsp://cam/Timeout/moov-atom: Invalid data found when processing input"]
    assert reason_of(lines).kind is Kind.GARBAGE
    assert reason_of(["[fatal] rtsp://timed.example/Timeout: Connection refused"]).kind is Kind.REFUSED


def test_no_sentence_can_hold_a_secret_and_each_is_one():
    for kind in Kind:
        assert reason(kind).sentence.endswith(".")
    for _, text in CASES:
        assert "hunter2" not in reason_of(text.splitlines()).sentence


def test_what_lies_on_our_side_is_not_blamed_on_the_camera():
    assert Kind.DISK_FULL.is_ours
    assert Kind.CONTAINER.is_ours
    assert not Kind.UNAUTHORIZED.is_ours
    assert not Kind.GARBAGE.is_ours


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("[rtsp @ 0x55] [error] method DESCRIBE failed", "error"),
        ("[fatal] Error opening input files", "error"),
        ("[h264 @ 0x55] [warning] concealing 5 errors", "warning"),
        ("[info] Input #0", "info"),
        ("[debug] x", "debug"),
        ("no level at all [error]", "info"),
    ],
)
def test_the_level_of_a_line(line, level):
    assert level_of(line) == level


def said(ffmpeg: str, *arguments: str) -> list[str]:
    command = [ffmpeg, "-hide_banner", "-nostdin", "-loglevel", "level+warning", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=30).stderr.splitlines()


@pytest.fixture(scope="module")
def camera():
    with RelayCam(main=media.loop()) as camera:
        yield camera


def read(ffmpeg: str, url: str) -> Kind:
    timeout = ("-rtsp_transport", "tcp", "-timeout", "700000") if url.startswith("rtsp") else ()
    return reason_of(said(ffmpeg, *timeout, "-i", url, "-t", "0.1", "-c", "copy", "-f", "null", "-")).kind


@pytest.mark.rig
def test_a_real_ffmpeg_and_a_camera_that_will_not(any_ffmpeg, camera):
    for status, kind in ((404, Kind.NOT_FOUND), (403, Kind.UNAUTHORIZED), (453, Kind.BUSY), (503, Kind.BUSY)):
        camera.refuse(status)
        assert read(any_ffmpeg, camera.url()) is kind, status
    camera.refuse(0)
    camera.require("digest", "admin", "other")
    assert read(any_ffmpeg, camera.url(username="admin", password="hunter2")) is Kind.UNAUTHORIZED
    camera.require("")
    camera.garbage("answer")
    assert read(any_ffmpeg, camera.url()) in {Kind.GARBAGE, Kind.TIMEOUT}, "noise without an end is waited through"
    camera.garbage("")
    camera.mute()
    silent = Kind.TIMEOUT if any_ffmpeg == media.wheel_ffmpeg() else Kind.GARBAGE
    assert read(any_ffmpeg, camera.url()) is silent, "5.1 does not tell silence from nonsense"
    camera.mute(False)


def test_a_real_ffmpeg_and_what_is_not_there(any_ffmpeg, tmp_path):
    (tmp_path / "noise.mp4").write_bytes(b"\1\2\3" * 5000)
    assert read(any_ffmpeg, "rtsp://127.0.0.1:1/x") is Kind.REFUSED
    assert read(any_ffmpeg, "http://127.0.0.1:1/x") is Kind.REFUSED
    assert read(any_ffmpeg, "rtmp://127.0.0.1:1/x/y") is Kind.REFUSED
    assert read(any_ffmpeg, "http://no-such-host.invalid/x") is Kind.DNS
    assert read(any_ffmpeg, str(tmp_path / "gone.mp4")) is Kind.NOT_FOUND
    assert read(any_ffmpeg, str(tmp_path / "noise.mp4")) in {Kind.GARBAGE, Kind.DAMAGED}


def test_a_real_ffmpeg_and_outputs_that_cannot_be(any_ffmpeg, tmp_path):
    def write(*output: str) -> Kind:
        return reason_of(said(any_ffmpeg, "-f", "lavfi", "-i", "testsrc=s=320x240:d=1", *output)).kind

    assert write("-c:v", "mpeg2video", "-f", "mpegts", "-y", "/dev/full") is Kind.DISK_FULL
    assert write("-f", "segment", str(tmp_path / "gone" / "%d.mkv")) is Kind.OUTPUT_FOLDER
    assert write("-c:v", "rawvideo", str(tmp_path / "x.mp4")) is Kind.CONTAINER
    assert write("-c:v", "no_such_codec", str(tmp_path / "x.mp4")) is Kind.UNKNOWN_CODEC
    assert write("-no_such_option", "1", str(tmp_path / "x.mp4")) is Kind.UNKNOWN_OPTION
    assert write(str(tmp_path / "x.no-such-format")) is Kind.UNKNOWN_FORMAT
    assert write("-map", "0:a", str(tmp_path / "x.mp4")) is Kind.NO_VIDEO


def test_every_kind_that_the_table_tells_has_a_case():
    told = {kind for kind, _ in CASES}
    assert set(Kind) - told == {Kind.CRASHED}
