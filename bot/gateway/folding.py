"""Which edits are owed: while a person has done more already, only the newest screen of each message is worth sending."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.gateway.screen import Screen

OWED_AT_MOST = 1.0
"""Seconds after which an owed edit is sent though its person goes on."""


@dataclass(slots=True)
class _Owed:
    since: float
    screens: dict[int, Screen] = field(default_factory=dict)


class Folding:
    """The edits that each chat is owed, for as long as the process lives.

    Their updates stand in the inbox until they are sent, so that they come again after a crash. A private chat has its
    person's id.
    """

    def __init__(self) -> None:
        self.hurried: set[int] = set()
        """Persons who have done more already than what is being answered."""
        self._owed: dict[int, _Owed] = {}

    def owe(self, chat_id: int, message_id: int, screen: Screen) -> None:
        """Note what a message is to show; an older screen of it is forgotten, and the newest message comes last."""
        owed = self._owed.setdefault(chat_id, _Owed(asyncio.get_running_loop().time()))
        owed.screens.pop(message_id, None)
        owed.screens[message_id] = screen

    def drop(self, chat_id: int, message_id: int) -> None:
        """Forget what a message was to show."""
        owed = self._owed.get(chat_id)
        if owed is not None:
            owed.screens.pop(message_id, None)
            if not owed.screens:
                del self._owed[chat_id]

    def drop_all(self, chat_id: int) -> None:
        self._owed.pop(chat_id, None)

    def first(self, chat_id: int) -> tuple[int, Screen] | None:
        """Return the message whose edit comes next, with its screen; None where nothing is owed."""
        owed = self._owed.get(chat_id)
        return next(iter(owed.screens.items())) if owed is not None else None

    def is_owing(self, chat_id: int) -> bool:
        return chat_id in self._owed

    def is_due(self, chat_id: int) -> bool:
        """Tell whether an edit was owed for long enough."""
        owed = self._owed.get(chat_id)
        return owed is not None and asyncio.get_running_loop().time() - owed.since >= OWED_AT_MOST
