"""What changed, as somebody would tell it."""

import pytest

from regie.kernel.audit.difference import Change, difference


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param({"a": 1}, {"a": 1}, [], id="nothing"),
        pytest.param({"a": 1}, {"a": 2}, [Change("a", 1, 2)], id="a value"),
        pytest.param(None, {"a": 1, "b": {"c": 2}}, [Change("a", None, 1), Change("b.c", None, 2)], id="a creation"),
        pytest.param({"a": 1}, None, [Change("a", 1, None)], id="a deletion"),
        pytest.param({"a": {"b": 1, "c": 1}}, {"a": {"b": 1, "c": 3}}, [Change("a.c", 1, 3)], id="deep inside"),
        pytest.param(
            {"tags": ["a"]}, {"tags": ["a", "b"]}, [Change("tags", ["a"], ["a", "b"])], id="a list as a whole"
        ),
        pytest.param({"a": None}, {}, [Change("a", None, None)], id="a key that went away though it was empty"),
        pytest.param({"a": {}}, {"a": {"b": 1}}, [Change("a", {}, None), Change("a.b", None, 1)], id="an empty object"),
        pytest.param({"a": 1}, {"a": True}, [], id="equal though of another type"),
        pytest.param({"b": 1, "a": 1}, {}, [Change("a", 1, None), Change("b", 1, None)], id="sorted by path"),
    ],
)
def test_only_what_differs_is_told(before: object, after: object, expected: list[Change]):
    assert difference(before, after) == expected


def test_a_secret_is_said_to_have_changed_and_nothing_more():
    found = difference(
        {"smtp": {"pass": "old", "port": 25}, "token": ""},
        {"smtp": {"pass": "new", "port": 25}, "token": "fresh"},
        is_secret=lambda name: name in ("pass", "token"),
        mask="***",
    )

    assert found == [Change("smtp.pass", "***", "***"), Change("token", "", "***")]
