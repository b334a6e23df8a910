"""
A job's fields made into what the rest works with: a plan, an output path, a spec of its process.

Used twice: when a job is saved, to find everything that is wrong with it at once, and when it is loaded, where nothing
is. Pure: zone, addresses and folders come in as arguments.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from regie.camcron.jobs.period import Period, parse_dates, parse_period
from regie.camcron.jobs.plan import Plan
from regie.camcron.jobs.schemas import (
    CONTINUOUS_ACTIONS,
    DAY_SECONDS,
    FORMATS,
    JobFields,
    OutputFields,
    ScheduleFields,
    Trigger,
)
from regie.camcron.recordings.paths import OutputPath, WrongTemplateError
from regie.camcron.runs.commands import command_faults
from regie.camcron.runs.extra import check_extra
from regie.kernel.errors import Fault
from regie.kernel.scheduling.cron import Cron, CronError

DEFAULT_DIRECTORY = "{cameraId}/{jobId}/{date}"
DEFAULT_PATTERN = "{jobId}_{timestamp}"
DEFAULT_SEGMENT = 900
NEEDS_VIDEO = ("record", "detect_motion")
"""Actions that a single picture is not enough for."""
WITHOUT_OUTPUT = ("test_connection",)


@dataclass(frozen=True, slots=True)
class Output:
    """Where to, every blank filled."""

    directory: str
    pattern: str
    format: str
    segment_seconds: int
    segment_bytes: int | None = None

    @property
    def path(self) -> OutputPath:
        return OutputPath.parse(self.directory, self.pattern, self.format)


def plan_of(schedule: ScheduleFields, trigger: Trigger, zone: ZoneInfo) -> tuple[Plan | None, list[Fault]]:
    """The plan, or everything that is wrong with it."""
    faults: list[Fault] = []
    cron = _cron(schedule.cron, "schedule.cron", faults)
    cron_stop = _cron(schedule.cron_stop, "schedule.cronStop", faults)
    if schedule.cron_stop is not None and schedule.cron is None:
        faults.append(Fault("schedule.cronStop", "needs `cron`: it ends what `cron` begins", "both, or neither"))
    if schedule.cron_stop is not None and trigger != "continuous":
        faults.append(
            Fault("schedule.cronStop", f"has no meaning with triggerType «{trigger}»", "triggerType «continuous»")
        )
    if trigger == "duration" and schedule.duration is None:
        faults.append(Fault("schedule.duration", "is missing", f"seconds, 1 to {7 * DAY_SECONDS}"))
    if trigger != "duration" and schedule.duration is not None:
        faults.append(Fault("schedule.duration", f"has no meaning with triggerType «{trigger}»", "«duration»"))
    if trigger != "oneshot" and schedule.catch_up:
        faults.append(Fault("schedule.catchUp", f"has no meaning with triggerType «{trigger}»", "«oneshot»"))
    period: Period | None = None
    if schedule.period is not None:
        found = parse_period(schedule.period.model_dump(by_alias=True, exclude_none=True), path="schedule.period")
        if isinstance(found, Period):
            period = found
        else:
            faults += found
    excluded = parse_dates(schedule.exclude_dates or (), path="schedule.excludeDates")
    if isinstance(excluded, list):
        faults += excluded
    if faults or isinstance(excluded, list):
        return None, faults
    plan = Plan(trigger, cron, cron_stop, period, schedule.duration, zone, excluded, bool(schedule.catch_up))
    return plan, []


def _cron(text: str | None, path: str, faults: list[Fault]) -> Cron | None:
    if text is None:
        return None
    try:
        return Cron.parse(text)
    except CronError as error:
        faults.append(Fault(path, str(error), "minute hour day-of-month month day-of-week"))
        return None


def output_of(fields: OutputFields | None, action: str) -> Output:
    """The output with its defaults."""
    fields = fields or OutputFields()
    formats = FORMATS.get(action, ("txt",))
    return Output(
        directory=fields.directory or DEFAULT_DIRECTORY,
        pattern=fields.filename_pattern or DEFAULT_PATTERN,
        format=fields.format or formats[0],
        segment_seconds=fields.segment_duration or (DAY_SECONDS if fields.segment_size_mb else DEFAULT_SEGMENT),
        segment_bytes=round(fields.segment_size_mb * 1_000_000) if fields.segment_size_mb else None,
    )


def staged_format(action: str, output: Output) -> str:
    """What the job's own process writes: a timelapse takes pictures, its film comes later."""
    return "jpg" if action == "timelapse" else output.format


def names_of(stored: Mapping[str, Any] | None, action: str) -> tuple[str, str, str]:
    """Folder, name and format of what a job writes, from the output as it is kept."""
    kept, formats = stored or {}, FORMATS.get(action, ("txt",))
    directory, pattern = kept.get("directory", DEFAULT_DIRECTORY), kept.get("filenamePattern", DEFAULT_PATTERN)
    return str(directory), str(pattern), str(kept.get("format", formats[0]))


def stored_output(job: JobFields) -> dict[str, Any] | None:
    """The output as it is kept and answered: with its defaults, so that what is answered may be sent back."""
    if job.action in WITHOUT_OUTPUT and job.output is None:
        return None
    output = output_of(job.output, job.action)
    kept: dict[str, Any] = {
        "directory": output.directory,
        "filenamePattern": output.pattern,
        "format": output.format,
    }
    if job.action in CONTINUOUS_ACTIONS or (job.output and job.output.segment_duration):
        kept["segmentDuration"] = output.segment_seconds
    if job.output and job.output.segment_size_mb:
        kept["segmentSizeMB"] = job.output.segment_size_mb
        if job.output.segment_duration is None:
            kept.pop("segmentDuration", None)
    return kept


def output_faults(job: JobFields) -> list[Fault]:
    """What is wrong with where the files go; folders outside of the roots are found by the service."""
    if job.action in WITHOUT_OUTPUT and job.output is None:
        return []
    faults: list[Fault] = []
    output = output_of(job.output, job.action)
    if job.action != "record" and output.segment_bytes is not None:
        message = f"has no meaning with the action «{job.action}»"
        faults.append(Fault("output.segmentSizeMB", message, "the action «record»"))
    allowed = FORMATS.get(job.action)
    if allowed and output.format not in allowed:
        faults.append(
            Fault("output.format", f"«{output.format}» does not suit the action «{job.action}»", " or ".join(allowed))
        )
    for path, directory, pattern in (
        ("output.directory", output.directory, DEFAULT_PATTERN),
        ("output.filenamePattern", DEFAULT_DIRECTORY, output.pattern),
    ):
        try:
            OutputPath.parse(directory, pattern, output.format)
        except WrongTemplateError as error:
            faults.append(error.fault(path))
    return faults


def process_faults(job: JobFields, allowed: Collection[str] = ()) -> list[Fault]:
    """What is wrong with how it is to be done. `allowed`: programs that commands may run beside ffmpeg and ffprobe."""
    process = job.process_config
    faults = list(check_extra(process.extra_args, path="processConfig.extraArgs"))
    re_encodes = process.codec not in (None, "copy")
    if job.action in CONTINUOUS_ACTIONS and not re_encodes:
        for name, value in (
            ("resolution", process.resolution),
            ("frameRate", process.frame_rate),
            ("bitrate", process.bitrate),
            ("quality", process.quality),
        ):
            if value is not None:
                faults.append(
                    Fault(
                        f"processConfig.{name}",
                        "needs the picture to be encoded anew, and the codec is «copy»",
                        "codec «h264», «h265» or «mjpeg»",
                    )
                )
    if job.action == "timelapse":
        faults += _timelapse_faults(job)
    if job.action == "custom_command":
        faults += command_faults(process.command, allowed)
        if job.trigger != "oneshot":
            faults.append(Fault("schedule.triggerType", "a command runs at single instants", "«oneshot»"))
    return faults


def _timelapse_faults(job: JobFields) -> list[Fault]:
    faults = []
    asked = job.process_config.timelapse
    end = job.schedule.period.end_date if job.schedule.period else None
    if asked is not None and asked.assemble == "period" and end is None:
        faults.append(
            Fault(
                "processConfig.timelapse.assemble", "needs a period with an end", "schedule.period, «day» or «manual»"
            )
        )
    if job.trigger != "oneshot":
        faults.append(Fault("schedule.triggerType", "its pictures are taken at single instants", "«oneshot»"))
    if job.process_config.codec == "mjpeg":
        faults.append(Fault("processConfig.codec", "a film of pictures is H.264 or H.265", "«h264» or «h265»"))
    return faults


def resolution(text: str | None) -> tuple[int, int] | None:
    """`1280x720` as two numbers."""
    if text is None:
        return None
    width, height = text.split("x")
    return int(width), int(height)


def stored(value: Any) -> dict[str, Any] | None:
    """What was sent of a part of a job, to be kept and answered."""
    if value is None:
        return None
    kept: Mapping[str, Any] = value.model_dump(mode="json", by_alias=True, exclude_none=True)
    return dict(kept)


def anchor_of(directory: str, pattern: str, extension: str) -> str:
    """The folder that holds whatever a job writes, before any variable."""
    return OutputPath.parse(directory, pattern, extension).directory.anchor
