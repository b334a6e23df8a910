"""The six states, their arrows, and the page that shows them."""

from collections import deque
from pathlib import Path

from regie.kernel.processes.states import ARROWS, SENTENCES, State, may_go, table

PAGE = Path(__file__).parents[3] / "docs" / "process-states.md"


def test_every_state_has_its_sentence():
    assert set(SENTENCES) == set(State)
    assert all(state.sentence.endswith(".") for state in State)


def test_whatever_happens_a_work_can_end():
    reached, queue = {State.ENDED}, deque([State.ENDED])
    while queue:
        target = queue.popleft()
        for source, aim in ARROWS:
            if aim is target and source not in reached:
                reached.add(source)
                queue.append(source)
    assert reached == set(State)


def test_nothing_leaves_the_end():
    assert not [arrow for arrow in ARROWS if arrow[0] is State.ENDED]


def test_a_stalled_work_is_never_declared_running_without_a_new_process():
    assert not may_go(State.STALLED, State.RUNNING)


def test_only_a_work_without_a_process_waits_for_its_next_try():
    assert not State.RETRYING.has_process
    assert {target for source, target in ARROWS if source is State.RETRYING} == {State.STARTING, State.ENDED}


def test_the_page_shows_the_table_as_it_is():
    assert table() in PAGE.read_text("utf-8"), "docs/process-states.md: paste regie.kernel.processes.states.table()"
