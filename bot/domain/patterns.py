"""What tended to go together over the last months: found by an exact permutation test, or nothing is said at all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from functools import reduce
from itertools import combinations, product
from operator import itemgetter
from statistics import mean

from bot.domain.checkin import number_of
from bot.domain.span import DayAnswers

LOOKED_BACK = timedelta(days=90)
ENOUGH_KEPT = 21
ENOUGH_ON_A_SIDE = 5
FALSE_ALARMS = Fraction(1, 100)
"""At most so many of those whose days have no link at all are told of one: by all tests of one look together."""
CARRIED_OVER = 2
"""A day takes after the day before: at their full share, the tests would tell 1.5 in a hundred (measured)."""
SAFE_FROM = 4
SATURDAY = 5


class Pattern(StrEnum):
    """What tended to be higher or lower on some days than on the others; of causes it says nothing."""

    OPENNESS_HIGHER_WITH_MOMENT = "openness_higher_with_moment"
    OPENNESS_LOWER_WITH_MOMENT = "openness_lower_with_moment"
    SAFETY_HIGHER_WITH_MOMENT = "safety_higher_with_moment"
    SAFETY_LOWER_WITH_MOMENT = "safety_lower_with_moment"
    SAFETY_HIGHER_ON_WEEKENDS = "safety_higher_on_weekends"
    SAFETY_LOWER_ON_WEEKENDS = "safety_lower_on_weekends"
    OPENNESS_HIGHER_ON_WEEKENDS = "openness_higher_on_weekends"
    OPENNESS_LOWER_ON_WEEKENDS = "openness_lower_on_weekends"
    OPENNESS_HIGHER_WHEN_SAFE = "openness_higher_when_safe"
    OPENNESS_LOWER_WHEN_SAFE = "openness_lower_when_safe"


Measure = Callable[[DayAnswers], int | None]
Mark = Callable[[DayAnswers], bool | None]


@dataclass(frozen=True, slots=True)
class Link:
    """A measure that may be higher or lower on the days that bear a mark. A day without either stays out."""

    measure: Measure
    mark: Mark
    higher: Pattern
    lower: Pattern


@dataclass(frozen=True, slots=True)
class Marked:
    """A day's number, and whether the day bears the mark."""

    number: int
    is_marked: bool


def _safety(day: DayAnswers) -> int | None:
    return number_of(day.safety)


def _openness(day: DayAnswers) -> int | None:
    return number_of(day.openness)


def _has_moment(day: DayAnswers) -> bool:
    return day.moments > 0


def _is_weekend(day: DayAnswers) -> bool:
    return day.on.weekday() >= SATURDAY


def _is_safe(day: DayAnswers) -> bool | None:
    safety = _safety(day)
    return None if safety is None else safety >= SAFE_FROM


LINKS = (
    Link(_openness, _has_moment, Pattern.OPENNESS_HIGHER_WITH_MOMENT, Pattern.OPENNESS_LOWER_WITH_MOMENT),
    Link(_safety, _has_moment, Pattern.SAFETY_HIGHER_WITH_MOMENT, Pattern.SAFETY_LOWER_WITH_MOMENT),
    Link(_safety, _is_weekend, Pattern.SAFETY_HIGHER_ON_WEEKENDS, Pattern.SAFETY_LOWER_ON_WEEKENDS),
    Link(_openness, _is_weekend, Pattern.OPENNESS_HIGHER_ON_WEEKENDS, Pattern.OPENNESS_LOWER_ON_WEEKENDS),
    Link(_openness, _is_safe, Pattern.OPENNESS_HIGHER_WHEN_SAFE, Pattern.OPENNESS_LOWER_WHEN_SAFE),
)


def pattern(days: Iterable[DayAnswers]) -> Pattern | None:
    """Return the pattern that chance explains least, where it hardly explains it at all; None where there is none.

    Looked at are the kept days of the 90 up to the last one given, if they are 21 or more. Each link is tested on its
    own, with 5 numbers or more on each side, at an equal share of one false alarm in a hundred (Bonferroni over all five
    links, tried or not), and half of that because days take after each other.
    """
    kept = sorted((day for day in days if day.is_kept), key=lambda day: day.on)
    lately = [day for day in kept if kept[-1].on - day.on < LOOKED_BACK]
    if len(lately) < ENOUGH_KEPT:
        return None
    found = [each for link in LINKS for each in _found(link, lately)]
    return min(found, key=itemgetter(0))[1] if found else None


def tails(weeks: Sequence[Sequence[Marked]]) -> tuple[Fraction, Fraction]:
    """Return how likely the marked numbers come to as much, and how likely to as little, if marks fell at random.

    Marks change places within their calendar week only, so that what rises or falls slowly over the months is no
    pattern. Every way in which they may fall is counted, by what the marked numbers come to; no random number is drawn.
    """
    ways = reduce(_together, (_ways(week) for week in weeks), Counter({0: 1}))
    actual = sum(day.number for week in weeks for day in week if day.is_marked)
    as_much = sum(count for total, count in ways.items() if total >= actual)
    as_little = sum(count for total, count in ways.items() if total <= actual)
    return Fraction(as_much, ways.total()), Fraction(as_little, ways.total())


def _found(link: Link, days: Iterable[DayAnswers]) -> Iterator[tuple[Fraction, Pattern]]:
    """The link's pattern with its chance. The plain means have to say the same as the weeks do."""
    weeks = _by_week(link, days)
    marked, others = (
        [day.number for week in weeks for day in week if day.is_marked is side] for side in (True, False)
    )
    if min(len(marked), len(others)) < ENOUGH_ON_A_SIDE:
        return
    as_much, as_little = tails(weeks)
    is_higher = as_much < as_little
    difference = mean(marked) - mean(others)
    is_plain = difference > 0 if is_higher else difference < 0
    chance = 2 * min(as_much, as_little)
    if is_plain and chance <= FALSE_ALARMS / len(LINKS) / CARRIED_OVER:
        yield chance, link.higher if is_higher else link.lower


def _by_week(link: Link, days: Iterable[DayAnswers]) -> list[list[Marked]]:
    weeks: dict[tuple[int, int], list[Marked]] = defaultdict(list)
    for day in days:
        number, is_marked = link.measure(day), link.mark(day)
        if number is not None and is_marked is not None:
            weeks[day.on.isocalendar()[:2]].append(Marked(number, is_marked))
    return list(weeks.values())


def _ways(week: Sequence[Marked]) -> Counter[int]:
    """In how many ways as many days as are marked come to each total."""
    count = sum(day.is_marked for day in week)
    return Counter(sum(chosen) for chosen in combinations([day.number for day in week], count))


def _together(these: Counter[int], those: Counter[int]) -> Counter[int]:
    """The totals of both, and in how many ways they come about."""
    both: Counter[int] = Counter()
    for (total, ways), (other_total, other_ways) in product(these.items(), those.items()):
        both[total + other_total] += ways * other_ways
    return both
