"""The principles as they are shipped, and a hundred thousand weeks of random people: whatever comes, the guard holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

import pytest

from bot.content.catalogue import HERE
from bot.content.principles import read_principles
from bot.domain.checkin import Answer, Said
from bot.domain.encourage import (
    SHOWN_AGAIN_AFTER,
    Principle,
    Signal,
    choose,
    choose_line,
    choose_other,
    fits,
    reason,
    signals,
)
from bot.domain.guard import is_guard_up, is_line_guarded
from bot.domain.participant import Afraid, Role
from bot.domain.span import DayAnswers, span
from bot.domain.step import CameTo

FIRST_ON = date(2025, 1, 5)  # a Sunday
DAY = timedelta(days=1)


@cache
def principles() -> tuple[Principle, ...]:
    mistakes: list[str] = []
    read = tuple(each.rule for each in read_principles(HERE / "principles", ("en", "tr"), mistakes))
    assert not mistakes
    return read


@dataclass(frozen=True, slots=True)
class Week:
    """A letter's day in a random life, and all that choosing looks at."""

    role: Role
    guard_up: bool
    safety: Answer | None
    signals: frozenset[Signal]
    shown: Mapping[str, date]
    participant_id: str
    on: date


def near(level: int) -> list[Answer | None]:
    """What somebody says whose days are about alike: the number mostly, and now and then something else, or nothing."""
    numbers: list[Answer | None] = [level, level, level, max(level - 1, 1), min(level + 1, 5)]
    return [*numbers, *numbers, Said.NO_CONTACT, Said.UNSAID, None]


SILENT: list[Answer | None] = [None]
KINDS: list[list[Answer | None]] = [*(near(level) for level in range(1, 6)), [1, 2, 3, 4, 5, None], SILENT]
"""Weeks of one level each, one in which the days differ, and a silent one."""


def days_of(random: Random, last_on: date, kind: list[Answer | None]) -> list[DayAnswers]:
    """Seven days of one kind, newest first."""
    safeties, opennesses = random.choices(kind, k=7), random.choices(kind, k=7)
    moments = random.choices((0,) if kind is SILENT else (0, 0, 1, 2), k=7)
    return [
        DayAnswers(last_on - back * DAY, safety, openness, count, is_kept=bool(safety or openness or count))
        for back, (safety, openness, count) in enumerate(zip(safeties, opennesses, moments, strict=True))
    ]


def fortnight(random: Random, last_on: date) -> list[DayAnswers]:
    """Two weeks, as often as not of the same kind."""
    kind = random.choice(KINDS)
    before = random.choice((kind, random.choice(KINDS)))
    return days_of(random, last_on, kind) + days_of(random, last_on - 7 * DAY, before)


def shown_lately(random: Random, today_on: date) -> dict[str, date]:
    """Some of the principles, each with a day of the last eight weeks."""
    days_ago = random.choices((None, None, *range(1, 56, 7)), k=len(principles()))
    return {
        each.id: today_on - days * DAY
        for each, days in zip(principles(), days_ago, strict=True)
        if days is not None
    }


def random_weeks(random: Random, count: int) -> Iterator[Week]:
    """So many weeks: the same days and the same past for each role, and guard and signals of their own for each."""
    for _ in range(count // len(Role)):
        on = FIRST_ON + random.randrange(700) * DAY
        days, shown = fortnight(random, on), shown_lately(random, on)
        week, safety_by_day = span(days, on), {day.on: day.safety for day in days}
        for role in Role:
            guard_up = is_guard_up(
                role=role,
                afraid=random.choice((None, Afraid.NO, Afraid.NO, *Afraid)),
                safety_by_day=safety_by_day,
                danger_on=on - 10 * DAY if random.random() < 0.1 else None,
                today_on=on,
            )
            calls = signals(
                week,
                is_first_week=random.random() < 0.1,
                has_absolutes=random.random() < 0.2,
                came_to=random.choice((None, *CameTo)),
            )
            yield Week(role, guard_up, days[0].safety, calls, shown, str(random.random()), on)


def chosen(week: Week) -> Principle:
    return choose(
        principles(),
        role=week.role,
        guard_up=week.guard_up,
        signals=week.signals,
        shown=week.shown,
        participant_id=week.participant_id,
        today_on=week.on,
    )


def another(week: Week, present: Principle) -> Principle:
    lately = {principle_id: on for principle_id, on in week.shown.items() if week.on - on < SHOWN_AGAIN_AFTER}
    return choose_other(
        principles(),
        role=week.role,
        guard_up=week.guard_up,
        signals=week.signals,
        shown=[*sorted(lately, key=lately.__getitem__), present.id],
        participant_id=week.participant_id,
        today_on=week.on,
        present_id=present.id,
    )


def line(week: Week) -> Principle:
    return choose_line(
        principles(),
        role=week.role,
        is_guarded=is_line_guarded(guard_up=week.guard_up, safety=week.safety),
        participant_id=week.participant_id,
        on=week.on,
    )


@pytest.mark.parametrize(
    "histories", [10_000, pytest.param(100_000, marks=pytest.mark.soak, id="a hundred thousand")]
)
def test_under_the_guard_no_withheld_principle_in_random_histories(histories: int) -> None:
    seen: Counter[tuple[Role, bool]] = Counter()
    for week in random_weeks(Random(1), histories):
        present = chosen(week)
        shown = (present, another(week, present))
        assert all(fits(each, role=week.role, guard_up=week.guard_up) for each in shown)
        assert not (week.guard_up and any(each.is_withheld_under_guard for each in shown))
        is_guarded = is_line_guarded(guard_up=week.guard_up, safety=week.safety)
        assert not (is_guarded and line(week).is_withheld_under_guard)
        seen[week.role, week.guard_up] += 1
    assert seen.total() == histories
    assert min(seen[role, is_up] for role in Role for is_up in (True, False)) > histories // 50


def test_whoever_asks_for_another_sees_another() -> None:
    for week in random_weeks(Random(2), 2_000):
        present = chosen(week)
        assert another(week, present) != present


def test_the_same_history_gives_the_same_letter() -> None:
    one, other = ([chosen(week) for week in random_weeks(Random(3), 200)] for _ in range(2))
    assert one == other


def test_none_comes_again_within_four_weeks_while_another_fits() -> None:
    for week in random_weeks(Random(4), 2_000):
        lately = {each for each, on in week.shown.items() if week.on - on < SHOWN_AGAIN_AFTER}
        fitting = {each.id for each in principles() if fits(each, role=week.role, guard_up=week.guard_up)}
        assert chosen(week).id not in lately or fitting <= lately


def test_every_principle_comes_up_and_every_signal_is_a_reason() -> None:
    letters = [(chosen(week), week) for week in random_weeks(Random(5), 8_000)]
    assert {each for each, _ in letters} == set(principles())
    assert {reason(each, week.signals) for each, week in letters} == {*Signal, None}


@pytest.mark.parametrize("role", Role)
def test_a_life_of_quiet_weeks_goes_through_all_that_fits(role: Role) -> None:
    shown: dict[str, date] = {}
    fitting = {each.id for each in principles() if fits(each, role=role, guard_up=False)}
    for number in range(10 * len(fitting)):
        on = FIRST_ON + number * 7 * DAY
        found = choose(
            principles(),
            role=role,
            guard_up=False,
            signals=frozenset(),
            shown=shown,
            participant_id="ana",
            today_on=on,
        )
        shown[found.id] = on
    assert set(shown) == fitting
