"""A painter for tests that look at words: every picture is the same dot, and costs no thread."""

from __future__ import annotations

import base64

from bot.pictures.painter import Drawing, DrawingError, Painter

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


class Dots:
    """Draws a dot for everything, and remembers what it was asked for.

    `is_broken`: nothing any more. `instead` draws in its place.
    """

    def __init__(self) -> None:
        self.drawn: list[Drawing] = []
        self.is_broken = False
        self.instead: Painter | None = None

    async def draw(self, drawing: Drawing) -> bytes:
        if self.is_broken:
            raise DrawingError
        self.drawn.append(drawing)
        return DOT if self.instead is None else await self.instead.draw(drawing)
