"""When to try again: a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.kernel.processes.policy import RestartPolicy

MIDDLE = 0.5


@pytest.mark.parametrize(
    ("failures", "expected"),
    [(1, 1), (2, 2), (3, 4), (4, 60), (5, 60), (5000, 60)],
    ids=["quick", "twice", "four times", "given up: the slow pace", "still", "for ever"],
)
def test_the_default_policy_waits_longer_and_longer_then_goes_on_slowly(failures, expected):
    assert RestartPolicy().delay(failures, MIDDLE) == expected


@pytest.mark.parametrize("failures", [1, 10, 100_000])
def test_a_policy_without_limit_never_gives_up_and_never_waits_longer_than_its_cap(failures):
    policy = RestartPolicy(max_retries=-1)
    assert not policy.gives_up(failures)
    assert policy.delay(failures, MIDDLE) <= 60


@pytest.mark.parametrize(
    ("retries", "failures", "gives_up"), [(3, 3, False), (3, 4, True), (0, 1, True), (0, 0, False)]
)
def test_it_gives_up_after_the_last_retry_failed(retries, failures, gives_up):
    assert RestartPolicy(max_retries=retries).gives_up(failures) is gives_up


def test_giving_up_is_final_only_when_the_policy_says_so():
    assert RestartPolicy(max_retries=0).goes_on(9)
    assert not RestartPolicy(max_retries=0, after_giving_up=None).goes_on(1)
    assert RestartPolicy(max_retries=1, after_giving_up=None).goes_on(1)


def test_a_failure_may_ask_for_its_own_delay_but_not_hurry_the_slow_pace():
    policy = RestartPolicy(jitter=0)
    assert policy.delay(1, MIDDLE, asked=20) == 20
    assert policy.delay(1, MIDDLE, asked=0) == 0
    assert policy.delay(4, MIDDLE, asked=5) == 60
    assert policy.delay(4, MIDDLE, asked=300) == 300


def test_who_had_delivered_is_tried_nearly_at_once():
    assert RestartPolicy().delay(0, MIDDLE) == 0.25
    assert RestartPolicy(max_retries=0).delay(0, MIDDLE, asked=1) == 1


@given(st.integers(1, 10_000), st.floats(0, 1, exclude_max=True))
def test_jitter_stays_within_its_share(failures, random):
    policy = RestartPolicy(max_retries=-1)
    middle = policy.delay(failures, MIDDLE)
    assert 0.8 * middle <= policy.delay(failures, random) <= 1.2 * middle
