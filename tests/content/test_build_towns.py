from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.content import zones
from bot.content.catalogue import HERE
from bot.content.towns import Towns
from scripts import build_towns
from scripts.build_towns import Place

SHIPPED = HERE / "towns.db"
EVERY = 97  # one town of so many is looked at


def place(
    name: str, country: str, zone: str, *, population: int = 0, district: str = "", also: tuple[str, ...] = ()
) -> Place:
    return Place(population, name, country, district, zone, 10, 20, population, also)


PLACES = [
    place(
        "Istanbul",
        "TR",
        "Europe/Istanbul",
        population=900,
        also=("İstanbul", "IST", "yi si tan bu er", "Стамбул"),
    ),
    place("Sta. Maria", "BR", "America/Sao_Paulo", population=800, district="1"),
    place("Manaus", "BR", "America/Manaus", population=700, district="2"),
    place("Sta. Maria", "BR", "America/Manaus", population=600, district="2"),
]


def built(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as file:
        build_towns.write(file, build_towns.with_regions(PLACES))
    return path


def test_the_same_places_make_the_same_file(tmp_path: Path) -> None:
    assert built(tmp_path / "one.db").read_bytes() == built(tmp_path / "other.db").read_bytes()


def test_towns_of_one_name_in_two_zones_are_told_apart_by_the_largest_town_nearby(tmp_path: Path) -> None:
    found = Towns(built(tmp_path / "towns.db")).find("sta maria")
    assert [(town.zone.key, town.region) for town in found] == [
        ("America/Sao_Paulo", ""),
        ("America/Manaus", "Manaus"),
    ]


@pytest.mark.parametrize(
    ("text", "count"), [("стамбул", 1), ("IST", 0), ("yi si tan bu er", 0), ("Brasil", 2)]
)
def test_names_that_nobody_types_are_left_out(tmp_path: Path, text: str, count: int) -> None:
    assert len(Towns(built(tmp_path / "towns.db")).find(text)) == count


def test_what_is_shipped_is_what_the_packages_hold() -> None:
    shipped = Towns(SHIPPED)
    for town in list(build_towns.geonames("cities15000"))[::EVERY]:
        found = [
            each
            for name in (
                f"{town.name}, {town.country}",
                f"{town.name}, {build_towns.regions().get(town.country, {}).get(town.district, '')}",
            )
            for each in shipped.find(name)
        ]
        assert (town.country, town.zone) in {(each.country, each.zone.key) for each in found}, town


def test_every_zone_of_a_country_has_a_town_and_every_zone_is_known() -> None:
    with closing(sqlite3.connect(f"file:{SHIPPED}?immutable=1", uri=True)) as file:
        known = {name for (name,) in file.execute("SELECT name FROM zones")}
        used = {
            name
            for (name,) in file.execute("SELECT zones.name FROM towns JOIN zones ON zones.id = towns.zone")
        }
    assert known == zones.NAMES
    assert used == {zone for _, _, zone in build_towns.zone_table()}


def test_the_file_is_rebuilt_after_the_zones_changed() -> None:
    """`python -m scripts.build_towns` makes it anew; the list of zones' countries is part of it."""
    with closing(sqlite3.connect(f"file:{SHIPPED}?immutable=1", uri=True)) as file:
        countries = dict(file.execute("SELECT name, country FROM zones WHERE country IS NOT NULL"))
    assert countries == build_towns.countries_of_zones()


def test_turkish_towns_have_their_capital() -> None:
    assert build_towns.in_own_letters("Istanbul", "TR", ["İstanbul"]) == "İstanbul"
    assert build_towns.in_own_letters("Isparta", "TR", ["Sparta"]) == "Isparta"
    assert build_towns.in_own_letters("Izmir", "US", ["İzmir"]) == "Izmir"


@pytest.mark.parametrize(
    ("text", "digits", "degrees"),
    [("+4230", 2, 42.5), ("-720041", 2, -72.0114), ("+0023206", 3, 2.535), ("-07400", 3, -74)],
)
def test_coordinates_are_read_in_minutes_and_seconds(text: str, digits: int, degrees: float) -> None:
    assert build_towns.in_degrees(text, digits) == pytest.approx(degrees, abs=1e-4)
