"""Which words of the lists a typed word may be: as it stands, by its beginning, stretched, hidden, or misspelt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bot.content.wordings import HIDDEN, is_slip, squeezed

ENDING = "*"
"""At a word's end: it stands for all words that begin like it."""
SHORTEST_WITHOUT_A_DOUBLE = 5
"""Letters of a word that is still recognised when a double letter of it is single: "kiled"."""
SHORTEST_WITH_A_SLIP = 6
SHORTEST_BEGINNING_WITH_A_SLIP = 7
LONGEST = 40
"""Of a longer typed word only the beginning is looked at."""

Choice = frozenset[str]
"""Words of which any may stand in one place."""
_Index = defaultdict[str, set[int]]


class Vocabulary:
    """All choices of words there are, and by what typed words each is met."""

    def __init__(self, choices: Sequence[Choice], everyday: Iterable[str]) -> None:
        """Index the choices; `everyday` words are never taken for a misspelt other one."""
        self._everyday = frozenset(everyday)
        self._whole, self._begun = _Index(set), _Index(set)
        self._whole_squeezed, self._begun_squeezed = _Index(set), _Index(set)
        self._hidden, self._slips = _Index(set), defaultdict[str, set[tuple[str, bool]]](set)
        for number, choice in enumerate(choices):
            for word in choice:
                self._take(word.removesuffix(ENDING), number, begins=word.endswith(ENDING))

    def __contains__(self, word: str) -> bool:
        """Tell whether a word stands in a list, as a whole or by its beginning."""
        return bool(self._as_it_stands(word, self._whole, self._begun))

    def met_by(self, word: str) -> frozenset[int]:
        """Return the numbers of the choices that a typed word meets."""
        typed = word[:LONGEST]
        if HIDDEN in typed:
            return frozenset(self._hidden.get(typed, ()))
        met = self._as_it_stands(typed, self._whole, self._begun)
        bare = squeezed(typed)
        if bare != typed:
            met |= self._as_it_stands(bare, self._whole_squeezed, self._begun_squeezed)
        if not met and typed not in self._everyday and bare not in self._everyday:
            met |= self._misspelt(bare)
        return frozenset(met)

    def parts(self, word: str) -> list[str]:
        """Return the words that were typed without a space: "killmyself"; the word itself where it is not of such."""
        if len(word) > LONGEST // 2 or len(word) < 7 or word in self:
            return [word]
        for at in range(2, len(word) - 2):
            head, tail = word[:at], word[at:]
            if head in self._whole:
                if tail in self:
                    return [head, tail]
                for there in range(2, len(tail) - 2):
                    if tail[:there] in self._whole and tail[there:] in self:
                        return [head, tail[:there], tail[there:]]
        return [word]

    def _take(self, word: str, number: int, *, begins: bool) -> None:
        bare = squeezed(word)
        (self._begun if begins else self._whole)[word].add(number)
        (self._begun_squeezed if begins else self._whole_squeezed)[bare].add(number)
        for masked in _with_hidden_letters(word):
            self._hidden[masked].add(number)
        shortest = SHORTEST_BEGINNING_WITH_A_SLIP if begins else SHORTEST_WITH_A_SLIP
        if len(bare) >= shortest:
            for key in _without_a_letter(bare):
                self._slips[key].add((bare, begins))
        elif len(bare) >= SHORTEST_WITHOUT_A_DOUBLE:
            self._slips[bare].add((bare, begins))

    @staticmethod
    def _as_it_stands(word: str, whole: _Index, begun: _Index) -> set[int]:
        met = set(whole.get(word, ()))
        for end in range(1, len(word) + 1):
            if word[:end] in begun:
                met |= begun[word[:end]]
        return met

    def _misspelt(self, typed: str) -> set[int]:
        met: set[int] = set()
        if len(typed) < SHORTEST_WITHOUT_A_DOUBLE:
            return met
        for meant, _ in self._near(typed, begins=False):
            met |= self._whole_squeezed[meant]
        for end in range(SHORTEST_WITHOUT_A_DOUBLE, min(len(typed), 14) + 1):
            for meant, _ in self._near(typed[:end], begins=True):
                met |= self._begun_squeezed[meant]
        return met

    def _near(self, typed: str, *, begins: bool) -> Iterator[tuple[str, bool]]:
        """Yield the words that this one may be with one slip; the first letter is always right."""
        for key in _without_a_letter(typed):
            for meant, is_beginning in self._slips.get(key, ()):
                if is_beginning == begins and meant[0] == typed[0] and is_slip(typed, meant):
                    yield meant, is_beginning


def _without_a_letter(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(1, len(word)))}


def _with_hidden_letters(word: str) -> Iterator[str]:
    for length in (1, 2):
        for at in range(1, len(word) - length):
            yield word[:at] + HIDDEN * length + word[at + length :]
