"""What is due now: which of it is claimed, which has to wait, and which is settled without a message."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.day import day_ends_at
from bot.domain.fading import Fading, fading_of, judge_pause
from bot.domain.letter_time import judge_letter
from bot.domain.participant import Participant, is_paused_on
from bot.domain.schedule import Verdict, judge
from bot.log import event
from bot.storage.agenda import Due, agenda
from bot.storage.database import Transaction
from bot.storage.deliveries import Kind, Status
from bot.storage.planning import plan_ahead, plan_letter, plan_next, take_pause_back
from bot.storage.store import Store

logger = logging.getLogger(__name__)

HEARD_AFTER = timedelta(seconds=3)
"""An update is handled, and its row swept away, sooner than that."""


KINDS = {Fading.LESS_OFTEN: Kind.LESS_OFTEN, Fading.PAUSE: Kind.SELF_PAUSED}
"""What is delivered in the place of a prompt."""


class Claims(NamedTuple):
    """What was claimed, and how many were looked at for it: with none, nothing is left for now."""

    claimed: list[Due]
    looked_at: int


async def claim(store: Store, now: datetime, limit: int) -> Claims:
    """Look at what is due, and settle each in one commit: claimed, put off, or closed without a message.

    The next prompt or letter is planned in the same commit, so that no crash can lose it, and so is what comes in the place of
    a prompt after a silence. Nothing is looked at twice: what has to wait is moved to when it may go.
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
    match delivery.kind:
        case Kind.LETTER:
            return judge_letter(
                now, delivery.due_at, quiet_from=quiet_from, quiet_until=quiet_until, zone=zone
            )
        case Kind.SELF_PAUSED:
            return judge_pause(
                now, delivery.due_at, quiet_from=quiet_from, quiet_until=quiet_until, zone=zone
            )
        case kind:
            return judge(
                now,
                delivery.due_at,
                quiet_from=quiet_from,
                quiet_until=quiet_until,
                zone=zone,
                ends_at=day_ends_at(delivery.on, zone, participant.day_end),
                is_prompt=kind in (Kind.PROMPT, Kind.LESS_OFTEN),
            )


def _is_unneeded(due: Due) -> bool:
    """Whether nobody has to be asked, or written to, any more.

    Where a late prompt's card was opened meanwhile, it needs no second one; and one that is known was seen, so no second
    chance is owed.
    """
    delivery, participant = due.delivery, due.participant
    if participant.gone_at is not None:
        return True
    match delivery.kind:
        case Kind.LETTER:
            return participant.paused_at is not None
        case Kind.SELF_PAUSED:
            return participant.paused_at is None or _is_changed_since(participant, delivery.due_at)
        case Kind.LESS_OFTEN if _is_changed_since(participant, delivery.due_at):
            return True
        case Kind.PROMPT | Kind.LESS_OFTEN:
            is_seen = due.has_card
        case Kind.SECOND_CHANCE:
            is_seen = due.has_card or due.has_nudge
        case _:
            is_seen = False
    return due.is_kept or due.is_skipped or is_paused_on(participant, delivery.on) or is_seen


def _is_changed_since(participant: Participant, at: datetime) -> bool:
    """Whether they chose anew when to be asked, which ends a silence."""
    return participant.rhythm_changed_at is not None and participant.rhythm_changed_at >= at


async def _is_claimed(store: Store, tx: Transaction, due: Due, now: datetime) -> bool:
    fate = fate_of(due, now)
    match fate:
        case datetime():
            await store.deliveries.put_off(tx, due.delivery.id, fate)
            return False
        case Status.CLAIMED:
            if await _is_faded(store, tx, due, now):
                return False
            if not await store.deliveries.claim(tx, due.delivery.id, now):
                return False
        case _:
            await store.deliveries.record(tx, due.delivery.id, fate)
            event(logger, logging.INFO, fate.value, delivery=due.delivery.id, kind=due.delivery.kind)
    match due.delivery.kind:
        case Kind.PROMPT:
            await plan_next(store, tx, due.participant, now)
        case Kind.LETTER:
            await plan_letter(store, tx, due.participant, now)
        case Kind.SELF_PAUSED if due.participant.gone_at is not None:
            await take_pause_back(store, tx, due.participant)
    return fate is Status.CLAIMED


async def _is_faded(store: Store, tx: Transaction, due: Due, now: datetime) -> bool:
    """Put what a silence leads to in the place of a prompt that may go; False where the prompt itself goes."""
    delivery, deliveries = due.delivery, store.deliveries
    if delivery.kind is not Kind.PROMPT:
        return False
    fading = fading_of(await deliveries.silence_before(tx, delivery.participant_id, delivery.on), delivery.on)
    if fading is None:
        return False
    if not await deliveries.plan_new(
        tx, delivery.participant_id, KINDS[fading], delivery.on, delivery.due_at
    ):
        return False  # settled already, by a clock that was ahead
    await deliveries.record(tx, delivery.id, Status.UNNEEDED)
    participant = due.participant
    if fading is Fading.PAUSE:
        participant = replace(participant, paused_at=now, paused_until_on=None)
        await store.participants.save(tx, participant)
    await plan_ahead(store, tx, participant, now)
    event(logger, logging.INFO, "faded", delivery=delivery.id, into=KINDS[fading])
    return True
