"""The next prompt's row, written after whatever changed; also when somebody has gone, and none is to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.participant import Participant, today_of
from bot.domain.schedule import SENT_LATE_FOR, Planned, next_prompt
from bot.storage.database import Transaction
from bot.storage.deliveries import Kind
from bot.storage.store import Store


async def plan_next(store: Store, tx: Transaction, participant: Participant, now: datetime) -> Planned | None:
    """Plan a participant's next prompt in place of the one that was planned; None where none is to come.

    None comes before the welcome is done, while they are gone, and in a pause: what ends the pause plans anew.
    It may be due already, as far back as a prompt may be late, but not before the change that made it due.
    """
    await store.deliveries.drop_planned(tx, participant.id, Kind.PROMPT)
    rhythm = participant.rhythm
    if rhythm is None or not participant.is_set_up or participant.gone_at or participant.paused_at:
        return None
    # A prompt for a later day than tomorrow went out while the clock was ahead: it must not silence the bot until then.
    tomorrow_on = today_of(participant, now) + timedelta(days=1)
    asked = await store.deliveries.asked_until(tx, participant.id, tomorrow_on)
    since_at = max(now - SENT_LATE_FOR, participant.rhythm_changed_at or now)
    until_on = asked.on
    while planned := next_prompt(rhythm, asked_until_on=until_on, last_asked_at=asked.at, since_at=since_at):
        if await store.deliveries.plan(tx, participant.id, Kind.PROMPT, planned.on, planned.due_at):
            break
        until_on = planned.on  # settled already, by a clock that was ahead
    return planned


async def note_gone(store: Store, tx: Transaction, participant_id: str, now: datetime) -> None:
    """Note that somebody blocked the bot or left: their prompts stop, everything else stays."""
    gone = await store.participants.change(tx, participant_id, lambda present: replace(present, gone_at=now))
    if gone is not None:
        await plan_next(store, tx, gone, now)
