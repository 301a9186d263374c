"""The letter as a message: the week read back, what the last step came to, one principle, and one small step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor

from bot.cards import behind, data
from bot.content.words import Html, Words
from bot.domain.encourage import Signal
from bot.domain.moment import MomentKind
from bot.domain.patterns import Pattern
from bot.domain.span import Course, DayAnswers, Span
from bot.domain.step import CameTo
from bot.domain.streak import Streaks
from bot.gateway.screen import WITHOUT_CAPTION, Behind, Button, Screen, SentBefore

QUOTED_UNITS = 1500
"""How long all quoted moments together may be, in UTF-16 units, as Telegram counts."""
CAPTION_UNITS = 900
MOMENTS_SHOWN = 10
FILES_SENT = 10
"""So many at once: Telegram takes no more than about one a second."""
LEVELS = ("very-low", "low", "middle", "high", "very-high")
"""The five answers in words."""

Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A moment as the letter tells it: its day, its kind, and what was written with it."""

    on: date
    kind: MomentKind
    text: str


@dataclass(frozen=True, slots=True)
class Advice:
    """A principle as the letter tells it, in one language, with one of its steps.

    `why` is the signal that called for it, None where it came in turn; `what` it is about: "safety", "openness" or
    "both". `number` counts the principles of the week's letters from 0.
    """

    title: str
    reflection: str
    step: str
    why: Signal | None
    what: str
    number: int
    is_taken: bool


@dataclass(frozen=True, slots=True)
class EarlierStep:
    """The step that was taken in an earlier week, and what it came to once that is known."""

    step: str
    came_to: CameTo | None


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that a letter says; `days` are those of the week, for its picture."""

    last_on: date
    week: Span
    days: Sequence[DayAnswers]
    streaks: Streaks
    moments: Sequence[Told]
    advice: Advice
    earlier: EarlierStep | None
    pattern: Pattern | None
    is_first_week: bool
    is_guard_up: bool
    is_discreet: bool

    @property
    def has_picture(self) -> bool:
        """A week with nothing in it is not drawn."""
        return self.week.shown_up > 0

    @property
    def files(self) -> int:
        return sum(each.kind is not MomentKind.TEXT for each in self.moments)


def letter(words: Words, told: Letter) -> Screen:
    """Return the letter. It fits one message whatever was written."""
    first_on = told.last_on - timedelta(days=told.week.length - 1)
    parts = [words("letter-title", first=words.day(first_on), last=words.day(told.last_on))]
    if told.is_guard_up:
        parts.append(words("letter-safety-first"))
    parts += _week(words, told) if told.week.shown_up else [words("letter-empty")]
    if told.earlier is not None:
        parts.append(_earlier(words, told.earlier))
    parts += _advice(words, told.advice)
    hidden = hiding(told.last_on) if told.is_discreet else None
    return Screen("\n\n".join(parts), tuple(_rows(words, told)), behind=hidden)


def behind_a_tap(words: Words, last_on: date) -> Screen:
    """Return the neutral line that stands for the letter in discreet mode."""
    return behind.line(words, hiding(last_on))


def hiding(last_on: date) -> Behind:
    """Return what stands in the letter's place, once it was open for a while."""
    return Behind("letter-discreet", data.letter(last_on, "open"))


def close_rows(words: Words, last_on: date) -> Rows:
    """Return what stands in discreet mode under a picture, or whatever came besides: the way to have it gone."""
    return ((Button(words.label("button-close"), data.letter(last_on, "away")),),)


def _going(rows: Rows) -> Behind | None:
    """What came besides in discreet mode, under which stands a way to have it gone, goes by itself, too."""
    return Behind() if rows else None


def file(words: Words, told: Told, file_id: str, rows: Rows = ()) -> Screen:
    """Return a moment's file, sent again, with its day and what was written with it where its kind has a caption."""
    caption = Html("")
    if told.kind not in WITHOUT_CAPTION:
        day, text = words.day_short(told.on), _quoted(told.text, CAPTION_UNITS)
        caption = words("letter-moment-text", day=day, text=text) if text else Html(day)
    return Screen(caption, rows, media=SentBefore(told.kind, file_id), behind=_going(rows))


def file_gone(words: Words, told: Told, rows: Rows = (), *, is_forbidden: bool = False) -> Screen:
    """Return what stands in the place of a file that Telegram does not have any more, or that they let nobody send them."""
    key = "letter-file-forbidden" if is_forbidden else "letter-file-gone"
    return Screen(words(key, moment=line_of(words, told, CAPTION_UNITS)), rows, behind=_going(rows))


def more_files(words: Words, last_on: date, start: int, left: int, rows: Rows = ()) -> Screen:
    """Return the way to the files after the first `start` ones, of which `left` are left."""
    button = _files(words, last_on, start, left)
    return Screen(words("letter-files-more"), ((button,), *rows), behind=_going(rows))


def _files(words: Words, last_on: date, start: int, left: int) -> Button:
    return Button(words.label("letter-files", count=left), data.letter(last_on, "files", str(start)))


def shown_up(words: Words, span: Span, streaks: Streaks) -> Html:
    """Return on how many of a span's days somebody showed up, their streak, and all their days."""
    is_every_day = span.shown_up == span.days > 1
    return words(
        "letter-shown-up-all" if is_every_day else "letter-shown-up",
        shown_up=span.shown_up,
        days=span.days,
        rest=span.rest_days,
        streak=streaks.current,
        total=streaks.shown_up,
    )


def level(words: Words, mean: float) -> Html:
    """Return a mean of answers (1 to 5) in words, a half rounded up."""
    return words(f"letter-level-{LEVELS[floor(mean + 0.5) - 1]}")


def _week(words: Words, told: Letter) -> Iterator[Html]:
    yield shown_up(words, told.week, told.streaks)
    yield _courses(words, told)
    if told.moments:
        yield _moments(words, told.moments)
    if told.pattern is not None:
        yield words("letter-pattern", pattern=told.pattern.value)


def _courses(words: Words, told: Letter) -> Html:
    """Safety and openness in words; that there is nothing to set the week beside, where both are unknown."""
    courses = {"safety": told.week.safety, "openness": told.week.openness}
    said = {what: found for what, course in courses.items() if (found := _said(words, course))}
    if "safety" in said and said["safety"] == said.get("openness"):
        said = {"both": said["safety"]}
    lines = [words(f"{key}-{what}", **arguments) for what, (key, arguments) in said.items()]
    if not any(course.trend for course in courses.values()):
        lines.insert(0, words("letter-first-week" if told.is_first_week else "letter-too-few"))
    return Html("\n".join(lines))


def _said(words: Words, course: Course) -> tuple[str, dict[str, Html]] | None:
    """What there is to say of a course: the text and what it needs; None where either side has too few answers.

    Of days that were far apart no level is told: none of them may have been like it.
    """
    if course.mean is None or course.trend is None:
        return ("letter-changed", {}) if course.is_swinging else None
    trend = words(f"letter-trend-{course.trend.value}")
    if course.is_swinging:
        return "letter-swung", {"trend": trend}
    return "letter", {"level": level(words, course.mean), "trend": trend}


def _moments(words: Words, moments: Sequence[Told]) -> Html:
    """The newest moments, each on a line of its own; what is left of the space is shared among them."""
    shown = moments[-MOMENTS_SHOWN:]
    lines = [words("letter-moments"), *(line_of(words, each, QUOTED_UNITS // len(shown)) for each in shown)]
    if len(moments) > len(shown):
        lines.append(words("letter-moments-more", count=len(moments) - len(shown)))
    return Html("\n".join(lines))


def line_of(words: Words, each: Told, units: int) -> Html:
    """Return a moment on one line: its day and what it is, with at most so many units of its words."""
    day = words.day_short(each.on)
    text = _quoted(each.text, units)
    if each.kind is MomentKind.TEXT:
        return words("letter-moment-text", day=day, text=text)
    what = words(f"letter-moment-{each.kind}", day=day)
    return words("letter-moment-captioned", moment=what, text=text) if text else what


def _quoted(text: str, units: int) -> str:
    """One line of what somebody wrote, cut at a word's end where it is long."""
    return shortened(" ".join(text.split()), units)


def shortened(text: str, units: int) -> str:
    """Return a text, cut at a word's end where it is longer than so many UTF-16 units."""
    cut = text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
    if cut == text:
        return text
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut}…"


def _earlier(words: Words, earlier: EarlierStep) -> Html:
    asked = words("letter-earlier", step=earlier.step)
    answer = words("letter-came-to", came_to=earlier.came_to.value if earlier.came_to else "unknown")
    return Html(f"{asked}\n{answer}")


def _advice(words: Words, advice: Advice) -> Iterator[Html]:
    yield words("letter-principle", title=advice.title, reflection=advice.reflection)
    why = (advice.why or "nothing-special").replace("_", "-")
    yield words(f"why-{why}", what=advice.what)
    yield words("letter-step", step=advice.step)
    if advice.is_taken:
        yield words("letter-taken")


def _rows(words: Words, told: Letter) -> Iterator[tuple[Button, ...]]:
    def button(key: str, *parts: str) -> Button:
        return Button(words.label(key), data.letter(told.last_on, *parts))

    if told.earlier is not None:
        yield tuple(button(f"letter-{each.value.replace('_', '-')}", each.value) for each in CameTo)
    number = str(told.advice.number)
    another = button("letter-another", "another", number)
    yield (another,) if told.advice.is_taken else (button("letter-try", "try", number), another)
    if told.files:
        yield (_files(words, told.last_on, 0, told.files),)
    if told.is_discreet:
        close = button("button-close", "close")
        yield (button("letter-picture", "picture"), close) if told.has_picture else (close,)
    yield (Button(words.label("button-support"), data.joined(data.GO, "safety")),)
