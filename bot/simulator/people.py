"""The people on the other side: what they can do in their chat with the bot, and what they see there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.chats import Chat, Message, Standing
from bot.simulator.files import Upload
from bot.simulator.limits import TEXT_UNITS, units
from bot.simulator.markup import Formatted, plain
from bot.simulator.samples import CAPTIONED, KINDS_WITHOUT_A_FILE, sample, sample_without_a_file
from bot.simulator.seen import SeenMessage, seen
from bot.simulator.world import Query, Toast, World


class NotPossibleError(ValueError):
    """Something that no Telegram app lets a person do."""


@dataclass(slots=True, eq=False)
class Person:
    """One person with a private chat with the bot; each act becomes an update. Impossible acts raise NotPossibleError."""

    world: World
    user: Mapping[str, Any]
    chat: Chat
    queries: list[Query] = field(default_factory=list)

    @property
    def id(self) -> int:
        return int(self.user["id"])

    @property
    def messages(self) -> list[SeenMessage]:
        """What stands in the chat now, the newest last."""
        return [seen(message) for message in self.chat.messages.values()]

    @property
    def toasts(self) -> list[Toast]:
        """What this person's taps were answered with, the newest last; taps that wait still are left out."""
        return [query.toast for query in self.queries if query.toast is not None]

    @property
    def keyboard(self) -> tuple[tuple[str, ...], ...]:
        """What stands on the keyboard below the text field, row by row."""
        return tuple(tuple(button["text"] for button in row) for row in self.chat.below)

    def says(self, text: str, *, reply_to: int | None = None) -> int:
        """Send a text and return the message's id."""
        if not text.strip() or units(text) > TEXT_UNITS:
            raise NotPossibleError("a text has 1 to 4096 characters")
        return self._send(plain(text), reply_to=reply_to)

    def sends(
        self,
        kind: str,
        caption: str = "",
        *,
        upload: Upload | None = None,
        reply_to: int | None = None,
        **facts: Any,
    ) -> int:
        """Send a sample of this kind ("photo", "voice", "sticker", "poll"…) or `upload`; `facts` override what is told of it."""
        if caption and kind not in CAPTIONED:
            raise NotPossibleError(f"a {kind} has no caption")
        words = plain(caption)
        if kind in KINDS_WITHOUT_A_FILE:
            return self._send(words, extra={kind: sample_without_a_file(kind) | facts}, reply_to=reply_to)
        file, told = sample(kind)
        stored = self.world.files.keep(kind, upload or file, told | facts)
        return self._send(words, file=stored, reply_to=reply_to)

    def forwards(self, text: str = "", *, kind: str = "", reply_to: int | None = None) -> int:
        """Pass on what somebody else wrote or sent: a text, or a sample of this kind with the text as its caption."""
        origin = {
            "forward_origin": {
                "type": "hidden_user",
                "date": int(self.world.now().timestamp()),
                "sender_user_name": "B.",
            }
        }
        return self._send_from(origin, text, kind, reply_to)

    def says_via_a_bot(self, text: str) -> int:
        """Send a text that another bot wrote, chosen from its inline results."""
        other = {"id": 999, "is_bot": True, "first_name": "Other", "username": "other_bot"}
        return self._send_from({"via_bot": other}, text, "", None)

    def sends_album(
        self, kinds: Sequence[str], caption: str = "", *, reply_to: int | None = None
    ) -> list[int]:
        """Send samples of these kinds as one album, the caption under the first; return the messages' ids.

        The bot hears of each on its own, as from Telegram.
        """
        album = f"{self.id}{next(self.world.query_ids)}"
        return [
            self.adds_to_album(album, kind, "" if number else caption, reply_to=reply_to)
            for number, kind in enumerate(kinds)
        ]

    def adds_to_album(self, album: str, kind: str, caption: str = "", *, reply_to: int | None = None) -> int:
        """Send one member of an album, the others of which may come later or came before."""
        return self._send_from({"media_group_id": album}, caption, kind, reply_to)

    def _send_from(self, origin: Mapping[str, Any], text: str, kind: str, reply_to: int | None) -> int:
        file = None
        if kind:
            sent, told = sample(kind)
            file = self.world.files.keep(kind, sent, told)
        return self._send(plain(text), file=file, origin=origin, reply_to=reply_to)

    def shares_location(self, latitude: float, longitude: float, *, reply_to: int | None = None) -> int:
        return self._send(
            Formatted(""),
            extra={"location": {"latitude": latitude, "longitude": longitude}},
            reply_to=reply_to,
        )

    def edits(self, message_id: int, text: str) -> None:
        """Change one's own text, or the caption of what one sent."""
        message = self._own(message_id)
        message.words = plain(text)
        message.edited_at = self.world.now()
        self.world.changed(message)
        self.world.updates.add("edited_message", message.to_json())

    def deletes(self, message_id: int) -> None:
        """Delete a message for both sides; Telegram does not tell the bot."""
        self.world.remove(self._there(message_id))

    def taps(self, message_id: int, data: str) -> str:
        """Tap a button under a bot's message and return the query's id. Apps can be forged, so any data may come."""
        message = self._there(message_id)
        if not message.is_from_bot:
            raise NotPossibleError("there are no buttons under one's own message")
        query = Query(str(next(self.world.query_ids)), self.chat.id, message_id, self.world.now(), data)
        self.world.queries[query.id] = query
        self.queries.append(query)
        told = {
            "id": query.id,
            "from": dict(self.user),
            "message": message.to_json(),
            "chat_instance": str(self.chat.id * 7919),
            "data": data,
        }
        self.world.updates.add("callback_query", told)
        self.world.changes.note()
        return query.id

    def taps_again(self, query_id: str) -> str:
        """Have the app send an earlier tap once more, as it does when no answer came: a new update with a new query id.

        Message and data are the same; the message is told as it stands now. Returns the new query's id.
        """
        earlier = next((query for query in self.queries if query.id == query_id), None)
        if earlier is None:
            raise NotPossibleError("nobody can send another's tap again")
        return self.taps(earlier.message_id, earlier.data)

    def answer(self, query_id: str) -> Toast | None:
        """What the tap was answered with, or None while it waits."""
        return self.world.queries[query_id].toast

    def blocks(self) -> None:
        """Block the bot: it may not write here any more, and hears of it."""
        self._stand(Standing.BLOCKED)

    def forbids_voice(self) -> None:
        """Let nobody send them voice and video messages any more."""
        self.chat.forbids_voice = True

    def returns(self) -> None:
        """Take the block away."""
        self._stand(Standing.OPEN)

    def _send(self, words: Formatted, *, reply_to: int | None, **content: Any) -> int:
        if self.chat.standing is Standing.BLOCKED:
            raise NotPossibleError("a person who blocked the bot has to return first")
        if reply_to is not None:
            self._there(reply_to)
        self.chat.standing = Standing.OPEN
        if self.chat.is_below_once:
            self.chat.below = ()
        message = self.world.post(self.chat, self.user, words, reply_to=reply_to, **content)
        self.world.updates.add("message", message.to_json())
        return message.id

    def _there(self, message_id: int) -> Message:
        message = self.chat.messages.get(message_id)
        if message is None:
            raise NotPossibleError("there is no such message in this chat")
        return message

    def _own(self, message_id: int) -> Message:
        message = self._there(message_id)
        if message.is_from_bot:
            raise NotPossibleError("one can edit one's own messages only")
        return message

    def _stand(self, standing: Standing) -> None:
        was, self.chat.standing = self.chat.standing, standing
        if was is not standing:
            told = membership(self.world, self.chat, self.user, _member_status(was), _member_status(standing))
            self.world.updates.add("my_chat_member", told)
            self.world.changes.note()


def membership(world: World, chat: Chat, user: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    """Return the Bot API's ChatMemberUpdated about the bot itself, caused by `user`."""
    bot = {key: world.bot[key] for key in ("id", "is_bot", "first_name", "username")}

    def member(status: str) -> dict[str, Any]:
        return {"user": bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})

    return {
        "chat": dict(chat.about),
        "from": dict(user),
        "date": int(world.now().timestamp()),
        "old_chat_member": member(old),
        "new_chat_member": member(new),
    }


def _member_status(standing: Standing) -> str:
    return "kicked" if standing is Standing.BLOCKED else "member"
