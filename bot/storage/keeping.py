"""Keeping what a message brought: check-in, moment, a late day made a kept one, and that the message was taken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.checkin import CheckIn
from bot.domain.moment import MomentKind
from bot.domain.participant import Participant, moment_came
from bot.domain.reply import Card, Keep, answered, as_reply
from bot.storage.database import Transaction
from bot.storage.moments import KeptMoment, Moment
from bot.storage.offers import Offer
from bot.storage.store import Store
from bot.storage.taken import TakenAs


@dataclass(frozen=True, slots=True)
class Sent:
    """A message with something to keep; `is_moment` where that can be nothing but a moment, whatever the words look like."""

    message_id: int
    moment: Moment
    is_moment: bool = False
    album: str | None = None


def sent_of(offer: Offer) -> Sent:
    """Return the message whose words were offered to be kept."""
    return Sent(offer.message_id, offer.moment, is_moment=offer.is_moment, album=offer.album)


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
    sent: Sent,
    what: Keep,
    is_late: bool,
    now: datetime,
) -> CheckIn:
    """Keep scores and moment of a message for a day, in the transaction of whoever decided so; return what it has now."""
    zone = participant.zone.key if participant.zone else ""
    moment = moment_in(sent.moment, what)
    # Read first: with its moment kept, a day without a check-in would look like one that was not late.
    found = await store.checkins.find(tx, participant.id, what.on) or CheckIn(what.on, is_late=is_late)
    if moment is not None:
        await store.moments.keep(tx, participant.id, what.on, zone, now, sent.message_id, moment)
        await store.participants.change(tx, participant.id, moment_came)
    changed = answered(found, what, has_moment=moment is not None)
    await store.checkins.record(tx, participant.id, changed, zone, now)
    await store.days.keep_late(tx, participant.id, what.on)
    taken_as = TakenAs.SCORES if what.scores else TakenAs.WORDS
    await store.taken.note(tx, participant.id, sent.message_id, taken_as, what.on, what.scores)
    if sent.album is not None:
        message_id, on = sent.message_id, what.on
        await store.albums.note(tx, participant.id, sent.album, now, answered_to=message_id, on=on)
    return changed if moment is None else replace(changed, moments=changed.moments + 1)


async def erase_moment(
    store: Store, tx: Transaction, participant: Participant, moment_id: str
) -> KeptMoment | None:
    """Erase a moment and return what it was; None where it had gone.

    A day that is over stays what it was closed as. One that is not, and had nothing else, has no answer any more.
    """
    kept = await store.moments.find(tx, participant.id, moment_id)
    if kept is None:
        return None
    await store.moments.erase(tx, participant.id, moment_id)
    if kept.message_id is not None:
        await store.taken.spend(tx, participant.id, kept.message_id)
    found = await store.checkins.find(tx, participant.id, kept.on)
    is_empty = found is not None and not found.is_kept
    if is_empty and not await store.days.is_closed(tx, participant.id, kept.on):
        await store.checkins.drop(tx, participant.id, kept.on)
    return kept


async def settle(store: Store, tx: Transaction, participant: Participant, today_on: date) -> list[Offer]:
    """Keep words that still wait for the answer to "which day?" for the day on which they were written; return them.

    Nobody has to answer that question for their words to be kept; and an unanswered one does not raise the next.
    """
    waiting = await store.offers.waiting_for_a_day(tx, participant.id)
    settled = [offer for offer in waiting if offer.written_on < today_on]
    for offer in settled:
        await store.offers.drop(tx, offer.id)
        if await store.taken.find(tx, participant.id, offer.message_id) is not None:
            continue
        card = Card(offer.written_on, await store.checkins.find(tx, participant.id, offer.written_on))
        what = as_reply(offer.moment.text, card, is_moment=offer.is_moment, is_nothing=offer.is_nothing)
        await keep(store, tx, participant, sent=sent_of(offer), what=what, is_late=False, now=offer.made_at)
    return settled
