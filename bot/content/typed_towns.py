"""Which towns somebody may mean by the words they typed: names, areas, endings, sentences and slips of the finger."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations

from babel.languages import get_official_languages

from bot.content import zones
from bot.content.gazetteer import Gazetteer, Town, key_of
from bot.domain.characters import with_a_slip

WIDELY_SPOKEN = "en"
"""Spoken by too many elsewhere to say where somebody lives."""
UNLIKELY = 1000
KNOWN_WITH_A_SLIP = 100_000
"""Inhabitants of a town that is still meant when one letter is wrong."""
SHORTEST_AREA = 3
WORDS_IN_A_SENTENCE = 7
SHORTEST_IN_A_SENTENCE = 4
SHORTEST_WITH_A_SLIP = 5
SHORTEST_BEFORE_AN_ENDING = 3

# A country or state counts less than a town of its name: "Washington" is the capital before it is Seattle.
AREA = 0.5
# How much an old, foreign or second name counts against a town's own: whoever writes "York" or "Victoria" means the
# towns of that name, though Toronto and Hong Kong were called so once; and yet "Roma" is Rome before it is Roma, Texas.
SECOND_NAME = 0.02
# Whoever writes Turkish and says "Sinop" means the one on the Black Sea, though the one in Brazil is larger.
AT_HOME = 10

_SEPARATORS = re.compile("[,;،、，\n]|\\s[-–—/|]\\s|(?<=[^\\W\\d])/(?=[^\\W\\d])")
_APOSTROPHE = re.compile("['’‘`´].*")
# "in", "from" and "I am in", as Turkish ends a name with them: after an apostrophe, or without one.
_IN = r"[dt][ae](?:n|y[iı]m|y[iı]z|ki)?"
_APART = re.compile(rf"['’‘`´](?:{_IN}|n?[iıuü]n|y?[ae]|y?[iıuü])$", re.IGNORECASE)
_JOINED = re.compile(rf"{_IN}$", re.IGNORECASE)


@cache
def speaks(country: str, language: str) -> bool:
    """Tell whether a language is an official one of a country (ISO 3166)."""
    return language in get_official_languages(country, de_facto=True)


class TypedTown:
    """Reads what was typed in a language, one reading after the other, until one finds something."""

    def __init__(self, gazetteer: Gazetteer, language: str) -> None:
        self._gazetteer = gazetteer
        self._language = language

    def found(self, text: str) -> list[Town]:
        """Return the towns that may be meant, the likeliest first."""
        readings = (
            self._zone_named,
            self._named_before_an_apostrophe,
            self._named,
            self._named_with_area,
            self._named_in_sentence,
            self._named_before_an_ending,
            self._nearly_named,
        )
        return next(filter(None, (read(text) for read in readings)), [])

    def _zone_named(self, text: str) -> list[Town]:
        """The text is what software calls a zone: "Europe/Istanbul"."""
        name = text.strip()
        if "/" not in name or name not in zones.NAMES:
            return []
        return [town for town in self._gazetteer.largest_in_zones if town.zone.key == name]

    def _named_before_an_apostrophe(self, text: str) -> list[Town]:
        """One of the words has a Turkish ending apart, and is a name, perhaps with words before it: "New York'tayım"."""
        words = text.split()
        ends = [at for at, word in enumerate(words) if _APART.search(word)]
        if not ends or len(words) > WORDS_IN_A_SENTENCE:
            return []
        named = [*words[: ends[0]], _APART.sub("", words[ends[0]])]
        return self._first_named(" ".join(named[start:]) for start in range(len(named)))

    def _named(self, text: str) -> list[Town]:
        """The text is a name, or a country or region; a code of two letters is one only where it is no name."""
        key = key_of(text)
        named = self._said(text)
        areas = [] if named and len(key) < SHORTEST_AREA else self._gazetteer.largest_in_area(key)
        # Whoever writes Turkish and says "Çan" means the town, and not the code of Canada.
        weight = (
            AREA / UNLIKELY
            if any(self._is_home(town) and key_of(town.name) == key for town in named)
            else AREA
        )
        by_area = {town: weight * town.population for town in areas}
        by_name = {town: self._likelihood(town, {key}) for town in named}
        return sorted(
            by_area | by_name, key=lambda town: (-max(by_area.get(town, 0), by_name.get(town, 0)), town.id)
        )

    def _named_with_area(self, text: str) -> list[Town]:
        """The text is a name with areas behind it, "Cambridge, MA, USA", or with one before or behind: "Paris Texas"."""
        parts = [part for part in _SEPARATORS.split(text) if key_of(part)]
        if len(parts) > 1:
            found = self._with_name(parts[0])
            for area in parts[1:]:
                found = self._within(area, found) or found
            return found
        words = text.split()
        cuts = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(len(words) - 1, 0, -1))
        both_ways = ((name, area) for first, last in cuts for name, area in ((first, last), (last, first)))
        return next(filter(None, (self._within(area, self._with_name(name)) for name, area in both_ways)), [])

    def _named_in_sentence(self, text: str) -> list[Town]:
        """Some of the text's words are a name: the longest and last of them, without what follows an apostrophe."""
        words = [_APOSTROPHE.sub("", word) for word in text.split()]
        names = (name for name in _runs(words) if len(name) >= SHORTEST_IN_A_SENTENCE or len(words) == 1)
        return next(filter(None, map(self._said, names)), [])

    def _named_before_an_ending(self, text: str) -> list[Town]:
        """One of the text's words is a name with a Turkish ending joined to it: "ankaradayım", "new yorkta"."""
        words = text.split()
        ends = [at for at, word in enumerate(words) if _JOINED.search(word)]
        if not ends or len(words) > WORDS_IN_A_SENTENCE:
            return []
        for end in reversed(ends):
            named = [*words[:end], _JOINED.sub("", words[end])]
            names = (" ".join(named[start:]) for start in range(len(named)))
            if found := self._first_named(name for name in names if len(name) >= SHORTEST_BEFORE_AN_ENDING):
                return found
        return []

    def _nearly_named(self, text: str) -> list[Town]:
        """The text is a name but for one letter."""
        key = key_of(_SEPARATORS.split(text)[0])
        if len(key) < SHORTEST_WITH_A_SLIP:
            return []
        keys = set(with_a_slip(key))
        large = [town for town in self._gazetteer.named(keys) if town.population >= KNOWN_WITH_A_SLIP]
        return self._ranked(large, keys)

    def _first_named(self, names: Iterable[str]) -> list[Town]:
        return next(filter(None, map(self._with_name, names)), [])

    def _said(self, name: str) -> list[Town]:
        """Return the towns of a name, or of the name before its ending: "vanda" is said of Van more often than of Vantaa."""
        key, found = key_of(name), self._with_name(name)
        if not found or any(key_of(town.name) == key for town in found):
            return found
        ended = self._named_before_an_ending(name)
        if ended and self._likelihood(ended[0], {key_of(ended[0].name)}) > self._likelihood(found[0], {key}):
            return ended
        return found

    def _with_name(self, name: str) -> list[Town]:
        keys = {key_of(name)}
        return self._ranked(self._gazetteer.named(keys), keys)

    def _within(self, area: str, towns: list[Town]) -> list[Town]:
        """Return those of the towns that lie in an area; none when there is no such area."""
        areas = self._gazetteer.areas(key_of(area)) if towns else []
        return [town for town in towns if any(each.holds(town) for each in areas)]

    def _ranked(self, towns: Iterable[Town], keys: Collection[str]) -> list[Town]:
        """Sort towns that were found by one of the keys, the likeliest first; what is a thousand times less likely goes."""
        likelihood = {town: self._likelihood(town, keys) for town in towns}
        ranked = sorted(likelihood, key=lambda town: (-likelihood[town], town.id))
        return [town for town in ranked if likelihood[town] * UNLIKELY >= likelihood[ranked[0]]]

    def _likelihood(self, town: Town, keys: Collection[str]) -> float:
        own = 1 if key_of(town.name) in keys else SECOND_NAME
        return town.population * own * (AT_HOME if self._is_home(town) else 1)

    def _is_home(self, town: Town) -> bool:
        return self._language != WIDELY_SPOKEN and speaks(town.country, self._language)


def _runs(words: Sequence[str]) -> Iterator[str]:
    """Yield the words that stand together, the longest and last first; none of what is too long for a sentence."""
    if len(words) > WORDS_IN_A_SENTENCE:
        return
    ends = combinations(range(len(words) + 1), 2)
    for start, end in sorted(ends, key=lambda run: (run[1] - run[0], run[0]), reverse=True):
        yield " ".join(words[start:end])
