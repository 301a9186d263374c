"""Everything that somebody can do to the bot."""

from __future__ import annotations

from collections.abc import Iterator

from tests.conversations.table import elsewhere, messages, taps
from tests.conversations.table.acting import Here, Input


def every_input(here: Here) -> Iterator[Input]:
    """Return all inputs that can be tried in a state, the buttons that stand in its chat among them."""
    everywhere = (
        *messages.commands(),
        *messages.requests(here),
        *messages.words(),
        *messages.contents(),
        *messages.services(),
        *messages.forwarded(),
        *messages.replies(),
        *messages.edits(),
        *messages.albums(),
        *taps.taps(),
        *elsewhere.updates(),
        *elsewhere.memberships(),
    )
    yield from (each for each in everywhere if each.is_possible(here))
    yield from taps.buttons(here)
