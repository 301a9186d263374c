"""What an update says of itself, before anybody answers it: whose it is, whether in private, a command or not."""

from __future__ import annotations

from telegram import Chat, Message, User

from bot.conversations.context import Tools, Turn
from bot.domain.participant import Participant


async def turn_of(tools: Tools, sender: User) -> tuple[Turn, Participant | None]:
    """Return a new turn of whoever sent something, in their language, and who they are to the bot; None for nobody yet."""
    participant = await tools.store.participants.find(tools.store.db, sender.id)
    language = participant.language if participant else (sender.language_code or "")[:2].lower()
    return Turn(tools, sender.id, tools.content.words(language)), participant


def is_private(message: Message) -> bool:
    return message.chat.type == Chat.PRIVATE


def is_service(message: Message) -> bool:
    """Tell whether a message was made by Telegram itself: a pinned message, a changed timer and the like."""
    return message.effective_attachment is None and not message.text and message.location is None


def command_of(message: Message) -> tuple[str | None, str]:
    """Return the command without slash and bot's name, and the text behind it; None where there is no command."""
    text = message.text or ""
    if not text.startswith("/") or not text[1:].strip():
        return None, text
    first, *behind = text[1:].split(maxsplit=1)
    return first.split("@", 1)[0].lower(), behind[0] if behind else ""
