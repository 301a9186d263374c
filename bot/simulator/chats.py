"""What stands in a chat: its messages, as Telegram keeps them and as the Bot API tells them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from bot.simulator.files import StoredFile
from bot.simulator.keyboards import Markup, Rows
from bot.simulator.markup import Formatted
from bot.simulator.refusal import Refusal


class Standing(Enum):
    """Whether the bot may write into a chat; the value is Telegram's reason why it may not."""

    OPEN = ""
    NOT_STARTED = "bot can't initiate conversation with a user"
    BLOCKED = "bot was blocked by the user"
    REMOVED = "bot was kicked from the group chat"


@dataclass(slots=True, eq=False)
class Message:
    """One message. `text` is its caption when it carries a file; `extra` are fields of other kinds, a location for example.

    `origin` tells how it came to be there: forwarded, through another bot, as part of an album.
    """

    id: int
    chat: Chat
    sender: Mapping[str, Any]
    sent_at: datetime
    words: Formatted
    file: StoredFile | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    origin: Mapping[str, Any] = field(default_factory=dict)
    reply_to: int | None = None
    buttons: Rows = ()
    is_silent: bool = False
    is_editable: bool = True
    is_protected: bool = False
    edited_at: datetime | None = None
    reactions: tuple[str, ...] = ()
    version: int = 0

    @property
    def is_from_bot(self) -> bool:
        return bool(self.sender["is_bot"])

    def to_json(self, *, is_nested: bool = False) -> dict[str, Any]:
        """Return the Bot API's Message; a nested one does not tell what it replies to itself."""
        told: dict[str, Any] = {
            "message_id": self.id,
            "from": dict(self.sender),
            "chat": dict(self.chat.about),
            "date": int(self.sent_at.timestamp()),
            **self.extra,
            **self.origin,
        }
        if self.edited_at is not None:
            told["edit_date"] = int(self.edited_at.timestamp())
        if self.is_protected:
            told["has_protected_content"] = True
        original = self.chat.messages.get(self.reply_to or 0)
        if original is not None and not is_nested:
            told["reply_to_message"] = original.to_json(is_nested=True)
        if self.buttons:
            told["reply_markup"] = Markup(self.buttons).to_json()
        return told | self._content()

    def _content(self) -> dict[str, Any]:
        told: dict[str, Any] = {}
        name = "text"
        if self.file is not None:
            told[self.file.kind] = self.file.in_message()
            if self.file.kind == "animation":
                told["document"] = (
                    self.file.to_json()
                )  # Telegram's kindness to bots that are older than animations
            name = "caption"
        if self.words.text:
            told[name] = self.words.text
        if self.words.entities:
            told["entities" if name == "text" else "caption_entities"] = [
                e.to_json() for e in self.words.entities
            ]
        return told


@dataclass(slots=True, eq=False)
class Chat:
    """One chat of the bot; `about` is the Bot API's Chat, `gone` tells at which version a message was deleted."""

    id: int
    about: Mapping[str, Any]
    standing: Standing = Standing.NOT_STARTED
    messages: dict[int, Message] = field(default_factory=dict)
    gone: dict[int, int] = field(default_factory=dict)
    below: Rows = ()
    is_below_once: bool = False
    forbids_voice: bool = False
    """Whether its person lets nobody send them voice and video messages, as Telegram Premium allows."""

    def require_open(self) -> None:
        """Raise Telegram's refusal unless the bot may write here."""
        if self.standing is not Standing.OPEN:
            raise Refusal(403, self.standing.value)
