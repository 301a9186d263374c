"""Spans: the last days beside as many before; seven of them are a week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import isclose
from statistics import fmean, stdev

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.checkin import Answer, Said
from bot.domain.span import Course, DayAnswers, Span, Trend, span
from tests import strategies

TODAY = date(2025, 11, 23)


def days_ago(
    days: int, safety: Answer | None = None, *, moments: int = 0, is_kept: bool = True
) -> DayAnswers:
    return DayAnswers(TODAY - timedelta(days=days), safety, None, moments, is_kept)


def safety_of(before: list[Answer], this: list[Answer]) -> Course:
    days = [days_ago(7 + day, answer) for day, answer in enumerate(before)]
    days += [days_ago(day, answer) for day, answer in enumerate(this)]
    return span(days, TODAY).safety


def test_a_week_without_days_is_empty() -> None:
    nothing = Course(0, None, None, None, None)
    assert span([], TODAY) == Span(0, 0, nothing, nothing, 0, 0, 0, 0)


def test_the_week_is_the_last_seven_days_with_today() -> None:
    found = span([days_ago(day, moments=1) for day in range(20)], TODAY)
    assert (found.shown_up, found.days, found.moments) == (7, 7, 7)


def test_today_is_one_of_the_days_only_once_it_is_kept() -> None:
    past = [days_ago(day) for day in range(1, 5)]
    assert span([*past, days_ago(0, is_kept=False)], TODAY).days == 4
    assert span([*past, days_ago(0)], TODAY).days == 5


def test_a_last_day_that_is_over_is_one_of_the_days_unless_it_was_a_rest_day() -> None:
    past = [days_ago(day) for day in range(1, 5)]
    assert span([*past, days_ago(0, is_kept=False)], TODAY, is_over=True).days == 5
    rest = DayAnswers(TODAY, None, None, 0, is_kept=False, is_rest=True)
    assert span([*past, rest], TODAY, is_over=True).days == 4


def test_rest_days_and_days_to_come_are_none_of_the_days() -> None:
    rest = DayAnswers(TODAY - timedelta(days=2), None, None, 0, is_kept=False, is_rest=True)
    found = span([days_ago(1), rest, days_ago(3, is_kept=False), days_ago(-1)], TODAY)
    assert (found.shown_up, found.days) == (1, 2)


def test_there_is_no_trend_under_four_numbers_on_either_side() -> None:
    assert safety_of([3, 3, 3], [5, 5, 5, 5]).trend is None
    assert safety_of([3, 3, 3, 3], [5, 5, 5]).trend is None
    assert safety_of([3, 3, 3, Said.UNSAID], [5, 5, 5, 5]).mean is None
    assert safety_of([3, 3, 3, 3], [5, 5, 5, 5]) == Course(4, 5.0, 3.0, Trend.UP, 0.0)


def test_a_change_of_one_half_is_about_the_same_and_more_is_a_little() -> None:
    assert safety_of([3, 3, 3, 3], [3, 3, 4, 4]).trend is Trend.SAME
    assert safety_of([3, 3, 4, 4], [3, 3, 3, 3]).trend is Trend.SAME
    assert safety_of([3, 3, 3, 3, 3], [3, 3, 4, 4, 4]).trend is Trend.UP
    assert safety_of([3, 3, 4, 4, 4], [3, 3, 3, 3, 3]).trend is Trend.DOWN


def test_a_change_of_one_half_is_about_the_same_where_floating_point_would_slip() -> None:
    # 14/6 - 11/6 is one half; as floats it is 0.5000000000000002.
    assert safety_of([1, 2, 2, 2, 2, 2], [2, 2, 2, 2, 3, 3]).trend is Trend.SAME
    assert safety_of([2, 2, 2, 2, 3, 3], [1, 2, 2, 2, 2, 2]).trend is Trend.SAME


def test_low_days_had_a_safety_of_one_or_two() -> None:
    days = [days_ago(1, 1), days_ago(2, 2), days_ago(3, 3), days_ago(4, Said.NO_CONTACT), days_ago(8, 1)]
    assert span(days, TODAY).low_days == 2


def test_days_low_in_both_had_an_openness_of_one_or_two_as_well() -> None:
    def low(days: int, openness: Answer | None, safety: Answer = 2) -> DayAnswers:
        return DayAnswers(TODAY - timedelta(days=days), safety, openness, 0, is_kept=True)

    days = [
        low(1, 1),
        low(2, 2),
        low(3, 3),
        low(4, None),
        low(5, Said.UNSAID),
        low(6, 1, safety=3),
        low(8, 1),
    ]
    assert span(days, TODAY).low_both_days == 2


def test_days_differ_from_a_swing_of_a_whole_step() -> None:
    assert not span([days_ago(day, 3 + day % 2) for day in range(7)], TODAY).is_swinging
    assert span([days_ago(day, 2 + 2 * (day % 2)) for day in range(7)], TODAY).is_swinging
    assert span([days_ago(day, 1 if day == 3 else 4) for day in range(7)], TODAY).is_swinging
    assert not span([days_ago(day, 1 + 4 * (day % 2)) for day in range(3)], TODAY).is_swinging


def test_a_month_is_held_against_the_month_before() -> None:
    days = [days_ago(day, 4 if day < 30 else 3, moments=1) for day in range(90)]
    found = span(days, TODAY, length=30)
    assert (found.length, found.shown_up, found.days, found.moments) == (30, 30, 30, 30)
    assert found.safety == Course(30, 4.0, 3.0, Trend.UP, 0.0)


def test_days_away_are_those_before_a_return_within_this_span() -> None:
    away = [days_ago(day, is_kept=False) for day in range(3, 9)]
    assert span([days_ago(9), *away, days_ago(1)], TODAY).days_away == 7 - 1
    assert span([days_ago(9), *away], TODAY).days_away == 0
    assert span([days_ago(13), days_ago(12, is_kept=False), days_ago(11), days_ago(1)], TODAY).days_away == 0


def test_a_pause_is_away_as_well_and_so_are_the_days_before_the_last_fortnight() -> None:
    missed = [days_ago(day, is_kept=False) for day in range(17, 31)]
    paused = [replace(days_ago(day, is_kept=False), is_rest=True, is_paused=True) for day in range(2, 17)]
    assert span([days_ago(31), *missed, *paused, days_ago(1)], TODAY).days_away == 14 + 15
    assert span([days_ago(31), *missed, *paused], TODAY).days_away == 0


def test_days_that_were_not_chosen_are_no_days_away() -> None:
    rest = [replace(days_ago(day, is_kept=False), is_rest=True) for day in (2, 3, 4, 6, 7)]
    assert span([days_ago(1), *rest, days_ago(5, is_kept=False), days_ago(8)], TODAY).days_away == 1


@st.composite
def days_given(draw: st.DrawFn) -> list[DayAnswers]:
    answer = st.none() | strategies.answers()
    return [
        DayAnswers(
            TODAY - timedelta(days=age),
            draw(answer),
            draw(answer),
            draw(st.integers(0, 4)),
            is_kept=draw(st.booleans()),
            is_rest=draw(st.booleans()),
            is_paused=draw(st.booleans()),
        )
        for age in draw(st.lists(st.integers(-2, 30), unique=True))
    ]


def numbers(days: list[DayAnswers], ages: range) -> list[int]:
    counted = (
        day
        for day in days
        if (TODAY - day.on).days in ages and (day.is_kept or (day.on < TODAY and not day.is_rest))
    )
    return [day.openness for day in counted if isinstance(day.openness, int)]


@given(days_given())
def test_means_and_trend_are_known_together_and_only_with_four_numbers_on_both_sides(
    days: list[DayAnswers],
) -> None:
    found = span(days, TODAY).openness
    this, before = numbers(days, range(7)), numbers(days, range(7, 14))
    assert found.answers == len(this)
    assert (found.swing is not None) == (len(this) >= 4)
    if found.mean is None or found.before is None:
        assert min(len(this), len(before)) < 4
        assert (found.mean, found.before, found.trend) == (None, None, None)
        return
    assert min(len(this), len(before)) >= 4
    assert isclose(found.mean, fmean(this))
    assert isclose(found.before, fmean(before))
    assert found.swing is not None
    assert isclose(found.swing, stdev(this))
    if found.trend is Trend.SAME:
        assert abs(found.mean - found.before) <= 0.5 + 1e-9
    else:
        assert (found.mean > found.before) == (found.trend is Trend.UP)
        assert abs(found.mean - found.before) > 0.5 - 1e-9


@given(days_given())
def test_the_order_in_which_the_days_come_changes_nothing(days: list[DayAnswers]) -> None:
    assert span(sorted(days, key=lambda day: day.on), TODAY) == span(days, TODAY)


@given(days_given(), st.integers(1, 20))
def test_days_add_up(days: list[DayAnswers], length: int) -> None:
    found = span(days, TODAY, length)
    assert 0 <= found.shown_up <= found.days <= length
    assert 0 <= found.low_both_days <= found.low_days <= found.days
    assert 0 <= found.days_away <= 30


@given(days_given(), st.integers(1, 20))
def test_what_lies_outside_the_span_and_the_one_before_changes_days_away_at_most(
    days: list[DayAnswers], length: int
) -> None:
    near = [day for day in days if 0 <= (TODAY - day.on).days < 2 * length]
    found = span(days, TODAY, length)
    assert replace(span(near, TODAY, length), days_away=found.days_away) == found


@given(days_given())
def test_what_is_to_come_changes_nothing(days: list[DayAnswers]) -> None:
    assert span([day for day in days if day.on <= TODAY], TODAY) == span(days, TODAY)
