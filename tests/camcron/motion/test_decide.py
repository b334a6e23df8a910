"""When events open and close, told as lines of pictures: one a second unless it says otherwise."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.camcron.motion.decide import Change, Closed, Decider, Episode, Opened, Rule

BEGIN = datetime(2026, 3, 2, 8, tzinfo=UTC)
RULE = Rule(frames=1, post_roll=3, cooldown=0, max_length=60)


def at(second: float) -> datetime:
    return BEGIN + timedelta(seconds=second)


def second(instant: datetime) -> float:
    return (instant - BEGIN).total_seconds()


def shown(decider: Decider, pictures: str, *, every: float = 1.0, first: float = 0.0) -> list[Change]:
    """`.` nothing moves, a digit does with that score times ten."""
    changes: list[Change] = []
    for number, picture in enumerate(pictures):
        score = 0.0 if picture == "." else 10.0 * int(picture)
        changes += decider.saw(at(first + number * every), score, score / 1000, picture != ".")
    return changes


def told(changes: list[Change]) -> list[str]:
    """`open 3 (quiet until 2)`, `close 9 (last 5, best 70)`."""
    return [
        f"open {second(each.episode.began):g} (quiet until {second(each.episode.since):g})"
        if isinstance(each, Opened)
        else f"close {second(each.until):g} (last {second(each.episode.last):g}, best {each.episode.score:g})"
        for each in changes
    ]


@pytest.mark.parametrize(
    ("rule", "pictures", "expected"),
    [
        pytest.param(RULE, "..........", [], id="nothing"),
        pytest.param(
            RULE, "..6.......", ["open 2 (quiet until 1)", "close 6 (last 2, best 60)"], id="one picture, and the rest"
        ),
        pytest.param(
            RULE, "..6..97...........", ["open 2 (quiet until 1)", "close 10 (last 6, best 90)"],
            id="what moves again within the post-roll is the same event",
        ),
        pytest.param(
            RULE, "..6....6....",
            ["open 2 (quiet until 1)", "close 6 (last 2, best 60)", "open 7 (quiet until 6)",
             "close 11 (last 7, best 60)"],
            id="what moves after it is another one",
        ),
        pytest.param(Rule(3, 3, 0, 60), "..66.66.6.6.", [], id="never three in a row"),
        pytest.param(
            Rule(3, 3, 0, 60), "..678.........", ["open 2 (quiet until 1)", "close 8 (last 4, best 80)"],
            id="three in a row began with the first",
        ),
        pytest.param(
            Rule(1, 2, 5, 60), "6....66666666....",
            ["open 0 (quiet until 0)", "close 3 (last 0, best 60)", "open 8 (quiet until 4)",
             "close 15 (last 12, best 60)"],
            id="in the cooldown nothing opens",
        ),
        pytest.param(
            Rule(1, 3, 0, 5), ".777777777....",
            ["open 1 (quiet until 0)", "close 5 (last 5, best 70)", "open 5 (quiet until 5)",
             "close 13 (last 9, best 70)"],
            id="at its greatest length it gives way to the next one without a gap",
        ),
    ],
)  # fmt: skip
def test_events_follow_from_what_is_seen(rule: Rule, pictures: str, expected: list[str]) -> None:
    assert told(shown(Decider(rule), pictures)) == expected


def test_with_pictures_further_apart_than_the_post_roll_two_in_a_row_are_one_event() -> None:
    decider = Decider(RULE)

    assert told(shown(decider, ".66..", every=8)) == ["open 8 (quiet until 0)", "close 27 (last 16, best 60)"]


def test_it_began_after_the_last_quiet_picture_unless_that_is_too_long_ago() -> None:
    decider = Decider(RULE)
    shown(decider, ".")

    assert told(shown(decider, "6", first=30)) == ["open 30 (quiet until 30)"]


def test_as_long_as_no_picture_comes_nobody_knows_whether_it_is_over() -> None:
    decider = Decider(RULE)
    shown(decider, ".6")

    assert decider.passed(at(40)) == []
    assert told(shown(decider, ".", first=41) + decider.passed(at(44))) == ["close 44 (last 1, best 60)"]


def test_a_stream_that_breaks_off_ends_what_goes_on() -> None:
    decider = Decider(RULE)
    shown(decider, ".66")

    assert told(decider.broken(at(2.5))) == ["close 2.5 (last 2, best 60)"]
    assert decider.broken(at(3)) == []


def test_the_camera_opens_an_event_by_its_word_alone_and_ends_it() -> None:
    decider = Decider(Rule(frames=3, post_roll=3, cooldown=0, max_length=60))

    changes = [*decider.says(at(5), True), *decider.says(at(6), True), *decider.passed(at(12))]
    changes += [*decider.says(at(15), False), *decider.passed(at(17)), *decider.passed(at(18))]

    assert told(changes) == ["open 5 (quiet until 5)", "close 18 (last 12, best 0)"]
    assert isinstance(changes[0], Opened) and changes[0].episode.by_camera


def test_what_the_camera_says_holds_an_event_open_that_shows_nothing() -> None:
    decider = Decider(RULE)
    decider.says(at(0), True)

    assert told(shown(decider, ".........")) == []
    assert told([*decider.says(at(9), False), *decider.passed(at(12))]) == ["close 12 (last 0, best 0)"]


pictures = st.lists(
    st.tuples(st.floats(0.1, 9), st.sampled_from(["saw", "rest", "said", "unsaid", "passed"])), max_size=80
)


@given(
    pictures,
    st.builds(Rule, st.integers(1, 4), st.floats(1, 20), st.floats(0, 20), st.floats(10, 100)),
)
def test_events_never_overlap_each_opens_once_and_closes_once_and_none_lasts_too_long(
    line: list[tuple[float, str]], rule: Rule
) -> None:
    decider, now, changes = Decider(rule), 0.0, []
    for pause, what in line:
        now += pause
        if what in ("saw", "rest"):
            changes += decider.saw(at(now), 60.0 * (what == "saw"), 0.01 * (what == "saw"), what == "saw")
        elif what in ("said", "unsaid"):
            changes += decider.says(at(now), what == "said")
        else:
            changes += decider.passed(at(now))
    changes += decider.broken(at(now))

    kinds = [type(change) for change in changes]
    assert kinds == [Opened, Closed] * (len(kinds) // 2)
    spans: list[tuple[Episode, datetime]] = [(c.episode, c.until) for c in changes if isinstance(c, Closed)]
    for episode, until in spans:
        assert episode.since <= episode.began <= episode.last <= until
        assert second(until) - second(episode.since) <= rule.max_length + rule.post_roll + 9 + 10
    for (_, until), (following, _) in pairwise(spans):
        assert following.began >= until
