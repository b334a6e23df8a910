"""The agenda: nothing is lost, whatever the clock does."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from regie.kernel.scheduling.agenda import SLACK, Agenda
from tests.kernel.scheduling.model import HOUR, MINUTE, utc

NOON = utc("2026-03-06 12:00")


def test_what_is_due_comes_in_the_order_in_which_it_should_have_happened():
    agenda = Agenda[str]()
    agenda.set("late", NOON + 2 * MINUTE)
    agenda.set("soon", NOON)
    agenda.set("as soon", NOON)
    agenda.set("tomorrow", NOON + 24 * HOUR)

    assert agenda.due(NOON + 5 * MINUTE) == [("soon", NOON), ("as soon", NOON), ("late", NOON + 2 * MINUTE)]
    assert agenda.next_at == NOON + 24 * HOUR
    assert len(agenda) == 1


def test_a_key_that_is_set_again_has_only_its_new_instant():
    agenda = Agenda[str]()
    agenda.set("job", NOON)
    agenda.set("job", NOON + HOUR)

    assert agenda.due(NOON) == []
    assert agenda.at("job") == NOON + HOUR
    assert agenda.due(NOON + HOUR) == [("job", NOON + HOUR)]
    assert agenda.next_at is None


def test_a_removed_key_is_never_due():
    agenda = Agenda[str]()
    agenda.set("job", NOON)
    agenda.remove("job")
    agenda.remove("never there")
    agenda.set("other", NOON)
    agenda.set("other", None)

    assert agenda.due(NOON + HOUR) == []
    assert "job" not in agenda


def test_a_clock_that_jumps_forth_makes_everything_due_at_once():
    agenda = Agenda[int]()
    for minute in range(60):
        agenda.set(minute, NOON + minute * MINUTE)

    assert [key for key, _ in agenda.due(NOON + 24 * HOUR)] == list(range(60))


def test_a_clock_that_jumps_back_loses_nothing_and_repeats_nothing():
    agenda = Agenda[str]()
    agenda.set("noon", NOON)
    agenda.set("one", NOON + HOUR)

    assert agenda.due(NOON) == [("noon", NOON)]
    assert agenda.due(NOON - HOUR) == []
    assert agenda.due(NOON) == []
    assert agenda.due(NOON + HOUR) == [("one", NOON + HOUR)]


def test_ten_thousand_keys_set_again_and_again_leave_no_waste():
    agenda = Agenda[int]()
    for round_ in range(4):
        for key in range(10_000):
            agenda.set(key, NOON + round_ * MINUTE + key * MINUTE / 60)
    taken = agenda.due(NOON + 24 * HOUR)

    assert [key for key, _ in taken] == list(range(10_000))
    assert len(agenda._heap) <= SLACK


class AnyUse(RuleBasedStateMachine):
    """Against a plain dictionary."""

    def __init__(self):
        super().__init__()
        self.agenda, self.plain = Agenda[int](), {}

    @rule(key=st.integers(0, 9), minute=st.integers(0, 30))
    def set(self, key, minute):
        self.agenda.set(key, NOON + minute * MINUTE)
        self.plain[key] = NOON + minute * MINUTE

    @rule(key=st.integers(0, 9))
    def remove(self, key):
        self.agenda.remove(key)
        self.plain.pop(key, None)

    @rule(minute=st.integers(-5, 35))
    def take(self, minute):
        now = NOON + minute * MINUTE
        expected = {(key, when) for key, when in self.plain.items() if when <= now}
        taken = self.agenda.due(now)
        assert set(taken) == expected
        assert [when for _, when in taken] == sorted(when for _, when in taken)
        for key, _ in taken:
            del self.plain[key]

    @invariant()
    def the_same_is_next(self):
        assert self.agenda.next_at == min(self.plain.values(), default=None)
        assert len(self.agenda) == len(self.plain)


TestAnyUse = AnyUse.TestCase
TestAnyUse.settings = settings(max_examples=20, deadline=None)
