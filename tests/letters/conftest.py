"""A store of its own for each test, and people whose days are told in a word or two each."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cards.letter import Letter
from bot.content.catalogue import Content
from bot.domain.day import Closing, Reason, State, instant_of
from bot.domain.participant import Afraid, Participant, Role, Step
from bot.letters.letter import letter_of
from bot.letters.week import Week, read_week
from bot.storage.principles import ShownPrinciple
from bot.storage.store import Store
from tests.letters.weeks import read_day
from tests.letters.written import store_in

ZONE = ZoneInfo("Europe/Istanbul")
SUNDAY = date(2026, 11, 22)
_telegram_ids = count(5000)


@pytest.fixture(scope="session")
def content() -> Content:
    return Content.load()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with store_in(tmp_path) as opened:
        yield opened


@dataclass(slots=True)
class Somebody:
    """A participant with days behind them, and what the letters say to them."""

    store: Store
    content: Content
    participant: Participant

    async def lives(self, days: Sequence[str] | Mapping[date, str], *, last_on: date = SUNDAY) -> None:
        """Have lived days, the last one last, or each on its day; told as in `weeks.py`."""
        if not isinstance(days, Mapping):
            days = {last_on - timedelta(days=len(days) - 1 - at): day for at, day in enumerate(days)}
        async with self.store.db.transaction() as tx:
            for on, told in days.items():
                at = evening(on)
                read = read_day(on, told, self.participant.language)
                if read is not None:
                    checkin, moments = read
                    await self.store.checkins.record(tx, self.participant.id, checkin, ZONE.key, at)
                    for number, moment in enumerate(moments):
                        message_id = 100 * on.toordinal() + number
                        await self.store.moments.keep(
                            tx, self.participant.id, on, ZONE.key, at, message_id, moment
                        )
                away = Closing(State.REST, Reason.SKIPPED) if told == "rest" else Closing(State.MISSED)
                closing = Closing(State.KEPT) if read else away
                await self.store.days.close(tx, self.participant.id, on, closing, at)

    async def letter(self, last_on: date = SUNDAY, *, read_on: date | None = None) -> Letter:
        return await letter_of(
            self.store, self.content, self.participant, last_on, evening(read_on or last_on)
        )

    async def week(self, last_on: date = SUNDAY, *, read_on: date | None = None) -> Week:
        return await read_week(
            self.store, self.content, self.participant, last_on, evening(read_on or last_on)
        )

    async def shown(self) -> list[ShownPrinciple]:
        return await self.store.principles.shown(self.store.db, self.participant.id)

    async def was_shown(self, *shown: ShownPrinciple) -> None:
        async with self.store.db.transaction() as tx:
            for each in shown:
                await self.store.principles.show(tx, self.participant.id, each, evening(each.on))


def evening(on: date) -> datetime:
    return instant_of(on, time(21), ZONE)


async def joins(
    store: Store,
    content: Content,
    role: Role = Role.HURT,
    *,
    language: str = "en",
    started_on: date = date(2026, 1, 5),
) -> Somebody:
    """Let somebody in who is not afraid."""
    async with store.db.transaction() as tx:
        added = await store.participants.add(
            tx, next(_telegram_ids), language, datetime(2026, 1, 5, tzinfo=UTC)
        )
        participant = replace(
            added,
            step=Step.DONE,
            role=role,
            afraid=Afraid.NO,
            zone=ZONE,
            ask_time=time(21),
            started_on=started_on,
        )
        await store.participants.save(tx, participant)
    return Somebody(store, content, participant)


@pytest.fixture
async def ana(store: Store, content: Content) -> Somebody:
    return await joins(store, content)
