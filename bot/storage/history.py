"""A participant's past as the rules see it: rows are read, and the pure functions of the domain say what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.checkin import CheckIn
from bot.domain.day import Reason, State
from bot.domain.guard import is_guard_up
from bot.domain.participant import Participant, today_of
from bot.domain.span import DAYS, DayAnswers, Span, span
from bot.domain.streak import Streaks, streaks
from bot.storage.database import Reads
from bot.storage.days import ClosedDay
from bot.storage.store import Store

TWO_WEEKS = 14
"""The days of a week and of the one before."""
ONE_WEEK = timedelta(days=6)
"""From the first of seven days to the last."""


@dataclass(frozen=True, slots=True)
class Lately:
    """The check-ins of the last seven days, and of the day that one looks at; whether the guard is up."""

    today_on: date
    by_day: Mapping[date, CheckIn]
    is_guard_up: bool


@dataclass(frozen=True, slots=True)
class History:
    """What the days up to `last_on` come to, as of that day.

    `states` has the final states of days that were over, in order, and `last_on` itself if it is kept, or over by now:
    `is_over`. The guard is up if it was on `last_on`, or is today: what is read today is for today's reader.
    """

    last_on: date
    days: tuple[DayAnswers, ...]
    streaks: Streaks
    is_guard_up: bool
    states: Mapping[date, State]
    is_over: bool

    @property
    def week(self) -> Span:
        return self.span()

    def span(self, length: int = DAYS) -> Span:
        """Look at the last so many days; as many before them have to have been read, too."""
        return span(self.days, self.last_on, length, is_over=self.is_over)


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
        danger_on=participant.danger_on,
        today_on=today_on,
    )
    return Lately(today_on, by_day, is_up)


async def history_of(
    store: Store,
    reads: Reads,
    participant: Participant,
    now: datetime,
    *,
    last_on: date | None = None,
    length: int = TWO_WEEKS,
) -> History:
    """Read a participant's past as of `last_on`, today unless it is given, with the answers of `length` days.

    They have to have a zone, as everyone has who is past the welcome; `last_on` must not lie ahead of today.
    """
    today_on = today_of(participant, now)
    last_on = last_on or today_on
    first_on = last_on - timedelta(days=length - 1)
    is_over = last_on < today_on
    closed = [
        each
        for each in await store.days.states(reads, participant.id)
        if each.on < last_on or (is_over and each.on == last_on)
    ]
    found = await store.checkins.between(reads, participant.id, first_on, today_on)
    by_day = {each.on: each for each in found if each.on <= last_on}
    kept_on = await store.checkins.kept_days(reads, participant.id)
    states = {each.on: each.state for each in closed}
    is_last_kept = last_on in by_day and last_on not in states
    counted = streaks(states.values(), is_today_kept=is_last_kept)
    # Days shown up only grow: those that lie ahead because the clock was set back count as well.
    shown_up = sum(on <= last_on or last_on == today_on for on in kept_on)
    return History(
        last_on=last_on,
        days=tuple(_days(closed, by_day, first_on)),
        streaks=replace(counted, shown_up=shown_up),
        is_guard_up=lately(participant, found, today_on).is_guard_up
        or lately(_as_of(participant, last_on), found, last_on).is_guard_up,
        states=states | ({last_on: State.KEPT} if last_on in by_day else {}),
        is_over=is_over,
    )


def _as_of(participant: Participant, last_on: date) -> Participant:
    """Return the participant as a past day knew them: what was written later does not raise the guard on it."""
    is_later = participant.danger_on is not None and participant.danger_on > last_on
    return replace(participant, danger_on=None) if is_later else participant


def _days(closed: list[ClosedDay], answers: Mapping[date, CheckIn], first_on: date) -> list[DayAnswers]:
    """The days from `first_on` with their answers; one that is over but not closed yet counts by its answers alone."""
    states = {each.on: each.state for each in closed}
    paused = {each.on for each in closed if each.reason is Reason.PAUSED}
    return [
        DayAnswers(
            on=on,
            safety=answers[on].safety if on in answers else None,
            openness=answers[on].openness if on in answers else None,
            moments=answers[on].moments if on in answers else 0,
            is_kept=on in answers,
            is_rest=states.get(on) is State.REST,
            is_paused=on in paused,
        )
        for on in sorted({*states, *answers})
        if on >= first_on
    ]
