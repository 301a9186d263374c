"""Safety and openness day by day: where each answer stands, where a gap stays a gap, and which days had a moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from bot.domain.checkin import number_of
from bot.domain.span import DayAnswers
from bot.pictures.painter import Drawing

LEFT, RIGHT = 115.0, 915.0
TOP = 290.0
LOWEST, HIGHEST = 1, 5
APART = 7.0
"""Lines in one panel stand a little above and below their numbers, so that equal answers show as two."""
TOGETHER_UNTIL = 7
"""More days than these get a panel for each question."""
EVERY = {7: 1, 30: 7, 90: 22}


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the picture between two heights, with the questions that it shows."""

    top: float
    bottom: float
    questions: tuple[str, ...]

    def height_of(self, number: int) -> float:
        """Return where a number from 1 (at the bottom) to 5 (at the top) stands."""
        return self.bottom - (self.bottom - self.top) * (number - LOWEST) / (HIGHEST - LOWEST)


def drawing(
    answers: Iterable[DayAnswers],
    last_on: date,
    length: int,
    texts: Mapping[str, str],
    labels: Mapping[date, str],
) -> Drawing:
    """Return the last so many days. `texts`: title, dates, safety, openness, moments; `labels` stand under days."""
    by_day = {each.on: each for each in answers}
    days = [by_day.get(last_on - timedelta(days=length - 1 - at)) for at in range(length)]
    panels = _panels(length)
    lane = panels[-1].bottom + 62
    values = {
        "texts": dict(texts),
        "height": lane + 140,
        "length": length,
        "panels": [_panel(panel, days) for panel in panels],
        "lane": lane,
        "moments": [across(at, length) for at, day in enumerate(days) if day and day.moments],
        "ticks": [
            [across(at, length), labels[on]] for at, on in enumerate(_dates(last_on, length)) if on in labels
        ],
    }
    return Drawing("days", values)


def labelled(last_on: date, length: int) -> list[date]:
    """Return the days that have room for a label under them, the last one among them."""
    step = EVERY.get(length, max(1, length // 4))
    return _dates(last_on, length)[::-1][::step]


def across(at: int, length: int) -> float:
    """Return how far from the left the day stands that has this place among so many."""
    return round(LEFT + (RIGHT - LEFT) * (at + 0.5) / length, 1)


def _dates(last_on: date, length: int) -> list[date]:
    return [last_on - timedelta(days=length - 1 - at) for at in range(length)]


def _panels(length: int) -> tuple[Panel, ...]:
    if length <= TOGETHER_UNTIL:
        return (Panel(TOP, TOP + 340, ("safety", "openness")),)
    return Panel(TOP, TOP + 230, ("safety",)), Panel(TOP + 340, TOP + 570, ("openness",))


def _panel(panel: Panel, days: Sequence[DayAnswers | None]) -> dict[str, Any]:
    shift = APART if len(panel.questions) > 1 else 0.0
    return {
        "levels": [[number, panel.height_of(number)] for number in range(LOWEST, HIGHEST + 1)],
        "series": [
            {"question": question, "runs": _runs(panel, days, question, aside)}
            for question, aside in zip(panel.questions, (-shift, shift), strict=False)
        ],
    }


def _runs(
    panel: Panel, days: Sequence[DayAnswers | None], question: str, aside: float
) -> list[list[list[float]]]:
    """Return the points of days with a number, a list for each row of such days on end."""
    numbers = [number_of(getattr(day, question)) if day else None for day in days]
    points = [
        None if number is None else [across(at, len(days)), round(panel.height_of(number) + aside, 1)]
        for at, number in enumerate(numbers)
    ]
    return [
        [point for point in run if point is not None]
        for is_gap, run in groupby(points, lambda point: point is None)
        if not is_gap
    ]
