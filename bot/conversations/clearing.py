"""Discreet mode turned on: what Telegram still deletes of the last two days goes, and a card that waits shows its line."""

from __future__ import annotations

from datetime import date

from bot.cards import card as screens
from bot.conversations import days_card
from bot.conversations.context import Turn
from bot.domain.participant import Participant, today_of
from bot.gateway.screen import Behind
from bot.storage.database import Transaction
from bot.storage.open_screens import DELETABLE_FOR


async def clear_lately(turn: Turn, tx: Transaction, participant: Participant) -> None:
    """Have cards, letters and the messages that brought moments go, as far as the rows know them; twice does no harm.

    The dispatcher does it with its next look: it tries again where Telegram cannot be reached.
    """
    store, now, telegram_id = turn.store, turn.handled_at, participant.telegram_id
    since = now - DELETABLE_FOR
    going = {
        *await store.deliveries.messages_since(tx, participant.id, since),
        *await store.moments.messages_since(tx, participant.id, since),
    }
    for message_id, on in await store.cards.earlier(tx, participant.id, date.max, since):
        line = await _line(turn, tx, participant, on)
        if line is None:
            going.add(message_id)
            await store.cards.forget(tx, participant.id, message_id)
        else:
            going.discard(message_id)
            await store.open_screens.shrink_now(
                tx, telegram_id, message_id, now, line=line.line, opens=line.opens
            )
    for message_id in sorted(going):
        await store.open_screens.take_away(tx, telegram_id, message_id, now)


async def _line(turn: Turn, tx: Transaction, participant: Participant, on: date) -> Behind | None:
    """Return the line of a card that is today's, or that can still be answered; None for one that is to go."""
    found = await turn.store.checkins.find(tx, participant.id, on)
    is_done = found is not None and found.is_complete
    if on >= today_of(participant, turn.handled_at):
        return screens.hiding_done(on) if is_done else screens.hiding(on)
    is_open = not is_done and await days_card.late_or_open(turn, participant, on)
    return screens.hiding(on) if is_open else None
