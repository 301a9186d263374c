"""The commands beside the message field: in the language that somebody chose, where Telegram would show another."""

from __future__ import annotations

from bot.cards.profile import profile
from bot.conversations.context import Turn


async def follow(turn: Turn, language: str) -> None:
    """Show somebody the commands in their language.

    Telegram goes by the language of their app. Where that comes to the same, nothing is set for them alone, so that
    they get what everybody gets.
    """
    content = turn.tools.content
    if content.words(_language_of_app(turn)).language == language:
        await take_back(turn)
    else:
        await turn.tools.outbox.list_commands(turn.telegram_id, profile(content.words(language)).listed)


async def follow_if_other(turn: Turn, language: str) -> None:
    """Bring up to date what was set for somebody alone, as a newer bot may have other commands."""
    if turn.tools.content.words(_language_of_app(turn)).language != language:
        await follow(turn, language)


async def take_back(turn: Turn) -> None:
    """Leave nothing at Telegram that was set for somebody alone."""
    await turn.tools.outbox.list_commands(turn.telegram_id, None)


def _language_of_app(turn: Turn) -> str | None:
    update = turn.query or turn.message
    return update.from_user.language_code if update and update.from_user else None
