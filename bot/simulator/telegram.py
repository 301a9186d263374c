"""The local Telegram itself: the methods of the Bot API that it knows, and the people who live in it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from bot.simulator import changing, sending
from bot.simulator.chats import Chat
from bot.simulator.faults import Faults, Trouble
from bot.simulator.groups import Group
from bot.simulator.pace import Pace
from bot.simulator.parameters import Parameters
from bot.simulator.people import Person
from bot.simulator.profile import Profile
from bot.simulator.refusal import Answer, Refusal, granted, refusal_for
from bot.simulator.updates import Updates
from bot.simulator.world import World

Method = Callable[[World, Parameters], Any]

_TOKEN = re.compile(r"(?P<bot_id>\d{1,16}):[\w-]{30,}")
_CALLS_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Call:
    """One call that the bot made; of `getUpdates` only those that were refused or met trouble.

    `description` holds Telegram's words where it was refused. A call that was not carried out has the status 0 and
    `trouble`; one with both a status and `trouble` was carried out, and its answer did not arrive whole.
    """

    at: datetime
    method: str
    params: Mapping[str, Any]
    status: int
    description: str
    trouble: Trouble | None = None


class Telegram:
    """The Bot API in memory, without any transport. `token` is the one bot's, `now` tells the present instant in UTC.

    `is_paced` turns Telegram's flood limits on; the server does, tests that send much at one instant do not want it.
    `faults` says which requests meet trouble; direct calls never do.
    """

    def __init__(
        self,
        token: str,
        now: Callable[[], datetime],
        *,
        name: str = "Local bot",
        username: str = "local_bot",
        is_paced: bool = False,
    ) -> None:
        match = _TOKEN.fullmatch(token)
        if match is None:
            raise ValueError("a token looks like 123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
        bot = {"id": int(match["bot_id"]), "is_bot": True, "first_name": name, "username": username}
        self.token = token
        self.world = World(bot, now, Updates(now), Pace() if is_paced else None, Profile())
        self.faults = Faults()
        self.people: dict[int, Person] = {}
        self.calls: deque[Call] = deque(maxlen=_CALLS_KEPT)
        self.calls_made = 0

    def join(self, user_id: int, first_name: str, language_code: str = "en") -> Person:
        """Return the person with this id, who has not written to the bot yet unless they joined before."""
        if user_id not in self.people:
            user = {"id": user_id, "is_bot": False, "first_name": first_name, "language_code": language_code}
            chat = Chat(user_id, {"id": user_id, "first_name": first_name, "type": "private"})
            self.world.chats[user_id] = chat
            self.people[user_id] = Person(self.world, user, chat)
            self.world.changes.note()
        return self.people[user_id]

    def group(self, group_id: int, title: str) -> Group:
        """Return a new group without the bot in it; ids of groups are below zero."""
        chat = Chat(
            group_id,
            {"id": group_id, "title": title, "type": "group", "all_members_are_administrators": True},
        )
        self.world.chats[group_id] = chat
        return Group(self.world, chat)

    async def request(self, token: str, method: str, params: Mapping[str, Any]) -> Answer:
        """Answer a request as it comes over the wire: the token is checked, and `getUpdates` waits its time.

        A library's request object can call this directly, without HTTP. It then acts out the answer's `trouble`, if
        there is one, as `wire.Wire` does over HTTP.
        """
        if _TOKEN.fullmatch(token) is None:
            return Refusal(404).answer()
        if token != self.token:
            return Refusal(401).answer()
        trouble = self.faults.next_for(method, params)
        if trouble is None:
            return await self._carried_out(method, params)
        refusal = refusal_for(trouble)
        if refusal is not None:
            return self._noted(method, params, refusal.answer())
        if not trouble.fault.is_carried_out:
            return self._noted(method, params, Answer(0, {}), trouble)
        return await self._carried_out(method, params, trouble)

    async def _carried_out(
        self, method: str, params: Mapping[str, Any], trouble: Trouble | None = None
    ) -> Answer:
        if method.lower() == "getupdates":
            return await self.get_updates(params, trouble)
        return self._called(method, params, trouble)

    async def get_updates(self, params: Mapping[str, Any], trouble: Trouble | None = None) -> Answer:
        """Answer `getUpdates` as a long poll; with `trouble` the updates are given out, and the answer is lost."""
        try:
            answer = granted(await self.world.updates.poll(Parameters(params)))
        except Refusal as refusal:
            answer = refusal.answer()
        if answer.status == 200 and trouble is None:
            return answer
        return self._noted("getUpdates", params, answer, trouble)

    def call(self, method: str, params: Mapping[str, Any] | None = None) -> Answer:
        """Answer one call at once; values may be as JSON has them or as text, and a file is an `Upload`.

        `getUpdates` does not wait here, whatever its timeout.
        """
        return self._called(method, params or {})

    def _called(self, method: str, params: Mapping[str, Any], trouble: Trouble | None = None) -> Answer:
        try:
            answer = granted(_method(method)(self.world, Parameters(params)))
        except Refusal as refusal:
            answer = refusal.answer()
        if method.lower() == "getupdates" and answer.status == 200:
            return answer
        return self._noted(method, params, answer, trouble)

    def _noted(
        self, method: str, params: Mapping[str, Any], answer: Answer, trouble: Trouble | None = None
    ) -> Answer:
        call = Call(self.world.now(), method, dict(params), answer.status, answer.description, trouble)
        self.calls.append(call)
        self.calls_made += 1
        self.world.changes.note()
        return answer if trouble is None else replace(answer, trouble=trouble)


def _method(name: str) -> Method:
    method = _BY_FOLDED_NAME.get(name.lower())
    if method is None:
        raise Refusal(404, "method not found")
    return method


def _get_me(world: World, _: Parameters) -> dict[str, Any]:
    return dict(world.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _delete_webhook(world: World, params: Parameters) -> bool:
    if params.flag("drop_pending_updates"):
        world.updates.forget()
    return True


def _get_updates(world: World, params: Parameters) -> list[dict[str, Any]]:
    return world.updates.take(params)


def _get_file(world: World, params: Parameters) -> dict[str, Any]:
    return world.files.downloadable(params.text("file_id"))


def _set_commands(world: World, params: Parameters) -> bool:
    return world.profile.set_commands(params)


def _get_commands(world: World, params: Parameters) -> list[dict[str, str]]:
    return world.profile.get_commands(params)


def _delete_commands(world: World, params: Parameters) -> bool:
    return world.profile.delete_commands(params)


def _set_menu_button(world: World, params: Parameters) -> bool:
    return world.profile.set_menu_button(params)


def _get_menu_button(world: World, params: Parameters) -> dict[str, Any]:
    return world.profile.get_menu_button(params)


def _set_text(world: World, params: Parameters, what: str) -> bool:
    return world.profile.set_text(what, params)


def _get_text(world: World, params: Parameters, what: str) -> dict[str, str]:
    return world.profile.get_text(what, params)


_METHODS: dict[str, Method] = {
    "getMe": _get_me,
    "getUpdates": _get_updates,
    "deleteWebhook": _delete_webhook,
    "getFile": _get_file,
    "sendMessage": sending.send_message,
    "sendPhoto": partial(sending.send_file, kind="photo"),
    "sendVoice": partial(sending.send_file, kind="voice"),
    "sendVideoNote": partial(sending.send_file, kind="video_note"),
    "sendDocument": partial(sending.send_file, kind="document"),
    "sendSticker": partial(sending.send_file, kind="sticker"),
    "sendChatAction": sending.send_chat_action,
    "editMessageText": changing.edit_text,
    "editMessageMedia": changing.edit_media,
    "editMessageReplyMarkup": changing.edit_buttons,
    "deleteMessage": changing.delete_message,
    "deleteMessages": changing.delete_messages,
    "setMessageReaction": changing.set_reaction,
    "answerCallbackQuery": changing.answer_query,
    "setMyCommands": _set_commands,
    "getMyCommands": _get_commands,
    "deleteMyCommands": _delete_commands,
    "setChatMenuButton": _set_menu_button,
    "getChatMenuButton": _get_menu_button,
    "setMyName": partial(_set_text, what="name"),
    "getMyName": partial(_get_text, what="name"),
    "setMyDescription": partial(_set_text, what="description"),
    "getMyDescription": partial(_get_text, what="description"),
    "setMyShortDescription": partial(_set_text, what="short_description"),
    "getMyShortDescription": partial(_get_text, what="short_description"),
}
# Telegram compares the names of methods without their case.
_BY_FOLDED_NAME = {name.lower(): method for name, method in _METHODS.items()}
