"""The participants: one row each, with role, name, the answer about fear and the guard's date sealed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.participant import Afraid, Awaiting, Participant, Role, Setting, Step
from bot.storage.columns import (
    clock,
    day,
    from_digits,
    from_ms,
    maybe,
    new_id,
    to_clock,
    to_digits,
    to_ms,
    zone_of,
)
from bot.storage.connection import Columns, Row
from bot.storage.queries import load
from bot.storage.transaction import Reads, Transaction
from bot.storage.vault import Vault

_queries = load("participants")


class Participants:
    """Participants, by their own id or by Telegram's."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def add(self, tx: Transaction, telegram_id: int, language: str, now: datetime) -> Participant:
        """Return the participant with this Telegram id: a new one, unless they are known already."""
        new = Participant(id=new_id(), telegram_id=telegram_id, language=language, created_at=now)
        columns = self._columns(new) | {"telegram_id": telegram_id, "created_at": to_ms(now)}
        return self.read((await tx.rows(_queries.add.sql, columns))[0])

    async def find(self, reads: Reads, telegram_id: int) -> Participant | None:
        rows = await reads.rows(_queries.find.sql, {"telegram_id": telegram_id})
        return self.read(rows[0]) if rows else None

    async def get(self, reads: Reads, participant_id: str) -> Participant | None:
        rows = await reads.rows(_queries.get.sql, {"id": participant_id})
        return self.read(rows[0]) if rows else None

    async def save(self, tx: Transaction, participant: Participant) -> bool:
        """Write everything but the Telegram id and the time of joining; return False for one who was erased.

        All of the row is written, so it has to come from a read in the same transaction: what another task changed
        since an earlier read would be undone. `change` does both.
        """
        return await tx.run(_queries.save.sql, self._columns(participant)) == 1

    async def change(
        self, tx: Transaction, participant_id: str, how: Callable[[Participant], Participant]
    ) -> Participant | None:
        """Read, change by a pure function, and write; return what stands now, None for one who was erased."""
        participant = await self.get(tx, participant_id)
        if participant is None:
            return None
        changed = how(participant)
        if changed != participant:
            await self.save(tx, changed)
        return changed

    async def ending(self, reads: Reads, now: datetime, limit: int) -> list[str]:
        """Return the ids of those whose open day has ended, longest ago first. Nothing sealed is opened for it."""
        rows = await reads.rows(_queries.ending.sql, {"now": to_ms(now), "limit": limit})
        return [row["id"] for row in rows]

    async def end_day_later(self, tx: Transaction, participant_id: str, day_ends_at: datetime) -> None:
        """Look at a day again later, whatever else is wrong with its participant's row."""
        row: Columns = {"id": participant_id, "day_ends_at": to_ms(day_ends_at)}
        await tx.run(_queries.end_day_later.sql, row)

    async def far_ahead(self, reads: Reads, after: datetime, limit: int = 500) -> list[str]:
        """Return the ids of those whose open day ends later than any day can: the clock was set back."""
        rows = await reads.rows(_queries.far_ahead.sql, {"after": to_ms(after), "limit": limit})
        return [row["id"] for row in rows]

    async def count(self, reads: Reads) -> int:
        number: int = (await reads.rows(_queries.count.sql, {}))[0]["number"]
        return number

    async def everybody(self, reads: Reads) -> list[Participant]:
        """Return all participants."""
        return [self.read(row) for row in await reads.rows(_queries.everybody.sql, {})]

    async def erase(self, tx: Transaction, participant: Participant) -> None:
        """Erase every row of theirs. What that leaves in the files, `erasing` takes out."""
        await tx.run(_queries.erase_inbox.sql, {"telegram_id": participant.telegram_id})
        await tx.run(_queries.erase_invites.sql, {"telegram_id": participant.telegram_id})
        await tx.run(_queries.erase.sql, {"id": participant.id})

    def _columns(self, participant: Participant) -> Columns:
        """The row of a participant, but for what never changes."""
        return {
            "id": participant.id,
            "language": participant.language,
            "step": participant.step,
            "awaiting": participant.awaiting,
            "awaiting_on": maybe(str, participant.awaiting_on),
            "awaiting_setting": participant.awaiting_setting,
            "asked_in": participant.asked_in,
            "is_discreet": int(participant.is_discreet),
            "agreed_at": maybe(to_ms, participant.agreed_at),
            "agreed_version": participant.agreed_version,
            "role": self._sealed(participant.role, "role", participant.id),
            "name": self._sealed(participant.name, "name", participant.id),
            "afraid": self._sealed(participant.afraid, "afraid", participant.id),
            "danger_on": self._sealed(maybe(str, participant.danger_on), "danger_on", participant.id),
            "name_asked_at": maybe(to_ms, participant.name_asked_at),
            "afraid_asked_at": maybe(to_ms, participant.afraid_asked_at),
            "zone": maybe(_key_of, participant.zone),
            "country": participant.country,
            "ask_time": maybe(to_clock, participant.ask_time),
            "weekdays": to_digits(participant.weekdays),
            "day_end": to_clock(participant.day_end),
            "quiet_from": to_clock(participant.quiet_from),
            "quiet_until": to_clock(participant.quiet_until),
            "nudge_minutes": participant.nudge_minutes,
            "letter_weekday": participant.letter_weekday,
            "started_on": maybe(str, participant.started_on),
            "paused_at": maybe(to_ms, participant.paused_at),
            "paused_until_on": maybe(str, participant.paused_until_on),
            "gone_at": maybe(to_ms, participant.gone_at),
            "open_on": maybe(str, participant.open_on),
            "day_ends_at": maybe(to_ms, participant.day_ends_at),
            "rhythm_changed_at": maybe(to_ms, participant.rhythm_changed_at),
        }

    def read(self, row: Row) -> Participant:
        """Return the participant of a row that has all columns of their table."""
        return Participant(
            id=row["id"],
            telegram_id=row["telegram_id"],
            language=row["language"],
            created_at=from_ms(row["created_at"]),
            step=Step(row["step"]),
            awaiting=maybe(Awaiting, row["awaiting"]),
            awaiting_on=maybe(day, row["awaiting_on"]),
            awaiting_setting=maybe(Setting, row["awaiting_setting"]),
            asked_in=row["asked_in"],
            is_discreet=bool(row["is_discreet"]),
            agreed_at=maybe(from_ms, row["agreed_at"]),
            agreed_version=row["agreed_version"],
            role=maybe(Role, self._opened(row, "role")),
            name=self._opened(row, "name"),
            afraid=maybe(Afraid, self._opened(row, "afraid")),
            danger_on=maybe(day, self._opened(row, "danger_on")),
            name_asked_at=maybe(from_ms, row["name_asked_at"]),
            afraid_asked_at=maybe(from_ms, row["afraid_asked_at"]),
            zone=maybe(zone_of, row["zone"]),
            country=row["country"],
            ask_time=maybe(clock, row["ask_time"]),
            weekdays=from_digits(row["weekdays"]),
            day_end=clock(row["day_end"]),
            quiet_from=clock(row["quiet_from"]),
            quiet_until=clock(row["quiet_until"]),
            nudge_minutes=row["nudge_minutes"],
            letter_weekday=row["letter_weekday"],
            started_on=maybe(day, row["started_on"]),
            paused_at=maybe(from_ms, row["paused_at"]),
            paused_until_on=maybe(day, row["paused_until_on"]),
            gone_at=maybe(from_ms, row["gone_at"]),
            open_on=maybe(day, row["open_on"]),
            day_ends_at=maybe(from_ms, row["day_ends_at"]),
            rhythm_changed_at=maybe(from_ms, row["rhythm_changed_at"]),
        )

    def _sealed(self, text: str | None, column: str, participant_id: str) -> bytes | None:
        return (
            None if text is None else self._vault.seal(text, of=f"participants.{column}", row=participant_id)
        )

    def _opened(self, row: Row, column: str) -> str | None:
        blob = row[column]
        return None if blob is None else self._vault.open(blob, of=f"participants.{column}", row=row["id"])


def _key_of(zone: ZoneInfo) -> str:
    return zone.key
