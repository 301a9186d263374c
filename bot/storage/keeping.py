"""Keeping what a message brought: check-in, moment, a late day made a kept one, and that the message was taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from bot.domain.checkin import CheckIn
from bot.domain.moment import MomentKind
from bot.domain.participant import Participant, moment_came
from bot.domain.reply import Card, Keep, answered, as_reply
from bot.storage.database import Transaction
from bot.storage.moments import Moment
from bot.storage.store import Store
from bot.storage.taken import TakenAs


def moment_in(sent: Moment, what: Keep) -> Moment | None:
    """Return what of a message is a moment: a file, or the words that are not scores."""
    if sent.kind is not MomentKind.TEXT:
        return sent
    return Moment(MomentKind.TEXT, what.words, None) if what.words else None


async def keep(
    store: Store,
    tx: Transaction,
    participant: Participant,
    *,
    message_id: int,
    what: Keep,
    moment: Moment | None,
    is_late: bool,
    now: datetime,
) -> CheckIn:
    """Keep scores and moment of a message for a day, in the transaction of whoever decided so; return what it has now."""
    zone = participant.zone.key if participant.zone else ""
    # Read first: with its moment kept, a day without a check-in would look like one that was not late.
    found = await store.checkins.find(tx, participant.id, what.on) or CheckIn(what.on, is_late=is_late)
    if moment is not None:
        await store.moments.keep(tx, participant.id, what.on, zone, now, message_id, moment)
        await store.participants.change(tx, participant.id, moment_came)
    changed = answered(found, what, has_moment=moment is not None)
    await store.checkins.record(tx, participant.id, changed, zone, now)
    await store.days.keep_late(tx, participant.id, what.on)
    taken_as = TakenAs.SCORES if what.scores else TakenAs.WORDS
    await store.taken.note(tx, participant.id, message_id, taken_as, what.on)
    return changed if moment is None else replace(changed, moments=changed.moments + 1)


async def settle(store: Store, tx: Transaction, participant: Participant, today_on: date) -> None:
    """Keep words that still wait for the answer to "which day?" for the day on which they were written.

    Nobody has to answer that question for their words to be kept; and an unanswered one does not raise the next.
    """
    for offer in await store.offers.waiting_for_a_day(tx, participant.id):
        if offer.written_on >= today_on:
            continue
        await store.offers.drop(tx, offer.id)
        if await store.taken.find(tx, participant.id, offer.message_id) is not None:
            continue
        card = Card(offer.written_on, await store.checkins.find(tx, participant.id, offer.written_on))
        is_file = offer.moment.kind is not MomentKind.TEXT
        what = as_reply(offer.moment.text, card, is_file=is_file, is_nothing=offer.is_nothing)
        await keep(
            store,
            tx,
            participant,
            message_id=offer.message_id,
            what=what,
            moment=moment_in(offer.moment, what),
            is_late=False,
            now=offer.made_at,
        )
