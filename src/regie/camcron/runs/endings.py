"""
How a run is remembered whose window was over before its first frame.

Pure. A start has failed when nothing came for as long as a first frame may take (`recorder.startSeconds`). A run that
began late in its window, for the server was away or the job was another until then, may have had less time than that:
it is skipped and not failed, and nobody is alerted, unless something failed meanwhile.
"""

from datetime import datetime, timedelta

from regie.camcron.runs.spec import Ended, Order

BELATED = timedelta(seconds=10)
"""A run that begins so long after its window was not begun with it: more than what lies between two looks."""
TOO_LATE = "Its window was over before a first picture could come."


def at_the_end(order: Order, ended: Ended, *, began_at: datetime, enough: float | None, failures: int) -> Ended:
    """
    A run whose window is over, as it is remembered.

    `enough`: seconds that a first frame may take; None: nothing is expected to come. `failures`: those in a row.
    """
    if ended.status != "failed" or failures or enough is None or order.window_end is None:
        return ended
    was_late = began_at - order.scheduled_at > BELATED
    had_time = order.window_end - began_at >= timedelta(seconds=enough)
    if not was_late or had_time:
        return ended
    return Ended("skipped", ended.reason, ended.code) if ended.code else Ended("skipped", TOO_LATE, "tooLate")
