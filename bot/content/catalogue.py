"""All content in one: read at start and checked as a whole, so that a mistake in it is found before anybody reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.content.absolutes import Absolutes, read_absolutes
from bot.content.danger import Danger, read_danger
from bot.content.helplines import Helplines, read_helplines
from bot.content.phrases import meant, read_phrases
from bot.content.principles import PrincipleText, read_principles
from bot.content.towns import Towns
from bot.content.words import Words, read_words

HERE = Path(__file__).parent
FALLBACK = "en"


class ContentError(Exception):
    """The content is not fit to be used; every mistake in it stands on a line of its own."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True, slots=True)
class Content:
    """Every word a person reads, and the facts behind them.

    The requests are the whole messages, folded, that ask for something in any language; each is named like its command.
    """

    spoken: Mapping[str, Words]
    principles: tuple[PrincipleText, ...]
    helplines: Helplines
    requests: Mapping[str, str]
    absolutes: Absolutes
    danger: Danger
    towns: Towns

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of all languages there are, the one that others fall back to first."""
        return tuple(self.spoken)

    def words(self, language: str | None) -> Words:
        """Return how a language ("tr", "tr-TR") speaks; where there is none such, English."""
        code = (language or FALLBACK).partition("-")[0].lower()
        return self.spoken.get(code, self.spoken[FALLBACK])

    def meant(self, text: str) -> str | None:
        """Return the request that a message is but for a slip of the finger, if it is like one alone."""
        return meant(self.requests, text)

    @classmethod
    def load(cls, folder: Path = HERE, *, own_helplines: Path | None = None) -> Content:
        """Read and check a folder of content; a host's own file of helplines goes before what stands there.

        Raises:
            ContentError: with all mistakes at once.
        """
        mistakes: list[str] = []
        folders = sorted((path.parent for path in folder.glob("*/dates.toml")), key=_fallback_first)
        read = [read_words(each, mistakes) for each in folders]
        spoken = {words.language: words for words in read if words is not None}
        mistakes.extend(_differences(spoken))
        helplines = read_helplines(folder / "helplines.toml", tuple(spoken), mistakes)
        if own_helplines is not None:
            helplines = helplines.overridden_by(read_helplines(own_helplines, tuple(spoken), mistakes))
        content = cls(
            spoken,
            read_principles(folder / "principles", tuple(spoken), mistakes),
            helplines,
            read_phrases(folders, mistakes),
            read_absolutes(folders, mistakes),
            read_danger(folders, mistakes),
            Towns(folder / "towns.db"),
        )
        if mistakes:
            raise ContentError(mistakes)
        return content


def _fallback_first(folder: Path) -> tuple[bool, str]:
    return folder.name != FALLBACK, folder.name


def _differences(spoken: Mapping[str, Words]) -> list[str]:
    """Name the texts that are missing in a language, or need something else there than in the others."""
    mistakes = [] if FALLBACK in spoken else [f"there is no language {FALLBACK}"]
    keys = {language: words.messages.keys for language, words in spoken.items()}
    for key in sorted(frozenset[str]().union(*keys.values())):
        mistakes.extend(f"{language}: {key} is missing" for language in spoken if key not in keys[language])
        needs = {
            language: ", ".join(sorted(words.messages.placeholders(key))) or "nothing"
            for language, words in spoken.items()
            if key in keys[language]
        }
        if len(set(needs.values())) > 1:
            told = "; ".join(f"{names} in {language}" for language, names in needs.items())
            mistakes.append(f"{key} needs {told}")
    return mistakes
