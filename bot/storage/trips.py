"""Questions that many ask at once, taken to the database's thread together."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Question = TypeVar("Question")
Answer = TypeVar("Answer")


@dataclass(slots=True, eq=False)
class _Asked(Generic[Question, Answer]):
    question: Question
    answer: asyncio.Future[Answer | Exception]


class Trips(Generic[Question, Answer]):
    """One trip at a time; what is asked meanwhile goes together with the next one.

    A trip to a thread and back costs more than most questions do. Whoever asks alone waits for nobody.
    """

    def __init__(self, go: Callable[[Sequence[Question]], Awaitable[Sequence[Answer | Exception]]]) -> None:
        self._go = go
        self._asked: list[_Asked[Question, Answer]] = []
        self._guide = asyncio.Lock()

    async def ask(self, question: Question) -> Answer:
        """Return the answer, or raise what stands in its place."""
        asked: _Asked[Question, Answer] = _Asked(question, asyncio.get_running_loop().create_future())
        self._asked.append(asked)
        try:
            async with self._guide:
                if not asked.answer.done():
                    await self._take_all()
            answer = asked.answer.result()
        finally:
            if asked in self._asked:  # cancelled before any trip
                self._asked.remove(asked)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def _take_all(self) -> None:
        """Take everything that was asked so far; where its guide is cancelled on the way, the others go again."""
        together, self._asked = self._asked, []
        try:
            answers = await self._go([each.question for each in together])
        except BaseException:
            self._asked = together + self._asked
            raise
        for each, answer in zip(together, answers, strict=True):
            each.answer.set_result(answer)
