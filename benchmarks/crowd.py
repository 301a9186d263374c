"""People who tap on their cards as fast as the bot takes it: a tap is done when it is answered and its card shows it."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from benchmarks.lean_telegram import LeanTelegram, message_in
from benchmarks.people import FIRST_ID
from bot.cards import data
from bot.domain.checkin import Question

CARD_ID = 40_000


@dataclass(slots=True)
class Tap:
    """A tap on its way: when it was made, and what of it has been seen."""

    at: float
    is_answered: bool = False
    is_shown: bool = False


@dataclass(slots=True)
class Waits:
    """Seconds from taps to their answers, and to the edits of their cards."""

    answered: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)


class Crowd:
    """People who answer safety and openness in turn, each time otherwise than before; one tap a person at a time."""

    def __init__(self, telegram: LeanTelegram, people: range, on: date) -> None:
        self._telegram = telegram
        self._on = on
        self._query_ids = count(1)
        self._whose: dict[int, int] = {}
        self._under_way: dict[int, Tap] = {}
        self.made = dict.fromkeys((FIRST_ID + number for number in people), 0)
        """How many taps each person has made, by Telegram id."""
        self._rested = deque(self.made)
        self.waits = Waits()
        self.edited_at: list[float] = []
        self.done = 0
        self.on_done: Callable[[], object] = lambda: None
        telegram.on_answer = self._answered
        telegram.on_edit = self._shown

    def tap(self) -> None:
        """Have whoever has rested longest tap."""
        person, query_id = self._rested.popleft(), next(self._query_ids)
        number = self.made[person]
        self.made[person] += 1
        question = Question.OPENNESS if number % 2 else Question.SAFETY
        chosen = data.answer(self._on, question, value_of(person, number), is_change=False)
        self._whose[query_id] = person
        self._under_way[person] = Tap(time.perf_counter())
        self._telegram.give({"callback_query": _query(query_id, person, chosen)})

    async def keep_tapping(self, at_once: int, taps: int) -> None:
        """Have so many taps under way at any time, until so many more are done; the last ones are still under way."""
        reached, until = asyncio.Event(), self.done + taps

        def go_on() -> None:
            if self.done < until:
                self.tap()
            else:
                reached.set()

        self.on_done = go_on
        while len(self._under_way) < at_once:
            self.tap()
        await reached.wait()

    async def rest(self) -> None:
        """Wait until no tap is under way."""
        rested = asyncio.Event()
        self.on_done = lambda: None if self._under_way else rested.set()
        if self._under_way:
            await rested.wait()

    def _answered(self, query_id: int) -> None:
        person = self._whose.pop(query_id, None)
        if person is not None:
            tap = self._under_way[person]
            tap.is_answered = True
            self.waits.answered.append(time.perf_counter() - tap.at)
            self._look(person, tap)

    def _shown(self, person: int) -> None:
        self.edited_at.append(time.perf_counter())
        tap = self._under_way.get(person)
        if tap is not None and not tap.is_shown:
            tap.is_shown = True
            self.waits.shown.append(time.perf_counter() - tap.at)
            self._look(person, tap)

    def _look(self, person: int, tap: Tap) -> None:
        if tap.is_answered and tap.is_shown:
            del self._under_way[person]
            self._rested.append(person)
            self.done += 1
            self.on_done()


def value_of(person: int, number: int) -> int:
    """Return what a person answers with their tap of this number: each time something else than the time before."""
    return 1 + (person + number // 2) % 5


def last_answers(person: int, made: int) -> tuple[int | None, int | None]:
    """Return safety and openness as so many taps of a person leave them."""
    safety = value_of(person, (made - 1) // 2 * 2) if made >= 1 else None
    openness = value_of(person, made // 2 * 2 - 1) if made >= 2 else None
    return safety, openness


def _query(query_id: int, person: int, chosen: str) -> dict[str, Any]:
    sender = {"id": person, "is_bot": False, "first_name": "Deniz", "language_code": "tr"}
    return {
        "id": str(query_id),
        "from": sender,
        "message": message_in(person, CARD_ID),
        "chat_instance": "-4857193756193847",
        "data": chosen,
    }
