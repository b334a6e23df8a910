"""What is to be started, as data."""

import os

import pytest

from regie.kernel.processes.launch import Launch, title


def test_places_in_the_arguments_become_the_inherited_pipes():
    launch = Launch(
        ("ffmpeg", "-progress", "{pipe:progress}", "-segment_list", "{pipe:segments}", "-y", "{pipe:stdout}"),
        pipes=("stdout", "stderr", "progress", "segments"),
    )
    assert launch.extra_pipes == ("progress", "segments")
    filled = launch.arguments({"progress": "pipe:7", "segments": "pipe:9"})
    assert filled == ["ffmpeg", "-progress", "pipe:7", "-segment_list", "pipe:9", "-y", "pipe:1"]


def test_a_text_that_only_looks_like_a_place_stays_as_it_is():
    assert Launch(("echo", "{pipe:other}", "{pipe:stderr}"), pipes=()).arguments({}) == [
        "echo",
        "{pipe:other}",
        "{pipe:stderr}",
    ]


def test_a_pipe_without_a_place_is_a_mistake():
    with pytest.raises(ValueError, match="progress"):
        Launch(("ffmpeg",), pipes=("stderr", "progress"))


@pytest.mark.parametrize("argv", [(), ("echo", "a\0b")], ids=["nothing", "null character"])
def test_what_no_system_could_start_is_refused_at_once(argv):
    with pytest.raises(ValueError):
        Launch(argv)


def test_a_missing_program_is_told_before_any_wrapper_hides_it(tmp_path):
    env = {"PATH": os.defpath}
    Launch(("sh",)).check(env)
    (tmp_path / "data").write_text("no program")
    with pytest.raises(FileNotFoundError):
        Launch(("there-is-no-such-program",)).check(env)
    with pytest.raises(FileNotFoundError):
        Launch(("./gone",), cwd=tmp_path).check(env)
    with pytest.raises(PermissionError):
        Launch(("./data",), cwd=tmp_path).check(env)


def test_the_title_of_a_command_keeps_its_words_apart_and_its_secrets_out():
    line = title(("ffmpeg", "-i", "rtsp://a:hunter2@cam/1", "my file.mp4"), lambda text: text.replace("hunter2", "***"))
    assert line == "ffmpeg -i 'rtsp://a:***@cam/1' 'my file.mp4'"
