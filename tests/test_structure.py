"""The plan of the house, held against the code: who may import whom, what a module says of itself, where words stand."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import code_map

ROOT = Path(__file__).parent.parent
BOT = ROOT / "bot"
MODULES = sorted(BOT.rglob("*.py"))

# What each room may import of bot besides itself. The arrows point one way: a room knows what stands above it here.
TOOLS = {"clock", "log"}
ROOMS: dict[str, set[str]] = {
    "domain": set(),
    "content": {"domain"} | TOOLS,
    "storage": {"domain"} | TOOLS,
    "pictures": {"domain"} | TOOLS,
    "gateway": {"domain", "content", "storage"} | TOOLS,
    "cards": {"domain", "content", "storage", "pictures", "gateway"} | TOOLS,
    "letters": {"domain", "content", "storage", "pictures", "gateway", "cards"} | TOOLS,
    "conversations": {"domain", "content", "storage", "pictures", "gateway", "cards", "letters"} | TOOLS,
    "dispatch": {"domain", "content", "storage", "pictures", "gateway", "cards", "letters"} | TOOLS,
    "simulator": set(),
    "clock": set(),
    "log": set(),
    "health_file": TOOLS,
    "watchdog": {"health_file"} | TOOLS,
    "config_values": set(),
    "config": {"config_values"},
}
# The only ones that know every room.
ROOTS = {"app", "cli", "demo", "upkeep", "__main__"}

# Who may use which library; the standard library is everybody's.
LIBRARIES: dict[str, set[str]] = {
    "content": {"babel", "fluent", "pydantic", "tzdata"},
    "storage": {"aiosql", "aiosqlite", "cryptography"},
    "pictures": {"typst"},
    "gateway": {"aiohttp", "telegram", "yarl"},
    "conversations": {"telegram"},
    "dispatch": {"apscheduler"},
    "simulator": {"aiohttp"},
}

# Where one update, one delivery or one round of a loop must not stop the others: CONTRIBUTING.md says why.
CATCHING_EVERYTHING = {
    "bot/gateway/inbox.py",
    "bot/gateway/waiting.py",
    "bot/gateway/poller.py",
    "bot/dispatch/dispatcher.py",
    "bot/dispatch/together.py",
    "bot/dispatch/ledger.py",
}

# Where no sentence that a person reads may stand: those live in content/.
WORDLESS = {"domain", "storage", "pictures", "gateway", "cards", "letters", "conversations", "dispatch"}
WORDS = 4


def room_of(module: Path) -> str:
    return module.relative_to(BOT).parts[0].removesuffix(".py")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(module: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and the full name of everything that a module imports, inside functions as well."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(module)}:{node.lineno} imports by dots; write the full name"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def offences(module: Path) -> Iterator[str]:
    room = room_of(module)
    for line, name in imports(module):
        top, _, rest = name.partition(".")
        other = rest.partition(".")[0]
        where = f"{named(module)}:{line}"
        if top == "bot" and other != room and other not in ROOMS.get(room, set()):
            yield f"{where} imports bot.{other}, which {room} must not know"
        elif top not in {"bot", *sys.stdlib_module_names, *LIBRARIES.get(room, set())}:
            yield f"{where} imports {top}, which {room} must not use"


def sentences(module: Path) -> Iterator[str]:
    """Yield the literals that look like a sentence and are neither a docstring, nor an error's, nor a log's text."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    unread = {id(part) for node in ast.walk(tree) if is_unread(node) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in unread:
            words = re.findall(r"(?:^|(?<=\s))[^\W\d_]{2,}", node.value)
            if len(words) >= WORDS and re.search(r"^[A-ZÇĞİÖŞÜ<]|[.!?…:]$", node.value.strip()):
                yield f"{named(module)}:{node.lineno} says {node.value[:60]!r}; words people read stand in content/"


def is_unread(node: ast.AST) -> bool:
    if isinstance(node, ast.Raise | ast.Assert):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.Call) and bool(re.search(r"Error$|log|event$", ast.unparse(node.func)))


def test_every_module_stands_in_a_known_room() -> None:
    unknown = {room_of(module) for module in MODULES} - ROOMS.keys() - ROOTS - {"__init__"}
    assert not unknown, "say in ROOMS what these may import, and in CONTRIBUTING.md what they are for"


def test_imports_follow_the_plan_of_the_house() -> None:
    found = [offence for module in MODULES if room_of(module) not in ROOTS for offence in offences(module)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("root", ["app", "cli", "config", "config_values"])
def test_only_the_root_reads_settings_and_knows_the_whole(root: str) -> None:
    importers = {
        room_of(module)
        for module in MODULES
        for _, name in imports(module)
        if name.startswith(f"bot.{root}.")
    }
    assert importers <= ROOTS | {"config"}


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_a_module_opens_with_one_line_that_says_what_it_knows(module: Path) -> None:
    docstring = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    assert re.match(r"\S[^\n]*\.(\n\n|$)", docstring), f"{named(module)} opens with {docstring[:200]!r}"


def test_no_sentence_that_a_person_reads_stands_in_code() -> None:
    found = [each for module in MODULES if room_of(module) in WORDLESS for each in sentences(module)]
    assert not found, "\n".join(found)


def test_whatever_is_logged_goes_through_event() -> None:
    """So that a line holds a name, ids and counts; `bot/log.py` would not show anything else."""
    found = [
        f"{named(module)}:{node.lineno} logs by itself; bot.log.event takes a name and fields"
        for module in MODULES
        if room_of(module) not in {"log", "simulator"}
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        if re.fullmatch(
            r"\w*log(ging|ger)?\.(debug|info|warning|error|exception|critical)", ast.unparse(node.func)
        )
    ]
    assert not found, "\n".join(found)


def test_only_the_loops_catch_everything() -> None:
    """Anybody else may catch everything only to raise it again."""
    found = [
        f"{named(module)}:{node.lineno} catches everything"
        for module in MODULES
        if named(module) not in CATCHING_EVERYTHING
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        if node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"}
        if not any(isinstance(step, ast.Raise) and step.exc is None for step in ast.walk(node))
    ]
    assert not found, "\n".join(found)


def test_the_map_in_the_readme_is_the_code() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert code_map.written(readme) == code_map.render(BOT), "`make map` writes it anew"


def test_a_folder_of_tests_stands_for_each_room() -> None:
    rooms = {room_of(module) for module in MODULES if module.parent != BOT}
    assert rooms <= {path.parent.name for path in (ROOT / "tests").glob("*/__init__.py")}
