"""The time zones that exist: those of the pinned tzdata package, whatever the machine it runs on believes."""

from __future__ import annotations

import zoneinfo
from importlib import resources
from typing import Final
from zoneinfo import ZoneInfo

# The system's zone files differ from machine to machine; with no path left, zoneinfo reads the package.
zoneinfo.reset_tzpath(to=[])
ZoneInfo.clear_cache()


def _is_somebodys(name: str) -> bool:
    """Tell whether people could live by this zone.

    "Factory" stands for a clock that nobody has set, and "Etc/GMT+3" is three hours *behind* Greenwich: it means the
    opposite of what is typed, and wherever people live their place has a zone of its own.
    """
    return name != "Factory" and not name.startswith(("Etc/GMT+", "Etc/GMT-"))


NAMES: Final[frozenset[str]] = frozenset(
    filter(_is_somebodys, resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8").split())
)


def zone(name: str) -> ZoneInfo | None:
    """Return the zone of that exact name; None for anything else ("Europe", "posixrules", "../x", "")."""
    return ZoneInfo(name) if name in NAMES else None
