"""Days that have ended are closed with their final state: kept, missed, or rest with the reason."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.dispatch.shrinking import settled_words_go
from bot.dispatch.together import each_together
from bot.domain.day import day_ends_at, day_of
from bot.domain.participant import Participant
from bot.log import event
from bot.storage.closing import close_ended_days
from bot.storage.database import Transaction
from bot.storage.earlier_cards import earlier_cards_go
from bot.storage.keeping import settle
from bot.storage.planning import plan_ahead
from bot.storage.store import Store

logger = logging.getLogger(__name__)

AT_ONCE = 20
"""So few that nobody who taps meanwhile waits for their commit; more make it little cheaper."""
AGAIN_AFTER = timedelta(hours=1)
A_DAY = timedelta(days=1)
OFFERED_FOR = timedelta(hours=48)


async def close_some(store: Store, now: datetime) -> bool:
    """Close the days of some of those whose day has ended, longest ago first; return False where there was nobody.

    None of them is among the next: whose day cannot be closed is looked at again in an hour.
    """
    ids = await store.participants.ending(store.db, now, AT_ONCE)
    await each_together(store.db, ids, partial(_close, store, now), partial(_put_aside, store, now))
    return bool(ids)


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
    await store.imports.drop_before(tx, participant_id, now - OFFERED_FOR)
    today_on = day_of(now, participant.zone, participant.day_end)
    await settled_words_go(store, tx, participant, await settle(store, tx, participant, today_on), now)
    await close_ended_days(store, tx, participant, now)
    # Where the next card is days away, Telegram would not delete the last one's line any more.
    await earlier_cards_go(store, tx, participant, today_on - A_DAY, now)
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
