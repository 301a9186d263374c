"""What people type and what it means: a time, scores, a name, a number of days; None when it is none of these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from bot.domain.characters import cleaned, folded, plain, with_ascii_digits
from bot.domain.typed_time import read_time

__all__ = ["Scores", "cleaned", "folded", "read_days", "read_name", "read_scores", "read_time", "time_within"]

LONGEST_NAME = 40
LONGEST_PAUSE_DAYS = 365

_SCORE = "([1-5])\ufe0f?\u20e3?"  # the two marks make a digit a keycap emoji
_BETWEEN = r"(?:\s*[,/،]\s*|\s+)"
_ONE_SCORE = re.compile(rf"{_SCORE}\s*[.!,]?")
# Words begin with anything but a digit: "1 2 3 testing" and "4 3.5" are no scores.
_TWO_SCORES = re.compile(
    rf"{_SCORE}{_BETWEEN}{_SCORE}(?:\s*[.!,;:]?|[.,;:!]?\s+(\D.*)|[,،;:!](\D.*))", re.DOTALL
)
_TIME_WITHIN = re.compile(r"(?<![\d.:])\d{1,2}[:.]\d{2}(?:\s*[ap]m\b)?(?![\d:])")
_DAYS = re.compile(r"(\d{1,3})\s*([^\W\d]*)")
_DAYS_IN = {"": 1, "d": 1, "day": 1, "days": 1, "g": 1, "gun": 1, "w": 7, "week": 7, "weeks": 7, "hafta": 7}


@dataclass(frozen=True, slots=True)
class Scores:
    """One or two scores from 1 to 5, and the words that followed two of them."""

    first: int
    second: int | None = None
    words: str | None = None


def read_scores(text: str) -> Scores | None:
    """Return the scores of a message such as `4`, `4 3`, `4,3`, `4/3` or `4 3 she made tea`.

    One digit with words behind it may be anything ("3 cups of tea"), so it is no score.
    """
    kept = cleaned(text)
    digits = with_ascii_digits(kept)
    if one := _ONE_SCORE.fullmatch(digits):
        return Scores(int(one[1]))
    two = _TWO_SCORES.fullmatch(digits)
    if two is None:
        return None
    group = two.lastindex or 0
    words = kept[two.start(group) :].strip() if group > 2 else None
    return Scores(int(two[1]), int(two[2]), words or None)


def time_within(text: str) -> time | None:
    """Return the one time of day that stands somewhere in a sentence: "now it is 10:44", "şu an saat 10.50"."""
    found = _TIME_WITHIN.findall(plain(text))
    return read_time(found[0]) if len(found) == 1 else None


def read_name(text: str) -> str | None:
    """Return a name of 1 to 40 characters that stands on one line."""
    lines = cleaned(text).split("\n")
    name = " ".join(lines[0].split())
    return name if len(lines) == 1 and 1 <= len(name) <= LONGEST_NAME else None


def read_days(text: str) -> int | None:
    """Return a number of days from 1 to 365: `5`, `5 days`, `5 gün`, `2 weeks`."""
    found = _DAYS.fullmatch(plain(text).strip())
    if found is None or found[2] not in _DAYS_IN:
        return None
    days = int(found[1]) * _DAYS_IN[found[2]]
    return days if 1 <= days <= LONGEST_PAUSE_DAYS else None
