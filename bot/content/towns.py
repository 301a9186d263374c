"""Which time zone and country a place is in: by its name, however it is written, by its position, or by its clock."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from math import asin, cos, degrees, inf, radians, sin, sqrt
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.content.gazetteer import Gazetteer, Point, Town, key_of
from bot.content.typed_towns import SHORTEST_AREA, WIDELY_SPOKEN, TypedTown, speaks

__all__ = ["Town", "Towns"]

SHOWN = 20
LONGEST_TEXT = 100
CLOCK_DIFFERENCE = timedelta(minutes=30)
KM_A_DEGREE = 111.19


class Towns:
    """Looks places up. Each question takes a few milliseconds; the file is opened at the first."""

    def __init__(self, path: Path) -> None:
        self._gazetteer = Gazetteer(path)

    def find(self, text: str, language: str = WIDELY_SPOKEN) -> list[Town]:
        """Return the towns that somebody may mean, the likeliest first, at most 20; none when nothing is like it.

        Understood are names in every language and spelling that GeoNames has, with or without a region or country
        ("Cambridge, MA"), within a few words ("İstanbul'da yaşıyorum"), and with one slip of the finger. A country or
        region stands for the largest town of each of its zones. Of towns that nothing tells apart, there is only one.
        Of towns of one name, those where the language is an official one are likelier.
        """
        if len(text) > LONGEST_TEXT:
            return []
        told_apart: dict[tuple[str, str, str, str], Town] = {}
        for town in TypedTown(self._gazetteer, language).found(text):
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
        return sorted(found, key=lambda town: not speaks(town.country, language))

    def country_of(self, zone: ZoneInfo) -> str | None:
        """Return the country (ISO 3166) that a zone is named for; None for those of no country, like UTC."""
        return self._gazetteer.country_of(zone.key)

    def country_called(self, name: str) -> str | None:
        """Return the country (ISO 3166) of that name in any language, its code, or that of a region's name; else None.

        None, too, where several fit.
        """
        key = key_of(name)
        areas = self._gazetteer.areas(key) if len(name) <= LONGEST_TEXT else []
        countries = {area.country for area in areas if not area.region}
        if not countries and len(key) >= SHORTEST_AREA:
            countries = {area.country for area in areas}
        return countries.pop() if len(countries) == 1 else None


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
