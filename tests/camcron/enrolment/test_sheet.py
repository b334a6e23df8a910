"""Tables of cameras as spreadsheets save them."""

import pytest

from regie.camcron.enrolment.replacing import moved
from regie.camcron.enrolment.sheet import MOST, read

GATE = {"name": "Gate", "streams": {"main": "rtsp://10.0.0.1/1"}}


@pytest.mark.parametrize(
    "text",
    [
        "name,main\nGate,rtsp://10.0.0.1/1",
        "\ufeffName;URL\r\nGate;rtsp://10.0.0.1/1\r\n",
        "name\tmain\nGate\trtsp://10.0.0.1/1\n\n",
        '\n\n"Name","stream:main"\n"Gate","rtsp://10.0.0.1/1"',
        "Nom ; Main ; Model\n Gate ; rtsp://10.0.0.1/1 ; \n",
    ],
    ids=["commas", "semicolons and a mark", "tabs and empty lines", "quotes", "spaces and an empty cell"],
)
def test_a_table_is_read_however_it_was_saved(text: str):
    lines, faults = read(text, {})

    assert faults == []
    assert [line.fields for line in lines] == [GATE]


def test_every_column_is_a_field_of_a_camera():
    text = (
        "id,name,main,sub,stream:hd,user,password,tags,site,enabled,max_connections\n"
        'gate,Gate,rtsp://c/1,rtsp://c/2,rtsp://c/3,ada,"p,w;d",outside|gate,north,no,2'
    )
    (line,), _ = read(text, {})

    assert line.fields == {
        "id": "gate", "name": "Gate", "tags": ["outside", "gate"], "siteId": "north", "enabled": False,
        "maxConnections": 2, "credentials": {"username": "ada", "password": "p,w;d"},
        "streams": {"main": "rtsp://c/1", "sub": "rtsp://c/2", "hd": "rtsp://c/3"},
    }  # fmt: skip
    assert "p,w;d" not in repr(line)


def test_what_a_line_does_not_say_is_as_for_all_of_them():
    defaults = {"siteId": "south", "credentials": {"username": "admin", "password": "common"}}
    (own, common), _ = read("name,main,password,site\nA,rtsp://c/1,special,north\nB,rtsp://c/2,,", defaults)

    assert own.fields["credentials"] == {"username": "admin", "password": "special"}
    assert own.fields["siteId"] == "north"
    assert common.fields["credentials"] == {"username": "admin", "password": "common"}
    assert common.fields["siteId"] == "south"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("name,colour\nGate,red", "lines.1"),
        ("name,main,url\nGate,a,b", "lines.1"),
        ("", "lines.1"),
        ('name,main\n"Gate,rtsp://c/1\n', "lines.2"),
        ("name,main\n" + "Gate,rtsp://c/1\n" * (MOST + 1), ""),
    ],
)
def test_a_table_that_is_none_says_where(text: str, path: str):
    lines, faults = read(text, {})

    assert lines == [] and [fault.path for fault in faults] == [path]


def test_a_line_with_more_cells_than_names_is_at_fault():
    (line,), _ = read("name,main\nGate,rtsp://c/1,secret", {})

    assert line.faults and "secret" not in str(line.faults)


@pytest.mark.parametrize(
    ("plain", "host", "expected"),
    [
        ("rtsp://10.0.0.1:554/a?x=1", "10.0.0.9", "rtsp://10.0.0.9:554/a?x=1"),
        ("rtsp://10.0.0.1", "cam.local", "rtsp://cam.local"),
        ("http://[fe80::1]:80/s", "fe80::2", "http://[fe80::2]:80/s"),
        ("http://cam/s?token=********", "b", "http://b/s?token=********"),
    ],
)
def test_an_address_moves_with_its_port_and_path(plain: str, host: str, expected: str):
    assert moved(plain, host) == expected
