"""Laws of bringing in: twice is once, what is here stands, and nothing is lost on the way there and back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from bot.archive.merging import additions, filled
from bot.archive.pack import packed
from bot.archive.reading import Found, read
from bot.domain.checkin import Answer, CheckIn, Said
from bot.domain.day import State
from bot.domain.participant import Participant, Role
from bot.storage.belongings import Belongings, Past
from bot.storage.checkins import KeptCheckIn
from bot.storage.days import ClosedDay
from tests.archive.pasts import OPEN_ON, ZONE, pasts
from tests.chat import CONTENT

NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)
ON = date(2026, 3, 3)
Pair = tuple[Answer | None, Answer | None]
ANA = Participant("a", 1, "tr", NOW, role=Role.HURT, name="Ümit", zone=ZoneInfo(ZONE), ask_time=time(21))


def brought_into(here: Past, added: Past) -> Past:
    """What is here once something was added, as the rows would tell it."""
    checkins = {each.checkin.on: each for each in (*here.checkins, *added.checkins)}
    states = {each.on: each for each in (*here.days, *added.days)}
    return Past(
        tuple(checkins[on] for on in sorted(checkins)),
        (*here.moments, *added.moments),
        tuple(states[on] for on in sorted(states)),
    )


def told(past: Past) -> object:
    checkins = sorted(past.checkins, key=lambda each: each.checkin.on)
    return checkins, Counter(past.moments), sorted(past.days)


@given(pasts(), pasts())
def test_what_is_brought_in_twice_adds_nothing(here: Past, brought: Past) -> None:
    once = brought_into(here, additions(here, brought, OPEN_ON))
    assert additions(once, brought, OPEN_ON) == Past()


@given(pasts(), pasts())
def test_what_is_here_stands(here: Past, brought: Past) -> None:
    after = brought_into(here, additions(here, brought, OPEN_ON))
    answers = {each.checkin.on: each.checkin for each in after.checkins}
    for each in here.checkins:
        now = answers[each.checkin.on]
        assert each.checkin.safety in (None, now.safety)
        assert each.checkin.openness in (None, now.openness)
    assert after.moments[: len(here.moments)] == here.moments
    states = {each.on: each.state for each in after.days}
    assert all(states[each.on] in (each.state, State.KEPT) for each in here.days)


@given(pasts(), pasts())
def test_days_that_are_over_are_kept_where_something_was_answered_and_nowhere_else(
    here: Past, brought: Past
) -> None:
    after = brought_into(here, additions(here, brought, OPEN_ON))
    kept = {each.on for each in after.days if each.state is State.KEPT}
    assert kept == {on for on in after.answered_on if on < OPEN_ON}
    assert all(each.on < OPEN_ON for each in after.days)


@given(pasts())
def test_there_and_back_nothing_is_lost(past: Past) -> None:
    moments = tuple(replace(each, id=str(number)) for number, each in enumerate(past.moments))
    belongings = Belongings(ANA, replace(past, moments=moments), (), (), ())
    found = read(packed(CONTENT.words("tr"), belongings, {}, NOW), OPEN_ON)
    assert isinstance(found, Found)
    assert (found.role, found.name) == (Role.HURT, "Ümit")
    assert told(found.past) == told(past)
    assert told(brought_into(Past(), additions(Past(), found.past, OPEN_ON))) == told(past)


@pytest.mark.parametrize(
    ("here", "brought", "after"),
    [
        ((None, None), (Said.NO_CONTACT, Said.NO_CONTACT), (Said.NO_CONTACT, Said.NO_CONTACT)),
        ((None, 3), (Said.NO_CONTACT, Said.NO_CONTACT), (None, 3)),
        ((4, None), (2, 2), (4, 2)),
        ((4, 3), (2, 2), (4, 3)),
    ],
)
def test_only_open_questions_are_filled(here: Pair, brought: Pair, after: Pair) -> None:
    assert filled(CheckIn(ON, *here), CheckIn(ON, *brought)) == CheckIn(ON, *after)


def test_an_answer_for_the_open_day_comes_without_a_state() -> None:
    kept = KeptCheckIn(CheckIn(OPEN_ON, 4, 3), ZONE, NOW, NOW)
    brought = Past((kept,), days=(ClosedDay(OPEN_ON, State.KEPT, None),))
    assert additions(Past(), brought, OPEN_ON) == Past((kept,))
