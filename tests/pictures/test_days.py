"""Day by day, as data: numbers stand at their heights, gaps stay gaps, moments are marked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.checkin import Answer, Said
from bot.domain.span import DayAnswers
from bot.pictures.days import across, drawing, labelled

LAST_ON = date(2026, 11, 22)


def day(
    ago: int, safety: Answer | None = None, openness: Answer | None = None, moments: int = 0
) -> DayAnswers:
    return DayAnswers(LAST_ON - timedelta(days=ago), safety, openness, moments, is_kept=True)


def drawn(*answers: DayAnswers, length: int = 7) -> Any:
    return drawing(answers, LAST_ON, length, {}, {}).values


def runs(values: Any, question: str) -> Any:
    series = [each for panel in values["panels"] for each in panel["series"] if each["question"] == question]
    assert len(series) == 1
    return series[0]["runs"]


def test_a_higher_number_stands_higher() -> None:
    [line] = runs(drawn(*(day(5 - number, number) for number in range(1, 6))), "safety")
    heights = [y for _, y in line]
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == 5


def test_days_stand_side_by_side_the_last_one_on_the_right() -> None:
    [line] = runs(drawn(day(0, 3), day(6, 3), *(day(ago, 3) for ago in range(1, 6))), "safety")
    assert [x for x, _ in line] == [across(at, 7) for at in range(7)]


@pytest.mark.parametrize("gap", [None, Said.NO_CONTACT, Said.UNSAID])
def test_a_day_without_a_number_is_a_gap(gap: Answer | None) -> None:
    lines = runs(drawn(day(4, 2), day(3, 2), day(2, gap), day(1, 4)), "safety")
    assert [len(line) for line in lines] == [2, 1]


def test_a_day_that_is_not_there_is_a_gap() -> None:
    assert [len(line) for line in runs(drawn(day(4, 2), day(2, 2)), "safety")] == [1, 1]


def test_equal_answers_show_as_two_lines() -> None:
    values = drawn(day(0, 3, 3))
    assert runs(values, "safety") != runs(values, "openness")


@pytest.mark.parametrize("length", [30, 90])
def test_many_days_get_a_panel_for_each_question(length: int) -> None:
    values = drawn(day(0, 1, 5, 1), length=length)
    assert [[each["question"] for each in panel["series"]] for panel in values["panels"]] == [
        ["safety"],
        ["openness"],
    ]
    assert runs(values, "safety")[0][0][1] == values["panels"][0]["levels"][0][1]


def test_moments_are_marked_on_their_days_and_other_days_are_left_out() -> None:
    values = drawn(day(7, 1, 1, 1), day(6, moments=2), day(0, moments=1), day(-1, 1, 1, 1))
    assert values["moments"] == [across(0, 7), across(6, 7)]
    assert runs(values, "safety") == []


@pytest.mark.parametrize("length", [7, 30, 90])
def test_labels_have_room_and_the_last_day_has_one(length: int) -> None:
    labels = labelled(LAST_ON, length)
    assert labels[0] == LAST_ON
    assert 4 <= len(labels) <= 7
    assert LAST_ON - min(labels) < timedelta(days=length)
