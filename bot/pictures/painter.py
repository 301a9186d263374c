"""How a drawing becomes a picture: in a thread of its own, so that nobody waits for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is to be drawn: the name of a template ("days"), and plain values (as JSON has them) for it."""

    template: str
    values: Mapping[str, Any]


class DrawingError(Exception):
    """A picture could not be drawn. Its text names the template, and nothing of what was to be seen."""


class Painter(Protocol):
    """Draws: returns PNG bytes, or raises `DrawingError`."""

    async def draw(self, drawing: Drawing) -> bytes: ...
