"""What is due now: which of it is claimed, which has to wait, and which is settled without a message."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.day import day_ends_at
from bot.domain.letter_time import judge_letter
from bot.domain.participant import is_paused_on
from bot.domain.schedule import Verdict, judge
from bot.log import event
from bot.storage.agenda import Due, agenda
from bot.storage.database import Transaction
from bot.storage.deliveries import Kind, Status
from bot.storage.planning import plan_letter, plan_next
from bot.storage.store import Store

logger = logging.getLogger(__name__)

HEARD_AFTER = timedelta(seconds=3)
"""An update is handled, and its row swept away, sooner than that."""


class Claims(NamedTuple):
    """What was claimed, and how many were looked at for it: with none, nothing is left for now."""

    claimed: list[Due]
    looked_at: int


async def claim(store: Store, now: datetime, limit: int) -> Claims:
    """Look at what is due, and settle each in one commit: claimed, put off, or closed without a message.

    The next prompt or letter is planned in the same commit, so that no crash can lose it. Nothing is looked at twice: what has to
    wait is moved to when it may go.
    """
    async with store.db.transaction() as tx:
        found = await agenda(store, tx, now, limit)
        claimed = [due for due in found if await _is_claimed(store, tx, due, now)]
    for due in claimed:
        event(logger, logging.DEBUG, "claimed", delivery=due.delivery.id, kind=due.delivery.kind)
    return Claims(claimed, len(found))


def fate_of(due: Due, now: datetime) -> Status | datetime:
    """Return CLAIMED for what may go now, the final status of what never will, or the instant until which it waits."""
    if due.participant.zone is None or _is_unneeded(due):
        return Status.UNNEEDED
    match _verdict(due, now, due.participant.zone):
        case Verdict.SEND if due.has_waiting:
            # It may be the answer, or the wish not to be asked: they are heard first, as long as it may still be sent.
            return now + HEARD_AFTER
        case Verdict.SEND:
            return Status.CLAIMED
        case Verdict.DROP:
            return Status.DROPPED
        case until_at:
            return until_at


def _verdict(due: Due, now: datetime, zone: ZoneInfo) -> Verdict | datetime:
    participant, delivery = due.participant, due.delivery
    quiet_from, quiet_until = participant.quiet_from, participant.quiet_until
    if delivery.kind is Kind.LETTER:
        return judge_letter(now, delivery.due_at, quiet_from=quiet_from, quiet_until=quiet_until, zone=zone)
    return judge(
        now,
        delivery.due_at,
        quiet_from=quiet_from,
        quiet_until=quiet_until,
        zone=zone,
        ends_at=day_ends_at(delivery.on, zone, participant.day_end),
        is_prompt=delivery.kind is Kind.PROMPT,
    )


def _is_unneeded(due: Due) -> bool:
    """Whether nobody has to be asked, or written to, any more.

    Where a late prompt's card was opened meanwhile, it needs no second one; and one that is known was seen, so no second
    chance is owed.
    """
    if due.delivery.kind is Kind.LETTER:
        return due.participant.gone_at is not None or due.participant.paused_at is not None
    is_settled = due.is_kept or due.is_skipped or is_paused_on(due.participant, due.delivery.on)
    match due.delivery.kind:
        case Kind.PROMPT:
            is_seen = due.has_card
        case Kind.SECOND_CHANCE:
            is_seen = due.has_card or due.has_nudge
        case _:
            is_seen = False
    return due.participant.gone_at is not None or is_settled or is_seen


async def _is_claimed(store: Store, tx: Transaction, due: Due, now: datetime) -> bool:
    fate = fate_of(due, now)
    match fate:
        case datetime():
            await store.deliveries.put_off(tx, due.delivery.id, fate)
            return False
        case Status.CLAIMED:
            if not await store.deliveries.claim(tx, due.delivery.id, now):
                return False
        case _:
            await store.deliveries.record(tx, due.delivery.id, fate)
            event(logger, logging.INFO, fate.value, delivery=due.delivery.id, kind=due.delivery.kind)
    if due.delivery.kind is Kind.PROMPT:
        await plan_next(store, tx, due.participant, now)
    elif due.delivery.kind is Kind.LETTER:
        await plan_letter(store, tx, due.participant, now)
    return fate is Status.CLAIMED
