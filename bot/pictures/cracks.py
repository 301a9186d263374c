"""The cracks of a vessel: from where it was struck to its edges, and on from shard to shard, always the same for a seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from random import Random

from bot.pictures.plane import (
    Line,
    Point,
    area,
    between,
    cuts,
    distance,
    is_apart,
    is_clear,
    is_within,
    middle,
    rounded,
)

RAYS = 5
PAIRS = 10
TRIES = 6
APART = 4.0
ROUGHNESS = 0.16
COARSE, FINE = 64.0, 22.0
"""About how long the pieces of a crack are: few, so that breaking is quick, and then as many as one sees at full size."""
STEEPEST = 0.76
"""The cosine of the least angle between two rays: forty degrees."""
NEAR = 170.0
"""Within about this distance of the blow the shards are small."""

Chance = Callable[[], float]


def cracks(outline: Line, seed: str, count: int) -> tuple[Line, ...]:
    """Return so many cracks, each a line from one that came before it (or the outline) to another, all within.

    The first five run from where the vessel was struck to its outline; each other one breaks a shard in two.
    """
    chance = Random(seed).random  # the one method whose numbers Python promises to keep
    blow = _blow(outline, chance)
    rays = _rays(outline, blow, chance)
    found = [line for _, line in rays]
    shards = {shard: _weight(shard, blow) for shard in _between_rays(outline, rays)}
    while len(found) < count:
        shard, crack = _next_crack(shards, chance)
        del shards[shard]
        shards |= {piece: _weight(piece, blow) for piece in _broken(shard, crack)}
        found.append(crack)
    return tuple(found[:count])


def refined(lines: Sequence[Line], outline: Line, seed: str) -> tuple[Line, ...]:
    """Return cracks as they look from near: each piece of them wanders, too, where it stays in the outline."""
    chance = Random(seed).random
    return tuple(_refined(line, outline, chance) for line in lines)


def _refined(line: Line, outline: Line, chance: Chance) -> Line:
    points = [line[0]]
    for piece in pairwise(line):
        fine = rounded(_wandering(piece, ROUGHNESS, FINE, chance))
        points += fine[1:] if all(is_within(each, outline) for each in fine[1:-1]) else piece[1:]
    return tuple(points)


def _blow(outline: Line, chance: Chance) -> Point:
    """Choose where the vessel was struck: well within it."""
    left, right = min(x for x, _ in outline), max(x for x, _ in outline)
    top, bottom = min(y for _, y in outline), max(y for _, y in outline)
    while True:
        x = left + (right - left) * (0.28 + 0.44 * chance())
        y = top + (bottom - top) * (0.32 + 0.3 * chance())
        if is_within((x, y), outline):
            return round(x, 1), round(y, 1)


def _rays(outline: Line, blow: Point, chance: Chance) -> list[tuple[int, Line]]:
    """Return the cracks from the blow to the outline, in the outline's order, each with the point where it ends."""
    rays: list[tuple[int, Line]] = []
    turn = chance()
    for number in range(RAYS):
        wanted = int((turn + (number + 0.4 * chance()) / RAYS) * len(outline))
        ends = ((wanted + (step + 1) // 2 * (-1) ** step) % len(outline) for step in range(len(outline)))
        end = next(each for each in ends if _is_open(outline, blow, each, rays))
        others = tuple(point for _, line in rays for point in line[1:])
        rays.append((end, _rough((blow, outline[end]), outline, chance, others)))
    return sorted(rays)


def _is_open(outline: Line, blow: Point, end: int, rays: Sequence[tuple[int, Line]]) -> bool:
    """Tell whether a ray may end here: in sight of the blow, and well aside from the others."""
    way = _direction(blow, outline[end])
    asides = (_direction(blow, outline[at]) for at, _ in rays)
    return all(way[0] * x + way[1] * y < STEEPEST for x, y in asides) and is_clear(
        (blow, outline[end]), outline
    )


def _direction(start: Point, end: Point) -> Point:
    length = distance(start, end)
    return (end[0] - start[0]) / length, (end[1] - start[1]) / length


def _between_rays(outline: Line, rays: Sequence[tuple[int, Line]]) -> list[Line]:
    shards = []
    for (start, first), (end, last) in pairwise([*rays, rays[0]]):
        edge = outline[start + 1 : end] if start < end else outline[start + 1 :] + outline[:end]
        shards.append((*first, *edge, *reversed(last[1:])))
    return shards


def _next_crack(shards: Mapping[Line, float], chance: Chance) -> tuple[Line, Line]:
    """Break the shard that is the next to break, by its weight; return it, and the crack that goes through it."""
    for shard in sorted(shards, key=shards.__getitem__, reverse=True):
        if chord := _chord(shard, chance):
            return shard, _rough(chord, shard, chance, ())
    raise AssertionError("a vessel has room for all of its cracks")


def _weight(shard: Line, blow: Point) -> float:
    """Return how large a shard is for where it lies."""
    return area(shard) / (NEAR + distance(middle(shard), blow))


def _chord(shard: Line, chance: Chance) -> Line | None:
    """Return the best of some straight ways through a shard: short, and with about as much on either side."""
    whole, cut = area(shard), cuts(shard)
    chords = []
    for _ in range(PAIRS):
        low, high = sorted((int(chance() * len(shard)), int(chance() * len(shard))))
        if high - low < 2 or len(shard) - (high - low) < 2:
            continue
        share = cut(low, high) / whole
        if 0.2 < share < 0.8:
            cost = abs(share - 0.5) * 2 + 2 * distance(shard[low], shard[high]) / whole**0.5
            chords.append((cost, (shard[low], shard[high])))
    return next((chord for _, chord in sorted(chords) if is_clear(chord, shard)), None)


def _rough(straight: Line, within: Line, chance: Chance, others: Line) -> Line:
    """Return a crack where a straight way was; it stays in the area within, and off the other points."""
    if distance(*straight) <= COARSE:
        return straight
    for number in range(TRIES):
        rough = rounded(_wandering(straight, ROUGHNESS * (1 - number / TRIES), COARSE, chance))
        if is_clear(rough, within) and is_apart(rough[1:], others, APART):
            return rough
    return straight


def _wandering(line: Line, roughness: float, shortest: float, chance: Chance) -> Line:
    """Push the middle of each piece aside, and the middles of what that makes, until the pieces are short."""
    while distance(line[0], line[1]) > shortest:
        pushed: list[Point] = [line[0]]
        for start, end in pairwise(line):
            x, y = between(start, end, 0.42 + 0.16 * chance())
            push = (chance() - 0.5) * 2 * roughness
            pushed += [(x - (end[1] - start[1]) * push, y + (end[0] - start[0]) * push), end]
        line = tuple(pushed)
    return line


def _broken(shard: Line, crack: Line) -> tuple[Line, Line]:
    low, high = sorted((shard.index(crack[0]), shard.index(crack[-1])))
    path = crack if crack[0] == shard[low] else crack[::-1]
    one = (*shard[:low], *path, *shard[high + 1 :])
    other = (*shard[low : high + 1], *reversed(path[1:-1]))
    return one, other
