"""Words of danger in what somebody writes: the guard's date, the days that hold them, and how things stand after them."""

from __future__ import annotations

from datetime import date, timedelta

from telegram import Message

from bot.conversations.context import Turn
from bot.domain.participant import Participant, danger_came, today_of
from bot.storage.database import Transaction

A_DAY = timedelta(days=1)
DAYS_ANSWERED = timedelta(days=3)
"""So far back lie the days that words of today may be kept for."""
FLOOD_LASTS = timedelta(hours=1)


def stands_in(turn: Turn, message: Message) -> bool:
    """Tell whether words of danger stand in a message, or under what it brings."""
    return turn.tools.content.danger.stands_in(message.text or message.caption or "")


async def note(turn: Turn, tx: Transaction, participant: Participant, text: str, on: date) -> None:
    """Note the day on which words that are kept were written, if they are words of danger. Nothing else is kept of it."""
    if turn.tools.content.danger.stands_in(text):
        await turn.store.participants.change(tx, participant.id, lambda present: danger_came(present, on))


async def present(turn: Turn, participant: Participant) -> Participant:
    """Return the participant as they are now: what was just written may have raised the guard."""
    if not turn.has_danger:
        return participant
    return await turn.store.participants.get(turn.store.db, participant.id) or participant


async def is_on(turn: Turn, participant: Participant, on: date) -> bool:
    """Tell whether words of danger stand in a moment of a day. Most people wrote none lately: for them nothing is read."""
    if participant.danger_on is None or participant.danger_on < on - A_DAY:
        return False
    kept = await turn.store.moments.between(turn.store.db, participant.id, on, on)
    return any(turn.tools.content.danger.stands_in(each.moment.text) for each in kept)


async def came_lately(turn: Turn, participant: Participant) -> bool:
    """Tell whether words of danger were among what was kept without an answer, before what is answered now."""
    if participant.danger_on is None:
        return False
    today_on, since = today_of(participant, turn.now), turn.now - FLOOD_LASTS
    kept = await turn.store.moments.between(
        turn.store.db, participant.id, today_on - DAYS_ANSWERED, today_on + A_DAY
    )
    found = turn.tools.content.danger
    return any(each.kept_at >= since and found.stands_in(each.moment.text) for each in kept)
