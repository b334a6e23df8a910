"""
What crosses the wire: base classes that spell names in camelCase and refuse what they do not know.

The specifications' names rule. Where pydantic's camelCase differs from them (`maxSizeGB`), the field says its alias.
Instants are written in ISO 8601 UTC with a `Z`. An answer may be sent back unchanged: keys that the server computes
are dropped on the way in, any other unknown key is an error.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Annotated, Any, ClassVar, get_args

import orjson
from pydantic import AwareDatetime, BaseModel, ConfigDict, PlainSerializer, field_validator, model_validator
from pydantic.alias_generators import to_camel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

MASK = "********"
"""What stands in an answer where a secret is; sent back, it means «as stored»."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A value of an exported configuration that is only carried encrypted.

    `otherwise` stands in its place when secrets are left out.
    """

    value: str
    otherwise: Any = None

    def __repr__(self) -> str:
        return "Secret()"


FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def in_utc(instant: datetime) -> datetime:
    """The same instant in UTC; one that lies there before the year 1 or after 9999 becomes the first or the last."""
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        return FIRST if instant.year == 1 else LAST


def iso(instant: datetime) -> str:
    """An instant as the wire spells it: UTC, milliseconds, `Z`."""
    return in_utc(instant).isoformat(timespec="milliseconds").replace("+00:00", "Z")


Instant = Annotated[AwareDatetime, PlainSerializer(iso, return_type=str, when_used="json")]


def is_storable(text: str) -> bool:
    """Whether it is text to every database: no null character, no half of a surrogate pair."""
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


class Wire(BaseModel):
    """What is answered: camelCase outside, snake_case inside."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, from_attributes=True, frozen=True, extra="forbid"
    )


class Incoming(Wire):
    """What is sent: the same, and the keys in `computed` are ignored, so that an answer can be sent back."""

    model_config = ConfigDict(allow_inf_nan=False)

    computed: ClassVar[frozenset[str]] = frozenset()

    @field_validator("*", mode="before")
    @classmethod
    def _storable(cls, value: Any) -> Any:
        """Text that a database takes; objects look at their own fields."""
        for text in value if isinstance(value, list) else (value,):
            if isinstance(text, str) and not is_storable(text):
                raise PydanticCustomError("unstorable", "holds a null character or half of one")
        return value

    @model_validator(mode="before")
    @classmethod
    def _drop_computed(cls, value: Any) -> Any:
        if isinstance(value, dict) and cls.computed:
            return {key: held for key, held in value.items() if key not in cls.computed}
        return value


def shown(*examples: dict[str, Any]) -> ConfigDict:
    """What a model looks like, for the description of the API: `model_config = shown({...})`."""
    return ConfigDict(json_schema_extra={"examples": list(examples)})


def models_in(kind: Any) -> list[type[BaseModel]]:
    """The models that a type may hold: itself, those of a choice, of a list's entries, of a dictionary's values."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [kind]
    return [model for part in get_args(kind) for model in models_in(part)]


def keys_at(kind: Any, place: Sequence[object]) -> list[str]:
    """The keys that an object may have which stands at that place inside of a body of that kind."""
    models = models_in(kind)
    for part in place:
        fields = [field for model in models for field in _named(model, part)]
        models = [found for field in fields for found in models_in(field.annotation)] if fields else models
    return list(dict.fromkeys(field.alias or name for model in models for name, field in model.model_fields.items()))


def _named(model: type[BaseModel], part: object) -> list[FieldInfo]:
    return [field for name, field in model.model_fields.items() if part in (field.alias, name)]


def as_sent(answer: Wire, kind: type[Incoming]) -> dict[str, Any]:
    """An answer as it is sent back: what the server computes is left out."""
    whole: dict[str, Any] = answer.model_dump(mode="json", by_alias=True)
    return {key: value for key, value in whole.items() if key not in kind.computed}


def _other(value: Any) -> Any:
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def dumps(value: Any) -> bytes:
    """Any value of this server as UTF-8 JSON: models by alias, instants with milliseconds and `Z`."""
    return orjson.dumps(value, default=_other, option=orjson.OPT_PASSTHROUGH_DATETIME)
