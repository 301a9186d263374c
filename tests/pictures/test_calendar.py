"""The calendar, as data: six weeks from Monday to Sunday, each day as it stands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.day import State
from bot.pictures.calendar import WEEKS, drawing, first_of


def days(states: dict[date, State], last_on: date) -> list[Any]:
    values = drawing(states, last_on, {}, [], {}).values
    assert [len(row["days"]) for row in values["rows"]] == [7] * WEEKS
    return [each for row in values["rows"] for each in row["days"]]


@pytest.mark.parametrize("ago", range(7))
def test_it_begins_with_a_monday_and_the_last_day_stands_in_the_last_row(ago: int) -> None:
    last_on = date(2026, 11, 22) - timedelta(days=ago)
    assert first_of(last_on).weekday() == 0
    assert [at for at, each in enumerate(days({}, last_on)) if each["is_last"]] == [35 + last_on.weekday()]


def test_days_stand_as_they_are_and_others_as_no_days() -> None:
    last_on = date(2026, 11, 22)
    states = {last_on - timedelta(days=ago): state for ago, state in enumerate(State)}
    found = days({**states, date(2020, 1, 1): State.KEPT}, last_on)
    assert [each["state"] for each in reversed(found)] == [*State, *[None] * 39]
    assert found[-1]["number"] == 22
