"""
Three kinds of import contracts that import-linter doesn't have, in its own terms (see `.importlinter`).

`ordered` is its `layers` for containers that may not exist yet; `reserved` gives a library to a few modules by the
name of their file, so that a new feature needs no line; `pure` follows the imports of modules that promise to depend
on their arguments alone. The graph is import-linter's, built from the sources without running them.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output
from importlinter.contracts.layers import LayersContract
from importlinter.domain.helpers import module_expression_to_modules
from importlinter.domain.imports import ModuleExpression

MAX_SHOWN = 20


class Words(fields.Field[list[str]]):
    """Names with commas between them, on one line or several."""

    def parse(self, raw_data: str | list[str]) -> list[str]:
        lines = [raw_data] if isinstance(raw_data, str) else raw_data
        return [word.strip() for line in lines for word in line.split(",") if word.strip()]


def words_in(field: fields.Field[Any]) -> Sequence[Any]:
    """What was read into a field: import-linter puts the value in its place."""
    return cast("Sequence[Any]", field)


class OrderedContract(LayersContract):
    """Layers, of which a container that nobody has written yet has none."""

    type_name = "ordered"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        self.containers = [
            container
            for container in words_in(self.containers)
            if container.has_wildcard_expression() or container.expression in graph.modules
        ]
        if not any(module_expression_to_modules(graph, container) for container in words_in(self.containers)):
            return ContractCheck(kept=True, metadata={"invalid_dependencies": [], "undeclared_modules": set()})
        return super().check(graph, verbose)


class OwnContract(Contract):
    """A contract whose violations are lines of text."""

    def findings(self, graph: ImportGraph) -> Iterable[str]:
        raise NotImplementedError

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        found = sorted(set(self.findings(graph)))
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        found = check.metadata["found"]
        for line in found[:MAX_SHOWN]:
            output.print_error(f"- {line}", bold=False)
        if len(found) > MAX_SHOWN:
            output.print_error(f"- … and {len(found) - MAX_SHOWN} more", bold=False)
        output.new_line()


class ReservedContract(OwnContract):
    """Only some modules import these libraries, directly."""

    type_name = "reserved"
    libraries = Words()
    importers = fields.ListField(subfield=fields.ModuleExpressionField())

    def findings(self, graph: ImportGraph) -> Iterator[str]:
        allowed = set(modules_in(graph, self.importers))
        for library in [name for name in words_in(self.libraries) if name in graph.modules]:
            for importer in graph.find_modules_that_directly_import(library) - allowed:
                yield f"{importer} imports {library} ({lines_of(graph, importer, library)})"


class PureContract(OwnContract):
    """Some modules reach no I/O, directly or through other modules of the package."""

    type_name = "pure"
    nouns = Words()
    forbidden = Words()

    def findings(self, graph: ImportGraph) -> Iterator[str]:
        (root,) = self.session_options["root_packages"]
        forbidden = [name for name in words_in(self.forbidden) if name in graph.modules]
        for module in sorted(name for name in graph.modules if name.startswith(f"{root}.")):
            if module.rpartition(".")[2] not in self.nouns and not says_pure(module):
                continue
            for library in forbidden:
                if chain := graph.find_shortest_chain(importer=module, imported=library):
                    yield " → ".join(chain) + f" ({lines_of(graph, chain[0], chain[1])})"


def modules_in(graph: ImportGraph, expressions: Iterable[ModuleExpression]) -> Iterator[str]:
    """The modules that an expression names, and everything inside of those that are packages."""
    for expression in expressions:
        for module in module_expression_to_modules(graph, expression):
            yield module.name
            if module.name in graph.modules:
                yield from graph.find_descendants(module.name)


def lines_of(graph: ImportGraph, importer: str, imported: str) -> str:
    numbers = sorted(
        {detail["line_number"] for detail in graph.get_import_details(importer=importer, imported=imported)}
    )
    return "line " + ", ".join(map(str, numbers)) if numbers else "no line"


PURE = re.compile(r"(?:^|[.:;]\s+)Pure\b(?! except)", re.MULTILINE)


def says_pure(module: str) -> bool:
    """Whether the module's docstring has a sentence that begins with "Pure"."""
    source = source_of(module)
    return bool(source and PURE.search(ast.get_docstring(ast.parse(source.read_bytes())) or ""))


def source_of(module: str) -> Path | None:
    """The module's file, found beside its root package without importing anything below it."""
    root, *rest = module.split(".")
    spec = find_spec(root)
    for place in (spec.submodule_search_locations or []) if spec else []:
        path = Path(place, *rest)
        for candidate in (path.with_suffix(".py"), path / "__init__.py"):
            if candidate.is_file():
                return candidate
    return None
