"""Every screen at its longest, in every language, held against Telegram's limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.cards import (
    answers,
    card,
    fading,
    letter,
    look_back,
    moments,
    pictures,
    principles,
    support,
    welcome,
)
from bot.cards.card import Day, Kept
from bot.cards.letter import Advice, EarlierStep, Letter, Told
from bot.cards.moments import Shown
from bot.cards.profile import COMMANDS
from bot.cards.welcome import Host, Place
from bot.cards.when import When
from bot.content import zones
from bot.content.words import Words
from bot.domain.checkin import CheckIn, Question, Said
from bot.domain.day import State
from bot.domain.encourage import Signal
from bot.domain.moment import MomentKind
from bot.domain.participant import Role
from bot.domain.patterns import Pattern
from bot.domain.span import Course, DayAnswers, Span, Trend
from bot.domain.step import CameTo
from bot.domain.streak import Streaks
from bot.gateway.screen import Picture, Screen
from bot.simulator import markup
from bot.simulator.limits import BUTTON_BYTES, BUTTONS, CAPTION_UNITS, TEXT_UNITS, TOAST_UNITS, units
from bot.storage.columns import new_id
from tests.chat import CONTENT

ON = date(2026, 11, 25)  # a Wednesday in November: long in both languages
AT = time(21, 30)
NIGHT = When(ON, AT, is_night=True)
DAYS = frozenset({0, 1, 2, 3, 5})
NAME = "💔" * 40
HOST = Host("&" * 100, "<" * 100)
STREAKS = Streaks(10_000, 10_000, 10_000)
ZONE = ZoneInfo(max(zones.NAMES, key=len))
PLACE = Place("Ş&" * 60, ZONE, AT)
# One word without a space, one that has to be escaped everywhere, one of two units a character, and one with spaces.
LONGEST = ("x" * 4096, "&" * 4096, "💔" * 2048, '"<b>" ' * 682)
STATES = (State.KEPT, State.MISSED, State.REST)
ANSWERED = (
    None,
    CheckIn(ON, 3),
    CheckIn(ON, Said.NO_CONTACT, Said.NO_CONTACT),
    CheckIn(ON, Said.UNSAID, Said.UNSAID, moments=10_000),
    CheckIn(ON, Said.NO_CONTACT, Said.NO_CONTACT, is_nothing=True),
)
LINES = [
    line
    for text in CONTENT.principles
    for language in CONTENT.languages
    for line in text.words[language].lines
]


def days() -> Iterator[Day]:
    for role in Role:
        for checkin in ANSWERED:
            for is_today in (True, False):
                yield Day(ON, role, NAME, checkin, "somebody", is_today=is_today, is_guard_up=False)
    yield Day(ON, Role.HURT, None, ANSWERED[-1], "somebody", is_discreet=True)
    yield Day(ON, Role.HURT, NAME, ANSWERED[3], "somebody", is_today=False, has_danger=True)


def cards(words: Words) -> Iterator[Screen]:
    for day in days():
        if day.checkin is None or not day.checkin.is_complete:
            yield from (card.prompt(words, day), card.nudge(words, day))
            yield card.asking(words, day, is_prompt=True, kept=Kept(is_written=True))
        else:
            yield card.done(words, day, STREAKS, max(LINES, key=len), Kept(is_written=False))
        for question in (Question.SAFETY, Question.OPENNESS):
            yield card.scale(words, day, question, is_change=True)
        yield card.moment(words, day, is_another=True)
    yield from (card.later(words, ON, (30, 60, 180)), card.put_off(words, ON, AT))
    yield from (
        card.skipped(words, ON),
        card.closed(words, ON),
        card.hidden(words, ON),
        card.hidden_done(words, ON),
        card.hidden_now(words, Day(ON, Role.HURT, None, None, "somebody")),
    )


def letters(words: Words) -> Iterator[Screen]:
    why = max(Signal, key=lambda each: len(words(f"why-{each.replace('_', '-')}", what="both")))
    course = Course(7, 3.5, 2.5, Trend.UP, 1.5)
    for text in LONGEST:
        for kind in MomentKind:
            moments = [Told(ON, kind, text)] * 100
            for principle in CONTENT.principles:
                spoken = principle.words[words.language]
                step = max(spoken.steps, key=len)
                yield letter.letter(
                    words,
                    Letter(
                        last_on=ON,
                        week=Span(6, 7, course, course, 100, 7, 7, 7),
                        days=(),
                        streaks=STREAKS,
                        moments=moments,
                        advice=Advice(spoken.title, spoken.reflection, step, why, "both", 100, is_taken=True),
                        earlier=EarlierStep(step, CameTo.NOT_YET),
                        pattern=max(Pattern, key=lambda each: len(words("letter-pattern", pattern=each))),
                        is_first_week=True,
                        is_guard_up=True,
                        is_discreet=True,
                    ),
                )
            yield letter.file_gone(words, moments[0], letter.close_rows(words, ON))
            if kind is not MomentKind.TEXT:
                yield letter.file(words, moments[0], "x" * 100, letter.close_rows(words, ON))
    yield from (
        letter.behind_a_tap(words, ON),
        letter.more_files(words, ON, 100, 10_000, letter.close_rows(words, ON)),
    )


def looking_back(words: Words) -> Iterator[Screen]:
    course = Course(30, 3.5, 2.5, Trend.UP, 1.5)
    for flag in (True, False):
        for shown_up in (0, 29, 30):
            span = Span(shown_up, 30, course, course, 10_000, 30, 30, 30)
            told = look_back.Month(ON, span, STREAKS, is_guard_up=True, is_discreet=flag)
            yield look_back.month(words, told)
        yield look_back.streak(words, STREAKS, STATES * 10, is_discreet=flag)
        yield principles.titles(words, CONTENT.principles, 2, is_discreet=flag, is_instead=flag)
        for principle in CONTENT.principles:
            yield principles.principle(words, principle, 1, is_discreet=flag)
    yield look_back.streak(words, Streaks(), ())
    yield from (look_back.hidden(words, look_back.month_data(ON, "open")), principles.hidden(words))


def pictured(words: Words) -> Iterator[Screen]:
    """The captions of what is sent with a picture."""
    dot = Picture(b"")
    for length in look_back.LENGTHS:
        drawn = pictures.days(words, [DayAnswers(ON, 1, 1, 100, is_kept=True)], ON, length)
        yield Screen(
            drawn.caption, look_back.month_rows(words, ON, length, has_more=True, is_discreet=True), media=dot
        )
    states = {ON - timedelta(days=back): STATES[back % 3] for back in range(100)}
    views = {
        look_back.CALENDAR: pictures.calendar(words, states, ON),
        look_back.VESSEL: pictures.vessel(words, "somebody", STREAKS.shown_up),
    }
    for view, drawn in views.items():
        rows = look_back.streak_rows(words, view, is_discreet=True)
        yield Screen(look_back.with_counts(words, STREAKS, drawn).caption, rows, media=dot)


def own_moments(words: Words) -> Iterator[Screen]:
    for text in (*LONGEST, ""):
        for kind in MomentKind:
            for flag in (True, False):
                shown = Shown(
                    new_id(), ON, kind, text, "x" * 100, new_id(), is_this_year=flag, is_discreet=flag
                )
                yield from (moments.moment(words, shown), moments.delete_ask(words, shown))
                for is_forbidden in (True, False):
                    yield moments.gone(words, shown, is_forbidden=is_forbidden)
    for flag in (True, False):
        yield moments.deleted(words, new_id() if flag else None, is_discreet=flag)
        yield moments.none(words, is_discreet=flag)
        yield moments.none(words, is_discreet=flag, has_kept=True)
    yield moments.hidden(words, new_id())


def after_silence(words: Words) -> Iterator[Screen]:
    for flag in (True, False):
        yield fading.less_often(words, DAYS, 2, is_discreet=flag)
        yield fading.self_paused(words, is_discreet=flag)
        yield fading.chosen(words, DAYS, DAYS, When(ON, AT, is_night=flag), is_discreet=flag)
    yield from (fading.hidden_less_often(words, DAYS), fading.hidden_self_paused(words))


def welcomes(words: Words) -> Iterator[Screen]:
    every = [CONTENT.words(language) for language in CONTENT.languages]
    for flag in (True, False):
        yield from (welcome.agree_first(words), welcome.place_tap(words))
        yield welcome.back_in(words, DAYS, AT, is_paused=flag, until=When(ON, AT, is_night=flag))
        yield welcome.intro(words, every, HOST, is_discreet=flag)
        yield welcome.ask_time(words, is_unclear=flag)
        yield welcome.set_up(words, AT, is_today=flag)
        yield welcome.back_in(words, DAYS, AT, is_paused=flag)
        yield welcome.stranger(words, HOST, has_code=flag)
        yield welcome.which_place(words, [PLACE] * 6, is_by_time=flag)
    yield from (welcome.role(words), welcome.place(words), welcome.place_unknown(words))
    yield from (welcome.confirm_place(words, PLACE), welcome.first(words, AT))


def short_answers(words: Words) -> Iterator[Screen]:
    every = [CONTENT.words(language) for language in CONTENT.languages]
    for flag in (True, False):
        yield answers.ask_afraid(words, is_discreet=flag)
        yield answers.pause_which(words, is_unclear=flag)
        yield from (answers.help_(words), answers.unknown_command(words, None))
        yield answers.ask_afraid(words, is_discreet=flag, is_open=True)
    yield from (answers.afraid_kept(words), answers.name_kept(words, NAME))
    yield answers.discreet_offer(words, new_id(), answers.offer(words, new_id(), ON))
    yield answers.name_unclear(words, answers.offer(words, new_id(), ON, is_today=False, is_album=True))
    yield from (answers.offer(words, new_id(), ON), answers.which_day(words, new_id(), ON, ON))
    yield answers.offer(words, new_id(), ON, is_today=False, is_album=True, is_button=True)
    yield from (answers.offer(words, new_id(), ON, is_today=False, meant=name) for name in COMMANDS)
    yield answers.not_kept(words, "kinds-hint", [2**31 + 9999 * each for each in range(10)])
    yield answers.unknown_command(words, "principles")
    yield from (answers.paused(words, NIGHT), answers.paused(words, None), answers.resumed(words, NIGHT))
    yield from (
        answers.not_paused(words, DAYS, AT),
        answers.skip_set(words, NIGHT),
        answers.supported(words, "skip-answered"),
        answers.ask_name(words),
    )
    yield from (answers.languages(words, every), answers.privacy(words, HOST), answers.delete_ask(words))
    for is_written in (True, False):
        yield answers.kept(words, is_written=is_written)
    for access in ("invite", "everyone"):
        yield answers.delete_done(words, HOST, access)


def supports(words: Words) -> Iterator[Screen]:
    for country in (None, "XX", *CONTENT.helplines.countries):
        for flag in (True, False):
            yield support.support(words, CONTENT.helplines.support(country), country, is_discreet=flag)
    for page in (1, 3, 99):
        yield support.countries(words, CONTENT.helplines.countries, page)
    yield support.alone(words)
    for screen in (*letters(words), *cards(words), *own_moments(words)):
        yield from (support.beside(words, screen), support.with_support(words, screen))


ALL = (cards, letters, looking_back, own_moments, pictured, after_silence, welcomes, short_answers, supports)


@pytest.mark.parametrize("language", CONTENT.languages)
@pytest.mark.parametrize("screens", ALL)
def test_a_screen_fits_telegram_whatever_was_written(
    screens: Callable[[Words], Iterator[Screen]], language: str
) -> None:
    for screen in screens(CONTENT.words(language)):
        length = units(markup.parse(screen.text).text)
        assert length <= CAPTION_UNITS if screen.media else 1 <= length <= TEXT_UNITS
        buttons = [button for row in screen.rows for button in row]
        assert len(buttons) <= BUTTONS
        for button in buttons:
            assert button.label.strip()
            assert button.data
            assert len(button.data.encode()) <= BUTTON_BYTES


@pytest.mark.parametrize("language", CONTENT.languages)
def test_a_toast_fits_telegram(language: str) -> None:
    words = CONTENT.words(language)
    stale = (
        "card-stale",
        "card-not-today",
        "words-done",
        "welcome-stale",
        "letter-stale",
        "message-stays",
        "moments-gone-already",
    )
    toasts = (*stale, "welcome-discreet-on-toast", "welcome-discreet-off-toast")
    assert all(units(words.label(toast)) <= TOAST_UNITS for toast in toasts)


def test_every_function_that_makes_a_screen_is_tried() -> None:
    """A new screen has to come in here, too."""
    made = {
        name
        for module in (answers, card, letter, look_back, moments, principles, support, welcome)
        for name, found in vars(module).items()
        if callable(found) and getattr(found, "__annotations__", {}).get("return") == "Screen"
    }
    tried = {name for screens in ALL for name in screens.__code__.co_names}
    assert made - tried == {"plain"}, "plain texts are measured where the texts are"
