"""The file that somebody asked to have brought in, until they say so: where Telegram keeps it, sealed, and never its content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.storage.columns import to_ms
from bot.storage.connection import Columns
from bot.storage.queries import load
from bot.storage.transaction import Reads, Transaction
from bot.storage.vault import Vault

_FILE_ID = "imports.file_id"
_queries = load("imports")


@dataclass(frozen=True, slots=True)
class AskedImport:
    """The message that brought the file, which names it on buttons, and the file's id at Telegram."""

    message_id: int
    file_id: str
    is_done: bool = False
    """Whether it was brought in: asked for again, it is not left."""


class Imports:
    """Files that wait to be brought in: the last one of each participant."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def ask(
        self, tx: Transaction, participant_id: str, message_id: int, file_id: str, now: datetime
    ) -> None:
        """Note that a file waits for its answer, in place of an earlier one."""
        row: Columns = {"participant_id": participant_id, "message_id": message_id, "now": to_ms(now)}
        row |= {"file_id": self._vault.seal(file_id, of=_FILE_ID, row=participant_id)}
        tx.write(_queries.ask.sql, row)

    async def find(self, reads: Reads, participant_id: str) -> AskedImport | None:
        """Return the file that waits, if one does."""
        rows = await reads.rows(_queries.find.sql, {"participant_id": participant_id})
        if not rows:
            return None
        file_id = self._vault.open(rows[0]["file_id"], of=_FILE_ID, row=participant_id)
        return AskedImport(rows[0]["message_id"], file_id, bool(rows[0]["is_done"]))

    async def note_done(self, tx: Transaction, participant_id: str) -> None:
        """Note that it was brought in; where it stands is kept a while longer, for the same tap handled again."""
        tx.write(_queries.note_done.sql, {"participant_id": participant_id})

    async def drop(self, tx: Transaction, participant_id: str) -> None:
        """Let it go: it shall not be brought in."""
        tx.write(_queries.drop.sql, {"participant_id": participant_id})

    async def drop_before(self, tx: Transaction, participant_id: str, before: datetime) -> None:
        """Let one go that was asked for before an instant."""
        tx.write(_queries.drop_before.sql, {"participant_id": participant_id, "before": to_ms(before)})
