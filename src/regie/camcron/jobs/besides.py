"""
What else is wrong with a job of which some fields cannot be read, so that a wrong word hides no wrong expression.

Pure. What cannot be read is left out, and what would be judged by it is not judged: an action that nobody knows says
nothing about formats, a trigger that nobody knows nothing about durations. Cameras and folders are looked at later.
"""

from collections.abc import Collection, Mapping
from copy import deepcopy
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from regie.camcron.jobs.compile import output_faults, plan_of, process_faults
from regie.camcron.jobs.schemas import JobFields
from regie.camcron.runs.extra import check_extra
from regie.kernel.errors import Fault

STANDING_IN: dict[str, Any] = {"name": "…", "cameraId": "…", "action": "record", "schedule": {}}
_COMMANDS = "custom_command"
_OF_A_JOB = {field.alias or name for name, field in JobFields.model_fields.items()}
"""A body may say more: which one it is, or the span that a plan is asked for."""


def also_wrong(sent: Mapping[str, Any], at_fault: Collection[str]) -> list[Fault]:
    """The faults that rest on none of the paths at fault."""
    rest = deepcopy(dict(sent))
    for path in at_fault:
        _leave_out(rest, path.split("."))
    knows_action = "action" in rest
    knows_how = knows_action and not any(path.startswith("processConfig") for path in at_fault)
    for key, value in STANDING_IN.items():
        rest.setdefault(key, deepcopy(value))
    schedule, output = rest["schedule"], rest.get("output")
    if "schedule.triggerType" in at_fault or not (knows_action or "triggerType" in schedule):
        schedule.pop("duration", None)
        schedule["triggerType"] = "continuous"
    if not knows_action and output:
        output.pop("format", None)
    try:
        job = JobFields.model_validate({key: value for key, value in rest.items() if key in _OF_A_JOB})
    except ValidationError:
        return []
    faults = plan_of(job.schedule, job.trigger, ZoneInfo("UTC"))[1] + output_faults(job)
    if knows_how and job.action != _COMMANDS:
        return faults + process_faults(job)
    return faults + list(check_extra(job.process_config.extra_args, path="processConfig.extraArgs"))


def _leave_out(tree: Any, path: list[str]) -> None:
    """Take a value out, or the list that it stands in."""
    first, *others = path
    if not isinstance(tree, dict) or first not in tree:
        return
    if others and isinstance(tree[first], dict):
        _leave_out(tree[first], others)
    else:
        del tree[first]
