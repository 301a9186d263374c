"""Days that have ended are closed with their final state: kept, missed, or rest with the reason."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.day import Closing, day_ends_at, day_of, final_state, is_real
from bot.domain.participant import Participant, is_paused_on
from bot.log import event
from bot.storage.database import DatabaseUnavailable, Transaction
from bot.storage.deliveries import Kind, Status
from bot.storage.keeping import settle
from bot.storage.planning import plan_next
from bot.storage.store import Store

logger = logging.getLogger(__name__)

AT_ONCE = 100
AGAIN_AFTER = timedelta(hours=1)
OFFERED_FOR = timedelta(hours=48)
UNSENT = (Status.DUE, Status.UNSURE, Status.DROPPED, Status.REFUSED, Status.CLAIMED)


async def close_ended(store: Store, now: datetime) -> None:
    """Close every day that has ended, everybody's. One that cannot be closed is looked at again in an hour."""
    done: set[str] = set()
    while ids := set(await store.participants.ending(store.db, now, AT_ONCE)) - done:
        done |= ids
        for participant_id in sorted(ids):
            try:
                async with store.db.transaction() as tx:
                    await _close(store, tx, participant_id, now)
            except DatabaseUnavailable:
                raise
            except Exception as error:  # noqa: BLE001  one person's broken row must not keep others from being asked
                event(logger, logging.ERROR, "closing_failed", participant=participant_id, error=error)
                async with store.db.transaction() as tx:
                    await store.participants.end_day_later(tx, participant_id, now + AGAIN_AFTER)


def ended_days(participant: Participant, today_on: date) -> Iterator[date]:
    """Return the real days from the open one up to yesterday."""
    on = participant.open_on or today_on
    while on < today_on:
        if participant.zone is not None and is_real(on, participant.zone):
            yield on
        on += timedelta(days=1)


async def _close(store: Store, tx: Transaction, participant_id: str, now: datetime) -> None:
    participant = await store.participants.get(tx, participant_id)
    if participant is None or participant.zone is None:
        return
    await store.offers.drop_before(tx, participant_id, now - OFFERED_FOR)
    today_on = day_of(now, participant.zone, participant.day_end)
    await settle(store, tx, participant, today_on)
    for on in ended_days(participant, today_on):
        closing = await _final_state(store, tx, participant, on)
        await store.days.close(tx, participant.id, on, closing, now)
    until_on = participant.paused_until_on
    is_pause_over = until_on is not None and until_on <= today_on
    opened = replace(
        participant,
        open_on=today_on,
        day_ends_at=day_ends_at(today_on, participant.zone, participant.day_end),
        paused_at=None if is_pause_over else participant.paused_at,
        paused_until_on=None if is_pause_over else until_on,
    )
    await store.participants.save(tx, opened)
    if is_pause_over:
        await plan_next(store, tx, opened, now)


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
