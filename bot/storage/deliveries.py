"""What is to be sent and what became of it: one row for a participant, day and kind, claimed by one writer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.domain.fading import Silence
from bot.domain.nudge import second_chance_at
from bot.storage.columns import day, from_ms, maybe, new_id, to_digits, to_ms
from bot.storage.connection import Columns, Row
from bot.storage.queries import load
from bot.storage.transaction import Reads, Transaction

_queries = load("deliveries")

LONG_AGO = timedelta(days=9)
EVERY_DAY = to_digits(frozenset(range(7)))


class Kind(StrEnum):
    """What is delivered."""

    PROMPT = "prompt"
    NUDGE = "nudge"
    SECOND_CHANCE = "second_chance"
    LETTER = "letter"
    LESS_OFTEN = "less_often"
    SELF_PAUSED = "self_paused"


CARDS = frozenset({Kind.PROMPT, Kind.NUDGE, Kind.SECOND_CHANCE})
"""What brings a day's card."""


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
    """One planned message: due at `due_at`, looked at from `try_at` on; `attempts` counts its claims.

    `is_pictured`: a letter's picture went ahead of it, or may have; it is not sent again.
    """

    id: str
    participant_id: str
    on: date
    kind: Kind
    due_at: datetime
    try_at: datetime
    attempts: int
    is_pictured: bool = False


class Around(NamedTuple):
    """What stands beside a delivery: whether its day has a check-in, the day's newest card, when the day's letter is due
    where it is still to come, and whether a question waits for typed words.
    """

    is_begun: bool
    card_id: int | None
    letter_due_at: datetime | None
    is_awaiting: bool


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
        return await tx.run(_queries.plan.sql, _planned(participant_id, kind, on, due_at)) == 1

    async def plan_new(
        self, tx: Transaction, participant_id: str, kind: Kind, on: date, due_at: datetime
    ) -> bool:
        """Plan a delivery; return False where that day has one already, planned or past: it stays as it is."""
        return await tx.run(_queries.plan_unless_planned.sql, _planned(participant_id, kind, on, due_at)) == 1

    async def plan_unless_planned(
        self, tx: Transaction, participant_id: str, kind: Kind, on: date, due_at: datetime
    ) -> None:
        """The same, where nobody needs to know which."""
        tx.write(_queries.plan_unless_planned.sql, _planned(participant_id, kind, on, due_at))

    async def plan_second_chance(self, tx: Transaction, prompt_id: str, due_at: datetime) -> None:
        """Plan the one second chance of the day of a prompt that is unsure."""
        row: Columns = {"id": new_id(), "of_id": prompt_id, "kind": Kind.SECOND_CHANCE}
        tx.write(_queries.plan_second_chance.sql, row | {"due_at": to_ms(due_at)})

    async def not_needed(
        self, tx: Transaction, participant_id: str, kind: Kind, on: date, now: datetime
    ) -> bool:
        """Settle a day's delivery as unneeded, planned or not; return False where it was settled otherwise."""
        row: Columns = {"id": new_id(), "participant_id": participant_id, "day_on": str(on), "kind": kind}
        return await tx.run(_queries.not_needed.sql, row | {"now": to_ms(now)}) == 1

    async def drop_planned(self, tx: Transaction, participant_id: str, *kinds: Kind) -> None:
        """Forget what is planned and still due, as if it had never been."""
        for kind in kinds:
            tx.write(_queries.drop_planned.sql, {"participant_id": participant_id, "kind": kind})

    async def drop_ahead(self, tx: Transaction, participant_id: str, kind: Kind, now: datetime) -> None:
        """Forget what is planned and whose time has not come yet."""
        tx.write(_queries.drop_ahead.sql, {"participant_id": participant_id, "kind": kind, "now": to_ms(now)})

    async def move_ahead(  # noqa: PLR0917  what, to when, and from when it is ahead
        self,
        tx: Transaction,
        participant_id: str,
        kind: Kind,
        on: date,
        due_at: datetime,
        now: datetime,
    ) -> None:
        """Have a day's delivery come at another time, if one is planned whose time has not come yet."""
        row: Columns = {"participant_id": participant_id, "kind": kind, "day_on": str(on)}
        tx.write(_queries.move_ahead.sql, row | {"due_at": to_ms(due_at), "now": to_ms(now)})

    async def forget_dropped_since(
        self, tx: Transaction, participant_id: str, on: date, *kinds: Kind
    ) -> None:
        """Forget what was settled without a message, of a day and later ones, while the clock was ahead."""
        for kind in kinds:
            row: Columns = {"participant_id": participant_id, "kind": kind, "day_on": str(on)}
            tx.write(_queries.forget_dropped_since.sql, row)

    async def due_again(self, tx: Transaction, participant_id: str, now: datetime) -> None:
        """Make due again what was dropped, prompts aside, while the clock was ahead: its time is still to come."""
        row: Columns = {"participant_id": participant_id, "kind": Kind.PROMPT, "now": to_ms(now)}
        tx.write(_queries.due_again.sql, row)

    async def due(self, reads: Reads, now: datetime, limit: int) -> list[Delivery]:
        """Return what is to be looked at now, cards before letters, longest due first."""
        return [
            delivery_of(row) for row in await first_due(reads, _queries.due.sql, {"now": to_ms(now)}, limit)
        ]

    async def far_ahead(
        self, reads: Reads, after: datetime, limit: int = 500, behind: Delivery | None = None
    ) -> list[Delivery]:
        """Return what is to be looked at after an instant, letters aside, soonest first; go on behind an earlier one.

        Of those who are not asked every day only where their open day, too, ends after that instant.
        """
        row: Columns = {"after_try_at": to_ms(after), "after_id": "~", "limit": limit}
        row |= {"every_day": EVERY_DAY, "after": to_ms(after)}
        if behind is not None:
            row |= {"after_try_at": to_ms(behind.try_at), "after_id": behind.id}
        return [delivery_of(each) for each in await reads.rows(_queries.far_ahead.sql, row)]

    async def claim(self, tx: Transaction, delivery_id: str, now: datetime) -> bool:
        """Take a due delivery; return False where somebody else did, or where it is no longer due."""
        return await tx.run(_queries.claim.sql, {"id": delivery_id, "now": to_ms(now)}) == 1

    async def record_sent(self, tx: Transaction, delivery_id: str, message_id: int, now: datetime) -> None:
        row: Columns = {"id": delivery_id, "message_id": message_id, "now": to_ms(now)}
        tx.write(_queries.record_sent.sql, row)

    async def record(self, tx: Transaction, delivery_id: str, status: Status) -> None:
        """Note for good what became of a delivery that was not sent."""
        if status in (Status.DUE, Status.CLAIMED, Status.SENT):
            raise ValueError(f"{status} takes a time: use put_off, claim or record_sent")
        tx.write(_queries.record.sql, {"id": delivery_id, "status": status})

    async def messages_since(self, reads: Reads, participant_id: str, at: datetime) -> list[int]:
        """Return the messages that were sent since an instant, of every kind."""
        row: Columns = {"participant_id": participant_id, "since": to_ms(at)}
        return [row["message_id"] for row in await reads.rows(_queries.messages_since.sql, row)]

    async def note_pictured(self, tx: Transaction, delivery_id: str) -> None:
        """Note that a letter's picture is settled, so that only its words are sent again."""
        tx.write(_queries.note_pictured.sql, {"id": delivery_id})

    async def put_off(self, tx: Transaction, delivery_id: str, try_at: datetime) -> None:
        """Have a delivery looked at again at an instant; one that was claimed certainly did not go."""
        tx.write(_queries.put_off.sql, {"id": delivery_id, "try_at": to_ms(try_at)})

    async def unsure_after_crash(self, tx: Transaction) -> list[Delivery]:
        """At the start: whatever is still claimed may or may not have been sent.

        Return it, noted as unsure; the prompts among it get a second chance.
        """
        rows = await tx.rows(_queries.unsure_after_crash.sql, {})
        for row in rows:
            if row["kind"] == Kind.PROMPT:
                await self.plan_second_chance(tx, row["id"], second_chance_at(from_ms(row["claimed_at"])))
        return [delivery_of(row) for row in rows]

    async def due_until(self, reads: Reads, now: datetime) -> list[Delivery]:
        """Return all whose time has come, whatever else would keep them waiting."""
        return [delivery_of(row) for row in await reads.rows(_queries.due_until.sql, {"now": to_ms(now)})]

    async def around(self, reads: Reads, delivery_id: str) -> Around | None:
        """Return what stands beside a delivery; None where it was erased."""
        rows = await reads.rows(_queries.around.sql, {"id": delivery_id, "letter": Kind.LETTER})
        if not rows:
            return None
        [row] = rows
        return Around(
            is_begun=bool(row["has_checkin"]),
            card_id=row["card_id"],
            letter_due_at=maybe(from_ms, row["letter_due_at"]),
            is_awaiting=row["awaiting"] is not None,
        )

    async def silence_before(self, reads: Reads, participant_id: str, on: date) -> Silence:
        """Return how silent somebody was before a day."""
        row: Columns = {"participant_id": participant_id, "day_on": str(on)}
        row |= {"prompt": Kind.PROMPT, "less_often": Kind.LESS_OFTEN}
        [found] = await reads.rows(_queries.silence_before.sql, row)
        return Silence(found["prompts"], maybe(day, found["since_on"]), bool(found["times_said"]))

    async def find(self, reads: Reads, participant_id: str, kind: Kind, on: date) -> Status | None:
        """Return how a day's delivery stands; None where none was planned."""
        row: Columns = {"participant_id": participant_id, "kind": kind, "day_on": str(on)}
        rows = await reads.rows(_queries.find.sql, row)
        return Status(rows[0]["status"]) if rows else None

    async def asked_until(self, reads: Reads, participant_id: str, until_on: date) -> Asked:
        """Return how far this participant has been asked: the next prompt is for a later day, and not soon after.

        Days after `until_on` are not looked at, nor are those so long ago that the next prompt is later anyway.
        """
        row: Columns = {"participant_id": participant_id, "kind": Kind.PROMPT, "until_on": str(until_on)}
        row["first_on"] = str(until_on - LONG_AGO)
        last = (await reads.rows(_queries.asked_until.sql, row))[0]
        return Asked(on=maybe(day, last["day_on"]), at=maybe(from_ms, last["claimed_at"]))


def _planned(participant_id: str, kind: Kind, on: date, due_at: datetime) -> Columns:
    row: Columns = {"id": new_id(), "participant_id": participant_id, "day_on": str(on), "kind": kind}
    return row | {"due_at": to_ms(due_at)}


async def first_due(reads: Reads, sql: str, row: Columns, limit: int) -> list[Row]:
    """Return up to `limit` rows that a query finds due: cards before letters, which may come a day late."""
    found: list[Row] = []
    for is_letter in (0, 1):
        if len(found) < limit:
            found += await reads.rows(sql, row | {"is_letter": is_letter, "limit": limit - len(found)})
    return found


def delivery_of(row: Row) -> Delivery:
    return Delivery(
        id=row["id"],
        participant_id=row["participant_id"],
        on=day(row["day_on"]),
        kind=Kind(row["kind"]),
        due_at=from_ms(row["due_at"]),
        try_at=from_ms(row["try_at"]),
        attempts=row["attempts"],
        is_pictured=bool(row["is_pictured"]),
    )
