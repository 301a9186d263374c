"""Which place somebody means: by its name, by a shared location, or by what time it is there now."""

from __future__ import annotations

from datetime import time
from typing import NamedTuple

from telegram import Location

from bot.cards.welcome import Place
from bot.content.towns import Town
from bot.conversations.context import Turn
from bot.domain.typed import read_time, time_within

PLACES_SHOWN = 6
NOON = 12


class Found(NamedTuple):
    """The likeliest places, one for each zone, at most six; `is_by_time` where they were found by their clocks."""

    places: tuple[Place, ...]
    is_by_time: bool = False


def named(turn: Turn, text: str) -> Found:
    """Return the places that somebody may mean with a name, or with what time it is for them now."""
    at_time = read_time(text)
    found = [] if at_time is not None else turn.tools.content.towns.find(text, turn.words.language)
    if not found:
        at_time = at_time or time_within(text)
        found = [] if at_time is None else _where_it_is(turn, at_time)
    return Found(_one_a_zone(turn, found)[:PLACES_SHOWN], is_by_time=at_time is not None)


def at(turn: Turn, location: Location) -> Place:
    """Return the town nearest to a location; nothing of it is kept but the zone."""
    return _place(turn, turn.tools.content.towns.nearest(location.latitude, location.longitude))


def _where_it_is(turn: Turn, at_time: time) -> list[Town]:
    """The largest towns where it is that time now; "9.40" may be said in the morning and in the evening."""
    towns, language = turn.tools.content.towns, turn.words.language
    found = towns.with_local_time(turn.now, at_time, language)
    if not 1 <= at_time.hour < NOON:
        return found
    evening = towns.with_local_time(turn.now, at_time.replace(hour=at_time.hour + NOON), language)
    half = PLACES_SHOWN // 2
    return [*found[:half], *evening[:half], *found[half:], *evening[half:]]


def _one_a_zone(turn: Turn, towns: list[Town]) -> tuple[Place, ...]:
    """The largest town of each zone: those of one name in one zone need not be told apart."""
    largest: dict[str, Town] = {}
    for town in towns:
        largest.setdefault(town.zone.key, town)
    return tuple(_place(turn, town) for town in largest.values())


def _place(turn: Turn, town: Town) -> Place:
    region = f"{town.region}, " if town.region else ""
    label = f"{town.name}, {region}{turn.words.country(town.country)}"
    return Place(label, town.zone, turn.now.astimezone(town.zone).time())
