"""The check-ins: one row for a participant and day, its answers sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.checkin import Answer, CheckIn, read_answer
from bot.storage.columns import day, from_ms, to_ms
from bot.storage.connection import Columns, Row
from bot.storage.queries import load
from bot.storage.transaction import Reads, Transaction
from bot.storage.vault import Vault

_queries = load("checkins")


@dataclass(frozen=True, slots=True)
class KeptCheckIn:
    """A check-in with the zone that its day belongs to, when something was first answered, and when last."""

    checkin: CheckIn
    zone: str
    kept_at: datetime
    changed_at: datetime


class CheckIns:
    """Check-ins by participant and day. What has no answer yet is sealed as well, so that nobody can tell."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def find(self, reads: Reads, participant_id: str, on: date) -> CheckIn | None:
        """Return a day's check-in with its moments counted; None where nothing was answered."""
        found = await self.between(reads, participant_id=participant_id, first_on=on, last_on=on)
        return found[0] if found else None

    async def between(
        self, reads: Reads, participant_id: str, first_on: date, last_on: date
    ) -> list[CheckIn]:
        """Return the check-ins of these days, both ends included, in order; days without one are left out."""
        row: Columns = {"participant_id": participant_id, "first_on": str(first_on), "last_on": str(last_on)}
        return [self._checkin(row) for row in await reads.rows(_queries.between.sql, row)]

    async def record(
        self, tx: Transaction, participant_id: str, checkin: CheckIn, zone: str, now: datetime
    ) -> None:
        """Keep a check-in's answers; when and in which zone the day was first kept stays as it was."""
        row = _place(participant_id, str(checkin.on))
        tx.write(
            _queries.record.sql,
            {
                "participant_id": participant_id,
                "day_on": str(checkin.on),
                "zone": zone,
                "now": to_ms(now),
                "is_late": int(checkin.is_late),
                "safety": self._vault.seal(_written(checkin.safety), of="checkins.safety", row=row),
                "openness": self._vault.seal(_written(checkin.openness), of="checkins.openness", row=row),
                "is_nothing": self._vault.seal(
                    str(int(checkin.is_nothing)), of="checkins.is_nothing", row=row
                ),
            },
        )

    async def whole(self, reads: Reads, participant_id: str) -> list[KeptCheckIn]:
        """Return every check-in in order, as it is taken along."""
        rows = await reads.rows(_queries.whole.sql, {"participant_id": participant_id})
        return [
            KeptCheckIn(self._checkin(row), row["zone"], from_ms(row["kept_at"]), from_ms(row["changed_at"]))
            for row in rows
        ]

    async def bring(self, tx: Transaction, participant_id: str, kept: KeptCheckIn) -> None:
        """Keep a check-in that was taken along, as it was; one that is there keeps its zone and instants."""
        checkin, row = kept.checkin, _place(participant_id, str(kept.checkin.on))
        tx.write(
            _queries.bring.sql,
            {
                "participant_id": participant_id,
                "day_on": str(checkin.on),
                "zone": kept.zone,
                "kept_at": to_ms(kept.kept_at),
                "changed_at": to_ms(kept.changed_at),
                "is_late": int(checkin.is_late),
                "safety": self._vault.seal(_written(checkin.safety), of="checkins.safety", row=row),
                "openness": self._vault.seal(_written(checkin.openness), of="checkins.openness", row=row),
                "is_nothing": self._vault.seal(
                    str(int(checkin.is_nothing)), of="checkins.is_nothing", row=row
                ),
            },
        )

    async def drop(self, tx: Transaction, participant_id: str, on: date) -> None:
        """Let a day's check-in go, whose last answer was erased."""
        tx.write(_queries.drop.sql, {"participant_id": participant_id, "day_on": str(on)})

    async def kept_days(self, reads: Reads, participant_id: str) -> list[date]:
        """Return in order the days on which anything at all was answered."""
        rows = await reads.rows(_queries.kept_days.sql, {"participant_id": participant_id})
        return [day(row["day_on"]) for row in rows]

    async def count(self, reads: Reads) -> int:
        number: int = (await reads.rows(_queries.count.sql, {}))[0]["number"]
        return number

    def _checkin(self, row: Row) -> CheckIn:
        return CheckIn(
            on=day(row["day_on"]),
            safety=read_answer(self._opened(row, "safety")),
            openness=read_answer(self._opened(row, "openness")),
            is_nothing=self._opened(row, "is_nothing") == "1",
            moments=row["moments"],
            is_late=bool(row["is_late"]),
        )

    def _opened(self, row: Row, column: str) -> str:
        """The text of a sealed column; empty for a day that has only moments."""
        if row[column] is None:
            return ""
        place = _place(row["participant_id"], row["day_on"])
        return self._vault.open(row[column], of=f"checkins.{column}", row=place)


def _place(participant_id: str, day_on: str) -> str:
    """Name a row for sealing by what makes it unique: an update of it does not know when it was inserted."""
    return f"{participant_id} {day_on}"


def _written(answer: Answer | None) -> str:
    return "" if answer is None else str(answer)
