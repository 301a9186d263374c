"""What Telegram can tell a bot and this one has no use for is met with deliberate silence: every kind of update is tried."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Update

from bot.conversations import router
from bot.gateway.updates import KINDS, person_of
from tests.chat import Person, Stage

ANA = 1000
USER = {"id": ANA, "is_bot": False, "first_name": "Ana"}
OTHER_BOT = {"id": 77, "is_bot": True, "first_name": "Other", "username": "other_bot"}
PRIVATE = {"id": ANA, "type": "private", "first_name": "Ana"}
GROUP = {"id": -100, "type": "group", "title": "Family"}
SUPERGROUP = {"id": -1001, "type": "supergroup", "title": "Family"}
CHANNEL = {"id": -1002, "type": "channel", "title": "News"}
DATE = 1_795_453_200
LINK = {"invite_link": "https://t.me/+x", "creator": USER} | dict.fromkeys(
    ("creates_join_request", "is_primary", "is_revoked"), False
)
MEMBER = {"user": USER, "status": "member"}
LEFT = {"user": USER, "status": "left"}
BOOST_SOURCE = {"source": "premium", "user": USER}
POLL = {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "type": "regular"} | dict.fromkeys(
    ("is_closed", "is_anonymous", "allows_multiple_answers", "allows_revoting", "members_only"), False
)


def message(chat: dict[str, Any], text: str = "/start", **more: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": DATE, "chat": chat, "text": text, "from": USER} | more


UNUSED: dict[str, dict[str, Any]] = {
    "channel_post": message(CHANNEL),
    "edited_channel_post": message(CHANNEL, edit_date=DATE),
    "business_connection": {"id": "b", "user": USER, "user_chat_id": ANA, "date": DATE, "is_enabled": True},
    "business_message": message(PRIVATE, business_connection_id="b"),
    "edited_business_message": message(PRIVATE, business_connection_id="b", edit_date=DATE),
    "deleted_business_messages": {"business_connection_id": "b", "chat": PRIVATE, "message_ids": [5]},
    "guest_message": message(GROUP, guest_query_id="g"),
    "message_reaction": {
        "chat": PRIVATE,
        "message_id": 5,
        "user": USER,
        "date": DATE,
        "old_reaction": [],
        "new_reaction": [{"type": "emoji", "emoji": "👍"}],
    },
    "message_reaction_count": {"chat": CHANNEL, "message_id": 5, "date": DATE, "reactions": []},
    "inline_query": {"id": "1", "from": USER, "query": "tea", "offset": ""},
    "chosen_inline_result": {"result_id": "1", "from": USER, "query": "tea"},
    "shipping_query": {
        "id": "1",
        "from": USER,
        "invoice_payload": "x",
        "shipping_address": dict.fromkeys(
            ("country_code", "state", "city", "street_line1", "street_line2", "post_code"), "x"
        ),
    },
    "pre_checkout_query": {
        "id": "1",
        "from": USER,
        "currency": "XTR",
        "total_amount": 1,
        "invoice_payload": "x",
    },
    "purchased_paid_media": {"from": USER, "paid_media_payload": "x"},
    "poll": POLL,
    "poll_answer": {"poll_id": "1", "user": USER, "option_ids": [0], "option_persistent_ids": []},
    "chat_member": {
        "chat": GROUP,
        "from": USER,
        "date": DATE,
        "old_chat_member": LEFT,
        "new_chat_member": MEMBER,
    },
    "chat_join_request": {
        "chat": GROUP,
        "from": USER,
        "user_chat_id": ANA,
        "date": DATE,
        "invite_link": LINK,
    },
    "chat_boost": {
        "chat": CHANNEL,
        "boost": {"boost_id": "1", "add_date": DATE, "expiration_date": DATE, "source": BOOST_SOURCE},
    },
    "removed_chat_boost": {
        "chat": CHANNEL,
        "boost_id": "1",
        "remove_date": DATE,
        "source": BOOST_SOURCE,
    },
    "managed_bot": {"user": USER, "bot": OTHER_BOT},
}
"""A whole update of every kind that the bot does not ask Telegram for."""

OF_A_KIND_IN_USE: dict[str, tuple[str, dict[str, Any]]] = {
    "a command in a group": ("message", message(GROUP)),
    "a command with the bot's name in a supergroup": ("message", message(SUPERGROUP, "/start@goldseam_bot")),
    "words in a supergroup": ("message", message(SUPERGROUP, "4 3 tea")),
    "an edit in a group": ("edited_message", message(GROUP, "4 3 tea", edit_date=DATE)),
    "another bot's words": ("message", message(PRIVATE, "hello", **{"from": OTHER_BOT})),
    "words of nobody": ("message", {"message_id": 5, "date": DATE, "chat": CHANNEL, "text": "hello"}),
    "somebody came into a group": ("message", message(GROUP, "", new_chat_members=[USER])),
    "a group became a supergroup": ("message", message(GROUP, "", migrate_to_chat_id=-1001)),
    "a pinned message": ("message", message(PRIVATE, "", pinned_message=message(PRIVATE))),
    "leave to write": ("message", message(PRIVATE, "", write_access_allowed={"from_request": True})),
    "the bot in a channel": (
        "my_chat_member",
        {
            "chat": CHANNEL,
            "from": USER,
            "date": DATE,
            "old_chat_member": {"user": OTHER_BOT, "status": "left"},
            "new_chat_member": {"user": OTHER_BOT, "status": "member"},
        },
    ),
}


def test_every_kind_of_update_is_tried() -> None:
    assert set(UNUSED) | set(KINDS) == {str(kind) for kind in Update.ALL_TYPES}
    assert not set(UNUSED) & set(KINDS)


@pytest.mark.parametrize("kind", UNUSED)
async def test_a_kind_that_is_not_asked_for_is_met_with_silence(scene: Stage, ana: Person, kind: str) -> None:
    update = {"update_id": 1, kind: UNUSED[kind]}
    assert person_of(update) is None, "it never reaches the inbox"
    await is_silent(scene, update)


@pytest.mark.parametrize("name", OF_A_KIND_IN_USE)
async def test_what_is_not_said_to_the_bot_is_met_with_silence(scene: Stage, ana: Person, name: str) -> None:
    kind, body = OF_A_KIND_IN_USE[name]
    await is_silent(scene, {"update_id": 1, kind: body})


async def is_silent(scene: Stage, told: dict[str, Any]) -> None:
    before = len(scene.telegram.calls)
    kept = await everything(scene)
    update = Update.de_json(told, scene._bot.wire.bot)
    assert not await router.answer(scene._bot.tools, update)
    assert len(scene.telegram.calls) == before
    assert await everything(scene) == kept


async def everything(scene: Stage) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the database."""
    tables = await scene.store.db.rows("SELECT name FROM sqlite_master WHERE type = 'table'", {})
    names = sorted(table["name"] for table in tables)
    return {
        name: [tuple(row) for row in await scene.store.db.rows(f"SELECT * FROM {name}", {})] for name in names
    }


async def test_a_tap_from_a_group_or_without_its_message_ends_the_spinner_and_no_more(
    scene: Stage, ana: Person
) -> None:
    tap = {"id": "9", "from": USER, "chat_instance": "1", "data": "go:week"}
    for more in (
        {"message": message(GROUP)},
        {"inline_message_id": "abc"},
        {"message": {"chat": GROUP, "message_id": 5, "date": 0}},
    ):
        before = len(scene.telegram.calls)
        update = Update.de_json({"update_id": 1, "callback_query": tap | more}, scene._bot.wire.bot)
        await router.answer(scene._bot.tools, update)
        assert [call.method for call in list(scene.telegram.calls)[before:]] == ["answerCallbackQuery"]
