"""Which principle fits whom, and when: chosen by role, guard and the week's signals, and always the same for the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

from bot.domain.participant import Role
from bot.domain.week import ENOUGH_ANSWERS, Trend, Week

SHOWN_AGAIN_AFTER = timedelta(weeks=4)
MANY_MOMENTS = 5
FEW_MOMENTS = 1
LOW_DAYS = 2
DAYS_AWAY = 3


class Signal(StrEnum):
    """What a week says that a principle may answer."""

    FEW_ANSWERS = "few_answers"
    RISING = "rising"
    FALLING = "falling"
    STEADY = "steady"
    LOW_SAFETY = "low_safety"
    MOMENTS_MANY = "moments_many"
    MOMENTS_FEW = "moments_few"
    BACK_AFTER_A_GAP = "back_after_a_gap"


@dataclass(frozen=True, slots=True)
class Principle:
    """What the rules know of a principle; its words live with the content."""

    id: str
    roles: frozenset[Role]
    signals: frozenset[Signal]
    is_withheld_under_guard: bool


def signals(week: Week) -> frozenset[Signal]:
    """Say what a week calls for. Nothing is said about moments, or the lack of them, in a week with few answers."""
    trends = {week.safety.trend, week.openness.trend}
    has_few_answers = max(week.safety.answers, week.openness.answers) < ENOUGH_ANSWERS
    facts = {
        Signal.FEW_ANSWERS: has_few_answers,
        Signal.RISING: Trend.UP in trends and Trend.DOWN not in trends,
        Signal.FALLING: Trend.DOWN in trends,
        Signal.STEADY: trends == {Trend.SAME},
        Signal.LOW_SAFETY: week.low_days >= LOW_DAYS,
        Signal.MOMENTS_MANY: week.moments >= MANY_MOMENTS,
        Signal.MOMENTS_FEW: week.moments <= FEW_MOMENTS and not has_few_answers,
        Signal.BACK_AFTER_A_GAP: week.days_away >= DAYS_AWAY,
    }
    return frozenset(signal for signal, is_given in facts.items() if is_given)


def fits(principle: Principle, *, role: Role, guard_up: bool) -> bool:
    """Tell whether a principle may be shown to somebody; BOTH reads what is for the hurt and for who caused it."""
    roles = {Role.HURT, Role.CAUSED, Role.BOTH} if role is Role.BOTH else {role}
    return bool(roles & principle.roles) and not (guard_up and principle.is_withheld_under_guard)


def choose(
    principles: Iterable[Principle],
    *,
    role: Role,
    guard_up: bool,
    signals: frozenset[Signal],
    shown: Mapping[str, date],
    participant_id: str,
    today_on: date,
) -> Principle:
    """Choose the principle of a week; raise LookupError when none fits the role (the content sees to it that one does).

    Of those not shown in the last 4 weeks, the one that answers most signals. When all were shown, those shown
    longest ago. What is left equal is drawn by participant and ISO week, whatever order the principles come in.

    Args:
        principles: all there are, in any order.
        role: whose side is asked for.
        guard_up: whether those that push are withheld.
        signals: what the week calls for.
        shown: the ids of principles and the days on which they were last shown.
        participant_id: the seed, with the week.
        today_on: the participant's day.
    """
    fitting = [each for each in principles if fits(each, role=role, guard_up=guard_up)]
    drawn = _drawn_by(f"{participant_id} {week_name(today_on)}")
    candidates = _unseen(fitting, shown, today_on) or _seen_longest_ago(fitting, shown)
    if not candidates:
        raise LookupError(f"no principle for {role}, guard up: {guard_up}")
    return min(candidates, key=lambda each: (-len(each.signals & signals), drawn(each)))


def week_name(on: date) -> str:
    """Return the ISO week of a day: "2026-W48"."""
    year, number, _ = on.isocalendar()
    return f"{year}-W{number:02}"


def choose_line(
    principles: Iterable[Principle], *, role: Role, is_guarded: bool, participant_id: str, on: date
) -> Principle:
    """Choose the principle whose one sentence stands on a day's finished card; the same all day long."""
    fitting = [each for each in principles if fits(each, role=role, guard_up=is_guarded)]
    if not fitting:
        raise LookupError(f"no principle for {role}, guarded: {is_guarded}")
    return min(fitting, key=_drawn_by(f"{participant_id} {on}"))


def _unseen(principles: Sequence[Principle], shown: Mapping[str, date], today_on: date) -> list[Principle]:
    return [
        each for each in principles if each.id not in shown or today_on - shown[each.id] >= SHOWN_AGAIN_AFTER
    ]


def _seen_longest_ago(principles: Sequence[Principle], shown: Mapping[str, date]) -> list[Principle]:
    longest_ago = min((shown[each.id] for each in principles), default=None)
    return [each for each in principles if shown[each.id] == longest_ago]


def _drawn_by(seed: str) -> Callable[[Principle], bytes]:
    """An order that is random to look at, and the same for the same seed on every machine."""
    return lambda principle: sha256(f"{seed} {principle.id}".encode()).digest()
