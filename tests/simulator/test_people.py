from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.simulator.people import NotPossibleError, Person
from bot.simulator.telegram import Telegram
from tests.simulator.calls import buttons, granted


def last_update(telegram: Telegram, kind: str) -> dict[str, object]:
    update = granted(telegram, "getUpdates")[-1]
    assert set(update) == {"update_id", kind}
    return dict(update[kind])


def test_a_command_comes_with_its_entity(telegram: Telegram, ana: Person) -> None:
    ana.says("/moment tea together")
    assert last_update(telegram, "message")["entities"] == [{"type": "bot_command", "offset": 0, "length": 7}]


def test_what_is_said_may_reply_to_a_message(telegram: Telegram, ana: Person) -> None:
    card = granted(telegram, "sendMessage", chat_id=ana.id, text="card")["message_id"]
    ana.says("4 3", reply_to=card)
    reply = last_update(telegram, "message")["reply_to_message"]
    assert isinstance(reply, dict)
    assert (reply["message_id"], reply["text"]) == (card, "card")


def test_an_edit_by_a_person_comes_as_an_update(telegram: Telegram, ana: Person, clock: MovableClock) -> None:
    said = ana.says("tee")
    clock.move(timedelta(seconds=5))
    ana.edits(said, "tea")
    edited = last_update(telegram, "edited_message")
    assert (edited["message_id"], edited["text"]) == (said, "tea")
    assert ana.messages[-1].edited_at == clock.now()


def test_a_forged_tap_carries_any_data(telegram: Telegram, ana: Person) -> None:
    card = granted(telegram, "sendMessage", chat_id=ana.id, text="card", reply_markup=buttons("1"))[
        "message_id"
    ]
    query = ana.taps(card, "x" * 500)
    told = last_update(telegram, "callback_query")
    assert (told["id"], told["data"]) == (query, "x" * 500)


def test_a_tap_sent_again_is_a_new_update_and_a_new_query(telegram: Telegram, ana: Person) -> None:
    card = granted(telegram, "sendMessage", chat_id=ana.id, text="card", reply_markup=buttons("4"))
    first = ana.taps(card["message_id"], "4")
    granted(telegram, "editMessageText", chat_id=ana.id, message_id=card["message_id"], text="kept")
    second = ana.taps_again(first)
    earlier, later = granted(telegram, "getUpdates")
    assert later["update_id"] == earlier["update_id"] + 1
    told = later["callback_query"]
    assert (earlier["callback_query"]["id"], told["id"]) == (first, second)
    assert first != second
    assert told["data"] == "4"
    assert (told["message"]["message_id"], told["message"]["text"]) == (card["message_id"], "kept")
    for query in (first, second):
        granted(telegram, "answerCallbackQuery", callback_query_id=query)


def test_a_shared_location_comes_with_its_coordinates(telegram: Telegram, ana: Person) -> None:
    ana.shares_location(37.0742, 36.2478)
    assert last_update(telegram, "message")["location"] == {"latitude": 37.0742, "longitude": 36.2478}


def test_blocking_and_returning_are_told_once_each(telegram: Telegram, ana: Person) -> None:
    ana.blocks()
    ana.blocks()
    ana.returns()
    told = [update["my_chat_member"] for update in granted(telegram, "getUpdates")]
    assert [(each["old_chat_member"]["status"], each["new_chat_member"]["status"]) for each in told] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]


def test_joining_twice_is_joining_once(telegram: Telegram, ana: Person) -> None:
    assert telegram.join(ana.id, "Somebody else") is ana


def test_a_deleted_message_is_gone_for_the_bot_without_a_word(telegram: Telegram, ana: Person) -> None:
    said = ana.says("mine")
    telegram.world.updates.forget()
    ana.deletes(said)
    assert granted(telegram, "getUpdates") == []
    assert [message.text for message in ana.messages] == ["/start"]


def test_a_keyboard_shown_once_goes_when_it_was_used(telegram: Telegram, ana: Person) -> None:
    keyboard = {"keyboard": [["a"]], "one_time_keyboard": True}
    granted(telegram, "sendMessage", chat_id=ana.id, text="x", reply_markup=keyboard)
    assert ana.keyboard == (("a",),)
    ana.says("a")
    assert not ana.keyboard


def test_what_no_app_lets_a_person_do_is_no_update(telegram: Telegram, ana: Person) -> None:
    said = ana.says("mine")
    card = granted(telegram, "sendMessage", chat_id=ana.id, text="card")["message_id"]
    telegram.world.updates.forget()
    for act in (
        lambda: ana.says(" "),
        lambda: ana.says("x" * 4097),
        lambda: ana.says("x", reply_to=999),
        lambda: ana.taps(999, "1"),
        lambda: ana.taps(said, "1"),
        lambda: ana.taps_again("4"),
        lambda: ana.edits(card, "x"),
        lambda: ana.deletes(999),
        lambda: ana.sends("sticker", "a caption"),
    ):
        with pytest.raises(NotPossibleError):
            act()
    ana.blocks()
    with pytest.raises(NotPossibleError):
        ana.says("x")
    assert [list(update)[1] for update in granted(telegram, "getUpdates")] == ["my_chat_member"]


def test_in_a_group_a_bot_hears_of_commands_and_replies_only(telegram: Telegram, ana: Person) -> None:
    group = telegram.group(-500, "Family")
    group.welcomes_bot(ana)
    sent = granted(telegram, "sendMessage", chat_id=-500, text="In private, please.")["message_id"]
    group.says(ana, "hello all")
    group.says(ana, "/start@local_bot")
    group.says(ana, "why?", reply_to=sent)
    updates = granted(telegram, "getUpdates")
    assert [list(update)[1] for update in updates] == ["my_chat_member", "message", "message", "message"]
    assert [update["message"].get("text") for update in updates[1:]] == [None, "/start@local_bot", "why?"]
    assert [message.text for message in group.messages] == [
        "",
        "In private, please.",
        "hello all",
        "/start@local_bot",
        "why?",
    ]


def test_a_bot_that_was_removed_cannot_write_into_the_group(telegram: Telegram, ana: Person) -> None:
    group = telegram.group(-500, "Family")
    group.welcomes_bot(ana)
    group.removes_bot(ana)
    answer = telegram.call("sendMessage", {"chat_id": -500, "text": "x"})
    assert (answer.status, answer.description) == (403, "Forbidden: bot was kicked from the group chat")


def test_each_of_an_album_comes_by_itself_under_one_id(telegram: Telegram, ana: Person) -> None:
    first, second = ana.sends_album(["photo", "video"], "the sea")
    told = [update["message"] for update in granted(telegram, "getUpdates")][-2:]
    assert [each["message_id"] for each in told] == [first, second]
    assert [each.get("caption") for each in told] == ["the sea", None]
    assert {len({each["media_group_id"] for each in told})} == {1}
    (third,) = ana.sends_album(["photo"])
    assert last_update(telegram, "message")["message_id"] == third
    assert last_update(telegram, "message")["media_group_id"] != told[0]["media_group_id"]


def test_what_was_passed_on_says_so(telegram: Telegram, ana: Person) -> None:
    ana.forwards("/week")
    assert "forward_origin" in last_update(telegram, "message")
    ana.forwards("us", kind="photo")
    assert last_update(telegram, "message")["caption"] == "us"
    ana.says_via_a_bot("hello")
    assert "via_bot" in last_update(telegram, "message")
    assert ana.messages[-1].kind == "text"
