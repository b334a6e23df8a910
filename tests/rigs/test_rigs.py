"""Each camera of the tests does what it says, seen by real ffmpegs: Debian's and the wheel's, side by side."""

import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.rigs import media
from tests.rigs.mjpeg import MjpegCam
from tests.rigs.rtmp import RtmpCam
from tests.rigs.rtsp import GstCam, RelayCam

pytestmark = pytest.mark.rig
PASSWORD = "p@ss:w/rd"
BOTH = ("debian", "wheel")
QUICK = ["-analyzeduration", "2000000"]


class Pulls:
    """Recordings that run side by side in a folder; `said` waits for one and gives what its ffmpeg told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pool = ThreadPoolExecutor(8)
        self.running: dict[str, Future[str]] = {}

    def begin(self, name: str, url: str, *options: str, seconds: float = 1, ffmpeg: str = "wheel") -> None:
        binary = media.debian_ffmpeg() if ffmpeg == "debian" else media.wheel_ffmpeg()
        command = [binary, "-nostdin", "-hide_banner", "-v", "info", "-y", *QUICK, *options, "-i", url]
        command += ["-t", str(seconds), "-c", "copy", str(self.folder / name)]
        self.running[name] = self.pool.submit(_run, command)

    def rtsp(
        self,
        name: str,
        url: str,
        *,
        over: str = "tcp",
        timeout: float = 8,
        seconds: float = 1,
        ffmpeg: str = "wheel",
    ) -> None:
        options = ["-rtsp_transport", over, "-timeout", str(int(timeout * 1e6))]
        self.begin(name, url, *options, seconds=seconds, ffmpeg=ffmpeg)

    def both(self, url: str, *options: str, seconds: float = 1) -> list[Path]:
        """The same by both ffmpegs, to the end."""
        names = [f"{ffmpeg}.mkv" for ffmpeg in BOTH]
        for ffmpeg, name in zip(BOTH, names, strict=True):
            self.begin(name, url, *options, seconds=seconds, ffmpeg=ffmpeg)
        return [self.made(name) for name in names]

    def said(self, name: str) -> str:
        return self.running[name].result(20)

    def made(self, name: str) -> Path:
        said = self.said(name)
        made = self.folder / name
        assert made.exists() and made.stat().st_size > 1000, said
        return made


def _run(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, timeout=20).stderr


@pytest.fixture
def pulls(tmp_path: Path) -> Iterator[Pulls]:
    running = Pulls(tmp_path)
    yield running
    running.pool.shutdown()


TCP = ("-rtsp_transport", "tcp", "-timeout", "8000000")


def codecs(path: Path) -> list[str]:
    return [stream["codec_name"] for stream in media.probe(path)["streams"]]


@contextmanager
def taking(at_least: float, less_than: float = 10) -> Iterator[None]:
    began = time.monotonic()
    yield
    assert at_least < time.monotonic() - began < less_than


def until_played(camera: RelayCam, count: int = 1) -> None:
    while camera.state()["played"] < count:
        time.sleep(0.02)


class TestRelayCam:
    def test_serves_its_loops_to_both_ffmpegs(self, relaycam: RelayCam, pulls: Pulls) -> None:
        for made in pulls.both(relaycam.url(), *TCP, seconds=2):
            assert codecs(made) == ["h264", "aac"]
            assert media.decoded_frames(made) >= 7
        assert relaycam.state()["played"] == 2

    def test_serves_h265(self, pulls: Pulls) -> None:
        with RelayCam(main=media.loop("h265", "pcma")) as camera:
            recorded = pulls.both(camera.url(), *TCP)

        assert [codecs(made) for made in recorded] == [["hevc", "pcm_alaw"]] * 2

    def test_has_no_udp(self, relaycam: RelayCam, pulls: Pulls) -> None:
        pulls.rtsp("a.mkv", relaycam.url(), over="udp")

        assert "461" in pulls.said("a.mkv")

    @pytest.mark.parametrize("kind", ["digest", "basic"])
    def test_asks_for_credentials(self, relaycam: RelayCam, pulls: Pulls, kind: str) -> None:
        relaycam.require(kind, "admin", PASSWORD)

        pulls.rtsp("wrong.mkv", relaycam.url(username="admin", password="no"))
        right = pulls.both(relaycam.url(username="admin", password=PASSWORD), *TCP)

        assert "401" in pulls.said("wrong.mkv")
        assert [codecs(made) for made in right] == [["h264", "aac"]] * 2

    def test_refuses_one_client_too_many_until_another_leaves(self, relaycam: RelayCam, pulls: Pulls) -> None:
        relaycam.limit(1)
        pulls.rtsp("a.mkv", relaycam.url())
        until_played(relaycam)

        pulls.rtsp("b.mkv", relaycam.url("sub"))
        refused = pulls.said("b.mkv")
        pulls.said("a.mkv")
        pulls.rtsp("c.mkv", relaycam.url("sub"))

        assert "453" in refused
        assert codecs(pulls.made("c.mkv")) == ["h264", "aac"]
        assert relaycam.state()["peak"] == 1
        assert relaycam.state()["refused"] == 1

    def test_refuses_with_the_status_asked_for(self, relaycam: RelayCam, pulls: Pulls) -> None:
        relaycam.refuse(503)
        pulls.rtsp("a.mkv", relaycam.url())

        assert "503" in pulls.said("a.mkv")

    def test_a_frozen_picture_ends_a_client_only_by_its_own_timeout(self, relaycam: RelayCam, pulls: Pulls) -> None:
        relaycam.freeze()

        with taking(0.7):
            pulls.rtsp("a.mkv", relaycam.url(), timeout=0.7)
            pulls.said("a.mkv")

        assert relaycam.state()["played"] == 1

    def test_video_alone_can_freeze(self, relaycam: RelayCam, pulls: Pulls) -> None:
        relaycam.freeze("video")
        pulls.rtsp("a.mkv", relaycam.url())
        frozen = media.probe(pulls.made("a.mkv"), "-show_packets")["packets"]
        relaycam.thaw()
        pulls.rtsp("b.mkv", relaycam.url(), seconds=2)

        assert {packet["codec_type"] for packet in frozen} == {"audio"}
        assert media.decoded_frames(pulls.made("b.mkv")) >= 7

    def test_cuts_its_clients_and_serves_them_again(self, relaycam: RelayCam, pulls: Pulls) -> None:
        pulls.rtsp("a.mkv", relaycam.url(), seconds=30)
        until_played(relaycam)

        relaycam.drop()
        with taking(0, less_than=5):
            pulls.said("a.mkv")
        pulls.rtsp("b.mkv", relaycam.url())

        assert codecs(pulls.made("b.mkv")) == ["h264", "aac"]
        assert relaycam.state()["played"] == 2

    def test_answers_with_garbage(self, relaycam: RelayCam, pulls: Pulls) -> None:
        relaycam.garbage("answer")
        pulls.rtsp("a.mkv", relaycam.url(), timeout=0.7)
        pulls.said("a.mkv")

        assert not (pulls.folder / "a.mkv").exists()
        assert relaycam.state()["played"] == 0

    def test_mixes_garbage_into_its_packets(self, relaycam: RelayCam) -> None:
        relaycam.garbage("stream")
        command = [media.wheel_ffmpeg(), "-nostdin", "-v", "quiet", *QUICK, *TCP, "-i", relaycam.url()]

        with pytest.raises(subprocess.TimeoutExpired) as endless:
            subprocess.run([*command, "-t", "1", "-f", "framecrc", "-"], timeout=3, stdout=subprocess.PIPE)

        assert (endless.value.output or b"").count(b"\n0,") < 15
        assert relaycam.state()["played"] == 1

    def test_never_answers_when_mute(self, relaycam: RelayCam, pulls: Pulls) -> None:
        relaycam.mute()

        with taking(0.5):
            pulls.rtsp("a.mkv", relaycam.url(), timeout=0.5)
            pulls.said("a.mkv")

        assert relaycam.state()["played"] == 0

    def test_starts_slowly(self, relaycam: RelayCam, pulls: Pulls) -> None:
        relaycam.slow(1.0)

        with taking(1.0):
            pulls.rtsp("a.mkv", relaycam.url(), seconds=0.3)
            pulls.said("a.mkv")

        assert relaycam.state()["played"] == 1

    def test_changes_its_resolution(self, relaycam: RelayCam, pulls: Pulls) -> None:
        relaycam.feed("main", media.loop(size="320x180", kbps=200))
        pulls.rtsp("a.mkv", relaycam.url())

        assert media.probe(pulls.made("a.mkv"))["streams"][0]["width"] == 320

    def test_comes_back_on_its_port_after_a_power_cut(self, relaycam: RelayCam, pulls: Pulls) -> None:
        relaycam.kill()
        pulls.rtsp("a.mkv", relaycam.url())
        gone = pulls.said("a.mkv")
        relaycam.start()
        pulls.rtsp("b.mkv", relaycam.url())

        assert "refused" in gone
        assert codecs(pulls.made("b.mkv")) == ["h264", "aac"]


class TestGstCam:
    def test_serves_h264_and_aac_over_tcp_and_udp(self, gstcam: GstCam, pulls: Pulls) -> None:
        names = [f"{ffmpeg}-{over}.mkv" for ffmpeg in BOTH for over in ("tcp", "udp")]
        for name in names:
            ffmpeg, over = name.removesuffix(".mkv").split("-")
            pulls.rtsp(name, gstcam.url("main"), over=over, ffmpeg=ffmpeg)

        assert [codecs(pulls.made(name)) for name in names] == [["h264", "aac"]] * 4

    def test_serves_h265_and_g711(self, gstcam: GstCam, pulls: Pulls) -> None:
        recorded = pulls.both(gstcam.url("h265"), *TCP)

        assert [codecs(made) for made in recorded] == [["hevc", "pcm_alaw"]] * 2

    @pytest.mark.parametrize("kind", ["digest", "basic"])
    def test_asks_for_credentials(self, pulls: Pulls, kind: str) -> None:
        with GstCam(auth=kind, username="admin", password=PASSWORD) as camera:
            pulls.rtsp("wrong.mkv", camera.url("sub", username="admin", password="no"))
            right = pulls.both(camera.url("sub", username="admin", password=PASSWORD), *TCP)

        assert "401" in pulls.said("wrong.mkv")
        assert [codecs(made) for made in right] == [["h264"]] * 2

    def test_refuses_one_client_too_many(self, pulls: Pulls) -> None:
        command = [media.wheel_ffmpeg(), "-nostdin", "-v", "error", *QUICK, *TCP]
        with GstCam(limit=1) as camera:
            command += ["-i", camera.url("sub"), "-c", "copy", "-f", "framecrc", "-"]
            with subprocess.Popen(command, stdout=subprocess.PIPE) as first:
                assert first.stdout is not None
                first.stdout.readline()
                pulls.rtsp("a.mkv", camera.url("sub"))
                refused = pulls.said("a.mkv")
                first.kill()

        assert "453" in refused


class TestMjpegCam:
    def test_streams_pictures(self, mjpegcam: MjpegCam, pulls: Pulls) -> None:
        for made in pulls.both(mjpegcam.url(), "-f", "mpjpeg", seconds=0.6):
            assert media.decoded_frames(made) >= 10

    @pytest.mark.parametrize("kind", ["digest", "basic"])
    def test_asks_for_credentials(self, pulls: Pulls, kind: str) -> None:
        with MjpegCam(auth=kind, username="admin", password=PASSWORD) as camera:
            pulls.begin("wrong.mkv", camera.url("snap.jpg", username="admin", password="no"))
            right = pulls.both(camera.url("snap.jpg", username="admin", password=PASSWORD))
            said = pulls.said("wrong.mkv")

        assert "401" in said
        assert [codecs(made) for made in right] == [["mjpeg"]] * 2

    def test_stalls_with_the_connection_open(self, mjpegcam: MjpegCam, pulls: Pulls) -> None:
        with taking(1.0, less_than=6):
            pulls.begin("a.mkv", mjpegcam.url("mjpeg?stall=8"), "-rw_timeout", "700000", seconds=9)
            pulls.said("a.mkv")

        assert media.decoded_frames(pulls.made("a.mkv")) <= 8

    def test_cuts_in_the_middle_of_a_picture(self, mjpegcam: MjpegCam, tmp_path: Path) -> None:
        done = subprocess.run(["curl", "-sS", "-o", str(tmp_path / "a.jpg"), mjpegcam.url("snap.jpg?cut=1")])

        assert done.returncode == 18
        assert not (tmp_path / "a.jpg").read_bytes().endswith(b"\xff\xd9")


class TestRtmpCam:
    def test_plays_its_loop(self, rtmpcam: RtmpCam, pulls: Pulls) -> None:
        recorded = pulls.both(rtmpcam.url(), "-rw_timeout", "5000000")

        assert [codecs(made) for made in recorded] == [["h264", "aac"]] * 2

    def test_asks_for_its_key(self, pulls: Pulls) -> None:
        with RtmpCam(key="s3cret") as camera:
            pulls.begin("wrong.mkv", camera.url(key="wrong"), "-rw_timeout", "1500000")
            right = pulls.both(camera.url(key="s3cret"), "-rw_timeout", "5000000")

        pulls.said("wrong.mkv")
        assert not (pulls.folder / "wrong.mkv").exists()
        assert [codecs(made) for made in right] == [["h264", "aac"]] * 2

    def test_freezes(self, rtmpcam: RtmpCam, pulls: Pulls) -> None:
        rtmpcam.freeze()

        with taking(0.7, less_than=6):
            pulls.begin("a.mkv", rtmpcam.url(), "-rw_timeout", "700000", seconds=9)
            pulls.said("a.mkv")


def test_a_missing_program_tells_how_to_get_it() -> None:
    with pytest.raises(media.Missing, match="apt-get install -y --no-install-recommends nginx-light"):
        media.needs("no-such-program", "nginx-light")
