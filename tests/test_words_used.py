"""Every text is used by the program, and every text that the program asks for is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

from bot.content.catalogue import Content

BOT = Path(__file__).parents[1] / "bot"
ASKING = {"words", "label", "plain"}


@cache
def trees() -> tuple[ast.AST, ...]:
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in BOT.rglob("*.py"))


def patterns(node: ast.AST) -> set[str]:
    """What an expression can come to, as regular expressions: literals, f-string families, and choices among them."""
    match node:
        case ast.Constant(value=str(text)):
            return {re.escape(text)}
        case ast.JoinedStr(values=values):
            parts = [
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w-]+" for part in values
            ]
            return {"".join(parts)}
        case ast.IfExp(body=body, orelse=orelse):
            return patterns(body) | patterns(orelse)
        case _:
            return set()


def every_string() -> set[str]:
    """Every literal and f-string family in the program that could be the key of a text."""
    found = {pattern for tree in trees() for node in ast.walk(tree) for pattern in patterns(node)}
    return {pattern for pattern in found if re.search(r"[a-z]", pattern.replace(r"[\w-]+", ""))}


def asked_for() -> set[str]:
    """What is handed to `words(…)`, `words.label(…)` and `plain(words, …)`: keys beyond doubt."""
    found: set[str] = set()
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) in ASKING:
                found |= {pattern for argument in node.args for pattern in patterns(argument)}
    return found


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def test_every_text_is_used() -> None:
    used = re.compile("|".join(f"(?:{pattern})" for pattern in every_string()))
    keys = Content.load().words("en").messages.keys
    assert sorted(key for key in keys if not used.fullmatch(key)) == []


def test_every_text_that_is_asked_for_is_there() -> None:
    keys = Content.load().words("en").messages.keys
    asked = {pattern for pattern in asked_for() if re.search(r"[a-z]-|^[a-z]+$", pattern.replace("\\", ""))}
    assert len(asked) > 50
    assert sorted(each for each in asked if not any(re.fullmatch(each, key) for key in keys)) == []
