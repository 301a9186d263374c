"""A participant's past as the rules see it: rows are read, and the pure functions of the domain say what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.checkin import CheckIn
from bot.domain.day import State
from bot.domain.encourage import Signal, signals
from bot.domain.guard import is_guard_up
from bot.domain.participant import Participant, today_of
from bot.domain.streak import Streaks, streaks
from bot.domain.week import DayAnswers, Week, week
from bot.storage.database import Reads
from bot.storage.days import ClosedDay
from bot.storage.store import Store

TWO_WEEKS = timedelta(days=13)
"""From the first of fourteen days to the last: the week and the one before."""
ONE_WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Lately:
    """The check-ins of the last seven days, and of the day that one looks at; whether the guard is up."""

    today_on: date
    by_day: Mapping[date, CheckIn]
    is_guard_up: bool


@dataclass(frozen=True, slots=True)
class History:
    """What the days up to today come to. `states` are the final states of days that are over, and today if kept."""

    today_on: date
    days: tuple[DayAnswers, ...]
    streaks: Streaks
    is_guard_up: bool
    states: tuple[State, ...]

    @property
    def week(self) -> Week:
        return week(self.days, self.today_on)

    @property
    def signals(self) -> frozenset[Signal]:
        return signals(self.week)


async def lately_of(store: Store, reads: Reads, participant: Participant, on: date, now: datetime) -> Lately:
    """Read what a card with an open question is drawn from."""
    today_on = today_of(participant, now)
    first_on, last_on = min(on, today_on - ONE_WEEK), max(on, today_on)
    found = await store.checkins.between(reads, participant.id, first_on, last_on)
    return lately(participant, found, today_on)


def lately(participant: Participant, found: Iterable[CheckIn], today_on: date) -> Lately:
    """Look at check-ins, of which none of the last seven days is missing."""
    by_day = {each.on: each for each in found}
    is_up = is_guard_up(
        role=participant.role,
        afraid=participant.afraid,
        safety_by_day={on: each.safety for on, each in by_day.items()},
        danger_on=None,
        today_on=today_on,
    )
    return Lately(today_on, by_day, is_up)


async def history_of(store: Store, reads: Reads, participant: Participant, now: datetime) -> History:
    """Read a participant's past; they have to have a zone, as everyone has who is past the welcome."""
    today_on = today_of(participant, now)
    closed = [each for each in await store.days.states(reads, participant.id) if each.on < today_on]
    found = await store.checkins.between(reads, participant.id, today_on - TWO_WEEKS, today_on)
    near = lately(participant, found, today_on)
    kept_on = await store.checkins.kept_days(reads, participant.id)
    is_today_kept = today_on in near.by_day
    counted = streaks((each.state for each in closed), is_today_kept=is_today_kept)
    return History(
        today_on=today_on,
        days=tuple(_days(closed, near.by_day, today_on)),
        # Days shown up only grow: those that lie ahead because the clock was set back count as well.
        streaks=replace(counted, shown_up=len(kept_on)),
        is_guard_up=near.is_guard_up,
        states=(*(each.state for each in closed), *((State.KEPT,) if is_today_kept else ())),
    )


def _days(closed: list[ClosedDay], answers: Mapping[date, CheckIn], today_on: date) -> list[DayAnswers]:
    """The last fourteen days with their answers; a day that is over but not closed yet counts by its answers alone."""
    states = {each.on: each.state for each in closed}
    ons = sorted(on for on in {*states, *answers} if today_on - TWO_WEEKS <= on <= today_on)
    return [
        DayAnswers(
            on=on,
            safety=answers[on].safety if on in answers else None,
            openness=answers[on].openness if on in answers else None,
            moments=answers[on].moments if on in answers else 0,
            is_kept=on in answers,
            is_rest=states.get(on) is State.REST,
        )
        for on in ons
    ]
