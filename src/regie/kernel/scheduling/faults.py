"""
What is wrong with a cron expression, in a sentence.

Pure. cronsim refuses with the name of a field; people want to read which word it is and what could stand there. This
looks only at what has been refused, so it may be slow and need not know all that is allowed.
"""

import re

FIELDS = "minute, hour, day of the month, month, day of the week"
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
LONGEST = 1000

NICKNAMES = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}


class CronError(ValueError):
    """A cron expression that cannot be used."""


class _Field:
    def __init__(self, name: str, low: int, high: int, words: list[str], first_word: int = 0) -> None:
        self.name, self.low, self.high = name, low, high
        self.words = {word: number for number, word in enumerate(words, first_word)}
        self.expected = f"{low}-{high}" + (f" or {words[0]}-{words[-1]}" if words else "")


_FIELDS = (
    _Field("minute", 0, 59, []),
    _Field("hour", 0, 23, []),
    _Field("day of the month", 1, 31, []),
    _Field("month", 1, 12, MONTHS, 1),
    _Field("day of the week", 0, 7, WEEKDAYS),
)


def check_shape(text: str) -> None:
    """Refuse what isn't five fields at all."""
    parts = text.split()
    if len(text) > LONGEST:
        raise CronError(f"the expression is longer than {LONGEST} characters")
    if parts and parts[0].startswith("@"):
        same = NICKNAMES.get(parts[0].lower())
        raise CronError(f'"{parts[0]}" is not known here' + (f': write "{same}"' if same else ""))
    if len(parts) in (6, 7):
        raise CronError(f"seconds are not supported: five fields are expected ({FIELDS}), not {len(parts)}")
    if len(parts) != 5:
        raise CronError(f"five fields are expected ({FIELDS}), not {len(parts)}")


def explain(text: str) -> CronError:
    """Why cronsim refused it."""
    for part, field in zip(text.split(), _FIELDS, strict=True):
        for term in part.split(","):
            if wrong := _wrong_term(term.lower(), field):
                return CronError(wrong)
    return CronError(never(text))


def never(text: str) -> str:
    """For an expression whose fields are right, each for itself."""
    return f'"{text}" never matches: there is no such date'


def _wrong_term(term: str, field: _Field) -> str | None:
    if not term:
        return f"the {field.name} has an empty place in its list: expected {field.expected} between commas"
    rest, slash, step = term.partition("/")
    if slash and not (_is_number(step) and int(step) > 0):
        return f'the step of the {field.name} in "{term}" must be a number from 1 on'
    if rest == "*":
        return None
    if field.name == "day of the week" and (wrong := _wrong_special(rest, field)) is not None:
        return wrong or None
    if field.name == "day of the month" and rest in ("l", "lw"):
        return None
    return _wrong_range(rest, field)


def _wrong_special(term: str, field: _Field) -> str | None:
    """`5L` (the last Friday) and `1#2` (the second Monday); None when it is neither, empty when it is right."""
    day, hash_sign, nth = term.partition("#")
    if hash_sign:
        if not (_is_number(nth) and 1 <= int(nth) <= 5):
            return f'"{term}": after # comes which one of the month, 1-5'
        return _wrong_value(day, field) or ""
    if term.endswith("l") and _is_number(term[:-1]):
        return _wrong_value(term[:-1], field) or ""
    return None


def _wrong_range(term: str, field: _Field) -> str | None:
    low, dash, high = term.partition("-")
    for value in (low, high) if dash else (low,):
        if wrong := _wrong_value(value, field):
            return wrong
    if dash and _number(high, field) < _number(low, field):
        return (
            f'the range "{term}" of the {field.name} ends before it begins: '
            f'write "{low}-{field.high if not field.words else _last(field)},{_first(field)}-{high}"'
        )
    return None


def _wrong_value(value: str, field: _Field) -> str | None:
    if value in field.words:
        return None
    if value == "?":
        return f'"?" is not known here: write "*" for any {field.name}'
    if not _is_number(value):
        return (
            f'the {field.name} "{value[:32]}" is not understood: expected {field.expected}, *, lists, ranges or steps'
        )
    if not field.low <= int(value) <= field.high:
        return f"the {field.name} {value} is out of range: expected {field.expected}"
    return None


def _first(field: _Field) -> str:
    return next(iter(field.words), str(field.low))


def _last(field: _Field) -> str:
    return list(field.words)[-1]


def _number(value: str, field: _Field) -> int:
    return field.words[value] if value in field.words else int(value)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[0-9]{1,9}", text) is not None
