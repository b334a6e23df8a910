"""
Everything that was configured, taken out as one document and put in again, here or elsewhere.

An import is one transaction: all of it or nothing. A dry run makes the same changes and takes them back, so what it
shows is what would happen, and what it refuses would be refused. Sections are handed in by whoever knows what there is
to configure; the order of the sections is the order of the import, so what is referred to comes first.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from pydantic import ValidationError

from regie import __version__
from regie.kernel.clock import Clock
from regie.kernel.configuration import document
from regie.kernel.configuration.service import Store
from regie.kernel.db import Database, Session
from regie.kernel.errors import Fault, Invalid, RegieError
from regie.kernel.http.callers import Records
from regie.kernel.http.deps import Caller, MissingPermission
from regie.kernel.http.problems import faults_of
from regie.kernel.spelling import meant
from regie.kernel.wire import iso

Entry = dict[str, Any]
SETTINGS = "settings"


class Section(Protocol):
    """One kind of thing that is configured: cameras, jobs, …"""

    name: str
    """Its key in the document."""
    right: str
    """What somebody must be allowed to, who takes these out or puts them in, beside the right to do either at all."""

    async def entries(self, session: Session) -> list[Entry]:
        """All of them as they are sent to be made again; each has its `id`, secrets are `document.Secret`."""
        ...

    async def put(self, session: Session, caller: Caller, entry: Entry) -> list[str]:
        """Make it, or make what has its id so; what needs a hand afterwards. Raises `Invalid` or pydantic's error."""
        ...

    async def drop(self, session: Session, caller: Caller, entry_id: str) -> None:
        """Forget it: the document that replaces everything does not have it."""
        ...


@dataclass(frozen=True, slots=True)
class Change:
    """What an import does, or would do, to one thing."""

    section: str
    id: str
    action: Literal["create", "change", "delete"]
    before: Mapping[str, Any]
    """Only what differs, secrets masked."""
    after: Mapping[str, Any]


@dataclass(slots=True)
class Imported:
    """The outcome of an import or of a dry run."""

    dry_run: bool
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    notes: list[str] = field(default_factory=list)
    """What needs a hand afterwards."""
    restart_needed: list[str] = field(default_factory=list)


class _TakenBack(Exception):
    """Ends a dry run's transaction."""


class Transfer:
    """The use cases."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        store: Store,
        records: Records,
        sections: Sequence[Section],
        one_at_a_time: asyncio.Lock,
    ) -> None:
        self._database = database
        self._clock = clock
        self._store = store
        self._records = records
        self._sections = sections
        self._one_at_a_time = one_at_a_time
        """Of whoever writes the settings."""

    @property
    def names(self) -> list[str]:
        """What a document may hold."""
        return [SETTINGS, *(section.name for section in self._sections)]

    async def export(
        self, caller: Caller, *, passphrase: str | None = None, only: Sequence[str] = ()
    ) -> dict[str, Any]:
        """The document. With a passphrase it carries secrets, encrypted; without, none."""
        self._check_names(only)
        wanted = only or self.names
        self._check_rights(caller, wanted)
        async with self._database.read() as session:
            tree: dict[str, Any] = {
                section.name: await section.entries(session) for section in self._sections if section.name in wanted
            }
        if SETTINGS in wanted:
            tree = {SETTINGS: await asyncio.to_thread(self._store.stated), **tree}
        head: dict[str, Any] | None = None
        if passphrase:
            head, key = await asyncio.to_thread(document.lock, passphrase)
            tree = await asyncio.to_thread(document.sealed, tree, key)
        else:
            tree = document.without_secrets(tree)
        async with self._database.write() as session:
            after = {"secrets": bool(passphrase), "sections": list(wanted)}
            self._records.record(session, caller, "export", "configuration", None, None, after=after)
        return {
            "format": document.FORMAT, "version": document.VERSION, "madeBy": __version__,
            "madeAt": iso(self._clock.now()), "secrets": head, **tree,
        }  # fmt: skip

    async def import_(
        self, caller: Caller, sent: Mapping[str, Any], *, passphrase: str | None, dry_run: bool, replace: bool
    ) -> Imported:
        """Put a document in. `replace` also forgets what it does not have, in the sections that it has."""
        tree = await self._read(sent, passphrase)
        self._check_rights(caller, tree)
        outcome = Imported(dry_run)
        async with self._one_at_a_time:
            settings = tree.get(SETTINGS)
            if settings is not None:
                outcome.changes += _settings_changes(await asyncio.to_thread(self._store.trial, settings))
            with suppress(_TakenBack):
                async with self._database.write() as session:
                    await self._put_all(session, caller, tree, outcome, replace=replace)
                    self._keep(session, caller, outcome)
                    if settings is not None:  # what cannot be written to the disk takes the rest back
                        await asyncio.to_thread(self._store.save, settings)
            if settings is not None and not dry_run:
                self._store.take_over()
                outcome.restart_needed = self._store.waiting()
        return outcome

    def _keep(self, session: Session, caller: Caller, outcome: Imported) -> None:
        """The last word of the transaction."""
        if outcome.dry_run:
            raise _TakenBack
        counts = Counter(change.section for change in outcome.changes)
        self._records.record(session, caller, "import", "configuration", None, None, after=dict(counts))

    def _check_rights(self, caller: Caller, names: Iterable[str]) -> None:
        """A token that may import is not thereby one that may make administrators."""
        rights = {SETTINGS: "config.write"} | {section.name: section.right for section in self._sections}
        for name in names:
            if not caller.may(rights[name]):
                raise MissingPermission(f"«{name}» needs {rights[name]} too.", permission=rights[name])

    async def _read(self, sent: Mapping[str, Any], passphrase: str | None) -> dict[str, Any]:
        if sent.get("format") != document.FORMAT:
            raise Invalid(Fault("document.format", "is not an export of Régie", document.FORMAT))
        if sent.get("version") != document.VERSION:
            raise Invalid(Fault("document.version", "is of another version", str(document.VERSION)))
        held = {key: value for key, value in sent.items() if key not in _HEAD}
        self._check_names(held, "document.")
        for name, entries in held.items():
            _check_shape(name, entries)
        key = await asyncio.to_thread(document.unlock, sent.get("secrets"), passphrase)
        opened: dict[str, Any] = await asyncio.to_thread(document.opened, held, key)
        return opened

    def _check_names(self, names: Any, path: str = "sections.") -> None:
        unknown = [str(name) for name in names if name not in self.names]
        known = f"one of {', '.join(self.names)}"
        faults = [Fault(f"{path}{name}", f"is not known{meant(name, self.names)}", known) for name in unknown]
        if faults:
            raise Invalid(faults)

    async def _put_all(
        self, session: Session, caller: Caller, tree: Mapping[str, Any], outcome: Imported, *, replace: bool
    ) -> None:
        present = [section for section in self._sections if section.name in tree]
        before = {section.name: _by_id(await section.entries(session)) for section in present}
        faults: list[Fault] = []
        for section in present:
            for number, entry in enumerate(tree[section.name]):
                path = f"document.{section.name}.{number}"
                faults += await _try(section, session, caller, entry, path, outcome.notes)
        if replace and not faults:
            for section in reversed(present):
                for gone in before[section.name].keys() - {entry["id"] for entry in tree[section.name]}:
                    faults += await _drop(section, session, caller, gone)
        if faults:
            raise Invalid(faults)
        for section in present:
            outcome_of = _by_id(await section.entries(session))
            _compare(section.name, before[section.name], outcome_of, outcome)


_HEAD = ("format", "version", "madeBy", "madeAt", "secrets")


def _check_shape(name: str, entries: Any) -> None:
    if name == SETTINGS:
        if not isinstance(entries, Mapping):
            raise Invalid(Fault(f"document.{name}", "is not an object"))
        return
    if not isinstance(entries, list):
        raise Invalid(Fault(f"document.{name}", "is not a list"))
    faults = [
        Fault(f"document.{name}.{number}.id", "is missing", "what the thing is called")
        for number, entry in enumerate(entries)
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str)
    ]
    if faults:
        raise Invalid(faults)


async def _try(
    section: Section, session: Session, caller: Caller, entry: Entry, path: str, notes: list[str]
) -> list[Fault]:
    try:
        notes += await section.put(session, caller, entry)
    except ValidationError as error:
        return [Fault(f"{path}.{fault.path}", fault.message, fault.expected) for fault in faults_of(error.errors())]
    except Invalid as error:
        return [Fault(f"{path}.{fault.path}", fault.message, fault.expected) for fault in error.faults]
    except RegieError as error:
        return [Fault(path, error.detail or error.title)]
    return []


async def _drop(section: Section, session: Session, caller: Caller, entry_id: str) -> list[Fault]:
    try:
        await section.drop(session, caller, entry_id)
    except RegieError as error:
        return [Fault(f"{section.name}.{entry_id}", error.detail or error.title)]
    return []


def _by_id(entries: list[Entry]) -> dict[str, Entry]:
    return {entry["id"]: entry for entry in entries}


def _compare(name: str, before: Mapping[str, Entry], after: Mapping[str, Entry], outcome: Imported) -> None:
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        if old == new:
            outcome.unchanged += 1
            continue
        left, right = document.changed(old or {}, new or {})
        action: Literal["create", "change", "delete"] = "change"
        if old is None or new is None:
            action = "create" if old is None else "delete"
        outcome.changes.append(Change(name, key, action, left, right))


def _settings_changes(differing: Mapping[str, tuple[Any, Any]]) -> list[Change]:
    return [
        Change(SETTINGS, path, "change", {"value": document.masked(before)}, {"value": document.masked(after)})
        for path, (before, after) in differing.items()
    ]
