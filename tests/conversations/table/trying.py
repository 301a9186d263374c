"""One input tried in one state: the stage is set as it stood, somebody acts, and what the bot made of it is told."""

from __future__ import annotations

import copy
import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from bot.simulator.telegram import Call
from tests.chat import Person, Stage
from tests.conversations.table.facts import Facts, changes, facts_of
from tests.conversations.table.said import Asked, answer_of
from tests.conversations.walking import Logged

FIRST_QUERY = 4_000_000_000_000_500_001


@dataclass(frozen=True, slots=True)
class Tried:
    """What an input came to: the calls that the bot made, what its person got to see, and what changed.

    `new_ids` are those of the messages that its person wrote; `stayed` is what the bot sent and left standing.
    """

    calls: tuple[Call, ...]
    new_ids: tuple[int, ...]
    answer: tuple[str, ...]
    stayed: tuple[str, ...]
    before: Facts
    after: Facts

    @property
    def changed(self) -> tuple[str, ...]:
        return changes(self.before, self.after)

    @property
    def is_more_than_a_toast(self) -> bool:
        return self.before != self.after or any(not each.startswith("toast") for each in self.answer)

    @property
    def told(self) -> str:
        """The answer in one line, with what changed behind it."""
        answer = ", ".join(self.answer) or "silence"
        return f"{answer} ⇒ {'; '.join(self.changed)}" if self.changed else answer


class State:
    """A stage as it stands, for inputs to be tried on; after each it is set back."""

    def __init__(self, scene: Stage, person: Person, path: Path, asked: Asked) -> None:
        self.scene = scene
        self.person = person
        self.errors = Logged()
        self._asked = asked
        self._path = path
        self.rows: sqlite3.Connection
        self.facts: Facts
        self.held: frozenset[tuple[str, str]]

    async def hold(self) -> None:
        """Remember how everything stands."""
        self.rows = sqlite3.connect(self._path, isolation_level=None)
        self.rows.execute("PRAGMA synchronous = OFF")
        self._kept = sqlite3.connect(":memory:")
        self.rows.backup(self._kept)
        self._version = self._data_version()
        self.held = kept_rows(self.rows)
        self.facts = await facts_of(self.scene, self.person.body.id, self.rows)
        world = self.scene.telegram.world
        self._chats = {chat.id: _copied(chat) for chat in world.chats.values()}
        self._next_id = next(world.message_ids)
        world.message_ids = count(self._next_id)
        self.scene.telegram.calls.clear()

    def let_go(self) -> None:
        self.rows.close()
        self._kept.close()

    async def tries(self, act: Callable[[], object]) -> Tried:
        """Have somebody act, and the bot answer."""
        self._asked.clear()
        self.scene.telegram.calls.clear()
        act()
        new_ids = tuple(each.id for each in self.person.body.messages if each.id >= self._next_id)
        await self.scene.settle()
        calls = tuple(self.scene.telegram.calls)
        after = self.facts
        if not self.is_untouched:
            after = await facts_of(self.scene, self.person.body.id, self.rows)
        answer = answer_of(calls, self._asked)
        return Tried(calls, new_ids, answer, self._stayed(new_ids, answer), self.facts, after)

    def _stayed(self, new_ids: tuple[int, ...], answer: tuple[str, ...]) -> tuple[str, ...]:
        """Return what was sent and stands still: messages are numbered as they came."""
        sent = [piece for piece in answer if piece.startswith(("says", "sends"))]
        first = max(new_ids, default=self._next_id - 1) + 1
        there = {message.id for message in self.person.messages}
        return tuple(piece for number, piece in enumerate(sent, first) if number in there)

    def set_back(self) -> None:
        """Set everything back to how it stood."""
        if not self.is_untouched:
            self._kept.backup(self.rows)
            self._version = self._data_version()
        world, person = self.scene.telegram.world, self.person.body
        for chat_id, kept in self._chats.items():
            chat = world.chats[chat_id]
            for name, value in _copied(kept).items():
                setattr(chat, name, value)
        world.message_ids = count(self._next_id)
        self.scene.forget_updates()
        world.queries.clear()
        person.queries.clear()
        self.scene.painter.drawn.clear()
        self.errors.errors.clear()

    def ids(self, sql: str) -> list[Any]:
        """Return the ids that a query finds with this person's Telegram id."""
        return [row[0] for row in self.rows.execute(sql, (self.person.body.id,))]

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was written since everything was set back."""
        return self._data_version() == self._version

    def _data_version(self) -> int:
        """Counts what others than our own connection wrote."""
        return int(self.rows.execute("PRAGMA data_version").fetchone()[0])


def kept_rows(rows: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    """Return what is kept of everybody's answers and moments, by their keys."""
    found = rows.execute(
        "SELECT 'answers of ' || day_on, participant_id FROM checkins "
        "UNION SELECT 'moment ' || id, participant_id FROM moments"
    )
    return frozenset(found)


def _copied(chat: Any) -> dict[str, Any]:
    """Return what may change of a chat, copied."""
    kept = chat if isinstance(chat, dict) else {name: getattr(chat, name) for name in _CHAT}
    return kept | {
        "messages": {number: copy.copy(message) for number, message in kept["messages"].items()},
        "gone": dict(kept["gone"]),
    }


_CHAT = ("standing", "messages", "gone", "below", "is_below_once")


@contextmanager
def errors_noted(errors: Logged) -> Iterator[None]:
    """Collect what the bot logs as an error."""
    logger = logging.getLogger("bot")
    logger.addHandler(errors)
    try:
        yield
    finally:
        logger.removeHandler(errors)
