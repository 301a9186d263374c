"""Taps that are answered before their turn: a spinner ends at once, whatever its person's queue waits for."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

AT_ONCE = 8
"""Of one person: thousands of taps must not take every connection to Telegram."""

Tap = TypeVar("Tap")


@dataclass(slots=True)
class _Line(Generic[Tap]):
    taps: deque[Tap] = field(default_factory=deque)
    workers: int = 0


class Spinners(Generic[Tap]):
    """Answers each person's taps in their order, a few at once; `answer` must not raise."""

    def __init__(self, answer: Callable[[Tap], Awaitable[None]]) -> None:
        self._answer = answer
        self._lines: dict[int, _Line[Tap]] = {}

    def end(self, person: int, tap: Tap, group: asyncio.TaskGroup) -> None:
        """Have a tap answered soon, by a task of `group`."""
        line = self._lines.setdefault(person, _Line())
        line.taps.append(tap)
        if line.workers < AT_ONCE:
            line.workers += 1
            group.create_task(self._work(person, line), name="inbox waiting taps")

    async def _work(self, person: int, line: _Line[Tap]) -> None:
        try:
            while line.taps:
                await self._answer(line.taps.popleft())
        finally:
            line.workers -= 1
            if not line.workers:
                self._lines.pop(person, None)
