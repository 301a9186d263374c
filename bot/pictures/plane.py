"""Points, lines and areas in the plane, by plain arithmetic alone, so that every machine comes to the same numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, pairwise

Point = tuple[float, float]
Line = tuple[Point, ...]
"""Points that are joined by straight pieces; as an area, the last one is joined to the first."""


def between(start: Point, end: Point, share: float) -> Point:
    """Return the point that lies so far on the way: 0 is the start, 1 the end."""
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def distance(one: Point, other: Point) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)


def area(line: Sequence[Point]) -> float:
    """Return how large the area within a closed line is."""
    return abs(sum([ax * by - bx * ay for (ax, ay), (bx, by) in _closed(line)])) / 2


def cuts(line: Sequence[Point]) -> Callable[[int, int], float]:
    """Return what tells how large the area is that a straight cut from one point of a closed line to a later one takes."""
    swept = [0.0, *accumulate([ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(line)])]

    def cut(first: int, last: int) -> float:
        (ax, ay), (bx, by) = line[last], line[first]
        return abs(swept[last] - swept[first] + ax * by - bx * ay) / 2

    return cut


def middle(line: Sequence[Point]) -> Point:
    """Return the mean of a line's points."""
    return sum([x for x, _ in line]) / len(line), sum([y for _, y in line]) / len(line)


def is_within(point: Point, line: Sequence[Point]) -> bool:
    """Tell whether a point lies in the area within a closed line; on the line itself it may be either."""
    x, y = point
    is_in = False
    for (ax, ay), (bx, by) in _closed(line):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            is_in = not is_in
    return is_in


def is_clear(path: Sequence[Point], line: Sequence[Point]) -> bool:
    """Tell whether a path leads from a point of a closed line to another through the area within, touching nothing."""
    if not is_within(between(path[0], path[1], 0.5), line):
        return False
    left, right = min(x for x, _ in path), max(x for x, _ in path)
    top, bottom = min(y for _, y in path), max(y for _, y in path)
    near = [
        edge
        for edge in _closed(line)
        if (edge[0][0] >= left or edge[1][0] >= left)
        and (edge[0][0] <= right or edge[1][0] <= right)
        and (edge[0][1] >= top or edge[1][1] >= top)
        and (edge[0][1] <= bottom or edge[1][1] <= bottom)
    ]
    ends = (path[0], path[-1])
    return not any(_meets(start, end, near, ends) for start, end in pairwise(path))


def is_apart(some: Iterable[Point], others: Sequence[Point], gap: float) -> bool:
    """Tell whether each point is further than so much from each of the others."""
    return not any(
        abs(ax - bx) <= gap and abs(ay - by) <= gap and distance((ax, ay), (bx, by)) <= gap
        for ax, ay in some
        for bx, by in others
    )


def rounded(line: Iterable[Point]) -> Line:
    """Return the points to a tenth."""
    return tuple([(round(x, 1), round(y, 1)) for x, y in line])


def _closed(line: Sequence[Point]) -> Iterable[tuple[Point, Point]]:
    return zip(line, (*line[1:], line[0]), strict=True)


def _meets(a: Point, b: Point, edges: Iterable[tuple[Point, Point]], ends: tuple[Point, Point]) -> bool:
    """Tell whether the piece from a to b meets an edge, other than those that it ends at."""
    (ax, ay), (bx, by) = a, b
    across, down = bx - ax, by - ay
    for c, d in edges:  # written out: vessels are broken by hundreds of thousands of these
        (cx, cy), (dx, dy) = c, d
        if (across * (cy - ay) - down * (cx - ax)) * (across * (dy - ay) - down * (dx - ax)) > 0:
            continue
        wide, high = dx - cx, dy - cy
        if (wide * (ay - cy) - high * (ax - cx)) * (wide * (by - cy) - high * (bx - cx)) > 0:
            continue
        if not any(each in ends and each in (a, b) for each in (c, d)):
            return True
    return False
