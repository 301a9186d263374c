"""Pictures with their captions: what is to be drawn, and what it shows, said in the participant's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.content.words import Html, Words
from bot.domain.checkin import Question, number_of
from bot.domain.day import State
from bot.domain.span import DayAnswers
from bot.pictures import calendar as calendar_picture
from bot.pictures import days as days_picture
from bot.pictures import vessel as vessel_picture
from bot.pictures.painter import Drawing

WEEK = 7


@dataclass(frozen=True, slots=True)
class Pictured:
    """What is to be drawn, and the caption that says what is to be seen."""

    drawing: Drawing
    caption: Html


def days(words: Words, answers: Sequence[DayAnswers], last_on: date, length: int) -> Pictured:
    """Return safety and openness over the last so many days (7, 30 or 90); days outside are not looked at."""
    first_on = last_on - timedelta(days=length - 1)
    shown = [each for each in answers if first_on <= each.on <= last_on]
    texts = {
        "title": words.label("picture-days-title", days=length),
        "dates": words.label(
            "picture-dates", first=words.date_short(first_on), last=words.date_short(last_on)
        ),
        "safety": words.label("picture-safety"),
        "openness": words.label("picture-openness"),
        "moments": words.label("picture-moments"),
    }
    label = words.weekday if length <= WEEK else words.date_short
    labels = {on: label(on) for on in days_picture.labelled(last_on, length)}
    caption = words(
        "picture-days-caption",
        first=words.date_short(first_on),
        last=words.date_short(last_on),
        safety=_course(words, Question.SAFETY, shown),
        openness=_course(words, Question.OPENNESS, shown),
        moments=sum(each.moments > 0 for each in shown),
    )
    return Pictured(days_picture.drawing(shown, last_on, length, texts, labels), caption)


def calendar(words: Words, states: Mapping[date, State], last_on: date) -> Pictured:
    """Return the last six weeks, Monday to Sunday, the last day in the last of them."""
    first_on = calendar_picture.first_of(last_on)
    mondays = [first_on + timedelta(weeks=week) for week in range(calendar_picture.WEEKS)]
    months = {monday: words.month(monday) for monday in mondays if monday == first_on or monday.day <= WEEK}
    shown = [state for on, state in states.items() if first_on <= on <= last_on]
    texts = {
        "title": words.label("picture-calendar-title"),
        "kept": words.label("picture-kept"),
        "missed": words.label("picture-missed"),
        "rest": words.label("picture-rest"),
    }
    weekdays = [words.weekday(first_on + timedelta(days=at)) for at in range(WEEK)]
    caption = words(
        "picture-calendar-caption",
        last=words.date_short(last_on),
        kept=shown.count(State.KEPT),
        rest=shown.count(State.REST),
    )
    return Pictured(calendar_picture.drawing(states, last_on, texts, weekdays, months), caption)


def vessel(words: Words, seed: str, shown_up: int) -> Pictured:
    """Return the vessel that is being mended, one seam for each day shown up, and the whole ones on their shelf."""
    gold, whole = vessel_picture.gilded(shown_up), vessel_picture.begun(shown_up)
    title = words.label("picture-vessel-title")
    line = words.label("picture-vessel-line", gold=gold, seams=vessel_picture.SEAMS)
    caption = words("picture-vessel-caption", gold=gold, seams=vessel_picture.SEAMS, whole=whole)
    if whole > vessel_picture.ON_SHELF:
        caption = Html(f"{caption} {words('picture-vessel-shown-last', shown=vessel_picture.ON_SHELF)}")
    return Pictured(vessel_picture.drawing(seed, shown_up, title, line), caption)


def _course(words: Words, question: Question, shown: Sequence[DayAnswers]) -> Html:
    answers = (each.safety if question is Question.SAFETY else each.openness for each in shown)
    numbers = [number for answer in answers if (number := number_of(answer)) is not None]
    least, most = (min(numbers), max(numbers)) if numbers else (0, 0)
    return words(
        f"picture-course-{question.value}",
        days=len(numbers),
        least=least,
        most=most,
        is_same="yes" if least == most else "no",
    )
