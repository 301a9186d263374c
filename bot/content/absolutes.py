"""Words that leave nothing in between, "he never listens", "hep böyle", told from "as always" and "hep birlikte"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.content.reading import Entry, checked, read_toml
from bot.domain.characters import plain

# How many words may lie between a big word and what makes it hard: "nobody in this house listens".
BETWEEN = 4

Phrases = tuple[str, ...]
_APOSTROPHES = re.compile("['’ʼ`]")
_SENTENCE_ENDS = re.compile(r"[.!?;:\n]+")
_WORD = re.compile(r"[^\W_]+")


class Pairing(Entry):
    """Big words that count only with one of `near` up to a few words on, and not in a sentence with one of `unless`."""

    big: Annotated[Phrases, Field(min_length=1)]
    near: Annotated[Phrases, Field(min_length=1)]
    unless: Phrases = ()


class AbsoluteWords(Entry):
    """What a language says without anything in between; a word that ends in * stands for all that begin like it.

    `alone` counts wherever it stands.
    """

    alone: Annotated[Phrases, Field(min_length=1)]
    pairings: tuple[Pairing, ...]


class Absolutes:
    """The all-or-nothing words of all languages: people write in whichever they like."""

    def __init__(self, languages: Iterable[AbsoluteWords]) -> None:
        words = tuple(languages)
        self._alone = _any_of(phrase for each in words for phrase in each.alone)
        self._pairings = [
            (_pair(each), _any_of(each.unless)) for language in words for each in language.pairings
        ]

    def stands_in(self, text: str) -> bool:
        """Tell whether any sentence of a text leaves nothing in between, whatever its case and accents."""
        bare = _APOSTROPHES.sub("", plain(text))
        sentences = (" ".join(_WORD.findall(sentence)) for sentence in _SENTENCE_ENDS.split(bare))
        return any(self._is_absolute(sentence) for sentence in sentences if sentence)

    def _is_absolute(self, sentence: str) -> bool:
        if self._alone.search(sentence):
            return True
        return any(pair.search(sentence) and not unless.search(sentence) for pair, unless in self._pairings)


def read_absolutes(folders: Iterable[Path], mistakes: list[str]) -> Absolutes:
    """Read the all-or-nothing words of every language's folder; what is wrong is added to `mistakes`."""
    languages = (
        checked(
            AbsoluteWords,
            read_toml(folder / "absolutes.toml", mistakes),
            f"{folder.name}/absolutes.toml",
            mistakes,
        )
        for folder in folders
    )
    return Absolutes([words for words in languages if words is not None])


def _pair(pairing: Pairing) -> re.Pattern[str]:
    big, near = _any_of(pairing.big).pattern, _any_of(pairing.near).pattern
    return re.compile(rf"{big}(?: \w+){{0,{BETWEEN}}} {near}")


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for whole words, one space between them, as `stands_in` lays a sentence out; nothing matches none."""
    ways = "|".join(_as_typed(phrase) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{ways})(?!\w)" if ways else r"(?!)")


def _as_typed(phrase: str) -> str:
    return re.escape(_APOSTROPHES.sub("", plain(phrase))).replace(r"\ ", " ").replace(r"\*", r"\w*")
