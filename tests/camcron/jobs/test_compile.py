"""A job's fields made into a plan, an output and a process; everything wrong with them is told at once."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from regie.camcron.jobs import compile as compiling
from regie.camcron.jobs.schemas import NewJob, ScheduleFields

UTC = ZoneInfo("UTC")


def job(action: str = "record", **more: Any) -> NewJob:
    return NewJob.model_validate({"name": "J", "cameraId": "cam", "action": action, "schedule": {}, **more})


@pytest.mark.parametrize(
    ("action", "schedule", "trigger"),
    [
        ("record", {}, "continuous"),
        ("detect_motion", {"cron": "0 8 * * *"}, "continuous"),
        ("snapshot", {"cron": "0 8 * * *"}, "oneshot"),
        ("test_connection", {}, "oneshot"),
        ("custom_command", {}, "oneshot"),
        ("record", {"duration": 30}, "duration"),
        ("snapshot", {"triggerType": "continuous"}, "continuous"),
    ],
)
def test_without_trigger_type_the_action_decides(action: str, schedule: dict[str, Any], trigger: str):
    assert job(action, schedule=schedule).trigger == trigger


@pytest.mark.parametrize(
    ("schedule", "trigger", "paths"),
    [
        ({"cron": "0 0 8 * * *"}, "continuous", ["schedule.cron"]),
        ({"cron": "0 0 30 2 *"}, "continuous", ["schedule.cron"]),
        ({"cronStop": "0 8 * * *"}, "continuous", ["schedule.cronStop"]),
        ({"cron": "61 * * * *", "cronStop": "x"}, "continuous", ["schedule.cron", "schedule.cronStop"]),
        ({"cron": "0 8 * * *", "cronStop": "0 9 * * *"}, "oneshot", ["schedule.cronStop"]),
        ({"cron": "0 8 * * *"}, "duration", ["schedule.duration"]),
        ({"duration": 9}, "continuous", ["schedule.duration"]),
        ({"period": {"startDate": "2026-04-30", "endDate": "2026-03-15"}}, "continuous", ["schedule.period.endDate"]),
        ({"period": {"startDate": "2026-02-30", "endDate": "x"}}, "continuous",
         ["schedule.period.startDate", "schedule.period.endDate"]),
        ({"excludeDates": ["2026-01-01", "2026-13-01"]}, "continuous", ["schedule.excludeDates.1"]),
    ],
)  # fmt: skip
def test_a_schedule_that_cannot_be_is_told_place_by_place(schedule: dict[str, Any], trigger: Any, paths: list[str]):
    plan, faults = compiling.plan_of(ScheduleFields.model_validate(schedule), trigger, UTC)

    assert plan is None
    assert [fault.path for fault in faults] == paths
    assert all(fault.expected for fault in faults)


def test_an_output_that_is_left_out_holds_the_jobs_id():
    output = compiling.output_of(None, "record")

    assert "{jobId}" in output.directory and "{jobId}" in output.pattern
    assert (output.format, output.segment_seconds) == ("mp4", 900)
    assert compiling.output_of(None, "snapshot").format == "jpg"


@pytest.mark.parametrize(
    ("action", "output", "path"),
    [
        ("record", {"format": "jpg"}, "output.format"),
        ("snapshot", {"format": "mp4"}, "output.format"),
        ("record", {"directory": "{camera}"}, "output.directory"),
        ("record", {"filenamePattern": "{name}"}, "output.filenamePattern"),
        ("record", {"filenamePattern": "a/../../b"}, "output.filenamePattern"),
        ("test_connection", {"directory": "{nobody}"}, "output.directory"),
    ],
)
def test_an_output_that_cannot_be_is_told(action: str, output: dict[str, Any], path: str):
    faults = compiling.output_faults(job(action, output=output))

    assert [fault.path for fault in faults] == [path]
    assert faults[0].expected


@pytest.mark.parametrize("name", ["JPG", "jpeg", "Jpeg"])
def test_jpg_has_one_spelling(name: str):
    made = job("snapshot", output={"format": name})

    assert not compiling.output_faults(made)
    assert made.output and made.output.format == "jpg"


def test_a_custom_command_may_have_any_ending():
    made = job("custom_command", output={"format": "json"}, processConfig={"command": "ffprobe {streamUrl}"})

    assert not compiling.output_faults(made) and not compiling.process_faults(made)


@pytest.mark.parametrize(
    ("action", "process", "paths"),
    [
        ("record", {"resolution": "1280x720"}, ["processConfig.resolution"]),
        ("record", {"codec": "copy", "quality": 5, "bitrate": 500}, ["processConfig.bitrate", "processConfig.quality"]),
        ("record", {"codec": "h264", "resolution": "1280x720", "quality": 5}, []),
        ("snapshot", {"resolution": "1280x720", "quality": 85}, []),
        ("record", {"extraArgs": ["-rtsp_transport", "tcp"]}, []),
        ("record", {"extraArgs": ["-i", "/etc/passwd"]}, ["processConfig.extraArgs.0"]),
        ("record", {"extraArgs": ["-vf", "movie=x"]}, ["processConfig.extraArgs.0"]),
        ("custom_command", {}, ["processConfig.command"]),
    ],
)
def test_a_process_that_cannot_be_is_told(action: str, process: dict[str, Any], paths: list[str]):
    faults = compiling.process_faults(job(action, processConfig=process))

    assert [fault.path for fault in faults] == paths
    assert all(fault.expected for fault in faults)


def test_a_resolution_is_two_numbers():
    assert compiling.resolution("1280x720") == (1280, 720)
    assert compiling.resolution(None) is None


def test_what_is_kept_of_a_part_is_what_was_said():
    assert compiling.stored(ScheduleFields(cron="0 8 * * *")) == {"cron": "0 8 * * *"}
    assert compiling.stored(None) is None


def test_the_anchor_is_the_folder_before_any_variable():
    assert compiling.anchor_of("/data/camcron/{cameraName}/work", "{timestamp}", "mp4") == "/data/camcron"
