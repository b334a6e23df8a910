"""What is told of a job, from what it does and what was told before: a table."""

import pytest

from regie.camcron.jobs.attention import Known, Last, Say, Working, say


def working(*, delivers: bool = False, gave_up: bool = False, failures: int = 0) -> Working:
    return Working("r-2", delivers, gave_up, failures)


FAILED, SUCCESS, STOPPED = Last("r-1", "failed"), Last("r-1", "success"), Last("r-1", "stopped")


@pytest.mark.parametrize(
    ("known", "wanted"),
    [
        (Known(True, False), Say.NOTHING),
        (Known(True, False, working(delivers=True)), Say.NOTHING),
        pytest.param(Known(True, False, working(failures=3)), Say.NOTHING, id="it still tries"),
        (Known(True, False, working(gave_up=True, failures=4)), Say.FAILED),
        pytest.param(Known(True, True, working(gave_up=True, failures=5)), Say.NOTHING, id="told once"),
        pytest.param(
            Known(True, True, working(delivers=True, gave_up=True, failures=5)), Say.NOTHING,
            id="it delivers again, and has not yet done so for a minute",
        ),
        pytest.param(
            Known(True, False, working(delivers=True, gave_up=True, failures=5)), Say.NOTHING,
            id="what delivers is not told to fail",
        ),
        (Known(True, True, working(delivers=True)), Say.RECOVERED),
        pytest.param(Known(True, True, working()), Say.NOTHING, id="a run that begins has recovered nothing yet"),
        (Known(True, False, last=FAILED), Say.FAILED),
        pytest.param(Known(True, False, last=Last("r-1", "failed", told=True)), Say.NOTHING, id="told before"),
        (Known(True, True, last=FAILED), Say.NOTHING),
        (Known(True, True, last=SUCCESS), Say.RECOVERED),
        (Known(True, False, last=SUCCESS), Say.NOTHING),
        pytest.param(Known(True, True, last=STOPPED), Say.OVER, id="somebody stopped it: nothing recovered"),
        pytest.param(Known(True, True, last=Last("r-1", "interrupted")), Say.NOTHING, id="the server went"),
        pytest.param(Known(False, True, working(gave_up=True)), Say.OVER, id="switched off while it fails"),
        (Known(False, True, last=FAILED), Say.OVER),
        (Known(False, False, last=FAILED), Say.NOTHING),
    ],
)  # fmt: skip
def test_what_is_told(known: Known, wanted: Say):
    assert say(known) is wanted
