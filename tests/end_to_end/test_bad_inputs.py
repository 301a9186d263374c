"""Twelve categories of bad inputs, each tried on the real process: one kind answer or a deliberate silence, and nothing breaks."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.end_to_end.trying import read_inputs, try_all

CATEGORIES = 12
AT_LEAST_IN_ALL = 1_200
AT_LEAST_EACH = 100


def test_there_are_twelve_categories_of_a_hundred_and_no_input_twice() -> None:
    inputs = read_inputs()
    counted = Counter(each.category for each in inputs)
    assert len(counted) == CATEGORIES
    assert min(counted.values()) >= AT_LEAST_EACH, counted
    assert len(inputs) >= AT_LEAST_IN_ALL
    twice = [
        each for each, times in Counter((each.who, str(each.steps)) for each in inputs).items() if times > 1
    ]
    assert twice == []


async def test_each_bad_input_gets_one_kind_answer_or_silence_and_breaks_nothing(tmp_path: Path) -> None:
    wrong = await try_all(tmp_path, read_inputs())
    assert not wrong, f"{len(wrong)} wrong:\n" + "\n".join(wrong[:40])
