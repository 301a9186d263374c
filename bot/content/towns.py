"""Which time zone and country a place is in: by its name, however it is written, by its position, or by its clock."""

from __future__ import annotations

import re
import string
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, time, timedelta
from itertools import combinations
from math import asin, cos, degrees, inf, radians, sin, sqrt
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.languages import get_official_languages

from bot.content import zones
from bot.content.gazetteer import Gazetteer, Point, Town, key_of

__all__ = ["Town", "Towns"]

SHOWN = 20
WIDELY_SPOKEN = "en"
UNLIKELY = 1000
KNOWN_WITH_A_SLIP = 100_000
"""Inhabitants of a town that is still meant when one letter is wrong."""
LONGEST_TEXT = 100
SHORTEST_AREA = 3
WORDS_IN_A_SENTENCE = 7
SHORTEST_IN_A_SENTENCE = 4
SHORTEST_WITH_A_SLIP = 5
CLOCK_DIFFERENCE = timedelta(minutes=30)
KM_A_DEGREE = 111.19

# A country or state counts less than a town of its name: "Washington" is the capital before it is Seattle.
AREA = 0.5
# How much an old, foreign or second name counts against a town's own: whoever writes "York" or "Victoria" means the
# towns of that name, though Toronto and Hong Kong were called so once; and yet "Roma" is Rome before it is Roma, Texas.
SECOND_NAME = 0.02

_SEPARATORS = re.compile("[,;،、，\n]|\\s[-–—/|]\\s")
_ENDING = re.compile("['’‘`´].*")


class Towns:
    """Looks places up. Each question takes a few milliseconds; the file is opened at the first."""

    def __init__(self, path: Path) -> None:
        self._gazetteer = Gazetteer(path)

    def find(self, text: str) -> list[Town]:
        """Return the towns that somebody may mean, the likeliest first, at most 20; none when nothing is like it.

        Understood are names in every language and spelling that GeoNames has, with or without a region or country
        ("Cambridge, MA"), within a few words ("İstanbul'da yaşıyorum"), and with one slip of the finger. A country or
        region stands for the largest town of each of its zones. Of towns that nothing tells apart, there is only one.
        """
        if len(text) > LONGEST_TEXT:
            return []
        readings = (
            self._zone_named,
            self._named,
            self._named_with_area,
            self._named_in_sentence,
            self._nearly_named,
        )
        found = next(filter(None, (read(text) for read in readings)), [])
        told_apart: dict[tuple[str, str, str, str], Town] = {}
        for town in found:
            told_apart.setdefault((town.name, town.region, town.country, town.zone.key), town)
        return list(told_apart.values())[:SHOWN]

    def nearest(self, latitude: float, longitude: float) -> Town:
        """Return the town nearest to a point, both in degrees."""
        reach = 0.5
        while True:
            points = self._gazetteer.points(latitude, longitude, reach, _east(latitude, reach))
            km, town = min(
                ((_km(point, latitude, longitude), point.town) for point in points), default=(inf, 0)
            )
            # Outside the box that was looked at, everything is farther away than its reach.
            if km <= reach * KM_A_DEGREE or reach > 180:
                return self._gazetteer.towns([town])[0]
            reach *= 2

    def with_local_time(self, now: datetime, at_time: time, language: str) -> list[Town]:
        """Return the largest town of each zone in which clocks show that time now, give or take some minutes.

        The largest come first, and before them those where the language is an official one; English is spoken by too
        many elsewhere for that.
        """
        apart = [
            (_clock_difference(now, at_time, town.zone), town) for town in self._gazetteer.largest_in_zones
        ]
        closest = min(difference for difference, _ in apart)
        found = [town for difference, town in apart if difference == closest <= CLOCK_DIFFERENCE]
        if language == WIDELY_SPOKEN:
            return found
        return sorted(
            found, key=lambda town: language not in get_official_languages(town.country, de_facto=True)
        )

    def country_of(self, zone: ZoneInfo) -> str | None:
        """Return the country (ISO 3166) that a zone is named for; None for those of no country, like UTC."""
        return self._gazetteer.country_of(zone.key)

    def _zone_named(self, text: str) -> list[Town]:
        """The text is what software calls a zone: "Europe/Istanbul"."""
        name = text.strip()
        if "/" not in name or name not in zones.NAMES:
            return []
        return [town for town in self._gazetteer.largest_in_zones if town.zone.key == name]

    def _named(self, text: str) -> list[Town]:
        """The text is a name, or a country or region; a code of two letters is one only where it is no name."""
        key = key_of(text)
        named = self._with_name(text)
        areas = [] if named and len(key) < SHORTEST_AREA else self._gazetteer.largest_in_area(key)
        by_area = {town: AREA * town.population for town in areas}
        by_name = {town: _likelihood(town, {key}) for town in named}
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
        """Some of the text's words are a name: the longest and last of them, without Turkish endings."""
        words = [_ENDING.sub("", word) for word in text.split()]
        if len(words) > WORDS_IN_A_SENTENCE:
            return []
        runs = sorted(
            combinations(range(len(words) + 1), 2), key=lambda run: (run[1] - run[0], run[0]), reverse=True
        )
        names = [" ".join(words[start:end]) for start, end in runs]
        long_enough = (name for name in names if len(name) >= SHORTEST_IN_A_SENTENCE or len(words) == 1)
        return next(filter(None, map(self._with_name, long_enough)), [])

    def _nearly_named(self, text: str) -> list[Town]:
        """The text is a name but for one letter."""
        key = key_of(_SEPARATORS.split(text)[0])
        if len(key) < SHORTEST_WITH_A_SLIP:
            return []
        keys = set(_with_a_slip(key))
        large = [town for town in self._gazetteer.named(keys) if town.population >= KNOWN_WITH_A_SLIP]
        return _ranked(large, keys)

    def _with_name(self, name: str) -> list[Town]:
        keys = {key_of(name)}
        return _ranked(self._gazetteer.named(keys), keys)

    def _within(self, area: str, towns: list[Town]) -> list[Town]:
        """Return those of the towns that lie in an area; none when there is no such area."""
        areas = self._gazetteer.areas(key_of(area)) if towns else []
        return [town for town in towns if any(each.holds(town) for each in areas)]


def _ranked(towns: Iterable[Town], keys: Collection[str]) -> list[Town]:
    """Sort towns that were found by one of the keys, the likeliest first; what is a thousand times less likely goes."""
    ranked = sorted(towns, key=lambda town: (-_likelihood(town, keys), town.id))
    return [town for town in ranked if _likelihood(town, keys) * UNLIKELY >= _likelihood(ranked[0], keys)]


def _likelihood(town: Town, keys: Collection[str]) -> float:
    return town.population * (1 if key_of(town.name) in keys else SECOND_NAME)


def _with_a_slip(key: str) -> Iterator[str]:
    """Every key from which this one may have come by one letter left out, added, changed or swapped."""
    letters = string.ascii_lowercase if key.isascii() else ""
    for at in range(len(key) + 1):
        head, tail = key[:at], key[at:]
        yield head + tail[1:]
        yield head + tail[1:2] + tail[:1] + tail[2:]
        for letter in letters:
            yield head + letter + tail
            yield head + letter + tail[1:]


def _clock_difference(now: datetime, at_time: time, zone: ZoneInfo) -> timedelta:
    """How far a clock in the zone is from showing that time now, in full minutes and across midnight."""
    local = now.astimezone(zone)
    minutes = (local.hour - at_time.hour) * 60 + local.minute - at_time.minute
    return timedelta(minutes=min(minutes % 1440, -minutes % 1440))


def _east(latitude: float, reach: float) -> float:
    """How far east or west of a point a circle round it goes, in degrees; 180 where it holds a pole."""
    if abs(latitude) + reach >= 89:
        return 180
    return degrees(asin(min(1.0, sin(radians(reach)) / cos(radians(latitude)))))


def _km(point: Point, latitude: float, longitude: float) -> float:
    """The great-circle distance between two points given in degrees."""
    north = sin(radians(point.latitude - latitude) / 2) ** 2
    east = sin(radians(point.longitude - longitude) / 2) ** 2
    across = north + cos(radians(latitude)) * cos(radians(point.latitude)) * east
    return 2 * 6371 * asin(sqrt(min(1.0, across)))
