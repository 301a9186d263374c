"""The letter of a week: what it says, drawn from the week, its principle, the last step and perhaps a pattern."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from bot.cards.letter import Advice, EarlierStep, Letter, Told
from bot.content.catalogue import Content
from bot.domain.encourage import Signal, reason
from bot.domain.participant import Participant
from bot.domain.span import Course, Span, Trend
from bot.letters.pattern import pattern_of
from bot.letters.principle import Chosen, of_week
from bot.letters.week import Week, read_week
from bot.storage.history import ONE_WEEK
from bot.storage.store import Store

BEARS: Mapping[Signal, Callable[[Course], bool]] = {
    Signal.RISING: lambda course: course.trend is Trend.UP,
    Signal.FALLING: lambda course: course.trend is Trend.DOWN,
    Signal.SWINGING: lambda course: course.is_swinging,
}
"""Which of the two questions a signal is about, where it may be one of them."""


async def letter_of(
    store: Store, content: Content, participant: Participant, last_on: date, now: datetime
) -> Letter:
    """Return the letter of the seven days up to `last_on`; read again, it says the same of the same days.

    What it shows of principles and patterns for the first time is noted as shown.
    """
    week = await read_week(store, content, participant, last_on, now)
    language = content.words(participant.language).language
    chosen = await of_week(store, content, week, now)
    return Letter(
        last_on=week.last_on,
        week=week.past.week,
        days=[day for day in week.past.days if week.last_on - day.on <= ONE_WEEK],
        streaks=week.past.streaks,
        moments=[Told(each.on, each.moment.kind, each.moment.text) for each in week.moments],
        advice=_advice(chosen, week, language),
        earlier=_earlier(week, language),
        pattern=await pattern_of(store, week),
        is_first_week=week.is_first,
        is_guard_up=week.reader.is_guard_up,
        is_discreet=participant.is_discreet,
    )


def _advice(chosen: Chosen, week: Week, language: str) -> Advice:
    spoken = chosen.text.words[language]
    why = reason(chosen.text.rule, week.signals)
    if why is Signal.FEW_ANSWERS and week.past.week.shown_up == 0:
        why = None  # a silent week is not told that it said little
    return Advice(
        title=spoken.title,
        reflection=spoken.reflection,
        step=spoken.steps[chosen.shown.step],
        why=why,
        what=_what(why, week.past.week),
        number=chosen.shown.number,
        is_taken=chosen.shown.is_taken,
    )


def _earlier(week: Week, language: str) -> EarlierStep | None:
    if week.earlier is None:
        return None
    step = week.earlier.text.words[language].steps[week.earlier.shown.step]
    return EarlierStep(step, week.earlier.shown.came_to)


def _what(why: Signal | None, week: Span) -> str:
    """What the reason is about: safety, openness, or both."""
    bears = BEARS.get(why) if why else None
    if bears is None or bears(week.safety) is bears(week.openness):
        return "both"
    return "safety" if bears(week.safety) else "openness"
