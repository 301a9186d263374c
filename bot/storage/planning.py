"""The rows of the next prompt and the next letter, written after whatever changed; and none for whoever has gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.checkin import CheckIn
from bot.domain.letter_time import SENT_FOR, comes_with_card, letter_at, next_letter
from bot.domain.participant import Participant, Rhythm, today_of
from bot.domain.schedule import SENT_LATE_FOR, Planned, next_prompt
from bot.storage.database import Transaction
from bot.storage.deliveries import Kind
from bot.storage.store import Store

TODAY_GOES_BACK = timedelta(days=2)
"""At most, by settings alone: from UTC+14 with days that end at midnight to UTC-11 with days that end at noon."""


async def plan_ahead(
    store: Store, tx: Transaction, participant: Participant, now: datetime
) -> Planned | None:
    """Plan a participant's next letter and their next prompt, and return the prompt; None where none is to come."""
    await plan_letter(store, tx, participant, now)
    return await plan_next(store, tx, participant, now)


async def plan_next(store: Store, tx: Transaction, participant: Participant, now: datetime) -> Planned | None:
    """Plan a participant's next prompt in place of the one that was planned; None where none is to come.

    None comes before the welcome is done, while they are gone, and in a pause: what ends the pause plans anew.
    It may be due already, as far back as a prompt may be late, but not before the change that made it due.
    """
    await store.deliveries.drop_planned(tx, participant.id, Kind.PROMPT)
    rhythm = _rhythm_to_keep(participant)
    if rhythm is None:
        return None
    # A prompt for a day further on went out while the clock was ahead: it must not silence the bot until then.
    furthest_on = today_of(participant, now) + TODAY_GOES_BACK
    asked = await store.deliveries.asked_until(tx, participant.id, furthest_on)
    since_at = max(now - SENT_LATE_FOR, participant.rhythm_changed_at or now)
    until_on = asked.on
    while planned := next_prompt(rhythm, asked_until_on=until_on, last_asked_at=asked.at, since_at=since_at):
        if await store.deliveries.plan(tx, participant.id, Kind.PROMPT, planned.on, planned.due_at):
            break
        until_on = planned.on  # settled already, by a clock that was ahead
    return planned


async def plan_letter(
    store: Store, tx: Transaction, participant: Participant, now: datetime
) -> Planned | None:
    """Plan a participant's next letter in place of one that is still ahead; None where none is to come.

    One whose time has come, and that waits for the morning or the line, stays as it is, unless none may come at all.
    """
    rhythm = _rhythm_to_keep(participant)
    if rhythm is None:
        await store.deliveries.drop_planned(tx, participant.id, Kind.LETTER)
        return None
    await store.deliveries.drop_ahead(tx, participant.id, Kind.LETTER, now)
    since_at = max(now - SENT_FOR, participant.rhythm_changed_at or now)
    after_on: date | None = None
    while planned := next_letter(
        rhythm,
        participant.letter_weekday,
        after_on=after_on,
        since_at=since_at,
        started_on=participant.started_on,
    ):
        if await store.deliveries.plan_new(tx, participant.id, Kind.LETTER, planned.on, planned.due_at):
            break
        after_on = planned.on  # it waits already, or is settled
    return planned


async def letter_may_come(
    store: Store, tx: Transaction, participant: Participant, checkin: CheckIn, now: datetime
) -> None:
    """Have the letter of a completed day come now, where that day's evening has begun and it has not come yet."""
    rhythm = participant.rhythm
    if rhythm is not None and checkin.is_complete and comes_with_card(now, checkin.on, rhythm.zone):
        await store.deliveries.move_ahead(tx, participant.id, Kind.LETTER, checkin.on, now, now)


async def letter_of_rest_day(
    store: Store, tx: Transaction, participant: Participant, on: date, now: datetime
) -> None:
    """Have the letter of a day that was skipped come at a rest day's hour, where that is still ahead."""
    rhythm = participant.rhythm
    due_at = None if rhythm is None else letter_at(on, rhythm, is_rest=True)
    if due_at is not None and now < due_at:
        await store.deliveries.move_ahead(tx, participant.id, Kind.LETTER, on, due_at, now)


async def note_gone(store: Store, tx: Transaction, participant_id: str, now: datetime) -> Participant | None:
    """Note that somebody blocked the bot or left: their prompts and letters stop, everything else stays.

    Return them as they are now; None where they were erased.
    """
    gone = await store.participants.change(tx, participant_id, lambda present: replace(present, gone_at=now))
    if gone is not None:
        await plan_ahead(store, tx, gone, now)
    return gone


async def take_pause_back(store: Store, tx: Transaction, participant: Participant) -> Participant:
    """Take back a pause of the bot's own that its participant never heard of; nothing is planned yet."""
    unpaused = replace(participant, paused_at=None, paused_until_on=None)
    await store.participants.save(tx, unpaused)
    return unpaused


def _rhythm_to_keep(participant: Participant) -> Rhythm | None:
    """When somebody is asked; None while the clock sends them nothing."""
    is_reachable = participant.is_set_up and not participant.gone_at and not participant.paused_at
    return participant.rhythm if is_reachable else None
