"""What is to be sent and what became of it: one row for a participant, day and kind, claimed by one writer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from bot.storage.columns import day, from_ms, maybe, new_id, to_ms
from bot.storage.connection import Columns, Row
from bot.storage.queries import load
from bot.storage.transaction import Reads, Transaction

_queries = load("deliveries")


class Kind(StrEnum):
    """What is delivered."""

    PROMPT = "prompt"
    LATER = "later"
    NUDGE = "nudge"
    SECOND_CHANCE = "second_chance"
    LETTER = "letter"


class Status(StrEnum):
    """How a delivery stands. From CLAIMED on it may have reached somebody; UNSURE is never sent again."""

    DUE = "due"
    CLAIMED = "claimed"
    SENT = "sent"
    DROPPED = "dropped"
    UNNEEDED = "unneeded"
    REFUSED = "refused"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One planned message; `attempts` counts its claims."""

    id: str
    participant_id: str
    on: date
    kind: Kind
    due_at: datetime
    attempts: int


class Asked(NamedTuple):
    """The last day whose prompt is settled, in whatever way, and when one was last sent, or may have been."""

    on: date | None
    at: datetime | None


class Deliveries:
    """Everything the clock sends, planned or past."""

    async def plan(
        self, tx: Transaction, participant_id: str, kind: Kind, on: date, due_at: datetime
    ) -> bool:
        """Plan a delivery, or move the one that is still due; return False where that day's is settled already."""
        row: Columns = {"id": new_id(), "participant_id": participant_id, "day_on": str(on), "kind": kind}
        return await tx.run(_queries.plan.sql, row | {"due_at": to_ms(due_at)}) == 1

    async def not_needed(
        self, tx: Transaction, participant_id: str, kind: Kind, on: date, now: datetime
    ) -> bool:
        """Settle a day's delivery as unneeded, planned or not; return False where it was settled otherwise."""
        row: Columns = {"id": new_id(), "participant_id": participant_id, "day_on": str(on), "kind": kind}
        return await tx.run(_queries.not_needed.sql, row | {"now": to_ms(now)}) == 1

    async def drop_planned(self, tx: Transaction, participant_id: str, kind: Kind) -> None:
        """Forget what is planned and still due, as if it had never been."""
        await tx.run(_queries.drop_planned.sql, {"participant_id": participant_id, "kind": kind})

    async def forget_dropped_since(self, tx: Transaction, participant_id: str, on: date) -> None:
        """Forget the prompts of a day and later ones that were settled without a message while the clock was ahead."""
        row: Columns = {"participant_id": participant_id, "kind": Kind.PROMPT, "day_on": str(on)}
        await tx.run(_queries.forget_dropped_since.sql, row)

    async def due(
        self, reads: Reads, now: datetime, limit: int, after: Delivery | None = None
    ) -> list[Delivery]:
        """Return what is due, longest due first; go on behind `after`, so that those that wait hold up none."""
        behind: Columns = {"after_due_at": -1, "after_id": ""}
        if after is not None:
            behind = {"after_due_at": to_ms(after.due_at), "after_id": after.id}
        return [
            _delivery(row)
            for row in await reads.rows(_queries.due.sql, {"now": to_ms(now), "limit": limit, **behind})
        ]

    async def far_ahead(
        self, reads: Reads, after: datetime, limit: int = 500, behind: Delivery | None = None
    ) -> list[Delivery]:
        """Return what is due after an instant, soonest first; go on behind an earlier one of them."""
        row: Columns = {"after_due_at": to_ms(after), "after_id": "~", "limit": limit}
        if behind is not None:
            row |= {"after_due_at": to_ms(behind.due_at), "after_id": behind.id}
        return [_delivery(each) for each in await reads.rows(_queries.far_ahead.sql, row)]

    async def claim(self, tx: Transaction, delivery_id: str, now: datetime) -> bool:
        """Take a due delivery; return False where somebody else did, or where it is no longer due."""
        return await tx.run(_queries.claim.sql, {"id": delivery_id, "now": to_ms(now)}) == 1

    async def record_sent(self, tx: Transaction, delivery_id: str, message_id: int, now: datetime) -> None:
        row: Columns = {"id": delivery_id, "message_id": message_id, "now": to_ms(now)}
        await tx.run(_queries.record_sent.sql, row)

    async def record(self, tx: Transaction, delivery_id: str, status: Status) -> None:
        """Note what became of a delivery that was not sent; DUE puts back one that certainly did not go."""
        match status:
            case Status.DUE:
                await tx.run(_queries.put_back.sql, {"id": delivery_id})
            case Status.CLAIMED | Status.SENT:
                raise ValueError(f"{status} takes a time: use claim or record_sent")
            case _:
                await tx.run(_queries.record.sql, {"id": delivery_id, "status": status})

    async def unsure_after_crash(self, tx: Transaction) -> list[Delivery]:
        """At the start: whatever is still claimed may or may not have been sent. Return it, noted as unsure."""
        return [_delivery(row) for row in await tx.rows(_queries.unsure_after_crash.sql, {})]

    async def find(self, reads: Reads, participant_id: str, kind: Kind, on: date) -> Status | None:
        """Return how a day's delivery stands; None where none was planned."""
        row: Columns = {"participant_id": participant_id, "kind": kind, "day_on": str(on)}
        rows = await reads.rows(_queries.find.sql, row)
        return Status(rows[0]["status"]) if rows else None

    async def asked_until(self, reads: Reads, participant_id: str, until_on: date) -> Asked:
        """Return how far this participant has been asked: the next prompt is for a later day, and not soon after.

        Days after `until_on` are not looked at.
        """
        row: Columns = {"participant_id": participant_id, "kind": Kind.PROMPT, "until_on": str(until_on)}
        last = (await reads.rows(_queries.asked_until.sql, row))[0]
        return Asked(on=maybe(day, last["day_on"]), at=maybe(from_ms, last["claimed_at"]))


def _delivery(row: Row) -> Delivery:
    return Delivery(
        id=row["id"],
        participant_id=row["participant_id"],
        on=day(row["day_on"]),
        kind=Kind(row["kind"]),
        due_at=from_ms(row["due_at"]),
        attempts=row["attempts"],
    )
