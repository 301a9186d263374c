"""The answer to the words of a flood: one, to the last of them, when their writer is quiet."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

from bot.gateway.patience import Pause

QUIET_SECONDS = 2.0
"""How long nothing comes from a person, and nothing of theirs waits, before the words of a flood are answered."""

Words = TypeVar("Words")


class LateAnswers(Generic[Words]):
    """Who is owed an answer, and one task for each that waits until they are quiet; then `answer` is called."""

    def __init__(self, answer: Callable[[Words], None], is_busy: Callable[[int], bool], pause: Pause) -> None:
        self._answer = answer
        self._is_busy = is_busy
        self._pause = pause
        self._newest: dict[int, Words] = {}
        self._watchers: set[asyncio.Task[None]] = set()
        self._is_stopped = False

    def owe(self, person: int, words: Words, group: asyncio.TaskGroup) -> Words | None:
        """Note a person's newest words; return those before them, which are done with. A task of `group` watches."""
        before = self._newest.get(person)
        self._newest[person] = words
        if before is None and not self._is_stopped:
            watcher = group.create_task(self._watch(person), name="inbox flood")
            self._watchers.add(watcher)
            watcher.add_done_callback(self._watchers.discard)
        return before if before is not words else None

    def is_owed(self, person: int, words: Words) -> bool:
        """Tell whether it is these words of a person that are to be answered."""
        return self._newest.get(person) is words

    def stop(self) -> None:
        """Answer nothing more: what is owed is left to the next start."""
        self._is_stopped = True
        for watcher in self._watchers:
            watcher.cancel()

    async def _watch(self, person: int) -> None:
        words = None
        while words is not self._newest[person] or self._is_busy(person):
            words = self._newest[person]
            await self._pause(QUIET_SECONDS)
        self._answer(self._newest.pop(person))
