from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.flood import LIMIT, MINUTE, PERSONS_REMEMBERED, Flood, Floods
from bot.gateway.outcome import NotSent
from bot.gateway.updates import Update, counted_at

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANA, BEN = 1, 2
PRIVATE = {"chat": {"type": "private"}}


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def came(floods: Floods, seconds: float, person: int = ANA) -> Flood | None:
    return floods.came(person, after(seconds), after(seconds))


def test_thirty_updates_in_a_minute_are_no_flood_and_the_next_one_is() -> None:
    floods = Floods()
    assert not any(came(floods, number) for number in range(30))
    assert came(floods, 31)
    assert not came(floods, 31, BEN)


def test_a_flood_is_one_flood_until_a_minute_passed_below_the_limit() -> None:
    floods = Floods()
    flooded = [came(floods, number / 10) for number in range(1000)]
    assert len({id(flood) for flood in flooded if flood is not None}) == 1
    assert came(floods, 100 + 61) is None
    again = [came(floods, 200 + number / 10) for number in range(40)]
    assert again[-1] is not None
    assert again[-1] is not flooded[-1]


def test_who_hovers_at_the_limit_is_told_once() -> None:
    floods = Floods()
    flooded = {id(flood) for number in range(300) if (flood := came(floods, number * 1.99))}
    assert len(flooded) == 1


def test_a_nights_worth_that_comes_at_once_is_no_flood() -> None:
    floods = Floods()
    now = after(8 * 3600)
    assert not any(floods.came(ANA, after(number * 300), now) for number in range(96))


def test_a_flood_of_the_night_is_one_though_it_comes_later_with_taps_between() -> None:
    floods = Floods()
    now = after(8 * 3600)
    found = [floods.came(ANA, at, now) for number in range(200) for at in (after(number / 10), now)]
    assert len({id(flood) for flood in found if flood is not None}) == 1


def test_whoever_was_calm_for_a_minute_is_forgotten() -> None:
    floods = Floods()
    for person in range(5 * PERSONS_REMEMBERED):
        came(floods, person / 10, person)
    assert len(floods._paces) <= 2 * PERSONS_REMEMBERED


async def test_the_notice_is_told_once_and_again_only_where_it_failed() -> None:
    flood, told = Flood(), []

    async def fails() -> None:
        raise NotSent

    async def tells() -> None:
        told.append(1)

    with pytest.raises(NotSent):
        await flood.tell(fails)
    await flood.tell(tells)
    await flood.tell(tells)
    assert told == [1]


@given(gaps=st.lists(st.floats(0, 120), max_size=200))
def test_in_a_flood_is_exactly_who_sent_more_than_the_limit_in_the_minute_before(gaps: list[float]) -> None:
    floods, instants, at = Floods(), list[datetime](), NOON
    for gap in gaps:
        at += timedelta(seconds=gap)
        instants.append(at)
        is_over = sum(at - each < MINUTE for each in instants) > LIMIT
        assert (floods.came(ANA, at, at) is not None) == is_over


@given(gaps=st.lists(st.floats(0, 3), min_size=31, max_size=300))
def test_between_two_floods_lies_a_minute(gaps: list[float]) -> None:
    floods, at = Floods(), NOON
    last: tuple[Flood, datetime] | None = None
    for gap in gaps:
        at += timedelta(seconds=gap)
        flood = floods.came(ANA, at, at)
        if flood is not None:
            assert last is None or flood is last[0] or at - last[1] >= MINUTE
            last = (flood, at)


@pytest.mark.parametrize(
    ("update", "seconds"),
    [
        ({"message": {**PRIVATE, "date": NOON.timestamp() - 60}}, -60),
        ({"message": {**PRIVATE, "date": NOON.timestamp() + 60}}, 0),
        ({"edited_message": {**PRIVATE, "date": 5, "edit_date": NOON.timestamp() - 9}}, -9),
        ({"callback_query": {"message": {**PRIVATE, "date": 5}}}, 0),
    ],
)
def test_a_message_counts_at_its_own_date_and_a_tap_when_it_arrives(update: Update, seconds: int) -> None:
    assert counted_at(update, NOON) == after(seconds)


@pytest.mark.parametrize(
    "update",
    [{"my_chat_member": {**PRIVATE, "date": 5}}, {"message": {"chat": {"type": "group"}, "date": 5}}],
)
def test_blocking_returning_and_what_is_said_in_a_group_do_not_count(update: Update) -> None:
    assert counted_at(update, NOON) is None
