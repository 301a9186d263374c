"""The final state of days that have ended: kept, missed, or rest with the reason, as their participant was asked then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.domain.day import Closing, final_state, is_real
from bot.domain.participant import Participant, is_paused_on, today_of
from bot.storage.database import Transaction
from bot.storage.deliveries import Kind, Status
from bot.storage.store import Store

UNSENT = (Status.DUE, Status.UNSURE, Status.DROPPED, Status.REFUSED, Status.CLAIMED)


async def close_ended_days(store: Store, tx: Transaction, participant: Participant, now: datetime) -> None:
    """Close the days from the open one up to yesterday; what is closed stays as it was closed.

    Whatever changes when somebody is asked closes them first: today's settings never rewrite yesterday.
    """
    for on in ended_days(participant, today_of(participant, now)):
        closing = await _final_state(store, tx, participant, on)
        await store.days.close(tx, participant.id, on, closing, now)


def ended_days(participant: Participant, today_on: date) -> Iterator[date]:
    """Return the real days from the open one up to yesterday."""
    on = participant.open_on or today_on
    while on < today_on:
        if participant.zone is not None and is_real(on, participant.zone):
            yield on
        on += timedelta(days=1)


async def _final_state(store: Store, tx: Transaction, participant: Participant, on: date) -> Closing:
    found = await store.checkins.find(tx, participant.id, on)
    prompt = await store.deliveries.find(tx, participant.id, Kind.PROMPT, on)
    nudge = await store.deliveries.find(tx, participant.id, Kind.NUDGE, on)
    return final_state(
        is_answered=found is not None and found.is_kept,
        is_asked=Status.SENT in (prompt, nudge),
        is_skipped=await store.days.is_skipped(tx, participant.id, on),
        is_paused=is_paused_on(participant, on),
        is_chosen=on.weekday() in participant.weekdays,
        is_unsent=prompt in UNSENT,
    )
