"""How the last seven days went beside the seven before: days shown up, what the answers say together, and moments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from statistics import stdev

from bot.domain.checkin import Answer, number_of

DAYS = 7
ENOUGH_ANSWERS = 4
SAME_WITHIN = Fraction(1, 2)


class Trend(StrEnum):
    """How a mean stands beside the one of the week before: about the same, a little higher, a little lower."""

    SAME = "same"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class DayAnswers:
    """One day as the week sees it. Days before the start are left out; so may be rest days."""

    on: date
    safety: Answer | None
    openness: Answer | None
    moments: int
    is_kept: bool
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """What one measured question came to.

    `mean`, `before` (the mean of the week before) and `trend` are known together, with 4 numbers on both sides, or
    not at all. `swing` (sample standard deviation between this week's days) needs 4 numbers of this week's;
    `answers` counts them.
    """

    answers: int
    mean: float | None
    before: float | None
    trend: Trend | None
    swing: float | None


@dataclass(frozen=True, slots=True)
class Week:
    """The last seven days, today among them.

    `days` are those on which one could have shown up: no rest days, and today only once it is kept. `low_days` had
    a safety of 1 or 2. `days_away` is the longest row of missed days from which this week saw a return.
    """

    shown_up: int
    days: int
    safety: Course
    openness: Course
    moments: int
    low_days: int
    days_away: int


def week(days: Iterable[DayAnswers], today_on: date) -> Week:
    """Look at the last seven days to today beside the seven before; other days are not looked at."""
    by_date = sorted((day for day in days if _counts(day, today_on)), key=lambda day: day.on)
    this = [day for day in by_date if today_on - day.on < timedelta(days=DAYS)]
    before = [day for day in by_date if day not in this]
    return Week(
        shown_up=sum(day.is_kept for day in this),
        days=len(this),
        safety=_course([day.safety for day in this], [day.safety for day in before]),
        openness=_course([day.openness for day in this], [day.openness for day in before]),
        moments=sum(day.moments for day in this),
        low_days=sum(number_of(day.safety) in (1, 2) for day in this),
        days_away=_days_away(before, this),
    )


def _counts(day: DayAnswers, today_on: date) -> bool:
    is_near = timedelta(0) <= today_on - day.on < timedelta(days=2 * DAYS)
    is_over = day.on < today_on and not day.is_rest
    return is_near and (day.is_kept or is_over)


def _course(this: Sequence[Answer | None], before: Sequence[Answer | None]) -> Course:
    ours, theirs = _numbers(this), _numbers(before)
    swing = stdev(ours) if len(ours) >= ENOUGH_ANSWERS else None
    if min(len(ours), len(theirs)) < ENOUGH_ANSWERS:
        return Course(len(ours), None, None, None, swing)
    mean, mean_before = _mean(ours), _mean(theirs)
    return Course(len(ours), float(mean), float(mean_before), _trend(mean - mean_before), swing)


def _trend(change: Fraction) -> Trend:
    if abs(change) <= SAME_WITHIN:
        return Trend.SAME
    return Trend.UP if change > 0 else Trend.DOWN


def _numbers(answers: Iterable[Answer | None]) -> list[int]:
    return [number for answer in answers if (number := number_of(answer)) is not None]


def _mean(numbers: Sequence[int]) -> Fraction:
    """The exact mean, so that a change of exactly one half is no more than one half."""
    return Fraction(sum(numbers), len(numbers))


def _days_away(before: Sequence[DayAnswers], this: Sequence[DayAnswers]) -> int:
    longest = missed = 0
    for day in (*before, *this):
        if day.is_kept and day in this:
            longest = max(longest, missed)
        missed = 0 if day.is_kept else missed + 1
    return longest
