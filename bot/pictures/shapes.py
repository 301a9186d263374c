"""The shapes of vessels: the outline of a bowl, a cup, a vase, a jar and a jug, as one sees them from slightly above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.pictures.plane import Line, Point, rounded

HANDLE: Line = ((100, 66), (156, 40), (222, 48), (258, 108), (248, 186), (190, 262))
FLATNESS = 0.17
"""How high a circle that lies flat looks beside its width."""
STEPS = 4
FINE_STEPS = 16
ARC_STEPS = 10


@dataclass(frozen=True, slots=True)
class Shape:
    """A vessel: half its width at heights from the rim (0) down to the foot, and whether it has a handle."""

    name: str
    profile: Line
    has_handle: bool = False

    @property
    def rim(self) -> float:
        return self.profile[0][1]

    @property
    def foot(self) -> float:
        return self.profile[-1][1]

    @property
    def height(self) -> float:
        return self.profile[-1][0]

    @property
    def depth(self) -> float:
        """Return how far below the rim the outline reaches: the near side of the foot lies lower than its middle."""
        return self.height + self.foot * FLATNESS

    @property
    def handle(self) -> Line:
        """Return the middle of the handle, from the neck out and back to the belly, on the right."""
        return rounded(_curve(HANDLE, FINE_STEPS))

    @property
    def width(self) -> float:
        return 2 * max(half for _, half in self.profile)

    @cache  # noqa: B019 (there are only these few shapes)
    def outline(self, steps: int = STEPS) -> Line:
        """Return the wall that one sees: along the near rim from left to right, down, under the foot, and up again."""
        side = [(half, y) for y, half in _curve(self.profile, steps)]
        left = [(-x, y) for x, y in side]
        rim, foot = _arc(self.rim, 0), _arc(self.foot, self.height)
        return rounded([*rim, *side[1:-1], *reversed(foot), *reversed(left[1:-1])])


SHAPES = (
    Shape("bowl", ((0, 300), (60, 296), (150, 270), (240, 208), (300, 132), (322, 108), (346, 116))),
    Shape("cup", ((0, 212), (90, 222), (190, 222), (280, 200), (346, 154), (372, 118), (400, 120))),
    Shape(
        "vase",
        (
            (0, 118),
            (30, 96),
            (84, 80),
            (140, 112),
            (216, 186),
            (310, 214),
            (400, 186),
            (484, 124),
            (524, 116),
        ),
    ),
    Shape(
        "jar", ((0, 116), (26, 108), (54, 134), (124, 222), (226, 268), (330, 226), (414, 134), (442, 118))
    ),
    Shape(
        "jug",
        ((0, 128), (50, 112), (116, 112), (190, 160), (286, 206), (380, 198), (462, 140), (494, 126)),
        has_handle=True,
    ),
)


def _curve(line: Sequence[Point], steps: int) -> Line:
    """Return points of a curve through all points of a line (Catmull and Rom's), first and last included."""
    padded = [line[0], *line, line[-1]]
    points = [
        (_spline(a[0], b[0], c[0], d[0], step / steps), _spline(a[1], b[1], c[1], d[1], step / steps))
        for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False)
        for step in range(steps)
    ]
    return (*points, line[-1])


def _spline(before: float, start: float, end: float, after: float, share: float) -> float:
    bend = 2 * before - 5 * start + 4 * end - after
    twist = 3 * (start - end) + after - before
    return start + share * (end - before + share * (bend + share * twist)) / 2


def _arc(half: float, y: float) -> Line:
    """Return the near half of a flat circle from left to right."""
    points = []
    for step in range(ARC_STEPS + 1):
        x = 2 * step / ARC_STEPS - 1
        x *= 1.5 - 0.5 * x * x  # closer together at the ends, where the arc turns
        points.append((half * x, y + half * FLATNESS * float(max(0.0, 1 - x * x) ** 0.5)))
    return tuple(points)
