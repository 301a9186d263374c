"""What docs/letter.md says of signals, weights and principles, held against the code and the content."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from bot.content.catalogue import HERE
from bot.content.principles import PrincipleText, read_principles
from bot.domain.encourage import WEIGHTS, Signal
from bot.domain.patterns import Pattern

DOC = (Path(__file__).parent.parent / "docs" / "letter.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| `(?P<signal>\w+)` \| (?P<given>.+) \| (?P<weight>\d) \| (?P<principles>.+) \|$", re.MULTILINE
)


class Row(NamedTuple):
    """A signal as the table tells it; the principles that the guard withholds stand in brackets."""

    signal: str
    weight: int
    principles: str


def principles() -> tuple[PrincipleText, ...]:
    mistakes: list[str] = []
    read = read_principles(HERE / "principles", ("en", "tr"), mistakes)
    assert not mistakes
    return read


def told(principle: PrincipleText) -> str:
    return f"({principle.id})" if principle.withheld_under_guard else principle.id


def row_of(signal: Signal) -> Row:
    answering = [each for each in principles() if signal in each.signals]
    in_order = sorted(answering, key=lambda each: (each.withheld_under_guard, each.id))
    return Row(signal, WEIGHTS[signal], ", ".join(told(each) for each in in_order))


def test_the_table_of_signals_is_what_the_rules_and_the_principles_say() -> None:
    rows = [Row(each["signal"], int(each["weight"]), each["principles"]) for each in ROW.finditer(DOC)]
    assert rows == [row_of(signal) for signal in Signal]


def test_every_signal_says_when_it_is_given() -> None:
    assert all(each["given"].strip() for each in ROW.finditer(DOC))


def test_every_pattern_is_told() -> None:
    assert {each for each in re.findall(r"`(\w+)`", DOC) if each in set(Pattern)} == set(Pattern)


def test_every_file_that_is_named_is_there() -> None:
    root = Path(__file__).parent.parent
    named = re.findall(r"`((?:\w+/)+\w+\.\w+)`", DOC)
    assert named
    assert [path for path in named if not (root / path).exists() and not (root / "bot" / path).exists()] == []
