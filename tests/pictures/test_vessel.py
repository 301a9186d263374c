"""The vessel: one seam for each day shown up, none of which is ever lost, all within, and the same on every machine."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.plane import between, is_within
from bot.pictures.shapes import SHAPES
from bot.pictures.vessel import ON_SHELF, SEAMS, begun, gilded, is_whole, placed, seen_near, vessel

SEEDS = st.text("abcdef0123456789-", min_size=1, max_size=36)
DAYS = st.integers(0, 400)


def gold(seed: str, shown_up: int) -> set[tuple[int, object]]:
    """Every golden seam that somebody has, on the shelf and on the vessel that is being mended."""
    number = begun(shown_up)
    whole = {(each, seam) for each in range(number) for seam in vessel(seed, each).seams}
    return whole | {(number, seam) for seam in vessel(seed, number).seams[: gilded(shown_up)]}


@given(DAYS)
def test_every_day_shown_up_gilds_one_seam(shown_up: int) -> None:
    assert begun(shown_up) * SEAMS + gilded(shown_up) == shown_up
    assert 0 <= gilded(shown_up) <= SEAMS


@pytest.mark.parametrize("shown_up", [0, 1, SEAMS - 1, SEAMS, SEAMS + 1, 3 * SEAMS])
def test_no_seam_is_ever_ungilded(shown_up: int) -> None:
    before, after = gold("somebody", shown_up), gold("somebody", shown_up + 1)
    assert before < after
    assert (len(before), len(after)) == (shown_up, shown_up + 1)


def test_the_next_vessel_begins_with_the_day_after_the_one_that_made_a_vessel_whole() -> None:
    assert [(begun(days), gilded(days)) for days in (SEAMS, SEAMS + 1)] == [(0, SEAMS), (1, 1)]
    assert [days for days in range(3 * SEAMS) if is_whole(days)] == [SEAMS, 2 * SEAMS]


@given(SEEDS, st.integers(0, 9))
def test_every_seam_lies_within_its_vessel(seed: str, number: int) -> None:
    drawn = vessel(seed, number)
    outline = drawn.shape.outline()
    assert len(set(drawn.seams)) == SEAMS
    for seam in drawn.seams:
        inner = [point for point in seam[1:-1] if point not in outline]
        halfway = [between(a, b, 0.5) for a, b in pairwise(seam)]
        assert all(is_within(point, outline) for point in (*inner, *halfway))
        assert all(end in outline or is_within(end, outline) for end in (seam[0], seam[-1]))


@given(SEEDS, st.integers(0, 9))
def test_seen_near_every_seam_is_the_same_one_and_lies_within_its_vessel(seed: str, number: int) -> None:
    drawn = vessel(seed, number)
    outline = drawn.shape.outline()
    for seam, near in zip(drawn.seams, seen_near(drawn), strict=True):
        places = [near.index(point) for point in seam]
        assert places == sorted(places)
        assert all(is_within(point, outline) for point in near if point not in seam)


@given(SEEDS)
def test_every_seam_begins_or_ends_where_an_earlier_one_or_the_outline_is(seed: str) -> None:
    drawn = vessel(seed, 0)
    met = {*drawn.shape.outline(), drawn.seams[0][0]}
    for seam in drawn.seams:
        assert seam[0] in met
        assert seam[-1] in met
        met.update(seam)


def test_a_seed_has_the_same_vessels_on_every_machine() -> None:
    drawn = [vessel("somebody", number) for number in range(5)]
    assert {each.shape.name for each in drawn} == {shape.name for shape in SHAPES}
    written = repr([(each.shape.name, each.glaze, each.seams, seen_near(each)) for each in drawn])
    assert hashlib.sha256(written.encode()).hexdigest()[:16] == "811345723ea86717"


def test_people_have_vessels_of_their_own() -> None:
    assert len({vessel(f"person {number}", 0).seams for number in range(30)}) == 30


def test_the_last_whole_vessels_stand_on_the_shelf_all_in_gold() -> None:
    few, many = placed("somebody", 2 * SEAMS + 3, "", ""), placed("somebody", 100 * SEAMS, "", "")
    assert len(few["shelf"]) == 2
    assert all(each["cracks"] == "" and each["seams"].count("M") == SEAMS for each in few["shelf"])
    assert (few["vessel"]["seams"].count("M"), few["vessel"]["cracks"].count("M")) == (3, SEAMS - 3)
    assert len(many["shelf"]) == ON_SHELF
    assert min(each["x"] - each["half"] * each["scale"] for each in many["shelf"]) > 0
    assert max(each["x"] + each["half"] * each["scale"] for each in many["shelf"]) < 1000
