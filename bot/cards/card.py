"""The card: one day's check-in as a message, at each of its stages."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from bot.cards import behind, data
from bot.content.words import Html, Words
from bot.domain.checkin import Answer, CheckIn, Question, Said, open_question
from bot.domain.participant import Participant, Role
from bot.domain.streak import Streaks
from bot.gateway.screen import Behind, Button, Screen
from bot.pictures.vessel import is_whole

GREETINGS = 5
NUDGE_GREETINGS = 3
SCALE: tuple[Answer, ...] = (1, 2, 3, 4, 5)


class Lens(StrEnum):
    """What the moment question suggests to look at."""

    LOVED = "loved"
    SUPPORTED = "supported"
    RESPECTED = "respected"
    PROTECTED = "protected"
    THEIRS = "theirs"
    YOURS = "yours"
    CALM = "calm"
    HONESTY = "honesty"
    MENDING = "mending"


# Under the guard nothing but the measured questions points at the other person or asks for openness.
GUARDED_LENSES = (Lens.YOURS, Lens.CALM)
LENSES = {
    Role.CAUSED: (
        Lens.MENDING,
        Lens.HONESTY,
        Lens.RESPECTED,
        Lens.YOURS,
        Lens.CALM,
        Lens.MENDING,
        Lens.THEIRS,
    ),
    Role.PRACTISING: (
        Lens.LOVED,
        Lens.SUPPORTED,
        Lens.RESPECTED,
        Lens.PROTECTED,
        Lens.YOURS,
        Lens.CALM,
        Lens.HONESTY,
    ),
}
HURT_LENSES = (
    Lens.LOVED,
    Lens.SUPPORTED,
    Lens.RESPECTED,
    Lens.PROTECTED,
    Lens.THEIRS,
    Lens.YOURS,
    Lens.CALM,
    Lens.HONESTY,
)


@dataclass(frozen=True, slots=True)
class Kept:
    """Something was kept just now: written words, or something sent."""

    is_written: bool


@dataclass(frozen=True, slots=True)
class Day:
    """What a card shows of its day; `name` is None where there is none or none may be shown.

    Where words of danger stand in one of its moments, the card says where help is, however often it is drawn.
    """

    on: date
    role: Role
    name: str | None
    checkin: CheckIn | None
    participant_id: str
    is_today: bool = True
    is_discreet: bool = False
    is_guard_up: bool = True
    has_danger: bool = False

    def pick(self, salt: str, count: int) -> int:
        """Return a number below `count`: the same whenever this card is drawn again, the next one on the next day."""
        return (zlib.crc32(f"{salt} {self.participant_id}".encode()) + self.on.toordinal()) % count


def day_of_card(
    participant: Participant,
    on: date,
    checkin: CheckIn | None,
    *,
    is_today: bool = True,
    is_guard_up: bool = True,
    has_danger: bool = False,
) -> Day:
    """Return what a participant's card shows of its day; in discreet mode without the name."""
    return Day(
        on=on,
        role=participant.role or Role.PRACTISING,
        name=None if participant.is_discreet else participant.name,
        checkin=checkin,
        participant_id=participant.id,
        is_today=is_today,
        is_discreet=participant.is_discreet,
        is_guard_up=is_guard_up,
        has_danger=has_danger,
    )


def greeting(words: Words, day: Day) -> Html:
    """Return the line above the first question; it varies from day to day."""
    return words(f"card-greeting-{day.pick('greeting', GREETINGS) + 1}")


def nudge_greeting(words: Words, day: Day) -> Html:
    """Return the line above the first question when the card is sent once more."""
    return words(f"nudge-greeting-{day.pick('nudge', NUDGE_GREETINGS) + 1}")


def lens_of(day: Day) -> Lens:
    """Return what the moment question looks at: guarded, or on a day without contact, only what is one's own."""
    is_apart = day.checkin is not None and day.checkin.safety is Said.NO_CONTACT
    is_low = day.checkin is not None and day.checkin.safety in (1, 2)
    if day.is_guard_up or is_apart or is_low:
        lenses: tuple[Lens, ...] = GUARDED_LENSES
    else:
        lenses = LENSES.get(day.role, HURT_LENSES)
    return lenses[day.pick("lens", len(lenses))]


def question_text(words: Words, question: Question, day: Day) -> Html:
    """Return a measured question, in its exact wording."""
    key = "question-safety" if question is Question.SAFETY else "question-openness"
    return words(key, role=day.role.value, named="yes" if day.name else "no", name=day.name or "")


def prompt(words: Words, day: Day) -> Screen:
    """Return the card as the clock sends it; discreet: a neutral line, with the card behind a tap."""
    return hidden(words, day.on) if day.is_discreet else asking(words, day, is_prompt=True)


def nudge(words: Words, day: Day) -> Screen:
    """Return the card as it is sent once more to somebody who has not answered; discreet: the same neutral line."""
    if day.is_discreet:
        return hidden(words, day.on)
    return scale(words, day, Question.SAFETY, is_nudge=True)


def hidden(words: Words, on: date) -> Screen:
    """Return the neutral line that stands for a card in discreet mode."""
    return behind.line(words, hiding(on))


def hidden_done(words: Words, on: date) -> Screen:
    """Return the neutral line that stands for a card that is done."""
    return behind.line(words, hiding_done(on))


def hidden_now(words: Words, day: Day) -> Screen:
    """Return the neutral line that stands for a day's card as it is now."""
    return hidden_done(words, day.on) if _is_done(day) else hidden(words, day.on)


def hiding(on: date) -> Behind:
    """Return what stands in a card's place in discreet mode, once it was open for a while."""
    return Behind("prompt-discreet", data.card(on, "open"))


def hiding_done(on: date) -> Behind:
    """The same of a card that is done."""
    return Behind("card-discreet-done", data.card(on, "change"))


def asking(words: Words, day: Day, *, is_prompt: bool = False, kept: Kept | None = None) -> Screen:
    """Return the card with its first open question. Not for a card that is done: see `done`."""
    question = open_question(day.checkin)
    if question is None:
        raise ValueError("a card that is done asks nothing")
    if question is Question.MOMENT:
        return moment(words, day)
    return scale(words, day, question, is_prompt=is_prompt, kept=kept)


def scale(
    words: Words,
    day: Day,
    question: Question,
    *,
    is_prompt: bool = False,
    is_change: bool = False,
    is_nudge: bool = False,
    kept: Kept | None = None,
) -> Screen:
    """Return the card with a measured question and its buttons; a prompt can be put off, a nudge only be skipped."""
    is_fresh = day.checkin is None and not is_change
    lines = _first_lines(words, day, kept)
    if not day.is_today:
        lines.append(words("card-late-note", day=words.day(day.on)))
    elif is_fresh:
        lines.append(nudge_greeting(words, day) if is_nudge else greeting(words, day))
    so_far = [] if is_fresh or is_change else _answered(words, day)
    if so_far:
        lines.append(words("card-so-far", answers=Html(" · ".join(so_far))))
    asked = Html(f"<b>{question_text(words, question, day)}</b>\n{words('scale-hint')}")
    rows = _scale_rows(words, day, question, is_change=is_change)
    if is_fresh and (is_prompt or is_nudge):
        later = Button(words.label("card-later"), data.card(day.on, "later"))
        skip = Button(words.label("card-skip"), data.card(day.on, "skip"))
        rows += ((later, skip) if is_prompt else (skip,),)
    if is_change:
        another = (_another(words, day),) if day.is_discreet and _is_done(day) else ()
        rows += ((Button(words.label("button-back"), data.card(day.on, "show")), *another),)
    return Screen("\n\n".join((*lines, asked)), (*rows, _always_there(words, day)), behind=_behind(day))


def moment(words: Words, day: Day, *, is_another: bool = False) -> Screen:
    """Return the card with the moment question."""
    lines = _first_lines(words, day, None)
    if not day.is_today:
        lines.append(words("card-late-note", day=words.day(day.on)))
    if not is_another:
        lines += [words("card-so-far", answers=Html(" · ".join(_answered(words, day))))]
    lines += [words("question-moment", lens=lens_of(day).value), words("moment-hint")]
    last = (
        Button(words.label("button-back"), data.card(day.on, "show"))
        if is_another
        else Button(words.label("answer-nothing"), data.card(day.on, "m", "0"))
    )
    return Screen("\n\n".join(lines), ((last,), _always_there(words, day)), behind=_behind(day))


def done(words: Words, day: Day, streaks: Streaks, line: str | None, kept: Kept | None = None) -> Screen:
    """Return the finished card: the day in one line, the days shown up, the streak, one sentence of a principle.

    Discreet: a neutral line with [Change].
    """
    if day.is_discreet:
        return hidden_done(words, day.on)
    change = Button(words.label("card-change"), data.card(day.on, "change"))
    buttons = ((change, _another(words, day)), _always_there(words, day))
    first = Html(f"<b>{words.day(day.on)}</b>\n{' · '.join(_answered(words, day))}")
    lines = [first, *_first_lines(words, day, kept)]
    lines.append(words("card-shown-up", count=streaks.shown_up, streak=streaks.current))
    if day.is_today and is_whole(streaks.shown_up) and not day.has_danger:
        lines.append(words("card-vessel-whole", count=streaks.shown_up))
    if line:
        lines.append(words("card-line", line=line))
    return Screen("\n\n".join(lines), buttons)


def later(words: Words, on: date, minutes: Sequence[int]) -> Screen:
    """Return the choice of when to ask again; `minutes` are those that still end in time."""
    rows = tuple(
        (Button(words.label(f"card-later-{each}"), data.card(on, "later", str(each))),) for each in minutes
    )
    tomorrow = (Button(words.label("card-later-tomorrow"), data.card(on, "skip")),)
    back = (Button(words.label("button-back"), data.card(on, "open")),)
    return Screen(words("card-later-which"), (*rows, tomorrow, back))


def put_off(words: Words, on: date, until_time: time) -> Screen:
    """Return the card while it waits for later."""
    return Screen(
        words("card-later-set", time=words.clock(until_time)),
        ((Button(words.label("card-answer-now"), data.card(on, "open")),),),
    )


def skipped(words: Words, on: date) -> Screen:
    """Return the card of a skipped day; it can still be answered."""
    after_all = Button(words.label("card-answer-after-all"), data.card(on, "open"))
    support = Button(words.label("button-support"), data.joined(data.GO, "safety"))
    return Screen(words("card-skipped", day=words.day(on)), ((after_all,), (support,)))


def closed(words: Words, on: date) -> Screen:
    """Return the card of a day whose time for answers is over; it offers today's."""
    return Screen(
        words("card-closed", day=words.day(on)),
        ((Button(words.label("button-checkin"), data.joined(data.GO, "checkin")),),),
    )


def _always_there(words: Words, day: Day) -> tuple[Button, ...]:
    """Support, on every card; in discreet mode a way to hide the card at once beside it."""
    support = Button(words.label("button-support"), data.joined(data.GO, "safety"))
    if not day.is_discreet:
        return (support,)
    return Button(words.label("button-close"), data.card(day.on, "hide")), support


def _another(words: Words, day: Day) -> Button:
    return Button(words.label("card-another"), data.card(day.on, "more"))


def _is_done(day: Day) -> bool:
    return day.checkin is not None and day.checkin.is_complete


def _behind(day: Day) -> Behind | None:
    if not day.is_discreet:
        return None
    return hiding_done(day.on) if _is_done(day) else hiding(day.on)


def _first_lines(words: Words, day: Day, kept: Kept | None) -> list[Html]:
    """That something was kept just now, and where help is."""
    lines = [] if kept is None else [words("kept" if kept.is_written else "kept-sent")]
    return [*lines, words("support-beside")] if day.has_danger else lines


def _scale_rows(
    words: Words, day: Day, question: Question, *, is_change: bool
) -> tuple[tuple[Button, ...], ...]:
    def button(label: str, value: Answer) -> Button:
        return Button(label, data.answer(day.on, question, value, is_change=is_change))

    digits = tuple(button(str(value), value) for value in SCALE)
    unsaid = button(words.label("answer-unsaid"), Said.UNSAID)
    if question is Question.OPENNESS:
        return digits, (unsaid,)
    return digits, (button(words.label("answer-no-contact"), Said.NO_CONTACT), unsaid)


def _answered(words: Words, day: Day) -> list[Html]:
    """The day's answers in words, one piece for each that was given."""
    checkin = day.checkin
    if checkin is None:
        return []
    pieces = []
    if checkin.safety is Said.NO_CONTACT:
        pieces.append(words("card-no-contact-line"))
    elif checkin.safety is not None:
        pieces.append(words("card-safety-line", answer=_said(words, checkin.safety)))
    if checkin.openness is not None and checkin.safety is not Said.NO_CONTACT:
        pieces.append(words("card-openness-line", answer=_said(words, checkin.openness)))
    if checkin.moments or checkin.is_nothing:
        pieces.append(words("card-moments-line", count=checkin.moments))
    return pieces


def _said(words: Words, answer: Answer) -> Html:
    return words("said-unsaid") if isinstance(answer, Said) else Html(str(answer))
