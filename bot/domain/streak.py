"""How the days add up: the streak that one missed day does not end, the longest, and the days shown up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from bot.domain.day import State

WINDOW = 7


@dataclass(frozen=True, slots=True)
class Streaks:
    """Counts of kept days: in the streak that goes on now, in the longest there ever was, and in all."""

    current: int = 0
    longest: int = 0
    shown_up: int = 0


def streaks(closed: Iterable[State], *, is_today_kept: bool = False) -> Streaks:
    """Count the kept days.

    Args:
        closed: the final states of the days that are over, oldest first, none left out.
        is_today_kept: whether the day that is still open was kept; while it is not, it counts as nothing.

    Rest days are left out. Of the days that remain, two missed among any seven consecutive ones end a streak, and
    the new one starts after the older of the two: it holds the kept days between them.
    """
    today = (State.KEPT,) if is_today_kept else ()
    remaining = (state for state in chain(closed, today) if state is not State.REST)
    current = longest = shown_up = 0
    since_missed: int | None = None  # days since the last missed one; None when none was missed so far
    for state in remaining:
        since_missed = None if since_missed is None else since_missed + 1
        if state is State.KEPT:
            current += 1
            shown_up += 1
            longest = max(longest, current)
            continue
        if since_missed is not None and since_missed < WINDOW:
            current = since_missed - 1
        since_missed = 0
    return Streaks(current, longest, shown_up)
