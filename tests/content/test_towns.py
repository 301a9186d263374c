from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import zones
from bot.content.catalogue import HERE
from bot.content.towns import Town, Towns

NOW = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def towns() -> Towns:
    return Towns(HERE / "towns.db")


def told(town: Town) -> str:
    return ", ".join(filter(None, (town.name, town.region, town.country)))


FOUND = {
    "İstanbul, TR": (
        *(
            "istanbul",
            "Istanbul",
            "ISTANBUL",
            "İSTANBUL",
            "ıstanbul",
            " İstanbul \n",
            "Стамбул",
            "Constantinople",
        ),
        *(
            "Istanbul, Turkey",
            "istanbul türkiye",
            "Türkiye, İstanbul",
            "Turkey",
            "Europe/Istanbul",
            "Istambull",
        ),
        *("İstanbul'da", "İstanbul’da yaşıyorum"),
    ),
    "Osmaniye, TR": ("Osmaniye", "OSMANİYE", "osmanıye", "Османие", "عثمانية", "Osmanye"),
    "Düziçi, TR": ("Düziçi", "duzici"),
    "Nicosia, CY": ("Lefkoşa", "Λευκωσία", "Nicosia"),
    "Köln, DE": ("Köln", "koln", "KÖLN", "koeln", "Cologne", "Кёльн", "Köln, Almanya", "Ko\u0308ln"),
    "Berlin, DE": ("Berlin", "Germany", "Almanya", "I live in Berlin", "Berlni"),
    "New York City, New York, US": ("New York", "new york city", "NYC", "nueva york", "I live in New York"),
    "Los Angeles, California, US": ("LA", "los angeles", "California"),
    "Springfield, Illinois, US": ("Springfield, IL", "springfield illinois", "Springfield, Illinois, USA"),
    "Cambridge, Massachusetts, US": ("Cambridge, MA, USA", "cambridge ma"),
    "Cambridge, England, GB": ("Cambridge", "Cambridge UK", "Cambridge, England"),
    "London, England, GB": ("London", "Londra", "UK", "Лондон"),
    "London, Ontario, CA": ("London Ontario", "London, Canada", "london, ON"),
    "Paris, FR": ("Paris", "Париж"),
    "Paris, Texas, US": ("Paris Texas", "Paris, TX"),
    "Rome, IT": ("Roma", "Rome"),
    "Athens, GR": ("Atina", "Αθήνα"),
    "York, England, GB": ("York",),
    "Washington, District of Columbia, US": ("Washington", "Washington, D.C.", "washington dc"),
    "Barcelona, ES": ("Barcelone", "Barcelonna"),
    "Moscow, RU": ("Москва", "Moskova"),
    "Cairo, EG": ("القاهرة", "Kahire"),
    "Tokyo, JP": ("東京",),
    "Seoul, KR": ("서울",),
    "Mumbai, IN": ("मुंबई",),
    "Waitangi, NZ": ("Waitangi",),
    "Lord Howe, AU": ("Lord Howe",),
    "Troll, AQ": ("Troll",),
}


@pytest.mark.parametrize(
    ("text", "found"), [(text, found) for found, texts in FOUND.items() for text in texts]
)
def test_a_place_is_found_however_it_is_written(towns: Towns, text: str, found: str) -> None:
    assert told(towns.find(text)[0]) == found


def test_of_several_places_of_one_name_all_are_offered(towns: Towns) -> None:
    assert {town.region for town in towns.find("Springfield")} >= {
        "Illinois",
        "Massachusetts",
        "Missouri",
        "Oregon",
    }
    assert {town.country for town in towns.find("Cambridge")} >= {"GB", "CA", "US", "NZ"}


def test_a_large_country_is_asked_about(towns: Towns) -> None:
    found = {town.zone.key for town in towns.find("USA")}
    assert found >= {
        "America/New_York",
        "America/Chicago",
        "America/Denver",
        "America/Los_Angeles",
        "Pacific/Honolulu",
    }


def test_no_two_that_are_offered_read_the_same(towns: Towns) -> None:
    for text in ("Springfield", "Kadıköy", "Santa Maria", "San José", "Victoria", "Yeniköy", "Georgetown"):
        offered = [(told(town), town.zone.key) for town in towns.find(text)]
        assert len(offered) == len(set(offered)) <= 20


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "?",
        "…",
        "xyzzyq",
        "21:30",
        "4 3",
        "🙂",
        "'",
        "’da",
        ",",
        "Xy, Turkey",
        "a" * 5000,
        "a " * 5000,
    ],
)
def test_what_is_no_place_finds_none(towns: Towns, text: str) -> None:
    assert towns.find(text) == []


@given(text=st.text(st.characters(), max_size=120))
def test_whatever_is_typed_is_answered(towns: Towns, text: str) -> None:
    assert len(towns.find(text)) <= 20


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        *(
            (37.07, 36.25, "Europe/Istanbul"),
            (40.71, -74.0, "America/New_York"),
            (-43.95, -176.55, "Pacific/Chatham"),
        ),
        *((27.7, 85.3, "Asia/Kathmandu"), (35.9, 14.5, "Europe/Malta"), (-90, 0, "Antarctica/Vostok")),
        *((90, 180, "Arctic/Longyearbyen"), (51.9, 179.9, "America/Adak"), (51.9, -179.9, "America/Adak")),
        *((-16.8, 179.99, "Pacific/Fiji"), (-16.8, -179.99, "Pacific/Fiji"), (64.18, -51.7, "America/Nuuk")),
    ],
)
def test_a_position_has_the_zone_of_the_nearest_town(
    towns: Towns, latitude: float, longitude: float, zone: str
) -> None:
    assert towns.nearest(latitude, longitude).zone.key == zone


@given(latitude=st.floats(-90, 90), longitude=st.floats(-180, 180))
def test_every_position_on_earth_has_a_nearest_town(towns: Towns, latitude: float, longitude: float) -> None:
    assert towns.nearest(latitude, longitude).zone.key in zones.NAMES


def test_what_time_it_is_tells_the_zones_with_the_towns_of_the_language_first(towns: Towns) -> None:
    for language, first in (("tr", "İstanbul"), ("ru", "Moscow")):
        found = towns.with_local_time(NOW, time(21, 30), language)
        assert found[0].name == first
        assert {"Europe/Istanbul", "Europe/Moscow", "Africa/Nairobi", "Asia/Riyadh"} <= {
            town.zone.key for town in found
        }
    assert [town.zone.key for town in towns.with_local_time(NOW, time(0, 15), "en")] == ["Asia/Kathmandu"]


def test_a_watch_may_be_a_little_wrong(towns: Towns) -> None:
    for typed in (time(21, 22), time(21, 30), time(21, 41)):
        assert towns.with_local_time(NOW, typed, "tr")[0].name == "İstanbul"


@given(
    at=st.datetimes(datetime(2020, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    name=st.sampled_from(sorted(zones.NAMES)),
)
def test_whoever_types_their_own_time_is_offered_a_town_with_their_clock(
    towns: Towns, at: datetime, name: str
) -> None:
    local = at.astimezone(ZoneInfo(name))
    found = towns.with_local_time(at, local.time().replace(second=0, microsecond=0), "en")
    difference = timedelta(minutes=1)
    assert found
    assert all(
        abs(at.astimezone(town.zone).replace(tzinfo=None) - local.replace(tzinfo=None)) % timedelta(days=1)
        <= difference
        for town in found
    )


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        *(
            ("Europe/Istanbul", "TR"),
            ("Turkey", "TR"),
            ("Asia/Istanbul", "TR"),
            ("Asia/Calcutta", "IN"),
            ("GB", "GB"),
        ),
        *(("US/Pacific", "US"), ("America/Nuuk", "GL"), ("Antarctica/Troll", "AQ"), ("Europe/Kiev", "UA")),
        *(("UTC", None), ("Etc/UTC", None), ("CET", None), ("EST5EDT", None)),
    ],
)
def test_a_zone_tells_its_country(towns: Towns, zone: str, country: str | None) -> None:
    assert towns.country_of(ZoneInfo(zone)) == country


@pytest.mark.parametrize(
    ("name", "country"),
    [
        *(
            ("Germany", "DE"),
            ("Almanya", "DE"),
            ("deutschland", "DE"),
            ("de", "DE"),
            ("UK", "GB"),
            ("TR", "TR"),
        ),
        *(("Georgia", "GE"), ("Türkiye", "TR"), ("turkey", "TR"), ("İngiltere", "GB"), ("California", "US")),
        *(("tea", None), ("tx", None), ("", None), ("x" * 200, None), ("Atlantis", None)),
    ],
)
def test_a_country_is_known_by_its_name_in_any_language_or_its_code(
    towns: Towns, name: str, country: str | None
) -> None:
    assert towns.country_called(name) == country


def test_the_file_is_opened_when_it_is_first_needed(tmp_path: Path) -> None:
    Towns(tmp_path / "nowhere.db")


def test_the_file_is_small_and_is_never_written_to(towns: Towns) -> None:
    before = (HERE / "towns.db").read_bytes()
    towns.find("Osmaniye")
    assert (HERE / "towns.db").read_bytes() == before
    assert len(before) < 8_000_000
    assert not list(HERE.glob("towns.db-*"))
