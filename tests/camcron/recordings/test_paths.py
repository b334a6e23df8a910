"""Templates of folders and file names: what they become, what they refuse, and that no name escapes."""

import re
from datetime import UTC, datetime
from pathlib import PurePosixPath, PureWindowsPath
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.camcron.recordings.paths import (
    VARIABLES,
    Context,
    OutputPath,
    Template,
    WrongTemplateError,
    may_meet,
    safe_part,
)

PARIS = ZoneInfo("Europe/Paris")
GARAGE = Context("cam-garage", "Caméra Garage", "job-garage-workhours", "Garage - Enregistrement heures de travail")
EIGHT = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)


def path(
    directory: str, filename: str, extension: str = "mp4", *, context: Context = GARAGE, at: datetime = EIGHT
) -> str:
    return OutputPath.parse(directory, filename, extension).path(context, at, PARIS)


@pytest.mark.parametrize(
    ("directory", "filename", "expected"),
    [
        pytest.param(
            "/data/camcron/{cameraName}/work/{year}/{month}/{day}",
            "{cameraName}_{timestamp}",
            "/data/camcron/camera-garage/work/2026/11/16/camera-garage_20261116T080000+0100.mp4",
            id="the specification's first job",
        ),
        pytest.param(
            "/data/cameras/{cameraName}/{jobName}/{date}",
            "{cameraName}_{timestamp}.{ext}",
            "/data/cameras/camera-garage/garage-enregistrement-heures-de-travail/2026-11-16/"
            "camera-garage_20261116T080000+0100.mp4",
            id="the specification's output",
        ),
        pytest.param("a", "{date} {time}", "a/2026-11-16 08-00-00.mp4", id="relative, no colon in a time"),
        pytest.param("/a//b/", "{hour}h{minute}", "/a/b/08h00.mp4", id="doubled separators"),
        pytest.param("D:\\video\\{jobId}", "x", "D:/video/job-garage-workhours/x.mp4", id="a Windows drive"),
        pytest.param("/a", "clip.MP4", "/a/clip.MP4", id="the ending is written already"),
        pytest.param("/a", "v1.2", "/a/v1.2.mp4", id="a dot that is no ending"),
        pytest.param("/a/NUL", "com1.{ext}", "/a/_NUL/_com1.mp4", id="names of devices"),
        pytest.param("/a/b. ", "c", "/a/b/c.mp4", id="a dot and a space at the end"),
    ],
)
def test_a_template_becomes_a_path(directory: str, filename: str, expected: str) -> None:
    assert path(directory, filename) == expected


def test_jpeg_is_not_written_twice() -> None:
    assert path("/a", "x.jpeg", "jpg") == "/a/x.jpeg"


def test_the_hour_that_comes_twice_gives_two_names() -> None:
    first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))

    assert path("/a", "{timestamp}", at=first) == "/a/20261025T023000+0200.mp4"
    assert path("/a", "{timestamp}", at=second) == "/a/20261025T023000+0100.mp4"


@pytest.mark.parametrize(
    ("directory", "filename", "said"),
    [
        ("", "x", "is empty"),
        ("/a", "  ", "is empty"),
        ("/a/{camera}", "x", "there is no variable {camera}: did you mean «cameraId»?"),
        ("/a/{cameraName", "x", "brace without its partner"),
        ("/a/cameraName}", "x", "brace without its partner"),
        ("/a/{{date}}", "x", "brace without its partner"),
        ("/a/../etc", "x", "contains the folder «..»"),
        ("/a/. ./b", "x", "contains the folder «. .»"),
        ("/a/.regie/b", "x", "leads into .regie"),
        ("/a/.Regie", "x", "leads into .regie"),
        ("/a", "b/c", "path separator"),
        ("/a", "b\\c", "path separator"),
        ("/a\\b", "c", "contains \\\\"),
        ("/a", "12:30", "contains :"),
        ("/a", "x\ny", "contains \\n"),
        ("/a/" + "b" * 241, "x", "241 bytes"),
        ("/a" * 20, "x", "20 folders"),
        ("/" + "a" * 1000, "x", "1001 characters"),
    ],
)
def test_a_template_that_cannot_be_used_says_why(directory: str, filename: str, said: str) -> None:
    with pytest.raises(WrongTemplateError, match=re.escape(said)):
        OutputPath.parse(directory, filename, "mp4")


def test_an_unknown_variable_is_answered_with_those_there_are() -> None:
    with pytest.raises(WrongTemplateError) as raised:
        Template.parse("/a/{cam}", "directory")

    fault = raised.value.fault("output.directory")
    assert fault.path == "output.directory"
    assert all(f"{{{name}}}" in (fault.expected or "") for name in VARIABLES)


@pytest.mark.parametrize(
    ("directory", "anchor"),
    [
        ("/data/camcron/{cameraName}/work", "/data/camcron"),
        ("/data/camcron/x-{date}/work", "/data/camcron"),
        ("/data/camcron", "/data/camcron"),
        ("/{cameraName}", "/"),
        ("{date}", ""),
        ("C:/a/{date}", "C:/a"),
    ],
)
def test_what_roots_are_checked_against_ends_before_the_first_variable(directory: str, anchor: str) -> None:
    assert Template.parse(directory, "directory").anchor == anchor


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Caméra Garage", "camera-garage"),
        ("Entrée / sortie nº 2", "entree-sortie-no-2"),
        ("Œuvre Straße", "oeuvre-strasse"),
        ("カメラ・ガレージ", "カメラ-ガレージ"),
        ("Камера 1", "камера-1"),
        ("प्रवेश द्वार", "प्रवेश-द्वार"),
        ("../../etc/passwd", "etc-passwd"),
        ("ＣＯＮ", "con"),
        ("🎥", "_"),
        ("", "_"),
        ("ﬁn ½", "fin-1-2"),
    ],
)
def test_a_name_becomes_a_readable_part(name: str, part: str) -> None:
    assert safe_part(name) == part


NAMES = st.text(st.characters(exclude_categories=()), max_size=200)
TEMPLATES = st.lists(
    st.sampled_from([*(f"{{{name}}}" for name in VARIABLES), "/", "x", ".", " ", "..", "é", "CON", "-", ".regie"]),
    min_size=1,
    max_size=60,
).map("".join)


@given(NAMES, NAMES, TEMPLATES, TEMPLATES)
def test_whatever_the_names_the_path_stays_in_its_folder_and_every_system_takes_it(
    camera: str, job: str, directory: str, filename: str
) -> None:
    context = Context("cam", camera, "job", job)
    try:
        output = OutputPath.parse("/data/root/" + directory, filename, "mp4")
    except WrongTemplateError:
        return

    rendered = output.path(context, EIGHT, PARIS)

    parts = PurePosixPath(rendered).parts
    assert parts[:3] == ("/", "data", "root")
    assert output.path(context, EIGHT, PARIS) == output.folder(context, EIGHT, PARIS).rstrip("/") + "/" + parts[-1]
    assert len(rendered.encode()) <= 2400 + 16
    for part in parts[1:]:
        assert part not in (".", "..")
        assert part.casefold() != ".regie"
        assert not set(part) & set('<>:"|?*\\/')
        assert part.isprintable()
        assert not part.endswith((".", " "))
        assert len(part.encode()) <= 240
        assert not PureWindowsPath(part).is_reserved()


@given(NAMES)
def test_a_part_made_from_a_name_is_itself_such_a_name(name: str) -> None:
    part = safe_part(name)

    assert part == "_" or safe_part(part) == part


def _output(directory: str, filename: str, context: Context) -> tuple[OutputPath, Context]:
    return OutputPath.parse(directory, filename, "mp4"), context


OTHER = Context("cam-garage", "Camera GARAGE", "job-b", "Nuit")


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        (("/a/{cameraName}", "{timestamp}"), ("/a/{cameraName}", "{timestamp}"), True),
        (("/a/{cameraName}", "{timestamp}"), ("/a/{jobName}", "{timestamp}"), False),
        (("/a", "{timestamp}"), ("/a", "{date}T{time}"), False),
        (("/a", "{date}_{time}"), ("/a", "2026-11-{day}_{time}"), True),
        (("/a/{year}/{month}", "{day}"), ("/a/{year}", "{month}"), False),
        (("b", "{day}"), ("/base/b", "{hour}"), True),
        (("b", "{day}"), ("/elsewhere/b", "{hour}"), False),
        (("/A", "{day}"), ("/a", "{day}"), True),
        (("/a", "{jobId}_{timestamp}"), ("/a", "{jobId}_{timestamp}"), False),
    ],
)
def test_two_jobs_that_may_name_one_file_are_found(one: tuple[str, str], other: tuple[str, str], meets: bool) -> None:
    first, second = _output(*one, GARAGE), _output(*other, OTHER)

    assert may_meet(first, second, base="/base") is meets
    assert may_meet(second, first, base="/base") is meets


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)), TEMPLATES, TEMPLATES)
def test_what_can_meet_is_never_missed(at: datetime, directory: str, filename: str) -> None:
    try:
        output = OutputPath.parse(directory, filename, "mp4")
    except WrongTemplateError:
        return
    literal = output.path(GARAGE, at, PARIS)
    folder, _, name = literal.rpartition("/")
    try:
        fixed = OutputPath.parse(folder, name, "mp4")
    except WrongTemplateError:
        return
    if output.path(GARAGE, at, PARIS) == fixed.path(GARAGE, at, PARIS):
        assert may_meet((output, GARAGE), (fixed, GARAGE), base="/base")
