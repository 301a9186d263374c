"""The lookup file of towns: what stands in it, and the questions it answers.

It is made by scripts/build_towns.py from GeoNames (https://www.geonames.org, CC BY 4.0).
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.content import zones
from bot.domain.typed import folded

_TOWNS = """
    SELECT towns.id, towns.name, towns.country, region, zones.name, population
    FROM towns JOIN zones ON zones.id = towns.zone
    WHERE towns.id IN (SELECT value FROM json_each(?))
    ORDER BY towns.id
"""
_NAMED = "SELECT DISTINCT town FROM names WHERE key IN (SELECT value FROM json_each(?))"
_AREAS = "SELECT country, region FROM areas WHERE key = ?"
_LARGEST_IN_AREAS = "SELECT DISTINCT town FROM areas JOIN largest USING (country, region) WHERE key = ?"
_LARGEST_IN_ZONES = "SELECT MIN(id) FROM towns GROUP BY zone"
_POINTS = """
    SELECT latitude / 100.0, longitude / 100.0, id
    FROM towns
    WHERE latitude BETWEEN :south AND :north
    AND min(abs(longitude - :middle), 36000 - abs(longitude - :middle)) <= :reach
"""
_COUNTRY = "SELECT country FROM zones WHERE name = ?"

# Apostrophes and the like that count as letters in Unicode, and stand in transcribed names only.
_MODIFIERS = re.compile("[\u02b0-\u02ff]")


@dataclass(frozen=True, slots=True)
class Town:
    """A place with its own clock.

    Its country is an ISO 3166 code. Its region is a state, province or country in the USA, Canada, Australia and the
    United Kingdom; elsewhere it is empty, unless a country has towns of one name in two zones: then it is the largest
    town of its region.
    """

    id: int
    name: str
    country: str
    region: str
    zone: ZoneInfo
    population: int


@dataclass(frozen=True, slots=True)
class Point:
    """Where a town lies, in degrees."""

    latitude: float
    longitude: float
    town: int


@dataclass(frozen=True, slots=True)
class Area:
    """A country, or one of its regions when that is not empty."""

    country: str
    region: str

    def holds(self, town: Town) -> bool:
        return self.country == town.country and self.region in ("", town.region)


class Gazetteer:
    """The file, opened for reading when it is first needed."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def towns(self, ids: Iterable[int]) -> list[Town]:
        """Return towns by their ids, the largest first."""
        rows = self._file.execute(_TOWNS, (json.dumps(list(ids)),))
        return [
            Town(town, name, country, region, zone, population)
            for town, name, country, region, zone_name, population in rows
            if (zone := zones.zone(zone_name)) is not None
        ]

    def named(self, keys: Collection[str]) -> list[Town]:
        """Return the towns that have one of the keys for a name, the largest first."""
        return self.towns(self._ids(_NAMED, json.dumps(list(keys))))

    def areas(self, key: str) -> list[Area]:
        """Return the countries and regions that are called so."""
        return [Area(*row) for row in self._file.execute(_AREAS, (key,))]

    def largest_in_area(self, key: str) -> list[Town]:
        """Return the largest town of each zone in the countries and regions that are called so, the largest first."""
        return self.towns(self._ids(_LARGEST_IN_AREAS, key))

    @cached_property
    def largest_in_zones(self) -> list[Town]:
        """The largest town of each zone, the largest of all first."""
        return self.towns(self._ids(_LARGEST_IN_ZONES))

    def points(self, latitude: float, longitude: float, north: float, east: float) -> Iterable[Point]:
        """Return where the towns lie, to a hundredth of a degree, that are at most so far north or south, east or west."""
        box = {"south": latitude - north, "north": latitude + north, "middle": longitude, "reach": east}
        hundredths = {name: degrees * 100 for name, degrees in box.items()}
        return (Point(*row) for row in self._file.execute(_POINTS, hundredths))

    def country_of(self, zone: str) -> str | None:
        """Return the country that a zone is named for, if it is named for one."""
        row: tuple[str | None] | None = self._file.execute(_COUNTRY, (zone,)).fetchone()
        return row[0] if row else None

    def _ids(self, sql: str, *parameters: str) -> list[int]:
        return [row[0] for row in self._file.execute(sql, parameters)]

    @cached_property
    def _file(self) -> sqlite3.Connection:
        # Immutable: nobody writes to it while the bot runs, so it needs no locks and may lie on a read-only disk.
        address = f"{self._path.resolve().as_uri()}?immutable=1"
        return sqlite3.connect(address, uri=True, check_same_thread=False)


def key_of(name: str) -> str:
    """Return a name as it is looked up, in the file as well as in what is typed."""
    return folded(_MODIFIERS.sub("", name))
