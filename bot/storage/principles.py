"""Which principles and steps somebody was shown in which week, and what came of them, sealed: it tells what their week was like."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.step import CameTo
from bot.storage.columns import day, maybe, to_ms
from bot.storage.connection import Columns, Row
from bot.storage.queries import load
from bot.storage.transaction import Reads, Transaction
from bot.storage.vault import Vault

_CHOICE = "shown_principles.choice"
_queries = load("principles")


@dataclass(frozen=True, slots=True)
class ShownPrinciple:
    """What the letter of an ISO week ("2025-W07") showed.

    `number` counts within the week, from 0; `step` is which of the principle's steps, from 0; `on` the letter's day.
    `is_taken`: they meant to try the step. `came_to`, and the day of the letter that was answered, are known together
    or not at all.
    """

    week: str
    number: int
    principle_id: str
    step: int
    on: date
    is_taken: bool = False
    came_to: CameTo | None = None
    answered_on: date | None = None


class Principles:
    """Shown principles by participant, ISO week and number."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def show(self, tx: Transaction, participant_id: str, shown: ShownPrinciple, now: datetime) -> None:
        """Note what was shown, or what came of it since; the day stays as it was noted first."""
        row: Columns = {
            "participant_id": participant_id,
            "week": shown.week,
            "number": shown.number,
            "shown_on": str(shown.on),
            "now": to_ms(now),
            "choice": self._vault.seal(_to_json(shown), of=_CHOICE, row=_place(participant_id, shown)),
        }
        await tx.run(_queries.show.sql, row)

    async def shown(self, reads: Reads, participant_id: str) -> list[ShownPrinciple]:
        """Return what was shown so far, in the order of weeks and numbers."""
        rows = await reads.rows(_queries.shown.sql, {"participant_id": participant_id})
        return [self._shown(row) for row in rows]

    def _shown(self, row: Row) -> ShownPrinciple:
        place = _place_of(row["participant_id"], row["week"], row["number"])
        choice = json.loads(self._vault.open(row["choice"], of=_CHOICE, row=place))
        return ShownPrinciple(
            week=row["week"],
            number=row["number"],
            principle_id=choice["principle"],
            step=choice["step"],
            on=day(row["shown_on"]),
            is_taken=choice["is_taken"],
            came_to=maybe(CameTo, choice["came_to"]),
            answered_on=maybe(day, choice["answered_on"]),
        )


def _to_json(shown: ShownPrinciple) -> str:
    choice = {
        "principle": shown.principle_id,
        "step": shown.step,
        "is_taken": shown.is_taken,
        "came_to": shown.came_to,
        "answered_on": maybe(str, shown.answered_on),
    }
    return json.dumps(choice)


def _place(participant_id: str, shown: ShownPrinciple) -> str:
    return _place_of(participant_id, shown.week, shown.number)


def _place_of(participant_id: str, week: str, number: int) -> str:
    return f"{participant_id} {week} {number}"
