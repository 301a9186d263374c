"""The principles: what the rules know of each, where it stands in the article, and its words in every language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import product
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from bot.content.reading import Entry, checked, read_toml
from bot.domain.encourage import Principle, Signal, fits
from bot.domain.participant import Role

LAST_PARAGRAPH = 18


class PrincipleWords(Entry):
    """A principle in one language: plain text, no markup.

    The lines are sentences that stand one at a time under finished cards, whatever day it was.
    """

    title: str
    reflection: str
    steps: tuple[str, str, str]
    lines: tuple[str, str, str]


class PrincipleText(Entry):
    """A principle with its words by language.

    The source is a paragraph of "Rebuilding Broken Trust" by Emine Özdemir: its paragraphs and list items counted
    from 1, the title aside.
    """

    id: Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$")]
    roles: Annotated[frozenset[Role], Field(min_length=1)]
    signals: Annotated[frozenset[Signal], Field(min_length=1)]
    withheld_under_guard: bool
    source: Annotated[int, Field(ge=1, le=LAST_PARAGRAPH)]
    words: Mapping[str, PrincipleWords]

    @property
    def rule(self) -> Principle:
        """The part of it that choosing looks at."""
        return Principle(self.id, self.roles, self.signals, self.withheld_under_guard)


def read_principles(
    folder: Path, languages: Collection[str], mistakes: list[str]
) -> tuple[PrincipleText, ...]:
    """Read every principle of a folder; what is wrong with them is added to `mistakes`."""
    read = [_read_principle(path, languages, mistakes) for path in sorted(folder.glob("*.toml"))]
    principles = tuple(principle for principle in read if principle is not None)
    mistakes.extend(_nothing_for_somebody(principles))
    return principles


def _read_principle(path: Path, languages: Collection[str], mistakes: list[str]) -> PrincipleText | None:
    values: dict[str, Any] = read_toml(path, mistakes)
    where = f"principles/{path.name}"
    mistakes.extend(f"{where}: no words in {language}" for language in languages if language not in values)
    words = {language: values.pop(language) for language in languages if language in values}
    principle = checked(PrincipleText, values | {"words": words}, where, mistakes)
    if principle is not None and principle.id != path.stem:
        mistakes.append(f"{where}: its id is {principle.id}")
    return principle


def _nothing_for_somebody(principles: Iterable[PrincipleText]) -> Iterable[str]:
    """Choosing relies on it that there is something for everybody, whatever the guard says."""
    rules = [principle.rule for principle in principles]
    for role, guard_up in product(Role, (False, True)):
        if not any(fits(rule, role=role, guard_up=guard_up) for rule in rules):
            yield f"principles: none for {role} while the guard is {'up' if guard_up else 'down'}"
