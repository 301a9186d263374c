from __future__ import annotations

import pytest

from bot.simulator.telegram import Telegram
from tests.simulator.calls import granted, refused

_COMMANDS = [{"command": "week", "description": "How it was"}]


@pytest.mark.parametrize(
    ("suffix", "field", "longest"),
    [
        ("Name", "name", 64),
        ("Description", "description", 512),
        ("ShortDescription", "short_description", 120),
    ],
)
def test_texts_about_the_bot_are_kept_per_language(
    telegram: Telegram, suffix: str, field: str, longest: int
) -> None:
    granted(telegram, f"setMy{suffix}", **{field: "for all"})
    granted(telegram, f"setMy{suffix}", **{field: "ü" * longest}, language_code="tr")
    assert granted(telegram, f"getMy{suffix}", language_code="tr") == {field: "ü" * longest}
    assert granted(telegram, f"getMy{suffix}", language_code="de") == {field: "for all"}
    refused(telegram, f"setMy{suffix}", **{field: "x" * (longest + 1)})
    words = refused(telegram, f"setMy{suffix}", **{field: "x"}, language_code="english")
    assert words == "Bad Request: invalid language code specified"


def test_commands_are_kept_per_scope_and_language(telegram: Telegram) -> None:
    granted(telegram, "setMyCommands", commands=_COMMANDS)
    granted(
        telegram,
        "setMyCommands",
        commands='[{"command": "/hafta", "description": "Nasıldı"}]',
        language_code="tr",
    )
    assert granted(telegram, "getMyCommands") == _COMMANDS
    assert granted(telegram, "getMyCommands", language_code="tr")[0]["command"] == "hafta"
    assert granted(telegram, "getMyCommands", scope={"type": "all_private_chats"}) == []
    assert telegram.world.profile.shown_commands("de") == _COMMANDS


@pytest.mark.parametrize(
    ("commands", "words"),
    [
        (None, "expected an Array of BotCommand"),
        (["week"], "expected an Array of BotCommand"),
        ([{"command": "Week", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "x" * 33, "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "week", "description": " "}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "week", "description": "x" * 257}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "week"}], 'Can\'t find field "description"'),
        (_COMMANDS * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
def test_bad_commands_are_refused(telegram: Telegram, commands: object, words: str) -> None:
    assert refused(telegram, "setMyCommands", commands=commands) == f"Bad Request: {words}"


def test_a_bot_learns_who_it_is(telegram: Telegram) -> None:
    me = granted(telegram, "getMe")
    assert (me["id"], me["is_bot"], me["username"]) == (123456789, True, "local_bot")
