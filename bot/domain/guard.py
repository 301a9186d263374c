"""When the guard is up: the state in which texts that push are withheld."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from bot.domain.checkin import Answer, number_of
from bot.domain.participant import Afraid, Role

DAYS_LOOKED_AT = 7
DAYS_OF_DANGER = 14


def is_guard_up(
    *,
    role: Role | None,
    afraid: Afraid | None,
    safety_by_day: Mapping[date, Answer | None],
    danger_on: date | None,
    today_on: date,
) -> bool:
    """Tell whether texts that push are withheld today.

    Args:
        role: only who was hurt is asked whether they are afraid, so only then does the answer matter.
        afraid: None while the question is not answered.
        safety_by_day: the answers of at least the last 7 days; older ones are not looked at.
        danger_on: the last day with words of danger in an entry; it counts for 14 days.
        today_on: the participant's day.
    """
    lately = _safety_lately(safety_by_day, today_on)
    is_fear_open = role in (Role.HURT, Role.BOTH) and afraid is not Afraid.NO
    is_often_unsafe = lately.count(1) >= 2
    is_low = len(lately) >= 3 and sum(lately) <= 2 * len(lately)
    is_danger_near = danger_on is not None and today_on - danger_on < timedelta(days=DAYS_OF_DANGER)
    return is_fear_open or is_often_unsafe or is_low or is_danger_near


def is_line_guarded(*, guard_up: bool, safety: Answer | None) -> bool:
    """Tell whether a finished card's line is drawn only from what the guard lets pass."""
    return guard_up or number_of(safety) in (1, 2)


def _safety_lately(safety_by_day: Mapping[date, Answer | None], today_on: date) -> list[int]:
    last_days = (today_on - timedelta(days=back) for back in range(DAYS_LOOKED_AT))
    return [number for on in last_days if (number := number_of(safety_by_day.get(on))) is not None]
