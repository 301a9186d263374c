"""What stands open in the chats of people in discreet mode, what takes its place, and which neutral lines stand there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.storage.columns import maybe, to_ms
from bot.storage.connection import Columns, Row
from bot.storage.queries import load
from bot.storage.transaction import Reads, Transaction

_queries = load("open_screens")

OPEN_FOR = timedelta(minutes=10)
"""So long a screen that is not neutral stays open when nobody closes it."""
AGAIN_AFTER = timedelta(minutes=1)
DELETABLE_FOR = timedelta(hours=48)
"""Telegram deletes what is no older; a line that it would not delete any more is forgotten."""


@dataclass(frozen=True, slots=True)
class OpenScreen:
    """A message that is to shrink to the line `line` with what it `opens` behind a tap; with no line it is taken away.

    `taken_at` names the try: what was shown since is not touched by its end.
    """

    participant_id: str
    telegram_id: int
    language: str
    is_discreet: bool
    message_id: int
    line: str
    opens: str
    taken_at: int


class OpenScreens:
    """Open screens by participant and message: a row until it has shrunk, and its line's row for as long as it may go."""

    async def note(
        self,
        tx: Transaction,
        telegram_id: int,
        message_id: int,
        now: datetime,
        *,
        line: str,
        opens: str,
        is_line: bool = False,
    ) -> None:
        """Note that a message shows what must not stay on the screen; one that `is_line` already may stay."""
        shrinks_at = None if is_line else now + OPEN_FOR
        _write(tx, telegram_id, message_id, now, shrinks_at=shrinks_at, line=line, opens=opens)
        row: Columns = {"telegram_id": telegram_id, "since": to_ms(now - DELETABLE_FOR)}
        tx.write(_queries.forget_old.sql, row)

    async def forget(self, tx: Transaction, telegram_id: int, message_id: int) -> None:
        """Note that a message is gone, or shows nothing that has to be hidden."""
        row: Columns = {"telegram_id": telegram_id, "message_id": message_id}
        tx.write(_queries.forget.sql, row)

    async def make_way(
        self,
        tx: Transaction,
        telegram_id: int,
        message_id: int,
        now: datetime,
        *,
        beside: int | None = None,
        line: str = "",
        passed: str = "",
    ) -> None:
        """Have what was open before a message shrink now, but for what stands `beside` it.

        Earlier messages behind the same `line` go, and so do those that open what is `passed`.
        """
        row: Columns = {"telegram_id": telegram_id, "message_id": message_id, "now": to_ms(now)}
        row |= {"beside": message_id if beside is None else beside}
        if line or passed:
            tx.write(_queries.replace.sql, row | {"line": line, "passed": passed})
        tx.write(_queries.make_way.sql, row)

    async def take_away(self, tx: Transaction, telegram_id: int, message_id: int, now: datetime) -> None:
        """Have a message go that is no longer needed, whether it was open or not."""
        _write(tx, telegram_id, message_id, now, shrinks_at=now, line="", opens="")

    async def shrink_now(
        self, tx: Transaction, telegram_id: int, message_id: int, now: datetime, *, line: str, opens: str
    ) -> None:
        """Have a message show its neutral line at once, whatever it shows."""
        _write(tx, telegram_id, message_id, now, shrinks_at=now, line=line, opens=opens)

    async def is_any_due(self, reads: Reads, now: datetime) -> bool:
        """Tell whether anything is to shrink now."""
        return bool(await reads.rows(_queries.due.sql, _at(now, 1)))

    async def take(self, tx: Transaction, now: datetime, limit: int) -> list[OpenScreen]:
        """Return what is to shrink now, the longest open first; none of it comes again within a minute.

        What lies farther ahead than anything stays open was noted before the clock was set back.
        """
        rows = await tx.rows(_queries.due.sql, _at(now, limit))
        taken_at = to_ms(now + AGAIN_AFTER)
        for row in rows:
            key: Columns = {"participant_id": row["participant_id"], "message_id": row["message_id"]}
            tx.write(_queries.take.sql, key | {"taken_at": taken_at})
        return [_read(row, taken_at) for row in rows]

    async def end(self, tx: Transaction, shrunk: OpenScreen, *, is_gone: bool) -> None:
        """Note that a message has shrunk, or is gone; not where it shows something else since."""
        row: Columns = {"participant_id": shrunk.participant_id, "message_id": shrunk.message_id}
        row |= {"taken_at": shrunk.taken_at}
        tx.write((_queries.end if is_gone or not shrunk.line else _queries.rest).sql, row)

    async def of(self, reads: Reads, participant_id: str) -> list[int]:
        """Return the messages that are open, and those that show a neutral line."""
        rows = await reads.rows(_queries.of.sql, {"participant_id": participant_id})
        return [row["message_id"] for row in rows]

    async def of_line(self, reads: Reads, participant_id: str, opens: str) -> list[int]:
        """Return the messages that show something, or stand for it behind a tap."""
        rows = await reads.rows(_queries.of_line.sql, {"participant_id": participant_id, "opens": opens})
        return [row["message_id"] for row in rows]


def _write(
    tx: Transaction,
    telegram_id: int,
    message_id: int,
    now: datetime,
    *,
    shrinks_at: datetime | None,
    line: str,
    opens: str,
) -> None:
    row: Columns = {"telegram_id": telegram_id, "message_id": message_id, "line": line, "opens": opens}
    tx.write(_queries.note.sql, row | {"now": to_ms(now), "shrinks_at": maybe(to_ms, shrinks_at)})


def _at(now: datetime, limit: int) -> Columns:
    return {"now": to_ms(now), "latest": to_ms(now + OPEN_FOR), "limit": limit}


def _read(row: Row, taken_at: int) -> OpenScreen:
    return OpenScreen(
        participant_id=row["participant_id"],
        telegram_id=row["telegram_id"],
        language=row["language"],
        is_discreet=bool(row["is_discreet"]),
        message_id=row["message_id"],
        line=row["line"],
        opens=row["opens"],
        taken_at=taken_at,
    )
