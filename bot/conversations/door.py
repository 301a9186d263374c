"""The door: who may come in, and the first row of somebody who does."""

from __future__ import annotations

from bot.cards import welcome as screens
from bot.cards.answers import plain
from bot.conversations.context import Turn
from bot.domain.participant import Participant


async def let_in(turn: Turn, code: str) -> Participant | None:
    """Return the new participant, or answer as to a stranger and return None; words of danger call for another answer.

    `code` is what stood behind /start; it counts only where the bot is for invited people.
    """
    access = turn.tools.access
    async with turn.store.db.transaction() as tx:
        may_enter = access.mode == "everyone" or (
            access.mode == "list" and turn.telegram_id in access.telegram_ids
        )
        if access.mode == "invite" and code:
            may_enter = await turn.store.invites.use(tx, code, turn.telegram_id, turn.now)
        if may_enter:
            return await turn.store.participants.add(tx, turn.telegram_id, turn.words.language, turn.now)
    if not turn.has_danger:
        has_code = access.mode == "invite" and bool(code)
        await turn.say(screens.stranger(turn.words, turn.tools.host, has_code=has_code))
    return None


async def knocked(turn: Turn, command: str | None = None) -> None:
    """Answer words of somebody of whom nothing is kept: how to come in, or whom to ask."""
    access = turn.tools.access
    if access.mode == "everyone" or turn.telegram_id in access.telegram_ids:
        await turn.say(plain(turn.words, "delete-nothing" if command == "delete" else "welcome-hello"))
    else:
        await turn.say(screens.stranger(turn.words, turn.tools.host, has_code=False))
