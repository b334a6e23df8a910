"""What a killed server wrote for its processes: nobody else would ever remove it, and there are passwords in it."""

from pathlib import Path

from tests.camcron.door import open_door


async def test_a_start_removes_the_addresses_that_a_killed_server_left_and_keeps_what_is_used_again(tmp_path: Path):
    left = [
        tmp_path / "tmp" / name for name in ("live/live-1.ffconcat", "0199-run/source.ffconcat", "feeds/2.ffconcat")
    ]
    kept = [tmp_path / "tmp" / name for name in ("thumbnails/ab/ab.jpg", "playing/1.mp4")]
    for path in (*left, *kept):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("rtsp://ada:s3cret-word@10.0.0.7/1")
    outside = tmp_path / "mine.txt"
    outside.write_text("mine")
    (tmp_path / "tmp" / "link").symlink_to(outside)

    async with open_door(tmp_path):
        there = [path.exists() for path in (*left, kept[1], outside)]

    assert there == [False, False, False, True, True]
