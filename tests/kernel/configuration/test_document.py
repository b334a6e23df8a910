"""The document of an export: secrets that only the passphrase opens, and words for what is wrong with one."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regie.kernel.configuration import document
from regie.kernel.errors import Invalid
from regie.kernel.wire import MASK, Secret

texts = st.text(max_size=40)
names = texts.filter(lambda text: text != document.KEY)
trees = st.recursive(
    texts | st.integers() | st.booleans() | st.builds(Secret, texts),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=8,
)
HEAD, KEY = document.lock("correct horse")


def plain(tree: object) -> object:
    if isinstance(tree, Secret):
        return tree.value
    if isinstance(tree, dict):
        return {key: plain(value) for key, value in tree.items()}
    return [plain(value) for value in tree] if isinstance(tree, list) else tree


@settings(deadline=None)
@given(trees)
def test_what_is_sealed_opens_with_the_same_passphrase_and_shows_no_secret_before(tree):
    carried = json.loads(json.dumps(document.sealed(tree, KEY)))
    assert document.opened(carried, document.unlock(HEAD, "correct horse")) == plain(tree)


def test_a_list_of_secrets_alone_goes_with_its_key():
    tree = {"urls": [Secret("ntfy://a")], "to": [], "mixed": ["b", Secret("c")]}

    assert document.without_secrets(tree) == {"to": [], "mixed": ["b"]}


def test_without_secrets_a_key_goes_and_a_stand_in_stays():
    tree = {"password": Secret("s3cret"), "url": Secret("rtsp://u:p@h/", otherwise="rtsp://h/"), "name": "Yard"}
    assert document.without_secrets(tree) == {"url": "rtsp://h/", "name": "Yard"}
    assert document.masked(tree) == {"password": MASK, "url": MASK, "name": "Yard"}
    assert "s3cret" not in repr(tree)


@pytest.mark.parametrize(
    ("head", "passphrase", "path"),
    [
        (HEAD, None, "passphrase"),
        (HEAD, "wrong horse", "passphrase"),
        (HEAD | {"n": 2**30}, "correct horse", "document.secrets"),
        (HEAD | {"salt": 5}, "correct horse", "document.secrets"),
        ({}, "correct horse", "document.secrets"),
    ],
)
def test_what_cannot_be_opened_is_named(head, passphrase, path):
    with pytest.raises(Invalid) as refused:
        document.unlock(head, passphrase)
    assert [fault.path for fault in refused.value.faults] == [path]


def test_a_torn_secret_is_named_by_its_place():
    with pytest.raises(Invalid) as refused:
        document.opened({"cameras": [{"credentials": {"password": {document.KEY: "torn"}}}]}, KEY)
    assert refused.value.faults[0].path == "document.cameras.0.credentials.password"
