"""Which messages have had their effect: an update may be handled twice after a crash, and that has to change nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.checkin import Question, read_answer
from bot.domain.reply import Scored
from bot.storage.columns import day, maybe
from bot.storage.connection import Columns, Row
from bot.storage.queries import load
from bot.storage.transaction import Reads, Transaction
from bot.storage.vault import Vault

_SCORES = "taken.scores"
_queries = load("taken")


class TakenAs(StrEnum):
    """What a message was taken as: words for a day, scores for a day (perhaps with words), a name, a setting, or an answer."""

    WORDS = "words"
    SCORES = "scores"
    NAME = "name"
    SETTING = "setting"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class TakenFor:
    """What a message was taken as, the day that it was for, if any, and which answers it gave there."""

    what: TakenAs
    on: date | None
    scores: Scored = ()

    @property
    def is_for_a_day(self) -> bool:
        """Whether it holds something of a day."""
        return self.on is not None and self.what in (TakenAs.WORDS, TakenAs.SCORES)


class Taken:
    """Messages by participant, noted in the commit that holds their effect."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def note(  # noqa: PLR0917 -- everything that is known of it
        self,
        tx: Transaction,
        participant_id: str,
        message_id: int,
        what: TakenAs,
        on: date | None,
        scores: Scored = (),
    ) -> None:
        """Note what a message was taken as; one that was noted already stays so."""
        row = _place(participant_id, message_id) | {"what": what, "day_on": maybe(str, on)}
        tx.write(_queries.note.sql, row | {"scores": self._sealed(participant_id, message_id, scores)})

    async def rescore(self, tx: Transaction, participant_id: str, message_id: int, scores: Scored) -> None:
        """Note which answers a message gives since it was edited."""
        sealed = self._sealed(participant_id, message_id, scores)
        tx.write(_queries.rescore.sql, _place(participant_id, message_id) | {"scores": sealed})

    async def spend(self, tx: Transaction, participant_id: str, message_id: int) -> None:
        """Note that editing a message changes nothing any more: what was deleted of it does not come back."""
        tx.write(_queries.spend.sql, _place(participant_id, message_id) | {"what": TakenAs.ANSWER})

    async def find(self, reads: Reads, participant_id: str, message_id: int) -> TakenFor | None:
        """Return what a message was taken for; None for one that has had no effect yet."""
        rows = await reads.rows(_queries.find.sql, _place(participant_id, message_id))
        if not rows:
            return None
        return TakenFor(
            TakenAs(rows[0]["what"]),
            maybe(day, rows[0]["day_on"]),
            self._scores(participant_id, message_id, rows[0]),
        )

    def _sealed(self, participant_id: str, message_id: int, scores: Scored) -> bytes | None:
        if not scores:
            return None
        text = json.dumps({question: str(answer) for question, answer in scores})
        return self._vault.seal(text, of=_SCORES, row=f"{participant_id} {message_id}")

    def _scores(self, participant_id: str, message_id: int, row: Row) -> Scored:
        if row["scores"] is None:
            return ()
        text = self._vault.open(row["scores"], of=_SCORES, row=f"{participant_id} {message_id}")
        read = ((Question(question), read_answer(said)) for question, said in json.loads(text).items())
        return tuple((question, answer) for question, answer in read if answer is not None)


def _place(participant_id: str, message_id: int) -> Columns:
    return {"participant_id": participant_id, "message_id": message_id}
