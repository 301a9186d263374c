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


def test_a_chat_s_own_commands_come_before_everybody_s_until_they_are_deleted(telegram: Telegram) -> None:
    scope = {"type": "chat", "chat_id": 7}
    of_chat = [{"command": "hafta", "description": "Nasıldı"}]
    granted(telegram, "setMyCommands", commands=_COMMANDS)
    granted(telegram, "setMyCommands", commands=of_chat, scope=scope)
    profile = telegram.world.profile
    assert (profile.shown_commands("en", 7), profile.shown_commands("en", 8)) == (of_chat, _COMMANDS)
    for _ in range(2):
        assert granted(telegram, "deleteMyCommands", scope=scope) is True
    assert profile.shown_commands("en", 7) == _COMMANDS


@pytest.mark.parametrize("scope", [{"type": "chat"}, {"type": "everybody"}, [7]])
def test_a_scope_that_there_is_not_is_refused(telegram: Telegram, scope: object) -> None:
    assert refused(telegram, "setMyCommands", commands=_COMMANDS, scope=scope).startswith("Bad Request: ")


def test_the_menu_button_opens_the_commands_unless_it_was_set_for_all_or_for_a_chat(
    telegram: Telegram,
) -> None:
    web_app = {"type": "web_app", "text": "Shop", "web_app": {"url": "https://example.org"}}
    assert granted(telegram, "getChatMenuButton") == {"type": "commands"}
    granted(telegram, "setChatMenuButton", menu_button=web_app)
    granted(telegram, "setChatMenuButton", chat_id=7, menu_button={"type": "commands"})
    assert granted(telegram, "getChatMenuButton", chat_id=8) == web_app
    assert granted(telegram, "getChatMenuButton", chat_id=7) == {"type": "commands"}
    refused(telegram, "setChatMenuButton", menu_button={"type": "door"})
    refused(telegram, "setChatMenuButton", menu_button={"type": "web_app", "text": "Shop"})


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
