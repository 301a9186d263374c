from __future__ import annotations

import zoneinfo
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.content import zones


@pytest.mark.parametrize(
    "name", ["Europe/Istanbul", "Asia/Kathmandu", "America/Argentina/Ushuaia", "Turkey", "UTC"]
)
def test_a_zone_is_known_by_its_name(name: str) -> None:
    assert zones.zone(name) is ZoneInfo(name)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "",
            " ",
            ".",
            "..",
            "/",
            "Europe",
            "Europe/",
            "europe/istanbul",
            "Europe/Istanbul ",
            "Europe/Atlantis",
        ),
        *("../../etc/localtime", "/etc/localtime", "Europe/../Europe/Istanbul", "Europe\\Istanbul", "a\0b"),
        *(
            "posixrules",
            "Factory",
            "localtime",
            "zone.tab",
            "tzdata.zi",
            "__init__.py",
            "right/UTC",
            "posix/UTC",
        ),
        *("Etc/GMT+3", "Etc/GMT-14", "UTC+3", "İstanbul"),
    ],
)
def test_nothing_else_is_a_zone(name: str) -> None:
    assert zones.zone(name) is None


@pytest.mark.parametrize("name", sorted(zones.NAMES))
def test_every_known_zone_can_be_computed_with(name: str) -> None:
    zone = zones.zone(name)
    assert zone is not None
    assert datetime(2026, 11, 23, 12, tzinfo=UTC).astimezone(zone).utcoffset() is not None


def test_the_systems_own_zone_files_are_not_looked_at() -> None:
    assert zoneinfo.TZPATH == ()
