"""What a process said: bounded, without secrets, in memory, in a file and live."""

import time
from datetime import UTC, datetime

import psutil

from regie.kernel.processes.output import Log
from tests.fakes.clock import VirtualClock


def mask(text: str) -> str:
    return text.replace("hunter2", "***")


def log(path=None, **options) -> Log:
    return Log(VirtualClock(), mask, path, **options)


def texts(lines) -> list[str]:
    return [line.text for line in lines]


def test_only_the_newest_lines_stay_in_memory_and_each_keeps_its_number():
    kept = log(keep=3)
    kept.feed("stderr", b"".join(b"line %d\n" % number for number in range(1, 6)))

    assert texts(kept.tail()) == ["line 3", "line 4", "line 5"]
    assert [line.number for line in kept.tail()] == [3, 4, 5]
    assert texts(kept.tail(1)) == ["line 5"]
    assert texts(kept.tail(after=4)) == ["line 5"]
    assert kept.tail(0) == []
    assert kept.tail()[0].at == datetime(2026, 3, 2, 8, tzinfo=UTC)


async def test_a_secret_is_gone_before_anything_is_stored_even_when_it_came_in_two_pieces(tmp_path):
    path = tmp_path / "job.log"
    kept = log(path)
    reader = kept.follow()
    kept.feed("stderr", b"open rtsp://admin:hunt")
    kept.feed("stderr", b"er2@cam/1 failed\nlast words hunter2")
    kept.say("started with hunter2")
    kept.close()

    heard = [line.text async for batch in reader.batches() for line in batch]
    assert heard == ["open rtsp://admin:***@cam/1 failed", "started with ***", "last words ***"]
    assert texts(kept.tail()) == heard
    assert "hunter2" not in path.read_text()
    assert "***" in path.read_text()


def test_a_secret_at_the_cut_of_a_long_line_does_not_leave_its_first_half():
    kept = log()
    kept.feed("stderr", b"x" * 1996 + b"hunter2" + b"y" * 500 + b"\n")
    assert "hunt" not in kept.tail()[0].text
    assert len(kept.tail()[0].text) <= 2001


def test_the_file_never_grows_beyond_its_size_and_the_oldest_goes(tmp_path):
    kept = log(tmp_path / "job.log", file_bytes=1000, files_kept=2)
    for number in range(100):
        kept.feed("stderr", b"line %03d %s\n" % (number, b"x" * 40))
    kept.close()

    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["job.log", "job.log.1", "job.log.2"]
    assert all(path.stat().st_size <= 1000 for path in tmp_path.iterdir())
    assert "line 099" in (tmp_path / "job.log").read_text()


def test_a_file_goes_on_after_a_restart(tmp_path):
    for text in (b"before\n", b"after\n"):
        kept = log(tmp_path / "job.log")
        kept.feed("stderr", text)
        kept.close()
    lines = (tmp_path / "job.log").read_text().splitlines()
    assert lines == ["2026-03-02T08:00:00.000Z stderr info before", "2026-03-02T08:00:00.000Z stderr info after"]


def test_a_file_that_cannot_be_written_costs_the_file_alone(tmp_path):
    (tmp_path / "taken").write_text("a file where a folder should be")
    kept = log(tmp_path / "taken" / "job.log")
    kept.feed("stderr", b"still heard\n")
    assert texts(kept.tail()) == ["still heard"]


def test_a_log_holds_its_file_open_while_its_process_speaks_and_no_longer(tmp_path):
    """A job that takes a picture an hour must not cost a descriptor for the rest of the time."""
    path = tmp_path / "job.log"
    kept = log(path)
    for word in (b"one\n", b"two"):
        kept.feed("stderr", word)
        kept.finish()

        assert str(path) not in {held.path for held in psutil.Process().open_files()}
    assert [line.split(" ", 3)[3] for line in path.read_text().splitlines()] == ["one", "two"]


async def test_a_listener_gets_the_last_lines_then_what_comes_in_order():
    kept = log()
    for number in range(5):
        kept.say(f"old {number}")
    reader = kept.follow(backlog=2)
    kept.feed("stderr", b"new\n")
    kept.close()
    assert [line.text async for batch in reader.batches() for line in batch] == ["old 3", "old 4", "new"]
    assert not reader.dropped


async def test_a_listener_that_does_not_keep_up_is_dropped_and_the_others_are_not():
    kept = log()
    slow, quick = kept.follow(room=10), kept.follow(room=1000)
    for number in range(50):
        kept.say(f"line {number}")
    kept.close()

    assert len([line async for batch in slow.batches() for line in batch]) == 10
    assert slow.dropped
    assert len([line async for batch in quick.batches() for line in batch]) == 50


async def test_a_flood_is_read_in_few_batches_and_nothing_is_lost():
    kept = log()
    reader = kept.follow()
    for number in range(50):
        kept.say(f"line {number}")
    batches = reader.batches()
    first = await anext(batches)
    kept.say("late")
    kept.close()

    assert texts(first) == [f"line {number}" for number in range(50)]
    assert [texts(batch) async for batch in batches] == [["late"]]


async def test_who_stops_listening_ends():
    kept = log()
    reader = kept.follow()
    reader.close()
    kept.say("unheard")
    assert [line async for batch in reader.batches() for line in batch] == []


def test_levels_are_told_by_whoever_knows_the_program():
    kept = log(level_of=lambda line: "error" if "[error]" in line else "info")
    kept.feed("stderr", b"[error] no\nyes\n")
    kept.say("given up", level="warning")
    assert [line.level for line in kept.tail()] == ["error", "info", "warning"]


def test_a_thousand_lines_a_second_are_cheap(tmp_path):
    kept = log(tmp_path / "job.log")
    chunk = b"".join(b"[rtsp @ 0x55] [warning] RTP: missed %d packets\n" % number for number in range(10))
    began = time.process_time()
    for _ in range(100):
        kept.feed("stderr", chunk)
    assert time.process_time() - began < 0.2  # measured: 0.01 s; a whole second's worth
    kept.close()
