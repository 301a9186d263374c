"""Days that have ended are closed with their final state: kept, missed, or rest with the reason."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.dispatch.together import each_together
from bot.domain.day import Closing, day_ends_at, day_of, final_state, is_real
from bot.domain.participant import Participant, is_paused_on
from bot.log import event
from bot.storage.database import Transaction
from bot.storage.deliveries import Kind, Status
from bot.storage.keeping import settle
from bot.storage.planning import plan_ahead
from bot.storage.store import Store

logger = logging.getLogger(__name__)

AT_ONCE = 20
"""So few that nobody who taps meanwhile waits for their commit; more make it little cheaper."""
AGAIN_AFTER = timedelta(hours=1)
OFFERED_FOR = timedelta(hours=48)
UNSENT = (Status.DUE, Status.UNSURE, Status.DROPPED, Status.REFUSED, Status.CLAIMED)


async def close_some(store: Store, now: datetime) -> bool:
    """Close the days of some of those whose day has ended, longest ago first; return False where there was nobody.

    None of them is among the next: whose day cannot be closed is looked at again in an hour.
    """
    ids = await store.participants.ending(store.db, now, AT_ONCE)
    await each_together(store.db, ids, partial(_close, store, now), partial(_put_aside, store, now))
    return bool(ids)


def ended_days(participant: Participant, today_on: date) -> Iterator[date]:
    """Return the real days from the open one up to yesterday."""
    on = participant.open_on or today_on
    while on < today_on:
        if participant.zone is not None and is_real(on, participant.zone):
            yield on
        on += timedelta(days=1)


async def _put_aside(
    store: Store, now: datetime, tx: Transaction, participant_id: str, error: Exception
) -> None:
    event(logger, logging.ERROR, "closing_failed", participant=participant_id, error=error)
    await store.participants.end_day_later(tx, participant_id, now + AGAIN_AFTER)


async def _close(store: Store, now: datetime, tx: Transaction, participant_id: str) -> None:
    participant = await store.participants.get(tx, participant_id)
    if participant is None:  # erased since
        return
    if participant.zone is None:
        raise ValueError("a day has an end, and no zone to have it in")
    await store.offers.drop_before(tx, participant_id, now - OFFERED_FOR)
    today_on = day_of(now, participant.zone, participant.day_end)
    await settle(store, tx, participant, today_on)
    for on in ended_days(participant, today_on):
        closing = await _final_state(store, tx, participant, on)
        await store.days.close(tx, participant.id, on, closing, now)
    ends_at = day_ends_at(today_on, participant.zone, participant.day_end)
    opened = replace(participant, open_on=today_on, day_ends_at=ends_at)
    resumed = _resumed(opened, participant.zone, today_on)
    await store.participants.save(tx, resumed or opened)
    if resumed is not None:
        await plan_ahead(store, tx, resumed, now)


def _resumed(participant: Participant, zone: ZoneInfo, today_on: date) -> Participant | None:
    """Return a participant whose pause is over: what had its time in the pause does not come after it."""
    until_on = participant.paused_until_on
    if until_on is None or until_on > today_on:
        return None
    ended_at = day_ends_at(until_on - timedelta(days=1), zone, participant.day_end)
    return replace(participant, paused_at=None, paused_until_on=None, rhythm_changed_at=ended_at)


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
