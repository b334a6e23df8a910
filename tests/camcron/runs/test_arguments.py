"""The arguments of ffmpeg, word by word."""

import dataclasses

import pytest

from regie.camcron.runs.arguments import Encoding, Recording, Snapshot, record_arguments, snapshot_arguments
from regie.camcron.runs.containers import CONTAINERS, AudioPlan, can_copy, plan_audio
from regie.camcron.runs.extra import Extra, parse_extra
from regie.camcron.runs.sources import Source, can_list, input_arguments, kind_of, source_list

ADDRESS = "rtsp://admin:p%40ss@192.168.1.100:554/stream1"
GARAGE = Source(ADDRESS, "rtsp", list_path="/run/source.ffconcat")
NEW, OLD, OLDEST = (9, 0), (5, 1), (4, 4)


def a_recording(**more: object) -> Recording:
    held = Recording(GARAGE, CONTAINERS["mp4"], "/disk/.regie/run", 0, 3600, audio=AudioPlan("copy"))
    return dataclasses.replace(held, **more)


def after(arguments: tuple[str, ...], name: str) -> str:
    assert arguments.count(name) == 1, arguments
    return arguments[arguments.index(name) + 1]


def test_the_specifications_first_job_copies_into_hourly_files() -> None:
    assert record_arguments(a_recording(found="h264"), NEW) == (
        "-nostdin", "-hide_banner", "-loglevel", "level+warning", "-nostats",
        "-progress", "{pipe:progress}", "-stats_period", "1",
        "-protocol_whitelist", "file,rtsp,rtsps,rtp,srtp,udp,tcp,tls,http,https,crypto",
        "-f", "concat", "-safe", "0", "-i", "/run/source.ffconcat",
        "-map", "0:v:0", "-map", "0:a:0?", "-c:a", "copy", "-sn", "-dn",
        "-c:v", "copy", "-max_interleave_delta", "1000000",
        "-f", "segment", "-segment_time", "3600", "-segment_format", "mp4", "-segment_format_options",
        "movflags=+frag_keyframe+empty_moov+default_base_moof:frag_duration=500000:flush_packets=1"
        ":max_interleave_delta=1000000",
        "-segment_list", "{pipe:segments}", "-segment_list_type", "csv", "-segment_start_number", "0",
        "-reset_timestamps", "1", "/disk/.regie/run/%d.mp4",
    )  # fmt: skip


def test_the_list_holds_the_address_and_the_options_of_its_protocol() -> None:
    assert source_list(GARAGE, parse_extra(["-rtsp_transport", "udp", "-stimeout", "3000000"])) == (
        f"ffconcat version 1.0\nfile '{ADDRESS}'\noption rtsp_transport 'udp'\noption timeout '3000000'\n"
    )


def test_a_quote_in_an_address_stays_in_its_place_and_a_second_line_is_refused() -> None:
    assert "file 'rtsp://h/it'\\''s'\n" in source_list(Source("rtsp://h/it's", "rtsp"), Extra())
    with pytest.raises(ValueError, match="one line"):
        source_list(Source("rtsp://h/x\nfile /etc/passwd", "rtsp"), Extra())


def test_an_old_ffmpeg_gets_the_address_itself_and_the_option_by_its_former_name() -> None:
    plain = dataclasses.replace(GARAGE, list_path=None)

    words = input_arguments(plain, Extra(), OLDEST)

    assert not can_list(OLDEST)
    assert can_list(OLD)
    assert after(words, "-stimeout") == "10000000"
    assert after(words, "-i") == ADDRESS
    assert "-timeout" not in words


@pytest.mark.parametrize(
    ("address", "codec", "kind"),
    [
        ("rtsp://h/1", None, "rtsp"),
        ("rtsps://h/1", None, "rtsp"),
        ("rtmp://h/live/x", None, "rtmp"),
        ("http://h/mjpg/video.mjpg", None, "mjpeg"),
        ("http://h/video.mjpeg", None, "mjpeg"),
        ("http://h/stream", "mjpeg", "mjpeg"),
        ("https://h/stream.flv", "h264", "http"),
        ("http://h/videostream.cgi", None, "http"),
        ("http://h/snap.JPG?channel=1", None, "jpeg"),
        ("/films/a.ts", None, "file"),
    ],
)
def test_an_address_tells_how_it_is_read(address: str, codec: str | None, kind: str) -> None:
    assert kind_of(address, codec) == kind


@pytest.mark.parametrize("kind", ["rtmp", "http", "mjpeg", "jpeg"])
def test_only_rtsp_gets_options_of_rtsp(kind: str) -> None:
    """`-timeout` makes an RTMP reader listen instead, and an unknown option ends ffmpeg."""
    source = Source("http://h/x", kind)

    text = source_list(source, parse_extra(["-rtsp_transport", "tcp", "-timeout", "1"]), quick=True)

    assert "option rw_timeout '10000000'" in text
    assert "rtsp" not in text
    assert "option timeout" not in text


def test_single_pictures_are_asked_for_again_and_again() -> None:
    text = source_list(Source("http://h/snap.jpg", "jpeg", rate=2), Extra())

    assert text.count("file 'http://h/snap.jpg'") == 2 * 3600 * 6
    assert text.count("duration 0.500000\n") == 2 * 3600 * 6


@pytest.mark.parametrize("kind", ["rtsp", "rtmp", "http", "mjpeg", "jpeg", "file"])
@pytest.mark.parametrize("list_path", [None, "/run/list"])
def test_what_may_be_opened_is_always_bounded(kind: str, list_path: str | None) -> None:
    source = Source("x", kind, list_path=list_path)
    recording = record_arguments(a_recording(source=source), NEW)
    snapshot = snapshot_arguments(Snapshot(source, "/t/0.jpg", "jpg"), NEW)

    for words in (recording, snapshot):
        allowed = after(words, "-protocol_whitelist").split(",")
        assert words.index("-protocol_whitelist") < words.index("-i")
        assert ("file" in allowed) is (kind == "file" or list_path is not None)
        assert not {"concat", "pipe", "data", "subfile", "unix", "fd"} & set(allowed)


def test_h265_is_tagged_for_mp4_alone() -> None:
    assert after(record_arguments(a_recording(found="hevc"), NEW), "-tag:v") == "hvc1"
    assert "-tag:v" not in record_arguments(a_recording(found="hevc", container=CONTAINERS["mkv"]), NEW)
    assert "-tag:v" not in record_arguments(a_recording(found="h264"), NEW)


def test_avi_gets_start_codes() -> None:
    words = record_arguments(a_recording(found="h264", container=CONTAINERS["avi"]), NEW)

    assert after(words, "-bsf:v") == "h264_mp4toannexb"


def test_avi_has_places_for_frames_instead_of_a_rate_that_is_guessed() -> None:
    assert after(record_arguments(a_recording(found="h264", container=CONTAINERS["avi"]), NEW), "-r") == "60"
    assert "-r" not in record_arguments(a_recording(found="h264"), NEW)


def test_pictures_wait_for_sound_as_long_as_old_versions_need() -> None:
    assert "-max_interleave_delta" not in record_arguments(a_recording(found="h264"), OLD)


@pytest.mark.parametrize(
    ("video", "expected"),
    [
        (Encoding("h264", quality=85), {"-c:v": "libx264", "-crf": "20", "-vf": "format=yuv420p"}),
        (Encoding("h264", bitrate=2000), {"-b:v": "2000k", "-maxrate": "2000k", "-bufsize": "4000k"}),
        (Encoding("h264", bitrate=2000, quality=85), {"-crf": "20", "-maxrate": "2000k"}),
        (Encoding("h265", resolution=(1280, 720)), {"-c:v": "libx265", "-vf": "scale=1280:720,format=yuv420p"}),
        (Encoding("h265"), {"-tag:v": "hvc1"}),
        (Encoding("h264", frame_rate=12.5), {"-r": "12.5", "-fps_mode": "cfr"}),
        (Encoding("h264"), {"-fps_mode": "vfr", "-force_key_frames": "expr:gte(t+0.001,n_forced*3600/1800)"}),
        (Encoding("mjpeg", quality=100), {"-c:v": "mjpeg", "-q:v": "2"}),
    ],
)
def test_encoding_follows_what_was_asked_for(video: Encoding, expected: dict[str, str]) -> None:
    words = record_arguments(a_recording(video=video), NEW)

    assert {name: after(words, name) for name in expected} == expected


def test_the_way_of_timing_is_spelled_as_the_version_knows_it() -> None:
    encoded = a_recording(video=Encoding("h264"))

    assert after(record_arguments(encoded, (5, 0)), "-vsync") == "vfr"
    assert after(record_arguments(encoded, OLD), "-fps_mode") == "vfr"


@pytest.mark.parametrize(
    ("segment", "tick", "offset"),
    [
        (3600, "08:00:00", 0),
        (3600, "08:10:00", 600),
        (7, "00:00:10", 3),
        (None, "18:30:00", 66600),
    ],
)
def test_with_strict_bounds_cuts_fall_on_the_tick(segment: float | None, tick: str, offset: float) -> None:
    hours, minutes, seconds = map(int, tick.split(":"))
    begins_at = 20_000 * 86_400 + hours * 3600 + minutes * 60 + seconds

    words = record_arguments(a_recording(begins_at=float(begins_at), segment_seconds=segment), NEW)

    assert after(words, "-segment_atclocktime") == "1"
    assert float(after(words, "-segment_clocktime_offset")) == offset


def test_what_people_added_comes_last_and_so_counts() -> None:
    extra = parse_extra(["-preset", "slow", "-hwaccel", "auto"])

    words = record_arguments(a_recording(video=Encoding("h264"), extra=extra), NEW)

    presets = [words[place + 1] for place, word in enumerate(words) if word == "-preset"]
    assert presets == ["veryfast", "slow"]
    assert words.index("-hwaccel") < words.index("-i")


def test_a_folder_with_a_percent_sign_is_itself() -> None:
    assert record_arguments(a_recording(folder="/disk/100%d/"), NEW)[-1] == "/disk/100%%d/%d.mp4"


@pytest.mark.parametrize(
    ("wanted", "found", "container", "action"),
    [
        ("auto", "aac", "mp4", "copy"),
        ("auto", "pcm_alaw", "mp4", "aac"),
        ("auto", "pcm_alaw", "mkv", "copy"),
        ("auto", "pcm_alaw", "ts", "aac"),
        ("auto", "aac", "avi", "aac"),
        ("auto", "", "mp4", "none"),
        ("auto", None, "mp4", "aac"),
        ("copy", "adpcm_g726", "mp4", "aac"),
        ("aac", "aac", "mp4", "aac"),
        ("aac", "", "mp4", "none"),
        ("none", "aac", "mp4", "none"),
    ],
)
def test_sound_never_costs_the_picture(wanted: str, found: str | None, container: str, action: str) -> None:
    plan = plan_audio(wanted, found, CONTAINERS[container])

    assert plan.action == action
    assert bool(plan.reason) is (wanted == "copy" and action == "aac")


def test_a_picture_that_a_container_does_not_take_is_known_before() -> None:
    assert not can_copy("mjpeg", CONTAINERS["mp4"])
    assert can_copy("mjpeg", CONTAINERS["avi"])
    assert can_copy(None, CONTAINERS["mp4"])


def test_a_picture_is_taken_from_key_frames_from_the_tick_on() -> None:
    words = snapshot_arguments(Snapshot(GARAGE, "/s/1.jpg", "jpg", (1280, 720), 85, not_before=1763276400.5), NEW)

    assert after(words, "-skip_frame") == "nokey"
    assert after(words, "-frames:v") == "1"
    assert after(words, "-vf") == "select='gte(time(0),1763276400.500)',scale=1280:720,format=yuvj420p"
    assert after(words, "-q:v") == "4"
    assert words[-1] == "/s/1.jpg"


def test_a_cameras_own_jpeg_is_kept_as_it_comes_unless_something_is_asked_of_it() -> None:
    source = Source("http://h/snap.jpg", "jpeg")

    assert after(snapshot_arguments(Snapshot(source, "/s/1.jpg", "jpg"), NEW), "-c:v") == "copy"
    for more in ({"quality": 50}, {"resolution": (320, 180)}, {"not_before": 1.0}):
        wanted = dataclasses.replace(Snapshot(source, "/s/1.jpg", "jpg"), **more)
        assert after(snapshot_arguments(wanted, NEW), "-c:v") == "mjpeg"
    assert after(snapshot_arguments(Snapshot(source, "/s/1.webp", "webp"), NEW), "-c:v") == "libwebp"


def test_of_what_people_added_a_picture_takes_only_what_suits_it() -> None:
    extra = parse_extra(["-preset", "slow", "-an", "-b:v", "2M", "-rtsp_transport", "udp"])

    words = snapshot_arguments(Snapshot(GARAGE, "/s/1.jpg", "jpg", extra=extra), NEW)

    assert "-preset" not in words
    assert "-b:v" not in words
