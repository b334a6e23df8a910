"""Lines out of chunks."""

from hypothesis import given
from hypothesis import strategies as st

from regie.kernel.processes.lines import LineSplitter


def test_lines_come_whole_whatever_the_chunks():
    splitter = LineSplitter()
    assert splitter.feed(b"one\ntw") == ["one"]
    assert splitter.feed(b"o\r\nthree\rfour") == ["two", "three"]
    assert splitter.finish() == ["four"]
    assert splitter.finish() == []


@given(st.lists(st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=20)), st.data())
def test_no_cut_changes_the_lines(lines, data):
    whole = "".join(f"{line}\n" for line in lines).encode()
    splitter, found, at = LineSplitter(), [], 0
    while at < len(whole):
        size = data.draw(st.integers(1, 7))
        found += splitter.feed(whole[at : at + size])
        at += size
    assert found + splitter.finish() == lines


def test_a_line_that_never_ends_is_cut_and_the_next_one_is_whole():
    splitter = LineSplitter(longest=10)
    assert splitter.feed(b"x" * 11) == ["x" * 10]
    assert splitter.feed(b"y" * 100_000) == []
    assert splitter.feed(b"zz\nnext\n") == ["next"]


def test_what_is_no_utf8_is_replaced():
    assert LineSplitter().feed(b"caf\xe9\n") == ["caf\ufffd"]
