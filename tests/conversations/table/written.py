"""The table as text: one part for each state, with what differs from the state that it is likest to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.conversations.table.states import STATES
from tests.conversations.table.table import Column

FILE = Path(__file__).parent / "answers.txt"
OPENING = """\
What the bot answers to every input in every state, and what that changes (behind the arrow). Written by
`python -m tests.conversations.table`; a test holds it against what the bot does. Below each answer stand the inputs that get
it. A state tells what differs from the one that it is `like`; its buttons it tells in full."""
HEAD, INDENT, BETWEEN, LIKE = "== ", "    ", " ¦ ", "like "
IMPOSSIBLE = "cannot be done here"
BUTTON = "button: "

# Which state another is likest to, by the beginning of its name; the first that fits, and never itself.
_ROOTS = ("stranger, the bot is for everyone", "welcome: role", "between cards")
_BASES = (
    ("stranger", "stranger, the bot is for everyone"),
    ("erased", "stranger, the bot is for everyone"),
    ("welcome", "welcome: role"),
    ("discreet", "discreet: between cards"),
    ("settings: ", "settings: letter"),
    ("card: another", "a moment awaited"),
    ("", "between cards"),
)


def base_of(name: str) -> str | None:
    """Return the state that another is likest to; None for one that only others are like."""
    if name in _ROOTS:
        return None
    return next(base for beginning, base in _BASES if name.startswith(beginning) and base != name)


def in_order() -> list[str]:
    """Return the names of all states, each after the one that it is like."""
    return sorted(STATES, key=lambda name: (_depth(name), list(STATES).index(name)))


def _depth(name: str) -> int:
    base = base_of(name)
    return 0 if base is None else 1 + _depth(base)


def written(columns: Mapping[str, Column]) -> str:
    """Return the whole table as text."""
    parts = (part(name, columns[name], columns) for name in in_order() if name in columns)
    return "\n\n".join((OPENING, *parts)) + "\n"


def part(name: str, column: Column, columns: Mapping[str, Column]) -> str:
    """Return a state's part of the text."""
    base = base_of(name)
    told = column if base is None else differences(column, columns[base])
    by_answer: dict[str, list[str]] = {}
    for title, answer in sorted(told.items()):
        by_answer.setdefault(answer, []).append(title)
    lines = [HEAD + name, *([LIKE + base] if base else [])]
    for answer, titles in sorted(by_answer.items()):
        lines += [answer, *(INDENT + line for line in _by_group(titles))]
    return "\n".join(lines)


def differences(column: Column, base: Column) -> Column:
    """Return what a column tells otherwise than its base: all of its buttons, and what cannot be done there."""
    other = {title: answer for title, answer in column.items() if base.get(title) != answer}
    buttons = {title: answer for title, answer in column.items() if title.startswith(BUTTON)}
    missing = {title: IMPOSSIBLE for title in base if title not in column and not title.startswith(BUTTON)}
    return other | buttons | missing


def read(text: str) -> dict[str, Column]:
    """Read the columns of the table from its text."""
    columns: dict[str, Column] = {}
    for lines in (each.split("\n") for each in text.rstrip("\n").split("\n\n")[1:]):
        name, rest = lines[0].removeprefix(HEAD), lines[1:]
        base: Column = {}
        if rest and rest[0].startswith(LIKE):
            base = columns[rest[0].removeprefix(LIKE)]
            rest = rest[1:]
        same = {title: answer for title, answer in base.items() if not title.startswith(BUTTON)}
        told = same | dict(_told(rest))
        columns[name] = {title: answer for title, answer in told.items() if answer != IMPOSSIBLE}
    return columns


def _told(lines: list[str]) -> Iterator[tuple[str, str]]:
    answer = ""
    for line in lines:
        if not line.startswith(INDENT):
            answer = line
            continue
        group, _, names = line.strip().partition(": ")
        yield from ((f"{group}: {name}", answer) for name in names.split(BETWEEN))


def _by_group(titles: list[str]) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for title in titles:
        group, _, name = title.partition(": ")
        groups.setdefault(group, []).append(name)
    return (f"{group}: {BETWEEN.join(names)}" for group, names in groups.items())
