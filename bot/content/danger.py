"""Words of danger: what is written by somebody who may be hurt, afraid, or about to hurt themselves. A net with holes."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.content.reading import Entry, checked, read_toml
from bot.content.vocabulary import ENDING, Choice, Vocabulary
from bot.content.wordings import BREAK, readings, word_forms

GAP = ".."
BETWEEN = 3
"""How many words may lie where a way has a gap."""
EITHER_ORDER = "+"
NEAR = 6
"""An exception counts as far from a match, to either side."""

Texts = Annotated[tuple[str, ...], Field(min_length=1)]


class DangerWords(Entry):
    """One thing that is said in many ways: why it is listed, the ways, and what near them speaks against it.

    `examples` are met, `everyday` sentences are not; both are held by the tests.
    """

    why: str
    ways: Texts
    unless: tuple[str, ...] = ()
    examples: Texts
    everyday: tuple[str, ...] = ()


class DangerList(Entry):
    """One language's words of danger by kind, the groups of words they are made of, and what they are not.

    `idioms` are looked over wherever they stand; `never_misspelt` are everyday words that are one letter off.
    """

    groups: Mapping[str, str] = {}
    idioms: tuple[str, ...] = ()
    never_misspelt: str = " "
    self_harm: tuple[DangerWords, ...] = ()
    violence: tuple[DangerWords, ...] = ()
    fear: tuple[DangerWords, ...] = ()
    child: tuple[DangerWords, ...] = ()

    @property
    def entries(self) -> tuple[DangerWords, ...]:
        """All entries, whatever their kind."""
        return (*self.self_harm, *self.violence, *self.fear, *self.child)


@dataclass(frozen=True, slots=True)
class Step:
    """One place of a way: the number of the choice that stands there."""

    choice: int
    after_gap: bool
    is_optional: bool


Way = tuple[Step, ...]


class Choices:
    """Every choice of words in the lists, by its number."""

    def __init__(self) -> None:
        self.numbers: dict[Choice, int] = {}

    def ways(self, written: str, groups: Mapping[str, str]) -> list[Way]:
        """Read one way as it stands in a list; with parts in either order it is several.

        Raises:
            ValueError: when it cannot be read.
        """
        parts = [part.split() for part in written.split(f" {EITHER_ORDER} ")]
        gap = [[GAP]]
        return [
            self._way(list(itertools.chain(*_joined(order, gap))), groups)
            for order in itertools.permutations(parts)
        ]

    def _way(self, places: Sequence[str], groups: Mapping[str, str]) -> Way:
        steps: list[Step] = []
        after_gap = False
        for place in places:
            if place == GAP:
                after_gap = True
                continue
            choice = frozenset(_words_of(place.removesuffix("?"), groups))
            number = self.numbers.setdefault(choice, len(self.numbers))
            steps.append(Step(number, after_gap, place.endswith("?")))
            after_gap = False
        if (
            not steps
            or after_gap
            or steps[0].is_optional
            or any(s.after_gap and s.is_optional for s in steps)
        ):
            raise ValueError(f"{' '.join(places)!r} begins or ends with what may be missing")
        return tuple(steps)


@dataclass(frozen=True, slots=True)
class _Compiled:
    entry: DangerWords
    ways: tuple[Way, ...]
    unless: tuple[Way, ...]


class Danger:
    """The words of danger of all languages: people write in whichever they like.

    A text is laid out as positions, one a word; for each choice of words the positions where it is met are the bits of
    one number. A way is then a few shifts and ands over the whole text, however the text is made.
    """

    def __init__(self, lists: Iterable[DangerList]) -> None:
        """Read every way of the lists.

        Raises:
            ValueError: when one cannot be read.
        """
        choices, languages = Choices(), tuple(lists)
        self._compiled: list[_Compiled] = []
        self._idioms: list[Way] = []
        for each in languages:
            read = _Reader(choices, each.groups)
            self._idioms += read(each.idioms)
            self._compiled += [_Compiled(it, read(it.ways), read(it.unless)) for it in each.entries]
        if any(step.after_gap or step.is_optional for idiom in self._idioms for step in idiom):
            raise ValueError("an idiom has a gap, or a word that may be missing")
        everyday = (word for each in languages for word in each.never_misspelt.split())
        self._vocabulary = Vocabulary(tuple(choices.numbers), map(word_forms, everyday))

    def stands_in(self, text: str) -> bool:
        """Tell whether a text holds words of danger, whatever its case, accents, spelling and language."""
        return any(True for _ in self.found(text))

    def found(self, text: str) -> Iterator[DangerWords]:
        """Yield the entries that a text meets, one possibly more than once."""
        for reading in readings(text):
            met = self._laid_out(reading)
            for idiom in self._idioms:
                _take_away(met, idiom)
            for each in self._compiled:
                ends = _ends_of_any(each.ways, met)
                if ends and ends & ~_around(_ends_of_any(each.unless, met)):
                    yield each.entry

    def _laid_out(self, reading: Sequence[str]) -> dict[int, int]:
        met: defaultdict[int, int] = defaultdict(int)
        known: dict[str, list[frozenset[int]]] = {}
        at = 0
        for word in reading:
            if word == BREAK:
                at += max(NEAR, BETWEEN) + 1
                continue
            if word not in known:
                known[word] = [self._vocabulary.met_by(part) for part in self._vocabulary.parts(word)]
            for choices in known[word]:
                for choice in choices:
                    met[choice] |= 1 << at
                at += 1
        return dict(met)


def read_danger(folders: Iterable[Path], mistakes: list[str]) -> Danger:
    """Read the words of danger of every language's folder; what is wrong is added to `mistakes`."""
    lists: list[DangerList] = []
    for folder in folders:
        where = f"{folder.name}/danger.toml"
        each = checked(DangerList, read_toml(folder / "danger.toml", mistakes), where, mistakes)
        if each is None:
            continue
        try:
            Danger([each])
        except ValueError as error:
            mistakes.append(f"{where}: {error}")
        else:
            lists.append(each)
    return Danger(lists)


class _Reader:
    """Reads the ways of one language with its groups."""

    def __init__(self, choices: Choices, groups: Mapping[str, str]) -> None:
        self.choices, self.groups = choices, groups

    def __call__(self, written: Iterable[str]) -> tuple[Way, ...]:
        return tuple(way for each in written for way in self.choices.ways(each, self.groups))


def _joined(parts: Sequence[list[str]], between: list[list[str]]) -> Iterator[list[str]]:
    for number, part in enumerate(parts):
        if number:
            yield from between
        yield part


def _words_of(place: str, groups: Mapping[str, str]) -> Iterator[str]:
    for word in place.split("|"):
        if word.startswith("<") and word.endswith(">"):
            if word[1:-1] not in groups:
                raise ValueError(f"there is no group {word}")
            yield from _words_of("|".join(groups[word[1:-1]].split()), groups)
        else:
            yield word_forms(word.removesuffix(ENDING)) + (ENDING if word.endswith(ENDING) else "")


def _ends_of_any(ways: Iterable[Way], met: Mapping[int, int]) -> int:
    ends = 0
    for way in ways:
        ends |= _ends(way, met)
    return ends


def _ends(way: Way, met: Mapping[int, int]) -> int:
    """Return the positions, as bits, at which a way ends."""
    here = met.get(way[0].choice, 0)
    for step in way[1:]:
        if not here:
            return 0
        reach = here << 1
        for _ in range(BETWEEN if step.after_gap else 0):
            reach |= reach << 1
        following = reach & met.get(step.choice, 0)
        here = here | following if step.is_optional else following
    return here


def _around(ends: int) -> int:
    around = ends
    for _ in range(NEAR if ends else 0):
        around |= around << 1 | around >> 1
    return around


def _take_away(met: dict[int, int], idiom: Way) -> None:
    ends = _ends(idiom, met)
    if not ends:
        return
    taken = 0
    for back in range(len(idiom)):
        taken |= ends >> back
    for choice in met:
        met[choice] &= ~taken
