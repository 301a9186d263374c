"""Fading: after which silences less often is offered, and after which the bot pauses itself; and when that may be said."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.fading import Fading, Silence, fade, fading_of, judge_pause
from bot.domain.schedule import ON_TIME_FOR, Verdict, is_quiet
from tests import strategies

ON = date(2026, 11, 24)
NINE = datetime(2026, 11, 24, 21, tzinfo=UTC)
NIGHT = time(22, 30), time(8)


@pytest.mark.parametrize(
    ("prompts", "days", "expected"),
    [
        (0, 0, None),
        (7, 6, None),
        (3, 7, None),
        (4, 7, Fading.LESS_OFTEN),
        (7, 7, Fading.LESS_OFTEN),
        (5, 13, Fading.LESS_OFTEN),
        (5, 14, Fading.LESS_OFTEN),
        (6, 13, Fading.LESS_OFTEN),
        (6, 14, Fading.PAUSE),
        (13, 14, Fading.PAUSE),
        (60, 400, Fading.PAUSE),
    ],
)
def test_it_takes_days_and_prompts(prompts: int, days: int, expected: Fading | None) -> None:
    assert fade(prompts, days, is_said=False) is expected
    once_said = None if expected is Fading.LESS_OFTEN else expected
    assert fade(prompts, days, is_said=True) is once_said


@pytest.mark.parametrize(
    ("weekdays", "less_often_after", "paused_after"),
    [({0, 1, 2, 3, 4, 5, 6}, 7, 14), ({0, 2, 4}, 9, 16), ({1}, 28, 49), ({5, 6}, 14, 22)],
)
def test_who_is_asked_less_often_is_left_as_many_prompts(
    weekdays: set[int], less_often_after: int, paused_after: int
) -> None:
    first_on = next(
        ON + timedelta(days=n) for n in range(7) if (ON + timedelta(days=n)).weekday() in weekdays
    )
    came: dict[Fading, int] = {}
    prompts, on = 0, first_on
    while Fading.PAUSE not in came:
        if on.weekday() in weekdays:
            silence = Silence(prompts, first_on if prompts else None, Fading.LESS_OFTEN in came)
            fading = fading_of(silence, on)
            if fading is None:
                prompts += 1
            else:
                came[fading] = (on - first_on).days
        on += timedelta(days=1)
    assert came == {Fading.LESS_OFTEN: less_often_after, Fading.PAUSE: paused_after}


def test_nobody_is_silent_who_was_not_asked() -> None:
    assert fading_of(Silence(), ON) is None


silences = st.builds(
    Silence, st.integers(0, 40), st.dates(date(2026, 9, 1), date(2026, 11, 24)), st.booleans()
)


@given(silences)
def test_a_longer_silence_never_leads_to_less(silence: Silence) -> None:
    order = (None, Fading.LESS_OFTEN, Fading.PAUSE)
    now = fading_of(silence, ON)
    later = fading_of(silence._replace(prompts=silence.prompts + 1), ON + timedelta(days=1))
    assert order.index(later) >= order.index(now)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (NINE - timedelta(seconds=1), NINE),
        (NINE, Verdict.SEND),
        (NINE + timedelta(hours=1, minutes=29), Verdict.SEND),
        (NINE + timedelta(hours=1, minutes=30), NINE + timedelta(hours=11)),
        (NINE + timedelta(hours=11), Verdict.SEND),
        (NINE + timedelta(days=10), Verdict.SEND),
    ],
)
def test_a_pause_is_told_however_late_but_not_at_night(at: datetime, expected: Verdict | datetime) -> None:
    found = judge_pause(at, NINE, quiet_from=NIGHT[0], quiet_until=NIGHT[1], zone=ZoneInfo("UTC"))
    assert found == expected


def test_on_time_it_comes_at_the_hour_that_was_chosen_though_that_is_quiet() -> None:
    at_midnight = datetime(2026, 11, 24, tzinfo=UTC)
    judged = partial(judge_pause, quiet_from=NIGHT[0], quiet_until=NIGHT[1], zone=ZoneInfo("UTC"))
    assert judged(at_midnight + ON_TIME_FOR, at_midnight) is Verdict.SEND
    late = at_midnight + ON_TIME_FOR + timedelta(seconds=1)
    assert judged(late, at_midnight) == at_midnight + timedelta(hours=8)


@given(st.data())
def test_wherever_they_are_it_is_never_dropped_and_late_only_goes_outside_quiet_hours(
    data: st.DataObject,
) -> None:
    zone = data.draw(strategies.zones())
    due_at = data.draw(strategies.instants_in(zone))
    now = due_at + data.draw(st.timedeltas(timedelta(hours=-3), timedelta(days=20)))
    quiet_from, quiet_until = data.draw(strategies.wall_times()), data.draw(strategies.wall_times())
    found = judge_pause(now, due_at, quiet_from=quiet_from, quiet_until=quiet_until, zone=zone)
    if found is Verdict.SEND:
        is_late = now - due_at > ON_TIME_FOR
        assert now >= due_at
        assert not (is_late and is_quiet(now, quiet_from, quiet_until, zone))
    else:
        assert isinstance(found, datetime)
        assert found > now
