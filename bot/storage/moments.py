"""The moments: small good things, in words or as a Telegram file, sealed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from itertools import count

from bot.domain.moment import MomentKind
from bot.storage.columns import day, from_ms, new_id, to_ms
from bot.storage.connection import Columns, Row
from bot.storage.queries import load
from bot.storage.transaction import Reads, Transaction
from bot.storage.vault import Vault

READ_AT_ONCE = 50
_BODY = "moments.body"
_queries = load("moments")


@dataclass(frozen=True, slots=True)
class Moment:
    """What was sent: words ("text"), or a file at Telegram of some other kind, with the words that stood under it."""

    kind: MomentKind
    text: str
    file_id: str | None


@dataclass(frozen=True, slots=True)
class KeptMoment:
    """A moment that stands with its day, and the message that brought it."""

    id: str
    on: date
    kept_at: datetime
    moment: Moment
    message_id: int | None


class Moments:
    """Moments by participant, day, and the message that brought them."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def keep(  # noqa: PLR0917 -- everything a kept moment has
        self,
        tx: Transaction,
        participant_id: str,
        on: date,
        zone: str,
        now: datetime,
        message_id: int,
        moment: Moment,
    ) -> bool:
        """Keep what a message brought; return False where that message's moment stands already."""
        moment_id = new_id()
        row: Columns = {
            "id": moment_id,
            "participant_id": participant_id,
            "day_on": str(on),
            "zone": zone,
            "now": to_ms(now),
            "message_id": message_id,
            "body": self._vault.seal(to_json(moment), of=_BODY, row=moment_id),
        }
        return await tx.run(_queries.keep.sql, row) == 1

    async def of_message(self, reads: Reads, participant_id: str, message_id: int) -> Moment | None:
        """Return the moment that a message brought, if it did."""
        row: Columns = {"participant_id": participant_id, "message_id": message_id}
        rows = await reads.rows(_queries.of_message.sql, row)
        return self._moment(rows[0]) if rows else None

    async def messages_since(self, reads: Reads, participant_id: str, at: datetime) -> list[int]:
        """Return the messages that brought the moments kept since an instant."""
        row: Columns = {"participant_id": participant_id, "since": to_ms(at)}
        return [row["message_id"] for row in await reads.rows(_queries.messages_since.sql, row)]

    async def change(
        self, tx: Transaction, participant_id: str, message_id: int, text: str, now: datetime
    ) -> bool:
        """Give a message's moment the text that the message has now; return False where it brought none."""
        row: Columns = {"participant_id": participant_id, "message_id": message_id}
        rows = await tx.rows(_queries.of_message.sql, row)
        if not rows:
            return False
        kept = self._kept(rows[0])
        body = self._vault.seal(to_json(replace(kept.moment, text=text)), of=_BODY, row=kept.id)
        return await tx.run(_queries.change.sql, {"id": kept.id, "body": body, "now": to_ms(now)}) == 1

    async def between(
        self, reads: Reads, participant_id: str, first_on: date, last_on: date
    ) -> list[KeptMoment]:
        """Return the moments of these days, both ends included, in the order of their days and coming."""
        row: Columns = {"participant_id": participant_id, "first_on": str(first_on), "last_on": str(last_on)}
        return [self._kept(row) for row in await reads.rows(_queries.between.sql, row)]

    async def find(self, reads: Reads, participant_id: str, moment_id: str) -> KeptMoment | None:
        """Return a moment, if it is this participant's: the id comes out of a button."""
        rows = await reads.rows(_queries.find.sql, {"id": moment_id, "participant_id": participant_id})
        return self._kept(rows[0]) if rows else None

    async def least_shown(
        self,
        reads: Reads,
        participant_id: str,
        *,
        shown_for: str = "",
        but_for: str = "",
        may_show: Callable[[Moment], bool] = lambda _: True,
    ) -> KeptMoment | None:
        """Return the moment whose turn it is to be looked back at, `but_for` one: the one that was shown longest ago.

        Those that it may not show are passed over. Of an update `shown_for` that is handled again it is the same one as
        before.
        """
        asked: Columns = {"participant_id": participant_id, "shown_for": shown_for, "but_for": but_for}
        for past in count(step=READ_AT_ONCE):
            rows = await reads.rows(_queries.least_shown.sql, asked | {"number": READ_AT_ONCE, "past": past})
            for kept in map(self._kept, rows):
                if may_show(kept.moment):
                    return kept
            if len(rows) < READ_AT_ONCE:
                break
        return None

    async def show(self, tx: Transaction, participant_id: str, moment_id: str, shown_for: str) -> None:
        """Note that a moment is looked back at: its turn comes again after all others."""
        row: Columns = {"id": moment_id, "participant_id": participant_id, "shown_for": shown_for}
        tx.write(_queries.show.sql, row)

    async def erase(self, tx: Transaction, participant_id: str, moment_id: str) -> bool:
        """Erase a moment; return False where it had gone. A checkpoint takes it out of the write-ahead log, too."""
        return await tx.run(_queries.erase.sql, {"id": moment_id, "participant_id": participant_id}) == 1

    def _kept(self, row: Row) -> KeptMoment:
        return KeptMoment(
            id=row["id"],
            on=day(row["day_on"]),
            kept_at=from_ms(row["kept_at"]),
            moment=self._moment(row),
            message_id=row["message_id"],
        )

    def _moment(self, row: Row) -> Moment:
        return from_json(self._vault.open(row["body"], of=_BODY, row=row["id"]))


def to_json(moment: Moment) -> str:
    """Return a moment as the text that is sealed."""
    return json.dumps(asdict(moment), ensure_ascii=False)


def from_json(text: str) -> Moment:
    """Return the moment of `to_json`."""
    fields = json.loads(text)
    return Moment(MomentKind(fields["kind"]), fields["text"], fields["file_id"])
