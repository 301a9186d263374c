"""Days of many people's lives with the real bot, on a line and a disk that fail: whatever happens, the laws hold.

`SEED=123 pytest tests/simulation -k laws_hold` tells one seed's story; `python -m tests.simulation 5000` tells many.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.simulation.story import Told, tell

SEEDS = (int(os.environ["SEED"]),) if "SEED" in os.environ else (0, 9, 44, 63, 85, 96)
SOAKED = 300
MUST_HAPPEN = (
    "prompt ok",
    "prompt unsure",
    "prompt not_sent",
    "nudge ok",
    "second_chance ok",
    "less_often ok",
    "self_paused ok",
    "letter ok",
    "letter unsure",
    "picture of a letter ok",
    "picture of a letter unsure",
    "said under the guard",
    "crashes",
    "clean stops",
    "outages",
    "handled twice",
    "updates given twice",
    "taps sent again",
    "stories with shuffled updates",
    "numbers that start anew",
    "clock set back",
    "clock set forward",
    "erased",
    "answers tapped",
    "answers typed",
    "moments edited",
    "words in moments",
    "words in offers",
    "days kept",
    "days missed",
    "days rest unsent",
    "days rest paused",
    "days rest skipped",
    "fault database",
    "fault lose_answer",
    "fault too_many",
    "fault hang_after",
    "prompt wait",
)


def holds(told: Told) -> None:
    if told.broken:
        raise told.broken[0] from AssertionError(str(told))


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_happens_the_laws_hold(memory: Path, seed: int) -> None:
    holds(tell(seed, memory))


def test_they_hold_on_a_real_disk_too(tmp_path: Path) -> None:
    holds(tell(7, tmp_path))


def test_a_seed_tells_the_same_story_twice(memory: Path) -> None:
    (memory / "1").mkdir()
    (memory / "2").mkdir()
    once, again = tell(9, memory / "1"), tell(9, memory / "2")
    assert once.counts == again.counts


@pytest.mark.soak
@pytest.mark.parametrize("first", range(0, SOAKED, 50))
def test_hundreds_of_seeds_hold_and_what_is_worth_fearing_happens_in_them(memory: Path, first: int) -> None:
    counts: Counter[str] = Counter()
    for seed in range(first, first + 50):
        folder = memory / str(seed)
        folder.mkdir()
        told = tell(seed, folder)
        holds(told)
        counts += told.counts
    assert [name for name in MUST_HAPPEN if not counts[name]] == []
