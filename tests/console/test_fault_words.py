"""
What the server has against a field is told in French, with what was expected: no field's fault stays English.

The faults are read in the code, with «7» in the place of each fact. What is put together elsewhere is made here for
real: what is wrong with a cron expression, an option for ffmpeg, a table of cameras, and what pydantic says of whatever
our models can hold.
"""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from pydantic_core import PydanticKnownError

from regie.camcron.cameras.errors import CameraExists, CameraInUse, CameraNotFound
from regie.camcron.enrolment.sheet import read
from regie.camcron.jobs.period import MONTHS, parse_dates
from regie.camcron.runs.commands import command_faults
from regie.camcron.runs.extra import OPTIONS, check_extra
from regie.kernel.auth.errors import LastAdministrator, NameTaken
from regie.kernel.errors import Fault, RegieError
from regie.kernel.http.problems import faults_of
from regie.kernel.notifications.errors import ChannelInUse, ChannelOfSettings
from regie.kernel.scheduling.cron import Cron
from regie.kernel.scheduling.faults import FIELDS, CronError
from regie.kernel.scheduling.zones import ZoneError, zone_named
from regie.kernel.sites.errors import DefaultSite, SiteExists, SiteInUse, SiteNotFound
from regie.kernel.wire import Incoming
from regie.settings import Settings
from tests.console.test_words import PLACE, pattern_of
from tests.serving import ROOT

import_module("regie.bootstrap")  # brings in every model
SOURCE = ROOT / "src/regie"
BOOK: dict[str, str] = json.loads((ROOT / "web/console/src/lib/words/faults.fr.json").read_text(encoding="utf-8"))
PHRASES = [(pattern_of(words), PLACE.findall(words), french) for words, french in BOOK.items()]
PROSE = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
CODE = re.compile(r"\S+(?:, \S+)*|triggerType «continuous»")
"""Names of things, one or several: the same in every language."""

RAISED = {
    "Fault": (1, 2), "WrongTemplateError": (0, 1), "WrongAddressError": (0, 1), "PydanticCustomError": (1, 2),
    "CronError": (0,), "ZoneError": (0,),
}  # fmt: skip
"""Which of their arguments are a message and what was expected."""
READERS = {"_read", "_check_day"}
"""Beside pydantic's validators: functions whose ValueError becomes a fault."""
ELSEWHERE = {
    "str(self)", "self.expected", "str(error)", "fault.message", "fault.expected", "option.kind.expected",
    "never(text)", "faults.never(text)", "error.detail or error.title",
}  # fmt: skip
"""Words of another place that is read as well, or is tried below."""
NAMES = {"camera.slug", "job.slug", "site.slug", "template.slug", "source.camera_id", "before.kind"}
"""What was expected is what it is called."""
BELOW = {
    ("kernel/http/problems.py", "message"), ("kernel/http/problems.py", "_expected(error) or expected or None"),
    ("kernel/scheduling/faults.py", "wrong"), ("camcron/runs/extra.py", "instead"), ("settings.py", "expected"),
    ("kernel/configuration/transfer.py", "document.FORMAT"),
    ("kernel/configuration/transfer.py", "str(document.VERSION)"),
}  # fmt: skip
"""What these say is tried below, or is a code word."""
UNSAID = {
    ("settings.py", "message"): "of the environment, to whoever starts the server",
    ("kernel/scheduling/cron.py", "'there is no such tick'"): "of what has been read already: a mistake of ours",
}
"""What reaches no form, and whom it is for."""
PIECED = {
    "there is no 7 «7»": ("there is no camera «7»", "there is no job «7»", "there is no site «7»"),
    "the id of a 7": ("the id of a camera", "the id of a job"),
}
Names = Mapping[str, list[ast.expr]]


def untold(text: str) -> list[str]:
    """What of it a French reader reads in English, its facts included. What stands in «» is a name."""
    if text in BOOK:
        return []
    for pattern, places, french in PHRASES:
        if found := pattern.fullmatch(text):
            facts = zip(("{" + place.strip("{#}") + "}" for place in places), found.groups(), strict=True)
            said = [fact for place, fact in facts if re.search(f"(?<!«){re.escape(place)}", french)]
            return [left for fact in said if PROSE.search(fact) for left in untold(fact)]
    return [text]


def untold_of(expected: str) -> list[str]:
    return [] if CODE.fullmatch(expected) else untold(expected)


def untold_in(*faults: Fault) -> list[str]:
    return [left for fault in faults for left in untold(fault.message) + untold_of(fault.expected or "7")]


def worded(node: ast.expr, names: Names) -> list[str]:
    """Every text that an expression may be, «7» for what is known only later; nothing when all of it is."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=parts):
            return ["".join(each) for each in product(*(worded(part, names) or ["7"] for part in parts))]
        case ast.FormattedValue(value=ast.Call(func=ast.Name(id="meant" | "_meant" | "_nearest"))):
            return [""]
        case ast.FormattedValue(value=ast.Call(func=ast.Attribute(attr="awaited"))):
            return ["", " (a new 7 is saved; it takes effect when the server is restarted)"]
        case ast.FormattedValue(value=held):
            return worded(held, names)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return ["".join(each) for each in product(*(worded(side, names) or ["7"] for side in (left, right)))]
        case ast.IfExp(body=one, orelse=other):
            return worded(one, names) + worded(other, names)
        case ast.BoolOp(values=several) | ast.Dict(values=several):
            return [text for each in several for text in worded(each, names)]
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(between)), attr="join")):
            return [f"7{between}7"]
        case ast.Name(id=name):
            return [text for value in names.get(name, ()) for text in worded(value, names)]
    return []


def named(nodes: Iterator[ast.AST]) -> dict[str, list[ast.expr]]:
    found: dict[str, list[ast.expr]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).append(node.value)
    return found


def raised(tree: ast.Module) -> Iterator[tuple[int, ast.expr, Names]]:
    """Whatever is given as a message (0) or as what was expected (1), with the names that are known there."""
    common = named(iter(tree.body))
    seen: set[int] = set()
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)):
        names = common | named(ast.walk(function))
        reads = function.name in READERS or any("validator" in ast.unparse(each) for each in function.decorator_list)
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and id(call) not in seen:
                seen.add(id(call))
                places = (0,) if reads and call.func.id == "ValueError" else RAISED.get(call.func.id, ())
                yield from ((n, call.args[at], names) for n, at in enumerate(places) if at < len(call.args))


def speaks(file: Path) -> bool:
    """Whether faults are found in it; those of SOAP are the device's."""
    text = file.read_text(encoding="utf-8")
    return re.search(rf"\b(?:{'|'.join(RAISED)}|ValueError)\(", text) is not None and "zeep" not in text


@pytest.mark.parametrize(
    "module", sorted(str(file.relative_to(SOURCE)) for file in SOURCE.rglob("*.py") if speaks(file))
)
def test_every_fault_that_a_module_finds_is_told_in_french(module: str) -> None:
    left: list[str] = []
    for what, node, names in raised(ast.parse((SOURCE / module).read_text(encoding="utf-8"))):
        texts, source = worded(node, names), ast.unparse(node)
        if (module, source) in UNSAID:
            continue
        if not texts and source not in ELSEWHERE | NAMES | {"None"} and (module, source) not in BELOW:
            left.append(f"{source}: say above where its words come from")
        for text in (each for found in texts if found != "7" for each in PIECED.get(found, (found,))):
            message, _, expected = text.partition("; expected ") if what == 0 else ("", "", text)
            left += (untold(message) if message else []) + (untold_of(expected) if expected else [])
    assert left == []


def test_months_and_fields_of_cron_have_a_name() -> None:
    assert {*MONTHS.split(), *FIELDS.split(", ")} - BOOK.keys() == set()


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("term", ["99", "lundi", "?", "*/0", "1,,2", "5-2", "1#9", "9L"])
def test_what_is_wrong_with_a_cron_expression_is_told_in_french(place: int, term: str) -> None:
    text = " ".join(term if each == place else "*" for each in range(5))
    with pytest.raises(CronError) as found:
        Cron.parse(text)
    assert untold(str(found.value)) == []


@pytest.mark.parametrize("text", ["* * *", "0 0 * * * *", "@daily", "@never", "0 0 30 2 *", "0 " * 501])
def test_what_is_no_cron_expression_at_all_is_told_in_french(text: str) -> None:
    with pytest.raises(CronError) as found:
        Cron.parse(text)
    assert untold(str(found.value)) == []


@pytest.mark.parametrize(
    "date", [*(f"2027-{month:02}-32" for month in range(1, 14)), "2027-02-29", "--02-30", "1066-10-14", "March", 7]
)
def test_a_date_that_there_is_not_is_told_in_french(date: Any) -> None:
    found = parse_dates([date])
    assert isinstance(found, list)
    assert untold_in(*found) == []


@pytest.mark.parametrize("name", ["Mars/Olympus", "europe/pari"])
def test_a_time_zone_that_there_is_not_is_told_in_french(name: str) -> None:
    with pytest.raises(ZoneError) as found:
        zone_named(name)
    message, _, expected = str(found.value).partition("; expected ")
    assert untold(message) + untold(expected) == []


@pytest.mark.parametrize(
    "arguments", [*([name, "\0"] for name in OPTIONS), ["-g"], ["-i", "x"], ["-c"], ["-nonsense"], ["word"]], ids=str
)
def test_what_is_wrong_with_an_option_for_ffmpeg_is_told_in_french(arguments: list[str]) -> None:
    found = check_extra(arguments)
    assert found
    assert untold_in(*found) == []


@pytest.mark.parametrize("command", ["ffmpeg 'x", "ffmpeg \\", "", "rm", "ffmpeg {sorce}", "ffmpeg {nothing}", ["x\0"]])
def test_what_is_wrong_with_a_command_is_told_in_french(command: str | list[str]) -> None:
    found = list(command_faults(command, ["tool"]))
    assert found
    assert untold_in(*found) == []


@pytest.mark.parametrize(
    "table", ['name\n"x', 'name\n"x"y', f"name\n{'x' * 200_000}", "name\nx\ry", "", "name,name", "who"]
)
def test_what_is_wrong_with_a_table_of_cameras_is_told_in_french(table: str) -> None:
    _, found = read(table, {})
    assert found
    assert untold_in(*found) == []


@pytest.mark.parametrize(
    "refused",
    [
        CameraExists("gate"), CameraInUse("gate", ["night", "day"]), CameraNotFound("gate"), SiteExists("quay"),
        SiteInUse("quay", ["gate"]), SiteNotFound("quay"), DefaultSite(), NameTaken(), LastAdministrator(),
        NameTaken("Somebody is called «ada» already."), ChannelInUse("mail", ["Night"]), ChannelOfSettings("email"),
    ],
    ids=str,
)  # fmt: skip
def test_what_refuses_a_line_of_a_list_or_of_a_document_is_told_in_french(refused: RegieError) -> None:
    assert untold(refused.detail or refused.title) == []


WRONG: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "bool": [("bool_type", {}), ("bool_parsing", {})],
    "datetime": [
        ("datetime_type", {}), ("datetime_parsing", {"error": "input is too short"}), ("timezone_aware", {}),
        ("datetime_from_date_parsing", {"error": "input is too short"}),
        ("datetime_object_invalid", {"error": "year is out of range"}),
    ],
    "dict": [("dict_type", {})],
    "enum": [("enum", {"expected": "'viewer', 'editor' or 'admin'"})],
    "float": [("float_type", {}), ("float_parsing", {}), ("finite_number", {})],
    "int": [("int_type", {}), ("int_parsing", {}), ("int_parsing_size", {}), ("int_from_float", {})],
    "list": [("list_type", {})],
    "literal": [("literal_error", {"expected": "'day' or 'period'"}), ("literal_error", {"expected": "'day'"})],
    "model": [
        ("missing", {}), ("model_type", {"class_name": "Job"}), ("model_attributes_type", {}),
    ],
    "str": [("string_type", {}), ("string_unicode", {})],
    "tuple": [("tuple_type", {})],
}  # fmt: skip
"""By what a field holds: what pydantic may have against it."""
BOUNDS: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "ge": [("greater_than_equal", {"ge": each}) for each in (-1, 0, 0.1)],
    "gt": [("greater_than", {"gt": 0})],
    "le": [("less_than_equal", {"le": 200_000})],
    "lt": [("less_than", {"lt": 1.5})],
    "pattern": [("string_pattern_mismatch", {"pattern": "^[a-z]$"})],
}
SHAPES = {
    "any", "default", "function-after", "function-before", "model-field", "model-fields", "no-info", "nullable",
    "union",
}  # fmt: skip
"""What only arranges others, or says what our own functions say."""


def too_long_or_short(kind: str, bound: str) -> list[tuple[str, dict[str, Any]]]:
    if kind == "str":
        return [(f"string_too_{bound}", {f"{SIDES[bound]}_length": each}) for each in (1, 64)]
    names = {"dict": "Dictionary", "list": "List", "tuple": "Tuple"}
    return [
        (f"too_{bound}", {"field_type": names[kind], f"{SIDES[bound]}_length": each, "actual_length": actual})
        for each, actual in ((1, 0 if bound == "short" else 2), (64, 63 if bound == "short" else 65))
    ]


SIDES = {"short": "min", "long": "max"}


def below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for each in model.__subclasses__():
        yield each
        yield from below(each)


def held_in(schema: Any) -> Iterator[dict[str, Any]]:
    """Every part of a model's core schema that has a type."""
    if isinstance(schema, dict):
        if isinstance(schema.get("type"), str):
            yield schema
        for key, part in schema.items():
            if key not in ("metadata", "serialization", "expected", "default"):
                yield from held_in(part)
    elif isinstance(schema, list | tuple):
        for part in schema:
            yield from held_in(part)


@pytest.mark.parametrize("model", sorted({*below(Incoming), Settings}, key=str), ids=lambda model: model.__name__)
def test_whatever_pydantic_says_of_our_models_is_told_in_french(model: type[BaseModel]) -> None:
    for part in held_in(model.__pydantic_core_schema__):
        kind = part["type"]
        assert kind in WRONG.keys() | SHAPES, "say above what may be wrong with it"
        errors = [*WRONG.get(kind, ()), *(each for bound in BOUNDS if bound in part for each in BOUNDS[bound])]
        errors += [each for side in SIDES if f"{SIDES[side]}_length" in part for each in too_long_or_short(kind, side)]
        for place, (name, facts) in product((("body", "name"), ("body",)), errors):
            message = PydanticKnownError(name, facts).message()
            for sent in "perod", 7:
                error = {"type": name, "loc": place, "msg": message, "ctx": facts, "input": sent}
                assert untold_in(*faults_of([error], model)) == []


def test_a_body_that_is_not_json_is_told_in_french() -> None:
    error = {"type": "json_invalid", "loc": ("body", 7), "msg": "JSON decode error", "input": {}}
    for said in {}, {"error": "Expecting value"}:
        assert untold_in(*faults_of([error | {"ctx": said}])) == []
