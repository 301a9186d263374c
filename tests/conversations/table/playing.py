"""What a state is: its name, the short play that leads there, and who may use the bot."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.conversations.context import Access
from tests.chat import Person, Stage

EVENING = "2026-11-23 20:00"
Play = Callable[[Stage], Awaitable[Person]]


@dataclass(frozen=True, slots=True)
class Start:
    """A state by its name: how it comes about, when the play begins, and who may use the bot."""

    name: str
    play: Play
    at: str = EVENING
    access: str = "everyone"
    is_discreet: bool = False


STATES: dict[str, Start] = {}


def state(name: str, *, access: str = "everyone", is_discreet: bool = False) -> Callable[[Play], Play]:
    def noted(play: Play) -> Play:
        assert name not in STATES
        STATES[name] = Start(name, play, access=access, is_discreet=is_discreet)
        return play

    return noted


def access_of(start: Start) -> Access:
    """Return who may use the bot; on the list stands who joins first."""
    return Access(
        start.access.split()[0], frozenset({1000}) if start.access == "list with Ana" else frozenset()
    )
