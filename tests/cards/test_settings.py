"""The settings' screens: within Telegram's limits, every choice readable, nothing shown that must not be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.cards import answers
from bot.cards import settings as screens
from bot.cards.choices import NONE, Seen, choices, value
from bot.cards.data import SETTINGS, WORDS, Tap
from bot.cards.settings import Coming
from bot.cards.welcome import Place
from bot.content import zones
from bot.content.words import Words
from bot.conversations import choosing
from bot.domain.participant import Afraid, Participant, Role, Setting, Step
from bot.domain.schedule import Planned
from bot.domain.settings import offered
from bot.gateway.screen import Screen
from bot.simulator import markup
from bot.simulator.limits import BUTTON_BYTES, TEXT_UNITS, TOAST_UNITS, units
from bot.storage.columns import new_id
from tests.chat import CONTENT

NOW = datetime(2026, 11, 25, 18, tzinfo=UTC)
LONGEST_ZONE = ZoneInfo(max(zones.NAMES, key=len))
EVERY = [CONTENT.words(language) for language in CONTENT.languages]
LANGUAGES = pytest.mark.parametrize("words", EVERY, ids=CONTENT.languages)
NAME = "💔" * 40
NOT_CHOSEN_BY_DATA = (Setting.FEAR,)


def somebody(**fields: object) -> Participant:
    known = Participant(
        id="somebody",
        telegram_id=1,
        language="en",
        created_at=NOW,
        step=Step.DONE,
        role=Role.HURT,
        afraid=Afraid.SOMETIMES,
        name=NAME,
        zone=LONGEST_ZONE,
        ask_time=time(21, 30),
        weekdays=frozenset({0, 1, 2, 3, 5}),
    )
    return replace(known, **fields)  # type: ignore[arg-type]


def seen(**fields: object) -> Seen:
    return Seen(somebody(**fields), NOW, "GS", EVERY)


STATES = (
    seen(),
    seen(is_discreet=True),
    seen(paused_at=NOW, nudge_minutes=None, name=None, role=Role.PRACTISING),
    seen(nudge_minutes=75, quiet_from=time(0), quiet_until=time(0), country="GS", weekdays=frozenset({6})),
)
COMING = (
    Coming(),
    Coming(Planned(date(2026, 11, 25), NOW), letter_on=date(2026, 11, 25)),
    Coming(
        Planned(date(2026, 12, 2), datetime(2026, 12, 2, 18, tzinfo=UTC)),
        is_here=True,
        letter_on=date(2026, 11, 29),
    ),
)


def every_screen(words: Words, state: Seen) -> Iterator[Screen]:
    place = Place("Ş&" * 60, LONGEST_ZONE, time(21))
    offer = answers.offer(words, new_id(), NOW.date(), is_today=False)
    yield screens.menu(words, state)
    yield from (screens.unchanged(words, state), screens.place_tap(words, state))
    for count in (1, 6):
        yield screens.which_place(words, state, [place] * count, is_by_time=count == 1)
    for setting in offered(state.participant):
        yield screens.one(words, state, setting)
        yield screens.unclear(words, setting, offer)
        if setting is not Setting.FEAR:
            for coming in COMING:
                yield screens.changed(words, state, setting, coming)


@LANGUAGES
@pytest.mark.parametrize("state", STATES)
def test_every_screen_fits_telegram(words: Words, state: Seen) -> None:
    for screen in every_screen(words, state):
        assert 1 <= units(markup.parse(screen.text).text) <= TEXT_UNITS
        for button in (button for row in screen.rows for button in row):
            assert button.data is not None
            assert len(button.data.encode()) <= BUTTON_BYTES
    assert units(words.label("settings-one-day")) <= TOAST_UNITS


@LANGUAGES
@pytest.mark.parametrize("state", STATES)
def test_the_list_names_every_setting_with_its_value_and_a_button(words: Words, state: Seen) -> None:
    screen = screens.menu(words, state)
    text = markup.parse(screen.text).text
    buttons = {button.label: button.data for row in screen.rows for button in row}
    for setting in offered(state.participant):
        label = screens.label(words, setting)
        assert f"{label}: {value(words, state, setting)}" in text
        assert buttons[label] == f"{SETTINGS}:{setting.value}"


@LANGUAGES
def test_every_choice_on_a_button_can_be_read_and_leads_to_what_it_says(words: Words) -> None:
    for each in STATES:
        state = replace(each, participant=replace(each.participant, language=words.language))
        for setting in offered(state.participant):
            for button in (button for row in choices(words, state, setting) for button in row):
                tap = Tap.read(button.data or "")
                assert (tap.area, tap.parts[0]) == (SETTINGS, setting.value)
                change = choosing.tapped(CONTENT, setting, tap.parts[1])
                is_last_day = (setting, *tap.parts[1:]) == (Setting.WEEKDAYS, NONE)
                if setting in NOT_CHOSEN_BY_DATA or is_last_day:
                    assert change is None
                    continue
                assert change is not None, button
                after = replace(state, participant=change(state.participant, NOW))
                if setting is not Setting.WEEKDAYS:
                    assert (after.participant == state.participant) == button.label.startswith("✓ ")


@LANGUAGES
def test_what_stands_on_a_button_can_be_typed(words: Words) -> None:
    state = STATES[0]
    for setting in set(offered(state.participant)) - {Setting.WEEKDAYS, *NOT_CHOSEN_BY_DATA}:
        for button in (button for row in choices(words, state, setting) for button in row):
            label = button.label.removeprefix("✓ ")
            change = choosing.typed(CONTENT, words, state, setting, label.upper(), None)
            tapped = choosing.tapped(CONTENT, setting, (button.data or "").split(":", 2)[2])
            assert change is not None, label
            assert tapped is not None
            assert change(state.participant, NOW) == tapped(state.participant, NOW), label


@LANGUAGES
def test_the_answer_about_fear_is_shown_nowhere(words: Words) -> None:
    for state in STATES:
        others = [
            replace(state, participant=replace(state.participant, afraid=each)) for each in (*Afraid, None)
        ]
        told = {tuple(screen.text for screen in every_screen(words, each)) for each in others}
        assert len(told) == 1


@LANGUAGES
def test_in_discreet_mode_no_name_stands_anywhere_and_everything_can_be_closed(words: Words) -> None:
    state = seen(is_discreet=True)
    for screen in every_screen(words, state):
        data = [Tap.read(button.data or "").area for row in screen.rows for button in row]
        if WORDS in data:
            continue  # whoever offers words says what hides them
        assert NAME not in screen.text
        assert screen.behind is not None
        assert [button.label for button in screen.rows[-1]] == [
            words("button-close"),
            words("button-support"),
        ]
    assert screens.hidden(words).is_line


@pytest.mark.parametrize(
    ("setting", "forged"),
    [
        (Setting.TIME, "2460"),
        (Setting.TIME, "٢١٣٠"),
        (Setting.TIME, ""),
        (Setting.WEEKDAYS, "7"),
        (Setting.WEEKDAYS, "10"),
        (Setting.WEEKDAYS, "00"),
        (Setting.WEEKDAYS, ""),
        (Setting.DAY_END, "1201"),
        (Setting.ZONE, "Europe"),
        (Setting.ZONE, "../x"),
        (Setting.LANGUAGE, "xx"),
        (Setting.ROLE, "boss"),
        (Setting.NAME, "Deniz"),
        (Setting.NUDGE, "29"),
        (Setting.NUDGE, "361"),
        (Setting.NUDGE, "²"),
        (Setting.QUIET, "2200-2200"),
        (Setting.QUIET, "2200"),
        (Setting.LETTER, "7"),
        (Setting.LETTER, "01"),
        (Setting.DISCREET, "2"),
        (Setting.COUNTRY, "TR"),
        (Setting.FEAR, "no"),
    ],
)
def test_a_forged_choice_is_none(setting: Setting, forged: str) -> None:
    assert choosing.tapped(CONTENT, setting, forged) is None


def test_every_function_that_makes_a_screen_is_tried() -> None:
    made = {
        name
        for name, found in vars(screens).items()
        if callable(found) and getattr(found, "__annotations__", {}).get("return") == "Screen"
    }
    tried = set(every_screen.__code__.co_names)
    assert {name for name in made - tried if not name.startswith("_")} == {"hidden"}
