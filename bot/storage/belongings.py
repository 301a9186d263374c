"""Everything that is kept of one participant, read at once to be taken along; and what is brought in of it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.checkin import CheckIn
from bot.domain.day import Closing, State
from bot.domain.participant import Participant
from bot.storage.checkins import KeptCheckIn
from bot.storage.days import ClosedDay
from bot.storage.deliveries import PastDelivery
from bot.storage.moments import KeptMoment
from bot.storage.patterns import ToldPattern
from bot.storage.principles import ShownPrinciple
from bot.storage.store import Store
from bot.storage.transaction import Reads, Transaction


@dataclass(frozen=True, slots=True)
class Past:
    """What can be taken along and brought in: check-ins and days by day, moments in the order of their coming.

    A day with nothing but a moment has no check-in here, and one that is not over no state.
    """

    checkins: tuple[KeptCheckIn, ...] = ()
    moments: tuple[KeptMoment, ...] = ()
    days: tuple[ClosedDay, ...] = ()

    @property
    def answered_on(self) -> set[date]:
        """The days with an answer, or whose last one was deleted once they were over."""
        return {each.checkin.on for each in self.checkins} | {each.on for each in self.moments}


@dataclass(frozen=True, slots=True)
class Belongings:
    """Everything of a participant."""

    participant: Participant
    past: Past
    principles: tuple[ShownPrinciple, ...]
    patterns: tuple[ToldPattern, ...]
    deliveries: tuple[PastDelivery, ...]


async def past_of(store: Store, reads: Reads, participant_id: str) -> Past:
    """Read a participant's past."""
    return Past(
        tuple(await store.checkins.whole(reads, participant_id)),
        tuple(await store.moments.between(reads, participant_id, date.min, date.max)),
        tuple(await store.days.states(reads, participant_id)),
    )


async def belongings_of(store: Store, reads: Reads, participant: Participant) -> Belongings:
    """Read everything of a participant."""
    return Belongings(
        participant,
        await past_of(store, reads, participant.id),
        tuple(await store.principles.shown(reads, participant.id)),
        tuple(await store.patterns.told(reads, participant.id)),
        tuple(await store.deliveries.whole(reads, participant.id)),
    )


async def bring(store: Store, tx: Transaction, participant_id: str, added: Past, now: datetime) -> None:
    """Write what is added to a participant's past; a day that is closed otherwise becomes a kept one by an answer."""
    for kept in added.checkins:
        await store.checkins.bring(tx, participant_id, kept)
    for moment in added.moments:
        await store.moments.bring(tx, participant_id, moment)
    for each in added.days:
        await store.days.close(tx, participant_id, each.on, Closing(each.state, each.reason), now)
        if each.state is State.KEPT:
            await store.days.keep_late(tx, participant_id, each.on)


def is_empty(checkin: CheckIn) -> bool:
    """Tell whether nothing is answered in a check-in itself, whatever moments its day has."""
    return checkin.safety is None and checkin.openness is None and not checkin.is_nothing
