"""Looking back further than a week: the last thirty days in short, and the days shown up with their pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.cards import behind, data
from bot.cards.letter import Rows, level, shown_up
from bot.cards.pictures import Pictured
from bot.content.words import Html, Words
from bot.domain.day import State
from bot.domain.span import Course, DayAnswers, Span
from bot.domain.streak import Streaks
from bot.gateway.screen import Behind, Button, Screen

MONTH = 30
QUARTER = 90
LENGTHS = (MONTH, QUARTER)
"""How many days a picture of days may show here."""
CALENDAR = "calendar"
VESSEL = "vessel"
VIEWS = (CALENDAR, VESSEL)
"""The pictures of the days shown up."""
MARKS = {State.KEPT: "●", State.MISSED: "○", State.REST: "–"}


@dataclass(frozen=True, slots=True)
class Month:
    """What is said of the thirty days up to one."""

    last_on: date
    span: Span
    streaks: Streaks
    is_guard_up: bool
    is_discreet: bool


def month(words: Words, told: Month) -> Screen:
    """Return the thirty days in short; in discreet mode with the picture on a button, and a way to hide it all."""
    first_on = told.last_on - timedelta(days=MONTH - 1)
    parts = [words("month-title", first=words.day(first_on), last=words.day(told.last_on))]
    if told.is_guard_up:
        parts.append(words("letter-safety-first"))
    has_days = told.span.shown_up > 0
    parts += _month_told(words, told) if has_days else [words("month-empty")]
    support = (_support(words),)
    if not told.is_discreet:
        return Screen("\n\n".join(parts), (support,))
    picture = Button(words.label("letter-picture"), month_data(told.last_on, "picture"))
    close = Button(words.label("button-close"), month_data(told.last_on, "close"))
    rows = ((picture, close) if has_days else (close,), support)
    return Screen("\n\n".join(parts), rows, behind=hiding(month_data(told.last_on, "open")))


def hidden(words: Words, opens: str) -> Screen:
    """Return the neutral line that stands for anything to look at in discreet mode; a tap carries `opens`."""
    return behind.line(words, hiding(opens))


def hiding(opens: str) -> Behind:
    """Return what stands in the place of anything to look at, once it was open for a while."""
    return Behind("look-back-discreet", opens)


def has_more(days: Sequence[DayAnswers], last_on: date, length: int) -> bool:
    """Tell whether there is a kept day before the last `length` days, so that a longer picture shows more."""
    return any(day.is_kept and day.on <= last_on - timedelta(days=length) for day in days)


def month_rows(words: Words, last_on: date, length: int, *, has_more: bool, is_discreet: bool) -> Rows:
    """Return the buttons under a picture of `length` days: shorter ones, longer ones where they show more, a way to close.

    In discreet mode alone it can be closed.
    """
    others = tuple(
        Button(words.label("month-days", days=each), month_data(last_on, str(each)))
        for each in LENGTHS
        if each < length or (each > length and has_more)
    )
    buttons = others + _away(words, is_discreet=is_discreet)
    return (buttons,) if buttons else ()


def month_data(last_on: date, how: str) -> str:
    """Return the data of a button that is about the thirty days up to a day."""
    return data.joined(data.LOOK, "month", last_on.isoformat(), how)


def streak(words: Words, streaks: Streaks, last: Sequence[State], *, is_discreet: bool = False) -> Screen:
    """Return the days shown up in words and marks; `last` are the states of the last days, the newest last."""
    if not streaks.shown_up:
        checkin = Button(words.label("button-checkin"), data.joined(data.GO, "checkin"))
        return Screen(words("streak-none"), ((checkin,), (_support(words),)))
    parts = [_counts(words, streaks)]
    if last:
        marks = Html(" ".join(MARKS[state] for state in last))
        parts.append(
            Html(f"{words('streak-last-days', days=len(last), marks=marks)}\n{words('streak-legend')}")
        )
    if not is_discreet:
        return Screen("\n\n".join(parts), ((_support(words),),))
    picture = Button(words.label("letter-picture"), streak_data("picture"))
    close = Button(words.label("button-close"), streak_data("close"))
    return Screen(
        "\n\n".join(parts), ((picture, close), (_support(words),)), behind=hiding(streak_data("open"))
    )


def with_counts(words: Words, streaks: Streaks, drawn: Pictured) -> Pictured:
    """Return a picture of the days shown up with their counts in its caption, above what is to be seen."""
    return replace(drawn, caption=Html(f"{_counts(words, streaks)}\n\n{drawn.caption}"))


def streak_rows(words: Words, view: str, *, is_discreet: bool) -> Rows:
    """Return the buttons under a picture of the days shown up: the other view, and in discreet mode a way to close it."""
    others = tuple(Button(words.label(f"streak-{each}"), streak_data(each)) for each in VIEWS if each != view)
    return (others + _away(words, is_discreet=is_discreet),)


def streak_data(how: str) -> str:
    """Return the data of a button that is about the days shown up, as they are when it is tapped."""
    return data.joined(data.LOOK, "streak", how)


def _counts(words: Words, streaks: Streaks) -> Html:
    return words("streak-text", shown_up=streaks.shown_up, current=streaks.current, longest=streaks.longest)


def _month_told(words: Words, told: Month) -> Iterator[Html]:
    span = told.span
    yield shown_up(words, span, told.streaks)
    courses = [_course(words, "safety", span.safety), _course(words, "openness", span.openness)]
    if any(courses):
        yield Html("\n".join(filter(None, courses)))
    if span.moments:
        yield words("month-moments", count=span.moments)


def _course(words: Words, what: str, course: Course) -> Html:
    """A question's answers in words, as the letter says them; nothing where either side has too few of them."""
    if course.mean is None or course.trend is None:
        return Html("")
    trend = words(f"month-trend-{course.trend.value}")
    return words(f"letter-{what}", level=level(words, course.mean), trend=trend)


def _away(words: Words, *, is_discreet: bool) -> tuple[Button, ...]:
    """The way to make a picture go; only where somebody may be looking."""
    return (behind.close(words),) if is_discreet else ()


def _support(words: Words) -> Button:
    return Button(words.label("button-support"), data.joined(data.GO, "safety"))
