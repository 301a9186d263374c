"""Every screen at its longest, in every language, held against Telegram's limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from bot.cards import answers, card, letter, support, welcome
from bot.cards.card import Day, Kept
from bot.cards.letter import Advice, Letter, Told
from bot.cards.welcome import Host, Place
from bot.content import zones
from bot.content.words import Words
from bot.domain.checkin import CheckIn, Question, Said
from bot.domain.day import State
from bot.domain.moment import MomentKind
from bot.domain.participant import Role
from bot.domain.streak import Streaks
from bot.domain.week import Course, Trend, Week
from bot.gateway.screen import Screen
from bot.simulator import markup
from bot.simulator.limits import BUTTON_BYTES, BUTTONS, TEXT_UNITS, TOAST_UNITS, units
from bot.storage.columns import new_id
from tests.chat import CONTENT

ON = date(2026, 11, 25)  # a Wednesday in November: long in both languages
AT = time(21, 30)
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
LINES = [text.words[language].line for text in CONTENT.principles for language in CONTENT.languages]


def days() -> Iterator[Day]:
    for role in Role:
        for checkin in ANSWERED:
            for is_today in (True, False):
                yield Day(ON, role, NAME, checkin, "somebody", is_today=is_today, is_guard_up=False)
    yield Day(ON, Role.HURT, None, ANSWERED[-1], "somebody", is_discreet=True)


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
    yield from (card.skipped(words, ON), card.closed(words, ON), card.hidden(words, ON))


def letters(words: Words) -> Iterator[Screen]:
    course = Course(7, 3.5, 2.5, Trend.UP, 1.0)
    for text in LONGEST:
        for kind in MomentKind:
            for principle in CONTENT.principles:
                spoken = principle.words[words.language]
                advice = Advice(spoken.title, spoken.reflection, max(spoken.steps, key=len))
                week = Week(6, 7, course, course, 100, 7, 7)
                moments = [Told(ON, kind.value, text)] * 100
                told = Letter(ON, week, STREAKS, moments, advice, is_guard_up=True, is_discreet=True)
                yield letter.letter(words, told)
    yield letter.behind_a_tap(words)


def welcomes(words: Words) -> Iterator[Screen]:
    every = [CONTENT.words(language) for language in CONTENT.languages]
    for flag in (True, False):
        yield from (welcome.agree_first(words), welcome.place_tap(words))
        yield welcome.back_in(words, AT, is_paused=flag, until=(ON, AT))
        yield welcome.intro(words, every, HOST, is_discreet=flag)
        yield welcome.ask_time(words, is_unclear=flag)
        yield welcome.set_up(words, AT, is_today=flag)
        yield welcome.back_in(words, AT, is_paused=flag)
        yield welcome.stranger(words, HOST, has_code=flag)
        yield welcome.which_place(words, [PLACE] * 6, is_by_time=flag)
    yield from (welcome.role(words), welcome.place(words), welcome.place_unknown(words))
    yield from (welcome.confirm_place(words, PLACE), welcome.first(words, AT))


def short_answers(words: Words) -> Iterator[Screen]:
    every = [CONTENT.words(language) for language in CONTENT.languages]
    for flag in (True, False):
        yield answers.ask_afraid(words, is_discreet=flag)
        yield answers.pause_which(words, is_unclear=flag)
        yield answers.help_(words, is_unknown_command=flag)
    yield from (answers.afraid_kept(words), answers.name_kept(words, NAME))
    yield from (answers.streak(words, Streaks(), ()), answers.streak(words, STREAKS, STATES * 10))
    yield from (answers.offer(words, new_id(), ON), answers.which_day(words, new_id(), ON, ON))
    yield from (answers.paused(words, (ON, AT)), answers.paused(words, None), answers.resumed(words, ON, AT))
    yield from (answers.not_paused(words, AT), answers.skip_set(words, ON, AT), answers.ask_name(words))
    yield from (answers.languages(words, every), answers.privacy(words, HOST), answers.delete_ask(words))
    for is_written in (True, False):
        yield answers.kept(words, is_written=is_written)
    for access in ("invite", "everyone"):
        yield answers.delete_done(words, HOST, access)


def supports(words: Words) -> Iterator[Screen]:
    for country in (None, "TR", "US", "XX"):
        yield support.support(words, CONTENT.helplines.support(country), country)


ALL = (cards, letters, welcomes, short_answers, supports)


@pytest.mark.parametrize("language", CONTENT.languages)
@pytest.mark.parametrize("screens", ALL)
def test_a_screen_fits_telegram_whatever_was_written(
    screens: Callable[[Words], Iterator[Screen]], language: str
) -> None:
    for screen in screens(CONTENT.words(language)):
        assert 1 <= units(markup.parse(screen.text).text) <= TEXT_UNITS
        buttons = [button for row in screen.rows for button in row]
        assert len(buttons) <= BUTTONS
        for button in buttons:
            assert button.label.strip()
            assert button.data
            assert len(button.data.encode()) <= BUTTON_BYTES


@pytest.mark.parametrize("language", CONTENT.languages)
def test_a_toast_fits_telegram(language: str) -> None:
    words = CONTENT.words(language)
    stale = ("card-stale", "card-not-today", "words-done", "welcome-stale")
    toasts = (*stale, "welcome-discreet-on-toast", "welcome-discreet-off-toast")
    assert all(units(words.label(toast)) <= TOAST_UNITS for toast in toasts)


def test_every_function_that_makes_a_screen_is_tried() -> None:
    """A new screen has to come in here, too."""
    made = {
        name
        for module in (answers, card, letter, support, welcome)
        for name, found in vars(module).items()
        if callable(found) and getattr(found, "__annotations__", {}).get("return") == "Screen"
    }
    tried = {name for screens in ALL for name in screens.__code__.co_names}
    assert made - tried == {"plain"}, "plain texts are measured where the texts are"
