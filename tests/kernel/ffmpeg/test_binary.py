"""Which ffmpeg is used, and what it is known to be able to."""

import pytest

from regie.kernel.ffmpeg.binary import Ffmpeg, FfmpegMissing, FfmpegTooOld, embedded, version_of
from regie.kernel.ffmpeg.settings import FfmpegSettings
from tests.rigs import media

LIBRARY = "libavutil      57. 28.100 / 57. 28.100\nlibavformat    {} / {}\n"


@pytest.mark.parametrize(
    ("title", "library", "version"),
    [
        ("5.1.9-0+deb12u1", "59. 27.100", (5, 1)),
        ("n9.0.2-17-g2a571b6068-20260930", "63.  1.102", (9, 0)),
        ("4.4.2-0ubuntu0.22.04.1", "58. 76.100", (4, 4)),
        ("4.3.9-0+deb11u1", "58. 45.100", (4, 3)),
        ("N-66595-gc2b38619c0", "58. 76.100", (4, 4)),
        ("N-120061-gabcdef", "62.  3.100", (8, 0)),
        ("git-2020-01-01", "58. 35.100", (4, 0)),
        ("2023-03-05-git-912ac82a3c-full", "60.  4.100", (6, 0)),
    ],
)
def test_the_version_is_understood_however_it_is_spelled(title, library, version):
    text = f"ffmpeg version {title} Copyright (c) 2000-2026\n" + LIBRARY.format(library, library)
    assert version_of(text) == (version, title)


def test_what_is_no_ffmpeg_has_no_version():
    assert version_of("GNU bash, version 5.2.15")[0] == (0, 0)


async def test_a_real_program_tells_what_it_can(finder, any_ffmpeg):
    found = await finder.find(FfmpegSettings(path=any_ffmpeg))
    assert str(found.path) == any_ffmpeg
    assert found.version in {(5, 1), (9, 0)}
    assert found.warnings == ()
    assert found.rtsp_timeout == "timeout"
    for encoder in ("libx264", "libx265", "libwebp", "mjpeg", "png", "aac"):
        assert found.can_encode(encoder)
    assert not found.can_encode("no_such_encoder")
    for protocol in ("rtsp", "rtmp", "http", "https", "file"):
        assert found.can_read(protocol)


def test_the_patience_of_rtsp_had_another_name_before_5():
    old = Ffmpeg(embedded(), (4, 4), "4.4", frozenset(), frozenset())
    assert old.rtsp_timeout == "stimeout"


async def test_without_a_path_the_embedded_one_is_used(finder):
    found = await finder.find(FfmpegSettings())
    assert found.path == embedded()
    assert found.warnings == ()


async def test_a_path_that_is_not_there_falls_back_with_a_warning(finder, tmp_path):
    found = await finder.find(FfmpegSettings(path=str(tmp_path / "ffmpeg"), ffprobe_path=str(tmp_path / "ffprobe")))
    assert found.path == embedded()
    assert [warning.split(":")[0] for warning in found.warnings] == ["ffmpeg.path", "ffmpeg.ffprobePath"]


def fake(path, said: str, code: int = 0):
    path.write_text(f"#!/bin/sh\necho run >> {path}.runs\ncat <<'END'\n{said}\nEND\nexit {code}\n")
    path.chmod(0o755)
    return FfmpegSettings(path=str(path))


async def test_one_that_is_too_old_is_refused_by_name(finder, tmp_path):
    with pytest.raises(FfmpegTooOld, match=r"old-ffmpeg is version 4\.3\.9; 4\.4 or later is needed"):
        await finder.find(fake(tmp_path / "old-ffmpeg", "ffmpeg version 4.3.9 Copyright"))


async def test_one_that_does_not_work_is_told_with_its_path(finder, tmp_path):
    with pytest.raises(FfmpegMissing, match="broken does not work: The process ended with code 3"):
        await finder.find(fake(tmp_path / "broken", "", 3))
    (tmp_path / "text").write_text("hello")
    with pytest.raises(FfmpegMissing, match="text cannot be started: Permission denied"):
        await finder.find(FfmpegSettings(path=str(tmp_path / "text")))


async def test_a_program_is_asked_once_until_it_is_replaced(finder, tmp_path):
    path = tmp_path / "ffmpeg"
    settings = fake(path, "ffmpeg version 6.0 Copyright")
    first, again = await finder.find(settings), await finder.find(settings)
    assert first == again
    assert len((tmp_path / "ffmpeg.runs").read_text().split()) == 3

    fake(path, "ffmpeg version 7.1.1 Copyright")
    assert (await finder.find(settings)).version == (7, 1)


def test_the_settings_are_spelled_as_in_the_specification():
    settings = FfmpegSettings.model_validate({"path": media.wheel_ffmpeg(), "ffprobePath": "/usr/bin/ffprobe"})
    assert settings.model_dump(by_alias=True).keys() == {"path", "ffprobePath"}
