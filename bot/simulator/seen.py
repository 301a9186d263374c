"""What a person sees of a chat: the messages on the screen, their buttons, and what a tap brought up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.simulator.chats import Message


@dataclass(frozen=True, slots=True)
class SeenButton:
    """One button: what stands on it, and what it carries or opens."""

    label: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """One message on the screen. `kind` is "text", or the field of the Bot API's Message that tells what it carries.

    `text` is the caption where it carries a file; `photo` is the picture itself.
    """

    id: int
    kind: str
    is_from_bot: bool
    text: str
    entities: tuple[dict[str, Any], ...]
    rows: tuple[tuple[SeenButton, ...], ...]
    reactions: tuple[str, ...]
    reply_to: int | None
    sent_at: datetime
    edited_at: datetime | None
    is_silent: bool
    content: Any = field(default=None, compare=False)
    photo: bytes | None = field(default=None, repr=False)

    @property
    def labels(self) -> list[str]:
        """What stands on the buttons, row by row, in one list."""
        return [button.label for row in self.rows for button in row]


def seen(message: Message) -> SeenMessage:
    kind, content = "text", None
    if message.file is not None:
        kind, content = message.file.kind, message.file.in_message()
    elif message.extra:
        kind, content = next(iter(message.extra.items()))
    rows = tuple(
        tuple(SeenButton(button["text"], button.get("callback_data"), button.get("url")) for button in row)
        for row in message.buttons
    )
    return SeenMessage(
        id=message.id,
        kind=kind,
        is_from_bot=message.is_from_bot,
        text=message.words.text,
        entities=tuple(entity.to_json() for entity in message.words.entities),
        rows=rows,
        reactions=message.reactions,
        reply_to=message.reply_to if message.reply_to in message.chat.messages else None,
        sent_at=message.sent_at,
        edited_at=message.edited_at,
        is_silent=message.is_silent,
        content=content,
        photo=message.file.upload.content if message.file is not None and kind == "photo" else None,
    )
