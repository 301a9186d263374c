"""What is due now, each delivery with all that decides about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.day import Reason
from bot.domain.participant import Participant
from bot.storage.columns import day, from_ms, to_ms
from bot.storage.connection import Columns
from bot.storage.database import Transaction
from bot.storage.deliveries import Delivery, Kind, first_due
from bot.storage.queries import load
from bot.storage.store import Store

_queries = load("deliveries")


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery that is due, for whom, and how its day stands.

    `has_card`: since its prompt was claimed, or due, a card of that day is known; `has_nudge`: a nudge is planned, or past;
    `has_waiting`: they did something that is not handled yet, what was put off as unmanageable aside.
    """

    delivery: Delivery
    participant: Participant
    is_kept: bool
    is_skipped: bool
    has_card: bool
    has_nudge: bool
    has_waiting: bool


async def agenda(store: Store, tx: Transaction, now: datetime, limit: int) -> list[Due]:
    """Return what is to be looked at now, cards before letters, longest due first, in the transaction that claims it."""
    row: Columns = {"now": to_ms(now), "prompt": Kind.PROMPT, "nudge": Kind.NUDGE}
    found = []
    for each in await first_due(tx, _queries.agenda.sql, row, limit):
        delivery = Delivery(
            id=each["delivery_id"],
            participant_id=each["participant_id"],
            on=day(each["day_on"]),
            kind=Kind(each["kind"]),
            due_at=from_ms(each["due_at"]),
            try_at=from_ms(each["try_at"]),
            attempts=each["attempts"],
            is_pictured=bool(each["is_pictured"]),
        )
        found.append(
            Due(
                delivery=delivery,
                participant=store.participants.read(each),
                is_kept=bool(each["has_checkin"]) and await _is_kept(store, tx, delivery),
                is_skipped=each["reason"] == Reason.SKIPPED,
                has_card=bool(each["has_card"]),
                has_nudge=bool(each["has_nudge"]),
                has_waiting=bool(each["has_waiting"]),
            )
        )
    return found


async def _is_kept(store: Store, tx: Transaction, delivery: Delivery) -> bool:
    """Whether a check-in holds any answer stands in its sealed fields."""
    found = await store.checkins.find(tx, delivery.participant_id, delivery.on)
    return found is not None and found.is_kept
