"""The offers: what was sent when it was not clear whether to keep it, or for which day; sealed until a tap says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.storage.columns import day, from_ms, new_id, to_ms
from bot.storage.connection import Columns, Row
from bot.storage.moments import Moment, from_json, to_json
from bot.storage.queries import load
from bot.storage.transaction import Reads, Transaction
from bot.storage.vault import Vault

_BODY = "offers.body"
_queries = load("offers")


@dataclass(frozen=True, slots=True)
class Offer:
    """What a message of the participant's brought, waiting; buttons name it by its id.

    One that `wants_day` will be kept in any case: only its day is asked for. `is_nothing` says that its words are
    "nothing today", `is_moment` that it can be nothing but a moment. Offers of one `album` are answered together.
    """

    id: str
    message_id: int
    made_at: datetime
    written_on: date
    wants_day: bool
    is_nothing: bool
    moment: Moment
    is_moment: bool = False
    album: str | None = None


class Offers:
    """Offers by participant, and by their id or the message that brought them."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def add(self, tx: Transaction, participant_id: str, offer: Offer) -> str:
        """Keep an offer under a new id and return that; a message that has one already keeps it."""
        offer_id = new_id()
        row: Columns = {
            "id": offer_id,
            "participant_id": participant_id,
            "message_id": offer.message_id,
            "written_on": str(offer.written_on),
            "wants_day": int(offer.wants_day),
            "is_nothing": int(offer.is_nothing),
            "is_moment": int(offer.is_moment),
            "album": offer.album,
            "made_at": to_ms(offer.made_at),
            "body": self._vault.seal(to_json(offer.moment), of=_BODY, row=offer_id),
        }
        kept_id: str = (await tx.rows(_queries.add.sql, row))[0]["id"]
        return kept_id

    async def find(self, reads: Reads, participant_id: str, offer_id: str) -> Offer | None:
        """Return an offer, if it is this participant's: the id comes out of a button."""
        rows = await reads.rows(_queries.find.sql, {"id": offer_id, "participant_id": participant_id})
        return self._offer(rows[0]) if rows else None

    async def latest(self, reads: Reads, participant_id: str) -> Offer | None:
        """Return the offer that was made last and waits still."""
        rows = await reads.rows(_queries.latest.sql, {"participant_id": participant_id})
        return self._offer(rows[0]) if rows else None

    async def of_message(self, reads: Reads, participant_id: str, message_id: int) -> Offer | None:
        """Return the offer that a message waits in, if it does."""
        row: Columns = {"participant_id": participant_id, "message_id": message_id}
        rows = await reads.rows(_queries.of_message.sql, row)
        return self._offer(rows[0]) if rows else None

    async def waiting_for_a_day(self, reads: Reads, participant_id: str) -> list[Offer]:
        """Return the offers that wait only for their day, in the order of their coming."""
        rows = await reads.rows(_queries.waiting_for_a_day.sql, {"participant_id": participant_id})
        return [self._offer(row) for row in rows]

    async def of_album(self, reads: Reads, participant_id: str, album: str) -> list[Offer]:
        """Return the offers of an album that wait still, in the order of their coming."""
        rows = await reads.rows(_queries.of_album.sql, {"participant_id": participant_id, "album": album})
        return [self._offer(row) for row in rows]

    async def messages_of(self, reads: Reads, participant_id: str) -> list[int]:
        """Return the messages whose words wait."""
        rows = await reads.rows(_queries.messages_of.sql, {"participant_id": participant_id})
        return [row["message_id"] for row in rows]

    async def change(self, tx: Transaction, participant_id: str, message_id: int, text: str) -> bool:
        """Give an offer the text that its message has now; return False where the message has none."""
        offer = await self.of_message(tx, participant_id, message_id)
        if offer is None:
            return False
        body = self._vault.seal(to_json(replace(offer.moment, text=text)), of=_BODY, row=offer.id)
        return await tx.run(_queries.change.sql, {"id": offer.id, "body": body}) == 1

    async def drop_before(self, tx: Transaction, participant_id: str, before: datetime) -> None:
        """Let a participant's offers go that were made before an instant: words nobody chose to keep do not stay."""
        row: Columns = {"participant_id": participant_id, "before": to_ms(before)}
        tx.write(_queries.drop_before.sql, row)

    async def drop(self, tx: Transaction, offer_id: str) -> bool:
        """Let an offer go; return False where it had gone."""
        return await tx.run(_queries.drop.sql, {"id": offer_id}) == 1

    def _offer(self, row: Row) -> Offer:
        moment = from_json(self._vault.open(row["body"], of=_BODY, row=row["id"]))
        return Offer(
            id=row["id"],
            message_id=row["message_id"],
            made_at=from_ms(row["made_at"]),
            written_on=day(row["written_on"]),
            wants_day=bool(row["wants_day"]),
            is_nothing=bool(row["is_nothing"]),
            moment=moment,
            is_moment=bool(row["is_moment"]),
            album=row["album"],
        )
