"""What reaches the bot from elsewhere: updates that it never asks for, groups, channels, other bots, its own membership."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from tests.conversations.table import kinds
from tests.conversations.table.acting import Here, Input


def updates() -> Iterator[Input]:
    for kind, payload in kinds.UPDATES.items():
        yield Input("update", kind, partial(_told, kind=kind, payload=payload))
    for name, chat in (("group", kinds.GROUP), ("channel", kinds.CHANNEL)):
        for text in ("4 3 tea", "/start", "/checkin@local_bot"):
            yield Input("in a " + name, text, partial(_says_in, chat=chat, text=text))
    yield Input(
        "in a group", "an edit", partial(_says_in, chat=kinds.GROUP, text="4 3", kind="edited_message")
    )
    yield Input("in a chat", "a message of another bot", _another_bot_says)


def _told(here: Here, kind: str, payload: kinds.Json) -> None:
    here.body.world.updates.add(kind, payload)


def _says_in(here: Here, chat: dict[str, Any], text: str, kind: str = "message") -> None:
    told = {"message_id": 7, "date": 1, "chat": chat, "from": dict(here.body.user), "text": text}
    here.body.world.updates.add(kind, told)


def _another_bot_says(here: Here) -> None:
    told = {
        "message_id": 7,
        "date": 1,
        "chat": dict(here.body.chat.about),
        "from": kinds.ANOTHER_BOT,
        "text": "hi",
    }
    here.body.world.updates.add("message", told)


def memberships() -> Iterator[Input]:
    yield Input("membership", "blocks the bot", lambda here: here.body.blocks())
    yield Input("membership", "comes back", _comes_back)
    for was, now in (("left", "member"), ("member", "administrator"), ("member", "kicked")):
        for name, chat in (("group", kinds.GROUP), ("channel", kinds.CHANNEL)):
            act = partial(_member, chat=chat, was=was, now=now)
            yield Input("membership", f"of a {name}: {was} to {now}", act)


def _comes_back(here: Here) -> None:
    here.body.blocks()
    here.body.returns()


def _member(here: Here, chat: dict[str, Any], was: str, now: str) -> None:
    more_of: dict[str, dict[str, Any]] = {
        "kicked": {"until_date": 0},
        "administrator": dict.fromkeys(_RIGHTS, True),
    }

    def told(status: str) -> dict[str, Any]:
        more = more_of.get(status, {})
        return {"user": dict(here.body.world.bot), "status": status, **more}

    change = {
        "chat": chat,
        "from": dict(here.body.user),
        "date": 1,
        "old_chat_member": told(was),
        "new_chat_member": told(now),
    }
    here.body.world.updates.add("my_chat_member", change)


_RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
