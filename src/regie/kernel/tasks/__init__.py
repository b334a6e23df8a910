"""Durable background work: told in the transaction that causes it, run at least once, seen and stopped by people."""

from regie.kernel.tasks.run import Cron, Kind, TaskChanged, TaskRun
from regie.kernel.tasks.service import Tasks
from regie.kernel.tasks.settings import TaskSettings
from regie.kernel.tasks.states import TaskState
from regie.kernel.tasks.view import Task

__all__ = ["Cron", "Kind", "Task", "TaskChanged", "TaskRun", "TaskSettings", "TaskState", "Tasks"]
