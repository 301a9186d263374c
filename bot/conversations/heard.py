"""What an update says of itself, before anybody answers it: whose it is, whether in private, a command or not."""

from __future__ import annotations

from telegram import Chat, Message, User

from bot.cards.behind import usual
from bot.content.catalogue import Content
from bot.conversations.context import Tools, Turn
from bot.domain.participant import Participant
from bot.domain.typed import folded

SENT_KINDS = (
    *("text", "rich_message", "photo", "live_photo", "voice", "video_note", "sticker"),
    *("video", "animation", "audio", "document", "story", "paid_media", "checklist", "contact", "dice"),
    *("game", "poll", "venue", "location", "invoice", "giveaway", "giveaway_winners"),
)
"""What a person can send, as Telegram names it. Everything else in a chat Telegram says itself."""


async def turn_of(tools: Tools, sender: User) -> tuple[Turn, Participant | None]:
    """Return a new turn of whoever sent something, in their language, and who they are to the bot; None for nobody yet."""
    participant = await tools.store.participants.find(tools.store.db, sender.id)
    language = participant.language if participant else (sender.language_code or "")[:2].lower()
    return Turn(tools, sender.id, tools.content.words(language), behind=usual(participant)), participant


def is_private(message: Message) -> bool:
    return message.chat.type == Chat.PRIVATE


def is_service(message: Message) -> bool:
    """Tell whether a message was made by Telegram itself: a pinned message, a changed timer and the like."""
    return not any(getattr(message, kind, None) or message.api_kwargs.get(kind) for kind in SENT_KINDS)


def is_anothers(message: Message) -> bool:
    """Tell whether a message holds somebody else's words: forwarded, or made by another bot for whoever sent it."""
    return message.forward_origin is not None or message.via_bot is not None


def request_of(content: Content, message: Message) -> str | None:
    """Return what a whole message asks for, named like its command; None where it asks for nothing."""
    return None if is_anothers(message) else content.requests.get(folded(message.text or ""))


def command_of(content: Content, message: Message) -> tuple[str | None, str]:
    """Return the command without slash and bot's name, and the text behind it; None where there is no command.

    One that is called like a request in any language is that request: "/ayarlar". What somebody else wrote is none.
    """
    text = message.text or ""
    if is_anothers(message) or not text.startswith("/") or not text[1:].strip():
        return None, text
    first, *behind = text[1:].split(maxsplit=1)
    name = first.split("@", 1)[0].lower()
    return content.requests.get(folded(name), name), behind[0] if behind else ""
