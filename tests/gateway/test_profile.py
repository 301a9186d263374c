"""What Telegram shows of the bot is set once, and again only where it differs."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.cards.profile import COMMANDS, profiles
from bot.clock import MovableClock
from bot.gateway.lanes import Lane
from bot.gateway.outcome import NotSent, outcome_of
from bot.gateway.profile import Profile, introduce
from bot.simulator.telegram import Telegram
from tests.chat import CONTENT, TOKEN

PROFILES = profiles([CONTENT.words(language) for language in CONTENT.languages])


class Line:
    """A line to the local Telegram that notes what is set, and may be cut after so many calls."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self.set: list[str] = []
        self.calls_left: int | None = None

    async def __call__(self, method: str, parameters: dict[str, Any], lane: Lane) -> Any:
        assert lane is Lane.REPLIES
        if self.calls_left is not None:
            self.calls_left -= 1
            if self.calls_left < 0:
                raise NotSent
        if method.startswith("set"):
            self.set.append(method + parameters.get("language_code", ""))
        answer = self._telegram.call(method, parameters)
        if answer.status != 200:
            raise outcome_of(answer.status, json.dumps(answer.body).encode())
        return answer.result


@pytest.fixture
def telegram() -> Telegram:
    return Telegram(TOKEN, MovableClock().now)


@pytest.fixture
def line(telegram: Telegram) -> Line:
    return Line(telegram)


async def test_at_first_everything_is_set_in_every_language(telegram: Telegram, line: Line) -> None:
    assert await introduce(line, PROFILES) == len(line.set) == 6
    for language in CONTENT.languages:
        words = CONTENT.words(language)
        shown = telegram.world.profile.shown_commands(language)
        assert [each["command"] for each in shown] == list(COMMANDS)
        assert shown[0]["description"] == words.label("command-checkin")
        assert telegram.world.profile.text("description", language) == words.label("bot-description")
        assert telegram.world.profile.text("short_description", language) == words.label(
            "bot-short-description"
        )
    assert telegram.world.profile.shown_commands("de") == telegram.world.profile.shown_commands("en")


async def test_a_second_start_sets_nothing(line: Line) -> None:
    await introduce(line, PROFILES)
    line.set.clear()
    assert await introduce(line, PROFILES) == 0
    assert line.set == []


@pytest.mark.parametrize(
    ("changed", "is_set"),
    [
        ({"description": "Something new."}, "setMyDescriptiontr"),
        ({"short_description": "New."}, "setMyShortDescriptiontr"),
        ({"commands": (("week", "haftan"),)}, "setMyCommandstr"),
        ({"commands": PROFILES["tr"].commands[::-1]}, "setMyCommandstr"),
    ],
)
async def test_what_changed_is_set_alone(line: Line, changed: dict[str, Any], is_set: str) -> None:
    await introduce(line, PROFILES)
    line.set.clear()
    newer: dict[str, Profile] = {**PROFILES, "tr": replace(PROFILES["tr"], **changed)}
    assert await introduce(line, newer) == 1
    assert line.set == [is_set]


@pytest.mark.parametrize("calls", range(12))
async def test_cut_off_in_the_middle_it_goes_on_where_it_stopped(line: Line, calls: int) -> None:
    line.calls_left = calls
    with pytest.raises(NotSent):
        await introduce(line, PROFILES)
    line.calls_left = None
    await introduce(line, PROFILES)
    assert len(line.set) == len(set(line.set)) == 6


@pytest.mark.parametrize("left", ["commands", "default"])
async def test_a_button_that_opens_the_commands_is_left_alone(
    telegram: Telegram, line: Line, left: str
) -> None:
    telegram.call("setChatMenuButton", {"menu_button": {"type": left}})
    await introduce(line, PROFILES)
    assert "setChatMenuButton" not in line.set


async def test_a_button_that_an_earlier_set_up_left_for_something_else_opens_the_commands_again(
    telegram: Telegram, line: Line
) -> None:
    web_app = {"type": "web_app", "text": "Shop", "web_app": {"url": "https://example.org"}}
    telegram.call("setChatMenuButton", {"menu_button": web_app})
    await introduce(line, PROFILES)
    assert telegram.call("getChatMenuButton").result == {"type": "commands"}
