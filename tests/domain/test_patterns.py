"""Patterns: found where they are, hardly ever where there is none, and the same whoever counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from itertools import permutations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.checkin import Answer, Said
from bot.domain.patterns import FALSE_ALARMS, LINKS, Marked, Pattern, pattern, tails
from bot.domain.span import DayAnswers
from tests import strategies

MONDAY = date(2025, 9, 1)
Numbers = tuple[int, int, int]
"""Safety, openness and moments of a day."""


def days_of(numbers: Sequence[Numbers], first_on: date = MONDAY) -> list[DayAnswers]:
    return [
        DayAnswers(first_on + timedelta(days=day), safety, openness, moments, is_kept=True)
        for day, (safety, openness, moments) in enumerate(numbers)
    ]


def found_in(day: Callable[[int], Numbers], days: int = 56) -> Pattern | None:
    return pattern(days_of([day(number) for number in range(days)]))


# Every other day has a moment; safety and openness go their own way.
def is_odd(day: int) -> int:
    return day % 2


def is_weekend(day: int) -> bool:
    return day % 7 >= 5


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (lambda day: (3, 2 + 2 * is_odd(day), is_odd(day)), Pattern.OPENNESS_HIGHER_WITH_MOMENT),
        (lambda day: (3, 4 - 2 * is_odd(day), is_odd(day)), Pattern.OPENNESS_LOWER_WITH_MOMENT),
        (lambda day: (1 + 2 * is_odd(day), 3, is_odd(day)), Pattern.SAFETY_HIGHER_WITH_MOMENT),
        (lambda day: (3 - 2 * is_odd(day), 3, is_odd(day)), Pattern.SAFETY_LOWER_WITH_MOMENT),
        (lambda day: (2 + is_weekend(day), 3, 1), Pattern.SAFETY_HIGHER_ON_WEEKENDS),
        (lambda day: (3 - is_weekend(day), 3, 1), Pattern.SAFETY_LOWER_ON_WEEKENDS),
        (lambda day: (3, 2 + is_weekend(day), 1), Pattern.OPENNESS_HIGHER_ON_WEEKENDS),
        (lambda day: (3, 3 - is_weekend(day), 1), Pattern.OPENNESS_LOWER_ON_WEEKENDS),
        (lambda day: (3 + is_odd(day), 2 + is_odd(day), 1), Pattern.OPENNESS_HIGHER_WHEN_SAFE),
        (lambda day: (3 + is_odd(day), 3 - is_odd(day), 1), Pattern.OPENNESS_LOWER_WHEN_SAFE),
        (lambda _: (3, 3, 1), None),
    ],
)
def test_what_goes_together_is_found_and_told_by_its_direction(
    day: Callable[[int], Numbers], expected: Pattern | None
) -> None:
    assert found_in(day) is expected


def test_nothing_is_said_before_twenty_one_kept_days() -> None:
    def day(number: int) -> Numbers:
        return 3, 1 + 4 * is_odd(number), is_odd(number)

    assert found_in(day, 20) is None
    assert found_in(day, 21) is Pattern.OPENNESS_HIGHER_WITH_MOMENT


def test_a_day_that_was_not_kept_does_not_count() -> None:
    days = days_of([(3, 1 + 4 * is_odd(day), is_odd(day)) for day in range(21)])
    assert pattern([replace(days[0], is_kept=False), *days[1:]]) is None


def test_there_are_five_days_on_each_side() -> None:
    def with_moments(count: int) -> Pattern | None:
        return found_in(
            lambda day: (3, 5 if day % 7 == 0 < count - day / 7 else 1, int(day % 7 == 0 < count - day / 7))
        )

    assert with_moments(4) is None
    assert with_moments(5) is Pattern.OPENNESS_HIGHER_WITH_MOMENT


def test_a_slow_rise_is_no_pattern() -> None:
    # Moments came with the second month, and so did openness; within no week did the two go together.
    assert found_in(lambda day: (3, 2 + 2 * (day >= 28), int(day >= 28))) is None
    # A week has more of it at its end than at its beginning, but only as much as the months do.
    assert found_in(lambda day: (1 + day // 20, 1 + day // 20, 1), 90) is None


def test_what_the_weeks_say_and_the_plain_means_deny_is_not_told() -> None:
    def day(number: int) -> Numbers:
        # Within each week openness is higher with a moment; but the weeks full of moments were low ones.
        is_low_week, is_the_one = number < 49, number % 7 == number // 7 % 7
        is_marked = is_the_one is not is_low_week
        return 3, (1 if is_low_week else 4) + is_marked, int(is_marked)

    assert found_in(day, 98) is None


def test_only_the_last_ninety_days_are_looked_at() -> None:
    def day(number: int) -> Numbers:
        return 3, 3 if number >= 60 else 1 + 4 * is_odd(number), is_odd(number)

    assert found_in(day, 90) is Pattern.OPENNESS_HIGHER_WITH_MOMENT
    assert found_in(day, 60 + 90) is None


def test_answers_without_a_number_stay_out() -> None:
    days = days_of([(3, 2 + 2 * is_odd(day), is_odd(day)) for day in range(28)])
    unsaid = [replace(day, openness=Said.UNSAID) for day in days]
    assert pattern(days) is Pattern.OPENNESS_HIGHER_WITH_MOMENT
    assert pattern(unsaid) is None


def marked_weeks() -> st.SearchStrategy[list[list[Marked]]]:
    day = st.builds(Marked, st.integers(1, 5), st.booleans())
    return st.lists(st.lists(day, min_size=1, max_size=4), min_size=1, max_size=2)


def by_trying_all(weeks: list[list[Marked]]) -> tuple[Fraction, Fraction]:
    """Every order of every week's marks, one after the other."""
    actual = sum(day.number for week in weeks for day in week if day.is_marked)
    orders = product(*(permutations(day.is_marked for day in week) for week in weeks))
    totals = [
        sum(
            day.number
            for week, marks in zip(weeks, order, strict=True)
            for day, mark in zip(week, marks, strict=True)
            if mark
        )
        for order in orders
    ]
    as_much, as_little = sum(each >= actual for each in totals), sum(each <= actual for each in totals)
    return Fraction(as_much, len(totals)), Fraction(as_little, len(totals))


@given(marked_weeks())
def test_counting_comes_to_the_same_as_trying_every_order(weeks: list[list[Marked]]) -> None:
    assert tails(weeks) == by_trying_all(weeks)


@given(marked_weeks())
def test_turned_over_what_was_as_likely_high_is_as_likely_low(weeks: list[list[Marked]]) -> None:
    turned = [[Marked(6 - day.number, day.is_marked) for day in week] for week in weeks]
    swapped = [[Marked(day.number, not day.is_marked) for day in week] for week in weeks]
    assert tails(turned) == tails(swapped) == tuple(reversed(tails(weeks)))


@st.composite
def histories(draw: st.DrawFn) -> list[DayAnswers]:
    """Some months in which openness leans on moments or on safety, or on nothing."""
    with_moment, when_safe = draw(st.integers(-2, 2)), draw(st.integers(-2, 2))
    answer = strategies.answers() | st.integers(1, 5) | st.none()
    days = []
    for day in range(draw(st.integers(15, 110))):
        safety, moments = draw(answer), draw(st.integers(0, 1))
        is_safe = isinstance(safety, int) and safety >= 4
        leaning = draw(st.integers(2, 4)) + with_moment * moments + when_safe * is_safe
        openness: Answer | None = min(max(leaning, 1), 5)
        days.append(
            DayAnswers(
                MONDAY + timedelta(days=day),
                safety,
                openness,
                moments,
                is_kept=draw(st.booleans()) or day % 3 > 0,
            )
        )
    return days


@given(histories(), st.data())
@settings(max_examples=50)
def test_the_order_in_which_the_days_come_changes_nothing(
    days: list[DayAnswers], data: st.DataObject
) -> None:
    assert pattern(data.draw(st.permutations(days))) is pattern(days)


TURNED = {link.higher: link.lower for link in LINKS} | {link.lower: link.higher for link in LINKS}


@given(histories())
@settings(max_examples=50)
def test_with_openness_turned_over_the_pattern_of_openness_is_turned_over(days: list[DayAnswers]) -> None:
    def turned(answer: Answer | None) -> Answer | None:
        return 6 - answer if isinstance(answer, int) else answer

    found = pattern(days)
    over = pattern([replace(day, openness=turned(day.openness)) for day in days])
    is_of_openness = found is not None and found.name.startswith("OPENNESS")
    assert over is (TURNED[found] if found is not None and is_of_openness else found)


def carried_over(random: Random, days: int, share: float) -> list[float]:
    """A course in which each day keeps a share of the day before; its standard deviation is 1."""
    level, course = random.gauss(0, 1), []
    for _ in range(days):
        level = share * level + (1 - share**2) ** 0.5 * random.gauss(0, 1)
        course.append(level)
    return course


def number(level: float) -> int:
    return min(max(round(3 + level), 1), 5)


def unlinked(random: Random, shares: Sequence[float] = (0.0, 0.3, 0.6)) -> list[DayAnswers]:
    """Three courses that know nothing of each other, now and then a day without an entry, and some months that rise."""
    days, share, rise = random.randint(30, 90), random.choice(shares), random.choice((0.0, 0.02))
    courses = [carried_over(random, days, share) for _ in range(3)]
    numbers = [
        (number(safety + rise * day), number(openness + rise * day), int(moment > 0))
        for day, (safety, openness, moment) in enumerate(zip(*courses, strict=True))
    ]
    return [day for day in days_of(numbers) if random.random() > 0.15]


def linked(random: Random) -> list[DayAnswers]:
    """On days with a moment openness is a step higher, among all that moves it otherwise."""
    numbers = []
    for safety, openness in zip(carried_over(random, 90, 0.3), carried_over(random, 90, 0.3), strict=True):
        moments = random.randint(0, 1)
        numbers.append((number(safety), number(0.8 * openness - 0.5 + moments), moments))
    return days_of(numbers)


def told(histories: int, one: Callable[[Random], list[DayAnswers]], seed: int) -> Counter[Pattern | None]:
    random = Random(seed)
    return Counter(pattern(one(random)) for _ in range(histories))


def false_alarms(histories: int, seed: int, one: Callable[[Random], list[DayAnswers]] = unlinked) -> float:
    return 1 - told(histories, one, seed)[None] / histories


def test_fewer_than_one_in_a_hundred_without_a_link_are_told_of_one() -> None:
    assert false_alarms(1_000, seed=1) <= FALSE_ALARMS


@pytest.mark.soak
def test_fewer_than_one_in_a_hundred_of_very_many_are_told_of_one() -> None:
    assert false_alarms(20_000, seed=2) <= FALSE_ALARMS


@pytest.mark.soak
@pytest.mark.parametrize("share", [0.0, 0.5, 0.7])
def test_however_much_a_day_takes_after_the_day_before(share: float) -> None:
    assert false_alarms(10_000, 4, partial(unlinked, shares=(share,))) <= FALSE_ALARMS


def test_a_link_of_one_step_is_found_in_most_who_have_it_and_hardly_another_one() -> None:
    found = told(200, linked, seed=3)
    assert found[Pattern.OPENNESS_HIGHER_WITH_MOMENT] >= 150
    assert found.total() - found[Pattern.OPENNESS_HIGHER_WITH_MOMENT] - found[None] <= 2
