"""Cards of earlier days in a discreet chat: the line of one that is done goes while Telegram deletes it still."""

from __future__ import annotations

from datetime import date, datetime

from bot.domain.participant import Participant
from bot.storage.database import Transaction
from bot.storage.open_screens import DELETABLE_FOR
from bot.storage.store import Store


async def earlier_cards_go(
    store: Store, tx: Transaction, participant: Participant, before_on: date, now: datetime
) -> None:
    """Have the cards go of the days before one that are done; in discreet mode only.

    One that can be answered stays, though late: the way to it is nowhere else.
    """
    if not participant.is_discreet:
        return
    earlier = await store.cards.earlier(tx, participant.id, before_on, now - DELETABLE_FOR)
    for message_id, on in earlier:
        found = await store.checkins.find(tx, participant.id, on)
        if found is not None and found.is_complete:
            await store.cards.forget(tx, participant.id, message_id)
            await store.open_screens.take_away(tx, participant.telegram_id, message_id, now)
