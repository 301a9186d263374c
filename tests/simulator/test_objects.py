"""What the local Telegram tells is what a bot library reads, field by field."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import BotCommand, File, InlineKeyboardMarkup, Message, TelegramObject, Update, User

from bot.simulator.people import Person
from bot.simulator.samples import KINDS
from bot.simulator.telegram import Telegram
from tests.simulator.calls import buttons, granted


def without_extras(told: TelegramObject) -> None:
    """Check that the library knew every field: what it does not know, it keeps aside."""
    assert dict(told.api_kwargs) == {}
    for name in told.__slots__:
        value = getattr(told, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, TelegramObject):
                without_extras(each)


def last_update(telegram: Telegram) -> Update:
    update = Update.de_json(granted(telegram, "getUpdates")[-1], None)
    without_extras(update)
    return update


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_everything_that_a_person_sends_is_read(telegram: Telegram, ana: Person, kind: str) -> None:
    ana.sends(kind)
    message = last_update(telegram).message
    assert message is not None
    assert getattr(message, kind)
    assert message.from_user is not None
    assert message.from_user.language_code == "en"


def test_text_location_edit_tap_and_block_are_read(telegram: Telegram, ana: Person) -> None:
    said = ana.says("/start abc")
    update = last_update(telegram)
    assert update.message is not None
    assert update.message.parse_entities() == {update.message.entities[0]: "/start"}
    ana.shares_location(1.5, -2.5)
    assert last_update(telegram).message.location.latitude == 1.5  # type: ignore[union-attr]
    ana.edits(said, "hello")
    assert last_update(telegram).edited_message.text == "hello"  # type: ignore[union-attr]
    sent = granted(
        telegram,
        "sendMessage",
        chat_id=ana.id,
        text="x",
        reply_markup=buttons("1"),
        reply_parameters={"message_id": said},
    )
    ana.taps(sent["message_id"], "1")
    query = last_update(telegram).callback_query
    assert query is not None
    assert isinstance(query.message, Message)
    assert isinstance(query.message.reply_markup, InlineKeyboardMarkup)
    ana.blocks()
    member = last_update(telegram).my_chat_member
    assert member is not None
    assert member.new_chat_member.status == "kicked"


def test_a_group_is_read(telegram: Telegram, ana: Person) -> None:
    telegram.group(-5, "Family").welcomes_bot(ana)
    told = last_update(telegram).message
    assert told is not None
    assert told.new_chat_members[0].is_bot
    assert told.chat.title == "Family"


@pytest.mark.parametrize(
    ("kind", "method"),
    [
        ("photo", "sendPhoto"),
        ("voice", "sendVoice"),
        ("document", "sendDocument"),
        ("sticker", "sendSticker"),
        ("video_note", "sendVideoNote"),
    ],
)
def test_what_the_bot_sent_is_read(telegram: Telegram, ana: Person, kind: str, method: str) -> None:
    ana.sends(kind)
    content: Any = ana.messages[-1].content
    file_id = content[0]["file_id"] if kind == "photo" else content["file_id"]
    without_extras(Message.de_json(granted(telegram, method, chat_id=ana.id, **{kind: file_id}), None))
    without_extras(File.de_json(granted(telegram, "getFile", file_id=file_id), None))


def test_a_text_that_became_a_photo_is_read(telegram: Telegram, ana: Person) -> None:
    ana.sends("photo")
    media = {"type": "photo", "media": ana.messages[-1].content[0]["file_id"], "caption": "week"}
    sent = granted(telegram, "sendMessage", chat_id=ana.id, text="x")["message_id"]
    told = granted(telegram, "editMessageMedia", chat_id=ana.id, message_id=sent, media=media)
    message = Message.de_json(told, None)
    without_extras(message)
    assert (message.caption, message.text, message.photo[0].width) == ("week", None, 640)


def test_the_bot_itself_and_its_commands_are_read(telegram: Telegram) -> None:
    without_extras(User.de_json(granted(telegram, "getMe"), None))
    granted(telegram, "setMyCommands", commands=[{"command": "week", "description": "x"}])
    without_extras(BotCommand.de_json(granted(telegram, "getMyCommands")[0], None))
