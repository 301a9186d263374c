from __future__ import annotations

from datetime import timedelta

import pytest
from telegram.constants import ReactionEmoji

from bot.clock import MovableClock
from bot.simulator.limits import REACTIONS
from bot.simulator.people import Person
from bot.simulator.telegram import Telegram
from tests.simulator.calls import buttons, granted, refused

_SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
def card(telegram: Telegram, ana: Person) -> int:
    sent = granted(
        telegram,
        "sendMessage",
        chat_id=ana.id,
        text="<b>card</b>",
        parse_mode="HTML",
        reply_markup=buttons("1", "2"),
    )
    return int(sent["message_id"])


def test_an_edit_changes_the_message_in_place(
    telegram: Telegram, ana: Person, card: int, clock: MovableClock
) -> None:
    clock.move(timedelta(minutes=1))
    edited = granted(telegram, "editMessageText", chat_id=ana.id, message_id=card, text="done")
    assert edited["edit_date"] == edited["date"] + 60
    message = ana.messages[-1]
    assert (message.id, message.text, message.labels) == (card, "done", [])


def test_an_edit_that_changes_nothing_is_refused(telegram: Telegram, ana: Person, card: int) -> None:
    same = {
        "chat_id": ana.id,
        "message_id": card,
        "text": "<b>card</b>",
        "parse_mode": "HTML",
        "reply_markup": buttons("1", "2"),
    }
    assert refused(telegram, "editMessageText", **same) == _SAME
    assert refused(telegram, "editMessageReplyMarkup", **same) == _SAME
    granted(telegram, "editMessageText", **same | {"parse_mode": None, "text": "card"})
    granted(telegram, "editMessageReplyMarkup", **same | {"reply_markup": buttons("1")})
    assert ana.messages[-1].labels == ["1"]


def test_a_message_that_is_not_there_cannot_be_edited(telegram: Telegram, ana: Person) -> None:
    words = refused(telegram, "editMessageText", chat_id=ana.id, message_id=999, text="x")
    assert words == "Bad Request: message to edit not found"
    words = refused(telegram, "editMessageText", chat_id=ana.id, text="x")
    assert words == "Bad Request: message identifier is not specified"
    words = refused(telegram, "editMessageText", chat_id=ana.id, message_id="first", text="x")
    assert words == 'Bad Request: Field "message_id" must be of type Number'


def test_a_persons_message_cannot_be_edited(telegram: Telegram, ana: Person) -> None:
    said = ana.says("mine")
    assert (
        refused(telegram, "editMessageText", chat_id=ana.id, message_id=said, text="x")
        == "Bad Request: message can't be edited"
    )


def test_a_message_that_came_with_a_keyboard_below_cannot_be_edited(telegram: Telegram, ana: Person) -> None:
    sent = granted(telegram, "sendMessage", chat_id=ana.id, text="x", reply_markup={"keyboard": [["a"]]})
    words = refused(telegram, "editMessageText", chat_id=ana.id, message_id=sent["message_id"], text="y")
    assert words == "Bad Request: message can't be edited"


def test_a_photo_has_no_text_to_edit(telegram: Telegram, ana: Person) -> None:
    ana.sends("photo")
    file_id = ana.messages[-1].content[0]["file_id"]
    sent = granted(telegram, "sendPhoto", chat_id=ana.id, photo=file_id, caption="week")
    words = refused(telegram, "editMessageText", chat_id=ana.id, message_id=sent["message_id"], text="y")
    assert words == "Bad Request: there is no text in the message to edit"
    granted(
        telegram,
        "editMessageReplyMarkup",
        chat_id=ana.id,
        message_id=sent["message_id"],
        reply_markup=buttons("a"),
    )


def test_edits_obey_the_limits_of_texts_and_keyboards(telegram: Telegram, ana: Person, card: int) -> None:
    def words(**change: object) -> str:
        return refused(telegram, "editMessageText", chat_id=ana.id, message_id=card, **change)

    assert words(text="x" * 4097) == "Bad Request: MESSAGE_TOO_LONG"
    assert words(text=" ") == "Bad Request: message text is empty"
    assert words(text="x", reply_markup=buttons("x" * 65)) == "Bad Request: BUTTON_DATA_INVALID"
    assert words(text="x", reply_markup={"keyboard": [["a"]]}) == "Bad Request: inline keyboard expected"
    assert words(text="<b>", parse_mode="HTML").startswith("Bad Request: can't parse entities: ")
    assert ana.messages[-1].text == "card"


def test_another_chats_message_cannot_be_touched(telegram: Telegram, ana: Person, card: int) -> None:
    deniz = telegram.join(1002, "Deniz", "tr")
    deniz.says("/start")
    words = refused(telegram, "editMessageText", chat_id=deniz.id, message_id=card, text="x")
    assert words == "Bad Request: message to edit not found"
    words = refused(telegram, "deleteMessage", chat_id=deniz.id, message_id=card)
    assert words == "Bad Request: message to delete not found"
    assert ana.messages[-1].text == "card"


def test_messages_of_both_sides_can_be_deleted_for_48_hours(
    telegram: Telegram, ana: Person, card: int, clock: MovableClock
) -> None:
    said = ana.says("mine")
    clock.move(timedelta(hours=48) - timedelta(seconds=1))
    granted(telegram, "deleteMessage", chat_id=ana.id, message_id=card)
    assert (
        refused(telegram, "deleteMessage", chat_id=ana.id, message_id=card)
        == "Bad Request: message to delete not found"
    )
    clock.move(timedelta(seconds=1))
    words = refused(telegram, "deleteMessage", chat_id=ana.id, message_id=said)
    assert words == "Bad Request: message can't be deleted for everyone"


def test_several_messages_are_deleted_at_once_and_missing_ones_skipped(
    telegram: Telegram, ana: Person, card: int
) -> None:
    said = ana.says("mine")
    granted(telegram, "deleteMessages", chat_id=ana.id, message_ids=[card, said, 999])
    assert [message.text for message in ana.messages] == ["/start"]
    assert refused(telegram, "deleteMessages", chat_id=ana.id, message_ids=[]).startswith("Bad Request")


def test_a_bot_has_one_reaction_from_telegrams_list(telegram: Telegram, ana: Person) -> None:
    said = ana.says("tea together")

    def react(*emoji: str) -> dict[str, object]:
        return {
            "chat_id": ana.id,
            "message_id": said,
            "reaction": [{"type": "emoji", "emoji": each} for each in emoji],
        }

    granted(telegram, "setMessageReaction", **react("✍"))
    granted(telegram, "setMessageReaction", **react("❤"))
    assert "".join(ana.messages[-1].reactions) == "❤"
    assert refused(telegram, "setMessageReaction", **react("🌱")) == "Bad Request: REACTION_INVALID"
    assert refused(telegram, "setMessageReaction", **react("❤", "👍")) == "Bad Request: REACTIONS_TOO_MANY"
    granted(telegram, "setMessageReaction", chat_id=ana.id, message_id=said)
    assert not ana.messages[-1].reactions
    words = refused(telegram, "setMessageReaction", chat_id=ana.id, message_id=said, reaction="{}")
    assert words == "Bad Request: can't parse reaction types: expected an Array of ReactionType"
    missing = react("✍") | {"message_id": 999}
    assert refused(telegram, "setMessageReaction", **missing) == "Bad Request: message to react not found"


def test_the_list_of_reactions_is_the_one_that_bot_libraries_know() -> None:
    assert {str(emoji.value).replace("\ufe0f", "") for emoji in ReactionEmoji} == REACTIONS


def test_a_tap_is_answered_once(telegram: Telegram, ana: Person, card: int) -> None:
    query = ana.taps(card, "1")
    assert ana.answer(query) is None
    granted(telegram, "answerCallbackQuery", callback_query_id=query, text="Noted", show_alert=True)
    assert [(toast.text, toast.is_alert) for toast in ana.toasts] == [("Noted", True)]
    assert refused(telegram, "answerCallbackQuery", callback_query_id=query) == _OLD


def test_a_tap_older_than_a_minute_or_unknown_cannot_be_answered(
    telegram: Telegram, ana: Person, card: int, clock: MovableClock
) -> None:
    query = ana.taps(card, "1")
    clock.move(timedelta(seconds=61))
    assert refused(telegram, "answerCallbackQuery", callback_query_id=query) == _OLD
    assert refused(telegram, "answerCallbackQuery", callback_query_id="4") == _OLD
    assert refused(telegram, "answerCallbackQuery") == _OLD


def test_a_toast_has_200_units(telegram: Telegram, ana: Person, card: int) -> None:
    query = ana.taps(card, "1")
    assert (
        refused(telegram, "answerCallbackQuery", callback_query_id=query, text="x" * 201)
        == "Bad Request: MESSAGE_TOO_LONG"
    )
    granted(telegram, "answerCallbackQuery", callback_query_id=query, text="x" * 200)
