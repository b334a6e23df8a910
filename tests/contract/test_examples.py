"""Every JSON body that is described is shown too, and what is shown is what would really be sent."""

from typing import Any

import pytest
import pytest_asyncio

from tests.camcron.door import Door

pytestmark = pytest.mark.asyncio(loop_scope="module")

Schemas = dict[str, dict[str, Any]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def description(door: Door) -> dict[str, Any]:
    return dict((await door("GET", "/api/openapi.json")).json())


def bodies(description: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every JSON that is sent or answered with success: where, and how it is described."""
    found = {}
    for path, item in description["paths"].items():
        for method, operation in item.items():
            parts = {"request": operation.get("requestBody", {})}
            parts |= {code: said for code, said in operation["responses"].items() if code.startswith("2")}
            for part, said in parts.items():
                if "application/json" in said.get("content", {}):
                    found[f"{method.upper()} {path} {part}"] = said["content"]["application/json"]
    return found


def examples_of(schemas: Schemas, schema: dict[str, Any]) -> list[Any]:
    """What is shown of a schema: its own examples, or those of what it refers to, or of a list's members."""
    if schema.get("examples"):
        return list(schema["examples"])
    if "$ref" in schema:
        return examples_of(schemas, schemas[schema["$ref"].rpartition("/")[2]])
    if schema.get("type") == "array":
        return [[each] for each in examples_of(schemas, schema.get("items", {}))]
    several = schema.get("anyOf", []) + schema.get("oneOf", []) + schema.get("allOf", [])
    return next((shown for each in several if (shown := examples_of(schemas, each))), [])


def shown_in(schemas: Schemas, media: dict[str, Any]) -> list[Any]:
    if "example" in media:
        return [media["example"]]
    return [each["value"] for each in media.get("examples", {}).values()] or examples_of(schemas, media["schema"])


KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,), "array": (list,),
    "object": (dict,), "null": (type(None),),
}  # fmt: skip


def may_be_null(schema: dict[str, Any]) -> bool:
    """Then an example may lack it: the framework leaves nulls out of what is shown."""
    return any(each.get("type") == "null" for each in schema.get("anyOf", [])) or "type" not in schema


def wrong(schemas: Schemas, schema: dict[str, Any], value: Any, at: str = "") -> list[str]:
    """Where a value is not what a schema says: names, kinds, closed words."""
    if "$ref" in schema:
        return wrong(schemas, schemas[schema["$ref"].rpartition("/")[2]], value, at)
    for key in ("anyOf", "oneOf"):
        if key in schema:
            tried = [wrong(schemas, each, value, at) for each in schema[key]]
            return [] if [] in tried else min(tried, key=len)
    kind = schema.get("type")
    if kind and (not isinstance(value, KINDS[kind]) or (isinstance(value, bool) and kind != "boolean")):
        return [f"{at}: {value!r} is no {kind}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{at}: {value!r} is none of {schema['enum']}"]
    if isinstance(value, list) and "items" in schema:
        return [fault for n, each in enumerate(value) for fault in wrong(schemas, schema["items"], each, f"{at}.{n}")]
    if not isinstance(value, dict) or kind != "object":
        return []
    known = schema.get("properties", {})
    missing = [key for key in schema.get("required", []) if key not in value and not may_be_null(known[key])]
    faults = [f"{at}.{key} is missing" for key in missing]
    further = schema.get("additionalProperties", True)
    for key, each in value.items():
        if key in known:
            faults += wrong(schemas, known[key], each, f"{at}.{key}")
        elif further is False:
            faults.append(f"{at}.{key} is not known")
        elif isinstance(further, dict):
            faults += wrong(schemas, further, each, f"{at}.{key}")
    return faults


async def test_every_body_that_is_described_is_shown(description: dict[str, Any]) -> None:
    schemas = description["components"]["schemas"]
    described = bodies(description)
    assert len(described) > 100
    assert [place for place, media in described.items() if not shown_in(schemas, media)] == []


async def test_what_is_shown_is_what_is_described(description: dict[str, Any]) -> None:
    schemas = description["components"]["schemas"]
    odd = {
        place: faults
        for place, media in bodies(description).items()
        for example in shown_in(schemas, media)
        if (faults := wrong(schemas, media.get("schema", {}), example))
    }
    assert odd == {}
