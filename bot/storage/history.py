"""A participant's past as the rules see it: rows are read, and the pure functions of the domain say what they mean."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.checkin import CheckIn
from bot.domain.day import State, day_of
from bot.domain.encourage import Signal, signals
from bot.domain.guard import is_guard_up
from bot.domain.participant import Participant
from bot.domain.streak import Streaks, streaks
from bot.domain.week import DayAnswers, Week, week
from bot.storage.database import Reads
from bot.storage.days import ClosedDay
from bot.storage.store import Store

TWO_WEEKS = timedelta(days=13)
"""From the first of fourteen days to the last: the week and the one before."""


@dataclass(frozen=True, slots=True)
class History:
    """What the days up to today come to. `states` are the final states of days that are over, and today if kept."""

    today_on: date
    week: Week
    streaks: Streaks
    signals: frozenset[Signal]
    is_guard_up: bool
    states: tuple[State, ...]


async def history_of(store: Store, reads: Reads, participant: Participant, now: datetime) -> History:
    """Read a participant's past; they have to have a zone, as everyone has who is past the welcome."""
    if participant.zone is None:
        raise ValueError("no days without a zone")
    today_on = day_of(now, participant.zone, participant.day_end)
    closed = [each for each in await store.days.states(reads, participant.id) if each.on < today_on]
    found = await store.checkins.between(reads, participant.id, today_on - TWO_WEEKS, today_on)
    answers = {each.on: each for each in found}
    kept_on = await store.checkins.kept_days(reads, participant.id)
    is_today_kept = today_on in answers
    counted = streaks((each.state for each in closed), is_today_kept=is_today_kept)
    this_week = week(_days(closed, answers, today_on), today_on)
    return History(
        today_on=today_on,
        week=this_week,
        # Days shown up only grow: those that lie ahead because the clock was set back count as well.
        streaks=replace(counted, shown_up=len(kept_on)),
        signals=signals(this_week),
        is_guard_up=is_guard_up(
            role=participant.role,
            afraid=participant.afraid,
            safety_by_day={each.on: each.safety for each in found},
            danger_on=None,
            today_on=today_on,
        ),
        states=(*(each.state for each in closed), *((State.KEPT,) if is_today_kept else ())),
    )


def _days(closed: list[ClosedDay], answers: dict[date, CheckIn], today_on: date) -> list[DayAnswers]:
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
