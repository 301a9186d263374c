"""Which principle fits whom, and when: chosen by role, guard and the week's signals, and always the same for the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType

from bot.domain.participant import Role
from bot.domain.span import ENOUGH_ANSWERS, Span, Trend
from bot.domain.step import CameTo

SHOWN_AGAIN_AFTER = timedelta(weeks=4)
MANY_MOMENTS = 5
FEW_MOMENTS = 1
LOW_DAYS = 2
DAYS_AWAY = 3


class Signal(StrEnum):
    """What a week says that a principle may answer."""

    FIRST_WEEK = "first_week"
    FEW_ANSWERS = "few_answers"
    BACK_AFTER_A_GAP = "back_after_a_gap"
    LOW_BOTH = "low_both"
    LOW_SAFETY = "low_safety"
    FALLING = "falling"
    RISING = "rising"
    SWINGING = "swinging"
    STEADY = "steady"
    ALL_OR_NOTHING = "all_or_nothing"
    STEP_TRIED = "step_tried"
    STEP_NOT_TRIED = "step_not_tried"
    MOMENTS_MANY = "moments_many"
    MOMENTS_FEW = "moments_few"


WEIGHTS: Mapping[Signal, int] = MappingProxyType(
    {
        Signal.FIRST_WEEK: 2,
        Signal.FEW_ANSWERS: 1,
        Signal.BACK_AFTER_A_GAP: 3,
        Signal.LOW_BOTH: 3,
        Signal.LOW_SAFETY: 2,
        Signal.FALLING: 2,
        Signal.RISING: 2,
        Signal.SWINGING: 2,
        Signal.STEADY: 1,
        Signal.ALL_OR_NOTHING: 3,
        Signal.STEP_TRIED: 1,
        Signal.STEP_NOT_TRIED: 2,
        Signal.MOMENTS_MANY: 1,
        Signal.MOMENTS_FEW: 1,
    }
)
"""How telling each is: 3 happens seldom and asks for an answer, 2 moved this week, 1 is how most weeks are."""


@dataclass(frozen=True, slots=True)
class Principle:
    """What the rules know of a principle; its words live with the content."""

    id: str
    roles: frozenset[Role]
    signals: frozenset[Signal]
    is_withheld_under_guard: bool


def signals(
    week: Span, *, is_first_week: bool, has_absolutes: bool, came_to: CameTo | None
) -> frozenset[Signal]:
    """Say what a week calls for; no two of it contradict each other.

    Args:
        week: the week looked at, with its answers and moments.
        is_first_week: whether the first day lies in it. Then few answers are no news, and nothing lies before.
        has_absolutes: whether "always", "never" or the like stood in a moment of this week.
        came_to: what became of the last step; None when none was taken, or nothing was said of it.
    """
    trends = {week.safety.trend, week.openness.trend}
    has_few_numbers = max(week.safety.answers, week.openness.answers) < ENOUGH_ANSWERS
    has_many_moments = week.moments >= MANY_MOMENTS
    facts = {
        Signal.FIRST_WEEK: is_first_week,
        Signal.FEW_ANSWERS: has_few_numbers and not has_many_moments and not is_first_week,
        Signal.BACK_AFTER_A_GAP: week.days_away >= DAYS_AWAY and not is_first_week,
        Signal.LOW_BOTH: week.low_both_days >= LOW_DAYS,
        Signal.LOW_SAFETY: week.low_days >= LOW_DAYS,
        Signal.FALLING: Trend.DOWN in trends and not is_first_week,
        Signal.RISING: Trend.UP in trends and Trend.DOWN not in trends and not is_first_week,
        Signal.SWINGING: week.is_swinging,
        Signal.STEADY: trends == {Trend.SAME} and not week.is_swinging and not is_first_week,
        Signal.ALL_OR_NOTHING: has_absolutes,
        Signal.STEP_TRIED: came_to in (CameTo.DID, CameTo.PARTLY),
        Signal.STEP_NOT_TRIED: came_to is CameTo.NOT_YET,
        Signal.MOMENTS_MANY: has_many_moments,
        Signal.MOMENTS_FEW: week.moments <= FEW_MOMENTS and not has_few_numbers,
    }
    return frozenset(signal for signal, is_given in facts.items() if is_given)


def score(principle: Principle, signals: frozenset[Signal]) -> int:
    """Say how well a principle answers a week: the weights of those of its signals that the week gives."""
    return sum(WEIGHTS[signal] for signal in principle.signals & signals)


def reason(principle: Principle, signals: frozenset[Signal]) -> Signal | None:
    """Return the most telling of the week's signals that a principle answers; None when it came in turn."""
    matched = [signal for signal in Signal if signal in principle.signals & signals]
    return max(matched, key=WEIGHTS.__getitem__, default=None)


def fits(principle: Principle, *, role: Role, guard_up: bool) -> bool:
    """Tell whether a principle may be shown to somebody.

    BOTH reads what is for the hurt and for who caused it. While the guard is up only the former: somebody who may be in
    danger is not asked to see the other's pain, or to give them time.
    """
    if guard_up and principle.is_withheld_under_guard:
        return False
    sides = {Role.HURT} if guard_up else {Role.HURT, Role.CAUSED}
    return bool(principle.roles & ({role, *sides} if role is Role.BOTH else {role}))


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

    Of those not shown in the last 4 weeks, the one that answers the week best. When all were shown, those shown
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
    fitting = _fitting(principles, role=role, guard_up=guard_up)
    candidates = _unseen(fitting, shown, today_on) or _seen_longest_ago(fitting, shown)
    return _best(candidates, signals, f"{participant_id} {week_name(today_on)}")


def choose_other(
    principles: Iterable[Principle],
    *,
    role: Role,
    guard_up: bool,
    signals: frozenset[Signal],
    shown: Sequence[str],
    participant_id: str,
    today_on: date,
    present_id: str,
) -> Principle:
    """Choose another principle than the present one; the present one only where no other fits.

    The arguments are those of `choose`, but for `shown`: the ids of what was shown in the last 4 weeks, oldest first,
    and for one that came twice its last place counts. So, asked again and again, it goes round all that fit.
    """
    fitting = _fitting(principles, role=role, guard_up=guard_up)
    others = [each for each in fitting if each.id != present_id] or fitting
    places = {principle_id: place for place, principle_id in enumerate(shown)}
    longest_ago = min(places.get(each.id, -1) for each in others)
    candidates = [each for each in others if places.get(each.id, -1) == longest_ago]
    return _best(candidates, signals, f"{participant_id} {week_name(today_on)}")


def choose_line(
    principles: Iterable[Principle], *, role: Role, is_guarded: bool, participant_id: str, on: date
) -> Principle:
    """Choose the principle whose sentence stands on a day's finished card while no letter named one; the same all day."""
    fitting = _fitting(principles, role=role, guard_up=is_guarded)
    return _best(fitting, frozenset(), f"{participant_id} {on}")


def pick(seed: str, count: int) -> int:
    """Draw a place from 0 to count - 1: random to look at, and the same for the same seed on every machine."""
    return int.from_bytes(_digest(seed)) % count


def week_name(on: date) -> str:
    """Return the ISO week of a day: "2026-W48"."""
    year, number, _ = on.isocalendar()
    return f"{year}-W{number:02}"


def _fitting(principles: Iterable[Principle], *, role: Role, guard_up: bool) -> list[Principle]:
    fitting = [each for each in principles if fits(each, role=role, guard_up=guard_up)]
    if not fitting:
        raise LookupError(f"no principle for {role}, guard up: {guard_up}")
    return fitting


def _best(candidates: Iterable[Principle], signals: frozenset[Signal], seed: str) -> Principle:
    drawn = _drawn_by(seed)
    return min(candidates, key=lambda each: (-score(each, signals), drawn(each)))


def _unseen(principles: Sequence[Principle], shown: Mapping[str, date], today_on: date) -> list[Principle]:
    return [
        each for each in principles if each.id not in shown or today_on - shown[each.id] >= SHOWN_AGAIN_AFTER
    ]


def _seen_longest_ago(principles: Sequence[Principle], shown: Mapping[str, date]) -> list[Principle]:
    longest_ago = min(shown[each.id] for each in principles)
    return [each for each in principles if shown[each.id] == longest_ago]


def _drawn_by(seed: str) -> Callable[[Principle], bytes]:
    return lambda principle: _digest(f"{seed} {principle.id}")


def _digest(seed: str) -> bytes:
    return sha256(seed.encode()).digest()
