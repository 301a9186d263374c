"""The week read back: days shown up, safety and openness in words, the moments, one principle and one small step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.cards import data
from bot.content.words import Html, Words
from bot.domain.streak import Streaks
from bot.domain.week import Course, Week
from bot.gateway.screen import Button, Screen

QUOTE_UNITS = 160
"""How long a quoted moment may be, in UTF-16 units, as Telegram counts."""
MOMENTS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Told:
    """A moment as the letter tells it: its day, its kind, and what was written with it."""

    on: date
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Advice:
    """A principle as the letter tells it, in one language, with one of its steps."""

    title: str
    reflection: str
    step: str


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that a letter says."""

    today_on: date
    week: Week
    streaks: Streaks
    moments: Sequence[Told]
    advice: Advice
    is_guard_up: bool
    is_discreet: bool


def letter(words: Words, told: Letter) -> Screen:
    """Return the letter for the seven days up to today. It fits one message whatever was written."""
    first_on = told.today_on - timedelta(days=6)
    parts = [words("letter-title", first=words.day(first_on), last=words.day(told.today_on))]
    if told.is_guard_up:
        parts.append(words("letter-safety-first"))
    if told.week.shown_up == 0:
        parts.append(words("letter-empty"))
    else:
        parts.append(_shown_up(words, told))
        parts += _courses(words, told.week)
        parts += _moments(words, told.moments)
    parts.append(_advice(words, told.advice))
    support = Button(words.label("button-support"), data.joined(data.GO, "safety"))
    if not told.is_discreet:
        return Screen("\n\n".join(parts), ((support,),))
    closes = Button(words.label("button-close"), data.joined(data.GO, "letter-closed"))
    return Screen("\n\n".join(parts), ((closes, support),))


def behind_a_tap(words: Words) -> Screen:
    """Return the neutral line that stands for the letter in discreet mode."""
    return Screen(
        words("letter-discreet"),
        ((Button(words.label("letter-discreet-open"), data.joined(data.GO, "letter")),),),
    )


def _shown_up(words: Words, told: Letter) -> Html:
    key = "letter-shown-up-all" if told.week.shown_up == told.week.days > 1 else "letter-shown-up"
    return words(
        key,
        shown_up=told.week.shown_up,
        days=told.week.days,
        streak=told.streaks.current,
        total=told.streaks.shown_up,
    )


def _courses(words: Words, week: Week) -> list[Html]:
    """Safety and openness in words; nothing where either week has under four answers."""
    lines = [_course(words, "letter-safety", week.safety), _course(words, "letter-openness", week.openness)]
    return [line for line in lines if line]


def _course(words: Words, key: str, course: Course) -> Html | None:
    if course.mean is None or course.trend is None:
        return None
    mean = words(key, mean=words.decimal(course.mean))
    return Html(f"{mean} {words('letter-trend', trend=course.trend.value)}")


def _moments(words: Words, moments: Sequence[Told]) -> list[Html]:
    if not moments:
        return []
    lines = [words("letter-moments"), *(_told(words, each) for each in moments[-MOMENTS_SHOWN:])]
    if len(moments) > MOMENTS_SHOWN:
        lines.append(words("letter-moments-more", count=len(moments) - MOMENTS_SHOWN))
    return [Html("\n".join(lines))]


def _told(words: Words, each: Told) -> Html:
    day = words.day_short(each.on)
    text = _quoted(each.text)
    if each.kind == "text":
        return words("letter-moment-text", day=day, text=text)
    what = words(f"letter-moment-{each.kind}", day=day)
    return words("letter-moment-captioned", moment=what, text=text) if text else what


def _quoted(text: str) -> str:
    """One line of what somebody wrote, cut at a word's end where it is long."""
    line = " ".join(text.split())
    cut = line.encode("utf-16-le")[: 2 * QUOTE_UNITS].decode("utf-16-le", "ignore")
    if cut == line:
        return line
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut}…"


def _advice(words: Words, advice: Advice) -> Html:
    return Html(
        f"{words('letter-principle', title=advice.title)}\n{words('letter-reflection', text=advice.reflection)}\n\n"
        f"{words('letter-step', step=advice.step)}"
    )
