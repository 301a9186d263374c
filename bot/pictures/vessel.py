"""Which vessel a participant mends, which of its seams are gold, and which vessels stand whole on the shelf."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from random import Random
from typing import Any

from bot.pictures.cracks import cracks, refined
from bot.pictures.painter import Drawing
from bot.pictures.plane import Line, Point
from bot.pictures.shapes import FINE_STEPS, FLATNESS, SHAPES, Shape

SEAMS = 24
GLAZES = 5
ON_SHELF = 2
WIDE = 600
HIGH = 590
"""The room for the vessel that is being mended."""
MIDDLE, STANDS_AT = 500.0, 786.0
SMALL, APART, SHELF_AT = 0.2, 121.0, 1084.0


@dataclass(frozen=True, slots=True)
class Vessel:
    """One vessel: its seed, its shape, which glaze (0 to 4), and its seams in the order in which they are gilded."""

    seed: str
    shape: Shape
    glaze: int
    seams: tuple[Line, ...]


def begun(shown_up: int) -> int:
    """Return how many vessels stand before the one that is being mended; the first is 0.

    The next one begins with the day after the one that made a vessel whole.
    """
    return max(0, shown_up - 1) // SEAMS


def gilded(shown_up: int) -> int:
    """Return how many seams of the vessel that is being mended are gold: one for each day shown up."""
    return shown_up - begun(shown_up) * SEAMS


def is_whole(shown_up: int) -> bool:
    """Tell whether the last of these days made a vessel whole."""
    return shown_up > 0 and gilded(shown_up) == SEAMS


@lru_cache(maxsize=16)
def vessel(seed: str, number: int) -> Vessel:
    """Return somebody's vessel: the same for the same seed and number, on every machine."""
    chance = Random(f"{seed}/{number}").random
    first = int(Random(seed).random() * len(SHAPES))
    shape = SHAPES[(first + number) % len(SHAPES)]
    seams = cracks(shape.outline(), f"{seed}/{number}/cracks", SEAMS)
    return Vessel(f"{seed}/{number}", shape, int(chance() * GLAZES), seams)


@lru_cache(maxsize=16)
def seen_near(vessel: Vessel) -> tuple[Line, ...]:
    """Return a vessel's seams, the same ones in the same order, with the turns that one sees at full size."""
    return refined(vessel.seams, vessel.shape.outline(), f"{vessel.seed}/near")


def drawing(seed: str, shown_up: int, title: str, line: str) -> Drawing:
    """Return what is to be drawn for so many days shown up; the texts are the participant's language's."""
    return Drawing("vessel", {"seed": seed, "shown_up": shown_up, "title": title, "line": line})


def placed(seed: str, shown_up: int, title: str, line: str) -> dict[str, Any]:
    """Return the values that the template takes. Breaking vessels takes a while, so this is the studio's to do."""
    number = begun(shown_up)
    current = vessel(seed, number)
    scale = min(WIDE / current.shape.width, HIGH / current.shape.height)
    whole = range(max(0, number - ON_SHELF), number)
    return {
        "title": title,
        "line": line,
        "vessel": _placed(current, seen_near(current), gilded(shown_up), scale, (MIDDLE, STANDS_AT)),
        "shelf": [_on_shelf(vessel(seed, each), at - (len(whole) - 1) / 2) for at, each in enumerate(whole)],
    }


def _on_shelf(vessel: Vessel, aside: float) -> dict[str, Any]:
    """Return a whole vessel so many places aside of the shelf's middle: small, so its seams need no small turns."""
    return _placed(vessel, vessel.seams, SEAMS, SMALL, (MIDDLE + APART * aside, SHELF_AT))


def _placed(vessel: Vessel, seams: Sequence[Line], gold: int, scale: float, foot: Point) -> dict[str, Any]:
    """Return a vessel with its size, its foot's middle standing at a place; paths are SVG's, in its own units."""
    shape = vessel.shape
    return {
        "x": round(foot[0], 1),
        "y": round(foot[1] - shape.depth * scale, 1),
        "scale": scale,
        "half": shape.width / 2,
        "depth": shape.depth,
        "glaze": vessel.glaze,
        "mouth": [shape.rim, shape.rim * FLATNESS],
        **_shape_paths(shape),
        "seams": "".join(map(path, seams[:gold])),
        "cracks": "".join(map(path, seams[gold:])),
    }


@cache
def _shape_paths(shape: Shape) -> dict[str, str | None]:
    return {
        "outline": f"{path(shape.outline(FINE_STEPS))}Z",
        "handle": path(shape.handle) if shape.has_handle else None,
    }


def path(line: Line) -> str:
    """Return a line as SVG writes it."""
    return "M" + "L".join([f"{x:g} {y:g}" for x, y in line])
