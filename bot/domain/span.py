"""How the last days went beside as many before: days shown up, what the answers say together, and moments."""

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
SWINGS_FROM = 1.0
"""A swing of a whole step of the scale and more: the days differed from one another."""


class Trend(StrEnum):
    """How a mean stands beside the one of the days before: about the same, a little higher, a little lower."""

    SAME = "same"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class DayAnswers:
    """One day as a span sees it. Days before the start are left out; so may be rest days but those of a pause."""

    on: date
    safety: Answer | None
    openness: Answer | None
    moments: int
    is_kept: bool
    is_rest: bool = False
    is_paused: bool = False
    """A rest day that lies in a pause: nothing was missed, and yet they were away."""


@dataclass(frozen=True, slots=True)
class Course:
    """What one measured question came to.

    `mean`, `before` (the mean of the days before) and `trend` are known together, with 4 numbers on both sides, or
    not at all. `swing` (sample standard deviation between the span's days) needs 4 numbers of the span's;
    `answers` counts them.
    """

    answers: int
    mean: float | None
    before: float | None
    trend: Trend | None
    swing: float | None

    @property
    def is_swinging(self) -> bool:
        return self.swing is not None and self.swing >= SWINGS_FROM


@dataclass(frozen=True, slots=True)
class Span:
    """The last `length` days, the last one among them: seven make the week of a letter.

    `days` are those on which one could have shown up: no rest days, and the last one only once it is kept or over.
    `rest_days` are left out. `low_days` had a safety of 1 or 2, `low_both_days` an openness of 1 or 2 as well. `days_away` is the longest row
    of days, missed or paused, from which this span saw a return, however long ago it began.
    """

    shown_up: int
    days: int
    safety: Course
    openness: Course
    moments: int
    low_days: int
    low_both_days: int
    days_away: int
    length: int = DAYS
    rest_days: int = 0

    @property
    def is_swinging(self) -> bool:
        return self.safety.is_swinging or self.openness.is_swinging


def span(days: Iterable[DayAnswers], last_on: date, length: int = DAYS, *, is_over: bool = False) -> Span:
    """Look at the last `length` days up to `last_on` beside the `length` before; at older ones only for `days_away`.

    `is_over`: the last day has ended, so that it was missed if it was not kept.
    """
    known = sorted((day for day in days if day.on <= last_on), key=lambda day: day.on)
    first_on, first_before_on = (last_on - timedelta(days=back * length - 1) for back in (1, 2))
    counting = [day for day in known if day.is_kept or ((is_over or day.on < last_on) and not day.is_rest)]
    these = [day for day in counting if day.on >= first_on]
    before = [day for day in counting if first_before_on <= day.on < first_on]
    return Span(
        shown_up=sum(day.is_kept for day in these),
        days=len(these),
        safety=_course([day.safety for day in these], [day.safety for day in before]),
        openness=_course([day.openness for day in these], [day.openness for day in before]),
        moments=sum(day.moments for day in these),
        low_days=sum(_is_low(day.safety) for day in these),
        low_both_days=sum(_is_low(day.safety) and _is_low(day.openness) for day in these),
        days_away=_days_away(known, first_on),
        length=length,
        rest_days=sum(day.is_rest and not day.is_kept for day in known if day.on >= first_on),
    )


def _is_low(answer: Answer | None) -> bool:
    return number_of(answer) in (1, 2)


def _course(these: Sequence[Answer | None], before: Sequence[Answer | None]) -> Course:
    ours, theirs = _numbers(these), _numbers(before)
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


def _days_away(known: Iterable[DayAnswers], first_on: date) -> int:
    """The other rest days neither lengthen such a row nor end it."""
    longest = away = 0
    for day in known:
        if not day.is_kept:
            away += day.is_paused or not day.is_rest
            continue
        if day.on >= first_on:
            longest = max(longest, away)
        away = 0
    return longest
