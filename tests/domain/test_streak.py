"""Streaks, written as lines of days: k kept, m missed, r a rest day."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.day import State
from bot.domain.streak import Streaks, streaks
from tests import strategies

LETTERS = {"k": State.KEPT, "m": State.MISSED, "r": State.REST}


def days(line: str) -> list[State]:
    return [LETTERS[letter] for letter in line.replace(" ", "")]


@pytest.mark.parametrize(
    ("line", "current", "longest"),
    [
        ("", 0, 0),
        ("r", 0, 0),
        ("m", 0, 0),
        ("k", 1, 1),
        ("kkkkkkk", 7, 7),
        ("kkkmkkk", 6, 6),
        ("kkkm", 3, 3),
        ("mkkk", 3, 3),
    ],
)
def test_a_single_missed_day_does_not_end_the_streak(line: str, current: int, longest: int) -> None:
    assert streaks(days(line)) == Streaks(current, longest, line.count("k"))


def test_two_missed_of_seven_end_it_and_the_new_one_starts_after_the_older() -> None:
    assert streaks(days("kkkkk m kk m")) == Streaks(current=2, longest=7, shown_up=7)
    assert streaks(days("kkkkk m kk m kkk")) == Streaks(current=5, longest=7, shown_up=10)
    assert streaks(days("kkkkk mm")) == Streaks(current=0, longest=5, shown_up=5)


def test_seven_days_are_counted_with_both_missed_ones() -> None:
    assert streaks(days("kk m kkkkk m")) == Streaks(current=5, longest=7, shown_up=7)
    assert streaks(days("kk m kkkkkk m")) == Streaks(current=8, longest=8, shown_up=8)


def test_rest_days_do_not_make_two_missed_days_seven_days_apart() -> None:
    assert streaks(days("kk m rrrrrrrr m kk")) == Streaks(current=2, longest=2, shown_up=4)


def test_a_missed_day_counts_against_the_new_streak_as_well() -> None:
    assert streaks(days("kkk m k m kk m kkk")) == Streaks(current=5, longest=5, shown_up=9)


def test_today_counts_once_it_is_kept_and_is_never_missed_before_it_is_over() -> None:
    assert streaks(days("kkm")) == Streaks(2, 2, 2)
    assert streaks(days("kkm"), is_today_kept=True) == Streaks(3, 3, 3)
    assert streaks([], is_today_kept=True) == Streaks(1, 1, 1)


def naive(states: list[State]) -> Streaks:
    """The rule read word by word: every pair of missed days, every window, every day that ever was today."""
    remaining = [state for state in states if state is not State.REST]

    def current(until: int) -> int:
        missed = [day for day in range(until) if remaining[day] is State.MISSED]
        ended_by = [older for older, newer in combinations(missed, 2) if newer - older + 1 <= 7]
        start = max(ended_by, default=-1) + 1
        return remaining[start:until].count(State.KEPT)

    ever = [current(until) for until in range(len(remaining) + 1)]
    return Streaks(ever[-1], max(ever), states.count(State.KEPT))


@given(strategies.states())
def test_the_count_is_the_rule_read_word_by_word(states: list[State]) -> None:
    assert streaks(states) == naive(states)


@given(st.lists(st.sampled_from([State.KEPT, State.KEPT, State.KEPT, State.KEPT, State.MISSED]), max_size=60))
def test_the_count_is_the_rule_for_those_who_show_up_mostly(states: list[State]) -> None:
    assert streaks(states) == naive(states)


@given(strategies.states(), st.data())
def test_rest_days_change_nothing(states: list[State], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(states)))
    assert streaks([*states[:at], State.REST, *states[at:]]) == streaks(states)


@given(strategies.states())
def test_counts_keep_their_order_and_today_adds_one(states: list[State]) -> None:
    so_far, with_today = streaks(states), streaks(states, is_today_kept=True)
    assert 0 <= so_far.current <= so_far.longest <= so_far.shown_up
    assert (with_today.current, with_today.shown_up) == (so_far.current + 1, so_far.shown_up + 1)
    assert with_today == streaks([*states, State.KEPT])


@given(strategies.states(), st.data())
def test_time_takes_nothing_away_from_longest_and_days_shown_up(
    states: list[State], data: st.DataObject
) -> None:
    earlier = streaks(states[: data.draw(st.integers(0, len(states)))])
    later = streaks(states)
    assert later.longest >= earlier.longest
    assert later.shown_up >= earlier.shown_up


@given(strategies.states().filter(bool), st.data())
def test_a_late_answer_never_lowers_anything(states: list[State], data: st.DataObject) -> None:
    day = data.draw(st.integers(0, len(states) - 1))
    before, after = streaks(states), streaks([*states[:day], State.KEPT, *states[day + 1 :]])
    assert after.current >= before.current
    assert after.longest >= before.longest
    assert after.shown_up >= before.shown_up


@given(st.integers(0, 30), st.integers(0, 30))
def test_one_missed_day_among_kept_ones_never_ends_it(before: int, after: int) -> None:
    states = [State.KEPT] * before + [State.MISSED] + [State.KEPT] * after
    assert streaks(states).current == before + after
