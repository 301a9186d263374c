"""The Fluent files of one language: which messages they hold, and what each of them asks for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.content import turkish

KNOWN_FUNCTIONS = frozenset({"NUMBER", *turkish.FUNCTIONS})


class Messages:
    """The messages and terms of a language by key; a term's key begins with a hyphen."""

    def __init__(self, entries: Mapping[str, ast.Message | ast.Term]) -> None:
        self.entries = entries
        self.keys = frozenset(key for key in entries if not key.startswith("-"))

    def placeholders(self, key: str) -> frozenset[str]:
        """Return the names of all arguments that a message needs, those of messages within it included."""
        arguments: set[str] = set()
        seen: set[str] = set()
        waiting = {key}
        while waiting := (waiting & self.keys) - seen:
            seen |= waiting
            needs = [_Needs.of(self.entries[each]) for each in waiting]
            arguments.update(*(each.arguments for each in needs))
            waiting = set().union(*(each.references for each in needs))
        return frozenset(arguments)


class _Needs(Visitor):
    """Gathers what one entry refers to."""

    def __init__(self) -> None:
        self.arguments: set[str] = set()
        self.references: set[str] = set()
        self.functions: set[str] = set()

    @classmethod
    def of(cls, entry: ast.Message | ast.Term) -> _Needs:
        needs = cls()
        needs.visit(entry)
        return needs

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 (the visitor's own naming)
        self.arguments.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        self.references.add(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:  # noqa: N802
        self.references.add(f"-{node.id.name}")
        # What is handed to a term stays within it, so only the call's own arguments are looked at.
        self.visit(node.arguments)

    def visit_FunctionReference(self, node: ast.FunctionReference) -> None:  # noqa: N802
        self.functions.add(node.id.name)
        self.visit(node.arguments)


def read_messages(folder: Path, mistakes: list[str]) -> Messages:
    """Read every *.ftl file of a language's folder; what is wrong with them is added to `mistakes`."""
    entries: dict[str, ast.Message | ast.Term] = {}
    parser = FluentParser(with_spans=False)
    for path in sorted(folder.glob("*.ftl")):
        where = f"{folder.name}/{path.name}"
        for entry in parser.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Junk):
                mistakes.append(f"{where}: not Fluent: {(entry.content or '').strip().splitlines()[0]}")
            elif isinstance(entry, (ast.Message, ast.Term)):
                _add(entries, entry, where, mistakes)
    for key, entry in entries.items():
        mistakes.extend(f"{folder.name}: {key} {what}" for what in _broken(entry, entries))
    return Messages(entries)


def _add(
    entries: dict[str, ast.Message | ast.Term], entry: ast.Message | ast.Term, where: str, mistakes: list[str]
) -> None:
    key = f"-{entry.id.name}" if isinstance(entry, ast.Term) else entry.id.name
    if key in entries:
        mistakes.append(f"{where}: {key} is there twice")
    elif entry.value is None or entry.attributes:
        mistakes.append(f"{where}: {key} has to be one text without attributes")
    else:
        entries[key] = entry


def _broken(entry: ast.Message | ast.Term, entries: Mapping[str, ast.Message | ast.Term]) -> list[str]:
    needs = _Needs.of(entry)
    unknown = sorted(needs.references - entries.keys())
    unknown += [f"{name}()" for name in sorted(needs.functions - KNOWN_FUNCTIONS)]
    return [f"refers to {name}, which is not there" for name in unknown]
