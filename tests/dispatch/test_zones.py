"""Everybody is asked at their own time: people in the world's zones, played across both clock changes of a year.

What is expected is found by looking at the wall clock minute by minute, not with the rules that are on trial.
"""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cards.data import Tap, read_on
from bot.content import zones
from bot.domain.day import Closing, Reason, State, day_ends_at, day_of
from bot.domain.participant import Participant, Role, Step
from bot.storage.columns import from_ms
from bot.storage.planning import plan_next
from tests.chat import Stage, stage

DAY_END = time(4)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
FIRST_ON, LAST_ON = date(2026, 7, 1), date(2027, 7, 1)
BEFORE, AFTER = 2 * DAY, 3 * DAY
WAKES_WITHIN = 5.0
PROMISED_WITHIN = timedelta(seconds=10)
EVERY_DAY, AT_WEEKENDS = frozenset(range(7)), frozenset({5, 6})
ODD_RHYTHMS = (
    (time(21, 0), EVERY_DAY),
    (time(0, 30), EVERY_DAY),
    (time(1, 30), EVERY_DAY),
    (time(2, 30), AT_WEEKENDS),
    (time(2, 30), EVERY_DAY),
    (time(3, 30), EVERY_DAY),
    (time(23, 30), EVERY_DAY),
)
TELLING = (
    "Europe/Istanbul",  # no change
    "Europe/Berlin",  # 2026-10-25 03:00 -> 02:00, 2027-03-28 02:00 -> 03:00
    "Europe/Helsinki",  # 03:00 -> 04:00: the hour before the day's end is skipped
    "America/New_York",  # 2026-11-01, 2027-03-14
    "America/Nuuk",  # 2027-03-27 23:00 -> 24:00: the last hour of a Saturday is skipped
    "Atlantic/Azores",  # 2027-03-28 00:00 -> 01:00: the first hour of a Sunday is skipped
    "Africa/Cairo",  # 2026-10-29 24:00 -> 23:00
    "Africa/Casablanca",  # back an hour for Ramadan
    "Antarctica/Troll",  # by two hours
    "Australia/Lord_Howe",  # by half an hour
    "Asia/Kathmandu",  # 05:45 ahead
    "Pacific/Kiritimati",  # 14 hours ahead
    "America/Santiago",  # 2026-09-05 24:00 -> 2026-09-06 01:00
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A prompt as it reached Telegram."""

    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Given:
    """What everybody got while they were watched, by participant."""

    people: Sequence[Participant]
    prompts: Mapping[str, list[Asked]]
    states: Mapping[str, Mapping[date, Closing]]
    last_on: date


@cache
def wall(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def as_if_ahead(wall_time: datetime, offset_at: datetime, zone: ZoneInfo) -> datetime:
    """The instant of a wall time, read with the offset that a zone has at some instant."""
    return wall_time.replace(tzinfo=UTC) - (wall(offset_at, zone) - offset_at.replace(tzinfo=None))


@cache
def expected_at(on: date, wall_time: time, zone: ZoneInfo) -> datetime:
    """The instant of a wall time by RFC 5545, found by watching the clock go from minute to minute."""
    wanted = datetime.combine(on, wall_time)
    at = as_if_ahead(wanted, wanted.replace(tzinfo=UTC), zone) - 240 * MINUTE
    while wall(at, zone) < wanted:
        at += MINUTE
    if wall(at, zone) == wanted:
        return at
    read = as_if_ahead(wanted, at - MINUTE, zone)
    return read if wall(read, zone).date() == on else at - MINUTE


@cache
def changes(name: str) -> tuple[date, ...]:
    """The dates (UTC) on which a zone's clocks change, within a year."""
    zone = ZoneInfo(name)
    noons = [
        datetime.combine(FIRST_ON, time(12), UTC) + each * DAY for each in range((LAST_ON - FIRST_ON).days)
    ]
    offsets = [noon.astimezone(zone).utcoffset() for noon in noons]
    return tuple(
        noon.date()
        for noon, before, after in zip(noons[1:], offsets, offsets[1:], strict=False)
        if before != after
    )


def by_change(names: Iterable[str]) -> dict[date, list[str]]:
    """The zones whose clocks change on a date; those that never do are watched when Europe's do."""
    found: dict[date, list[str]] = defaultdict(list)
    for name in sorted(names):
        for on in changes(name) or (date(2026, 10, 25),):
            found[on].append(name)
    return found


async def settle_in(scene: Stage, zone: ZoneInfo, ask_time: time, weekdays: frozenset[int]) -> Participant:
    """Have somebody who is past the welcome."""
    now, store = scene.clock.now(), scene.store
    body = scene.telegram.join(1000 + len(scene.telegram.people), zone.key)
    body.returns()
    today_on = day_of(now, zone, DAY_END)
    async with store.db.transaction() as tx:
        person = replace(
            await store.participants.add(tx, body.id, "en", now),
            step=Step.DONE,
            role=Role.PRACTISING,
            zone=zone,
            ask_time=ask_time,
            weekdays=weekdays,
            nudge_minutes=None,  # it is the prompts that are watched
            started_on=today_on,
            open_on=today_on,
            day_ends_at=day_ends_at(today_on, zone, DAY_END),
        )
        await store.participants.save(tx, person)
        await plan_next(store, tx, replace(person, rhythm_changed_at=now), now)
    return person


async def next_event_at(scene: Stage) -> datetime:
    """When the next prompt is due or the next day ends."""
    [row] = await scene.store.db.rows(
        "SELECT min(at) AS at FROM (SELECT min(due_at) AS at FROM deliveries WHERE status = 'due' "
        "UNION ALL SELECT min(day_ends_at) FROM participants)",
        {},
    )
    return from_ms(row["at"])


def taken_prompts(scene: Stage) -> Iterable[tuple[int, Asked]]:
    """What has been sent since the last look: to whom, for which day (its buttons say so) and when."""
    while scene.telegram.calls:
        call = scene.telegram.calls.popleft()
        assert (call.method, call.status) == ("sendMessage", 200), call.description
        data = call.params["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        on = read_on(Tap.read(data).parts[0])
        assert on is not None
        yield call.params["chat_id"], Asked(on, call.at)


async def watched(path: Path, changes_on: date, names: Iterable[str]) -> Given:
    """Watch people for some days around a change, waking the dispatcher within 5 seconds of whatever is due.

    In each zone lives one for each of the odd rhythms.
    """
    async with stage(path, f"{changes_on - BEFORE} 05:10", "UTC") as scene:
        homes = itertools.product(map(ZoneInfo, names), ODD_RHYTHMS)
        people = [await settle_in(scene, zone, *rhythm) for zone, rhythm in homes]
        by_chat = {person.telegram_id: person.id for person in people}
        prompts: dict[str, list[Asked]] = defaultdict(list)
        until, late_by = scene.clock.now() + BEFORE + AFTER, random.Random(0)
        while (event_at := await next_event_at(scene)) < until:
            assert event_at > scene.clock.now(), "something that is due was left undone"
            scene.clock.set(event_at + timedelta(seconds=late_by.uniform(0, WAKES_WITHIN)))
            await scene.dispatcher.tick()
            for chat_id, asked in taken_prompts(scene):
                prompts[by_chat[chat_id]].append(asked)
        states = {person.id: await closings(scene, person) for person in people}
    return Given(people, prompts, states, until.date() - 2 * DAY)


async def closings(scene: Stage, person: Participant) -> dict[date, Closing]:
    states = await scene.store.days.states(scene.store.db, person.id)
    assert len({each.on for each in states}) == len(states)
    return {each.on: Closing(each.state, each.reason) for each in states}


def check(given: Given, person: Participant) -> None:
    """Every chosen day was asked for once, at its time, and every day ended in one state."""
    assert person.started_on
    told = f"{person.zone} at {person.ask_time}"
    prompts = given.prompts[person.id]
    assert len({asked.on for asked in prompts}) == len(prompts), f"{told}: a day was asked for twice"
    asked_at = {asked.on: asked.at for asked in prompts}
    for days in range((given.last_on - person.started_on).days + 1):
        on = person.started_on + days * DAY
        due_at, closing = fate_of(on, person)
        assert (on in asked_at) == (due_at is not None), f"{told}: {on}, asked at {asked_at.get(on)}"
        if due_at is not None:
            late_by = asked_at[on] - due_at
            assert timedelta() <= late_by <= PROMISED_WITHIN, f"{told}: {on}, asked {late_by} late"
        assert given.states[person.id][on] == closing, f"{told}: {on}"


def fate_of(on: date, person: Participant) -> tuple[datetime | None, Closing]:
    """When a day ought to be asked for, if at all, and how it ought to end when nobody answers."""
    zone, ask_time = person.zone, person.ask_time
    assert zone is not None
    assert ask_time is not None
    if on.weekday() not in person.weekdays:
        return None, Closing(State.REST, Reason.NOT_CHOSEN)
    due_at = expected_at(on + DAY if ask_time < DAY_END else on, ask_time, zone)
    if due_at < person.created_at:
        return None, Closing(State.REST, Reason.DROPPED)
    if due_at >= expected_at(on + DAY, DAY_END, zone):
        # The clocks skip the last hour of the day and its prompt with it: asked after its end, it costs nothing.
        return due_at, Closing(State.REST, Reason.UNSENT)
    return due_at, Closing(State.MISSED)


@pytest.mark.parametrize("changes_on", sorted(by_change(TELLING)), ids=str)
async def test_in_telling_zones_everybody_is_asked_once_a_day_at_their_time(
    tmp_path: Path, changes_on: date
) -> None:
    given = await watched(tmp_path, changes_on, by_change(TELLING)[changes_on])
    for person in given.people:
        check(given, person)


@pytest.mark.soak
@pytest.mark.parametrize("changes_on", sorted(by_change(zones.NAMES)), ids=str)
async def test_in_every_zone_everybody_is_asked_once_a_day_at_their_time(
    tmp_path: Path, changes_on: date
) -> None:
    given = await watched(tmp_path, changes_on, by_change(zones.NAMES)[changes_on])
    for person in given.people:
        check(given, person)
