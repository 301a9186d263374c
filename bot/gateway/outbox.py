"""What the bot says: screens as Telegram messages, and which of Telegram's refusals mean no harm.

Whether a call is repeated hangs on who waits for it. A reply is said again, within bounds, when it certainly was not
sent, and once more when that is unknown: a doubled line costs a person less than silence. A prompt is never repeated
here; its row says what becomes of it.

Calls are made with the Bot API's own names and plain values. Through python-telegram-bot's Bot one edit of a card takes
309 µs of processor time, most of it to build objects from an answer that nobody looks at; this way it takes 28.

Edits for somebody who has done more already are owed (`folding.py`). To everybody who looks on, a chat is as if each
had been made in its turn: what is owed goes out before a reply, and with a deleted message its edit is dropped.

A message with a picture can be made to show another one, and one of text a picture; back to text it can never go, and
what sounds, sticks or is a document neither comes nor goes by an edit.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

from bot.domain.moment import MomentKind
from bot.gateway.folding import Folding
from bot.gateway.lanes import Lane
from bot.gateway.outcome import Gone, NotSent, Refused, Unsure, Wait
from bot.gateway.patience import Pause
from bot.gateway.screen import Button, Document, Picture, Screen
from bot.gateway.upload import Upload

Parameters = dict[str, Any]

TRIES = 3
LONGEST_WAIT = 3.0
"""Seconds that a reply waits here for Telegram's `retry_after`; above that the caller is told."""

UNCHANGED = "message is not modified"
ALREADY_DELETED = "message to delete not found"
VOICE_FORBIDDEN = "voice_messages_forbidden"
"""Said of voice and video notes for whoever lets nobody send them such messages."""
MESSAGE_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
OF_ANOTHER_KIND = ("there is no text in the message to edit", "there is no media in the message to edit")

SENT_AGAIN = {
    MomentKind.PHOTO: ("sendPhoto", "photo"),
    MomentKind.VOICE: ("sendVoice", "voice"),
    MomentKind.VIDEO_NOTE: ("sendVideoNote", "video_note"),
    MomentKind.STICKER: ("sendSticker", "sticker"),
}
"""How a file of each kind is sent by its id: the method, and the field that names it."""


class Call(Protocol):
    """Call a method of the Bot API and return its result, or raise a `DeliveryError`; `Wire.call` is one."""

    def __call__(self, method: str, parameters: Parameters, lane: Lane, /) -> Awaitable[Any]: ...


Download = Callable[[str], Awaitable[bytes | None]]
"""Return what lies at Telegram under a path, None where nothing does (any more), or raise a `DeliveryError`."""


async def _nothing_there(_path: str) -> None:
    return None


class Outbox:
    """Sends, edits, answers, deletes and reacts; what fails for good raises a `DeliveryError`."""

    def __init__(
        self, call: Call, *, pause: Pause = asyncio.sleep, download: Download = _nothing_there
    ) -> None:
        self._call = call
        self._download = download
        self._pause = pause
        self.folding = Folding()

    async def send(
        self, chat_id: int, screen: Screen, *, reply_to: int | None = None, lane: Lane = Lane.REPLIES
    ) -> int:
        """Send a message and return its id; `reply_to` is quoted if it is still there."""
        method, parameters = _sent(chat_id, screen)
        if screen.is_silent:
            parameters["disable_notification"] = True
        if reply_to is not None:
            parameters["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
        if lane is Lane.PROMPTS:  # whatever else is owed: what became of a prompt must be told of it alone
            message = await self._call(method, parameters, lane)
        else:
            await self.settle(chat_id)
            message = await self._say(method, parameters)
        return int(message["message_id"])

    async def edit(self, chat_id: int, message_id: int, screen: Screen, *, lane: Lane = Lane.REPLIES) -> bool:
        """Make a message show `screen`; False when it is gone, too old, or of a kind that cannot become this one.

        For a person who has done more already the edit is owed, and taken for made.
        """
        if lane is Lane.PROMPTS:
            return await self._edit(chat_id, message_id, screen, lane)
        if chat_id in self.folding.hurried:
            self.folding.owe(chat_id, message_id, screen)
            return True
        self.folding.drop(chat_id, message_id)
        await self.settle(chat_id)
        return await self._edit(chat_id, message_id, screen)

    async def settle(self, chat_id: int) -> None:
        """Make the edits that are owed in a chat; where a message is gone, its screen comes as a new one."""
        while (first := self.folding.first(chat_id)) is not None:
            message_id, screen = first
            try:
                if not await self._edit(chat_id, message_id, screen):
                    await self._say(*_sent(chat_id, screen))
            except (Gone, Refused):  # now and for ever
                self.folding.drop_all(chat_id)
                raise
            self.folding.drop(chat_id, message_id)

    async def _edit(self, chat_id: int, message_id: int, screen: Screen, lane: Lane = Lane.REPLIES) -> bool:
        edit = _edited(chat_id, message_id, screen)
        if edit is None:
            return False
        try:
            await (self._call(*edit, lane) if lane is Lane.PROMPTS else self._say(*edit))
        except Refused as refusal:
            if UNCHANGED in refusal.description:
                return True
            if any(phrase in refusal.description for phrase in (*MESSAGE_GONE, *OF_ANOTHER_KIND)):
                return False
            raise
        return True

    async def answer(self, query_id: str, text: str | None = None) -> None:
        """End the spinner on a tapped button, with a few words where there are any.

        Telegram takes one answer, and for a short while only. A second or late one does no harm.
        """
        parameters: Parameters = {"callback_query_id": query_id}
        if text is not None:
            parameters["text"] = text
        await self._say_if_possible("answerCallbackQuery", parameters)

    async def delete(self, chat_id: int, message_id: int) -> bool:
        """Have a message gone; False where Telegram does not delete it (any more). An edit that it was owed is dropped."""
        try:
            await self._say("deleteMessage", {"chat_id": chat_id, "message_id": message_id})
        except Refused as refusal:
            is_gone = ALREADY_DELETED in refusal.description
        else:
            is_gone = True
        self.folding.drop(chat_id, message_id)
        return is_gone

    async def react(self, chat_id: int, message_id: int, emoji: str) -> bool:
        """React to a message; False when it is gone, or the chat has no such reaction."""
        reaction = [{"type": "emoji", "emoji": emoji}]
        parameters = {"chat_id": chat_id, "message_id": message_id, "reaction": reaction}
        return await self._say_if_possible("setMessageReaction", parameters)

    async def list_commands(self, chat_id: int, commands: Sequence[Mapping[str, str]] | None) -> bool:
        """List commands for one chat alone; None takes them back: then it gets everybody's. False where Telegram refuses."""
        scope = {"scope": {"type": "chat", "chat_id": chat_id}}
        if commands is None:
            return await self._say_if_possible("deleteMyCommands", scope)
        return await self._say_if_possible("setMyCommands", {"commands": list(commands), **scope})

    async def get_file(self, file_id: str) -> bytes | None:
        """Return the file that Telegram has under this id; None where it gives it no more, or it is over 20 MB."""
        try:
            told = await self._say("getFile", {"file_id": file_id})
        except Refused:
            return None
        path = told.get("file_path")
        return await self._downloaded(path) if path else None

    async def _downloaded(self, path: str) -> bytes | None:
        """Download up to three times: it changes nothing, so it may be repeated whatever became of it."""
        for attempt in range(1, TRIES):
            try:
                return await self._download(path)
            except (NotSent, Unsure):
                await self._pause(0.25 * attempt * random.uniform(1, 2))
        return await self._download(path)

    async def _say_if_possible(self, method: str, parameters: Parameters) -> bool:
        try:
            await self._say(method, parameters)
        except Refused:
            return False
        return True

    async def _say(self, method: str, parameters: Parameters) -> Any:
        """Call up to three times, as far as the failures allow it."""
        for attempt in range(1, TRIES):
            try:
                return await self._call(method, parameters, Lane.REPLIES)
            except NotSent:
                await self._pause(0.25 * attempt * random.uniform(1, 2))
            except Wait as wait:
                if wait.seconds > LONGEST_WAIT:
                    raise
                await self._pause(wait.seconds + 0.25 * random.uniform(0, 1))
            except Unsure:
                await self._pause(0.25)
                break
        return await self._call(method, parameters, Lane.REPLIES)


def _sent(chat_id: int, screen: Screen) -> tuple[str, Parameters]:
    """Return the method that sends a screen, and its parameters."""
    if screen.media is None:
        return "sendMessage", _with_buttons({"chat_id": chat_id, **_text(screen)}, screen)
    parameters = _with_buttons({"chat_id": chat_id, **_caption(screen)}, screen)
    if isinstance(screen.media, Picture):
        return "sendPhoto", parameters | {"photo": _upload(screen.media)}
    if isinstance(screen.media, Document):
        document = Upload(screen.media.name, screen.media.content, screen.media.mime)
        return "sendDocument", parameters | {"document": document}
    method, name = SENT_AGAIN[screen.media.kind]
    return method, parameters | {name: screen.media.file_id}


def _edited(chat_id: int, message_id: int, screen: Screen) -> tuple[str, Parameters] | None:
    """Return the method that makes a message show a screen, with its parameters; None where Telegram has none."""
    if screen.media is None:
        text = {"chat_id": chat_id, "message_id": message_id, **_text(screen)}
        return "editMessageText", _with_buttons(text, screen)
    message: Parameters = {"chat_id": chat_id, "message_id": message_id}
    photo: Parameters = {"type": "photo", **_caption(screen)}
    if isinstance(screen.media, Picture):
        message["media"] = photo | {"media": "attach://picture"}
        message["picture"] = _upload(screen.media)
    elif not isinstance(screen.media, Document) and screen.media.kind is MomentKind.PHOTO:
        message["media"] = photo | {"media": screen.media.file_id}
    else:
        return None
    return "editMessageMedia", _with_buttons(message, screen)


def _text(screen: Screen) -> Parameters:
    return {"text": screen.text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


def _caption(screen: Screen) -> Parameters:
    return {"caption": screen.text, "parse_mode": "HTML"} if screen.text else {}


def _upload(picture: Picture) -> Upload:
    return Upload("picture.png", picture.png, "image/png")


def _with_buttons(parameters: Parameters, screen: Screen) -> Parameters:
    if screen.rows:  # an edit without a keyboard takes the old buttons away
        parameters["reply_markup"] = {
            "inline_keyboard": [[_button(button) for button in row] for row in screen.rows]
        }
    return parameters


def _button(button: Button) -> Parameters:
    if button.url is not None:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.data}
