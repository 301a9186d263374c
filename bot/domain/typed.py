"""What people type and what it means: a time, scores, a name, a number of days; None when it is none of these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from bot.domain.characters import cleaned, folded, plain, with_ascii_digits
from bot.domain.typed_numbers import with_digits
from bot.domain.typed_time import read_time

__all__ = ["Scores", "cleaned", "folded", "read_days", "read_name", "read_scores", "read_time", "time_within"]

LONGEST_NAME = 40
WORDS_OF_A_NAME = 3
LONGEST_PAUSE_DAYS = 365
LONGEST_COUNT = 60

_SCORE = "([1-5])\ufe0f?\u20e3?"  # the two marks make a digit a keycap emoji
_BETWEEN = r"(?:\s*[,/،]\s*|\s+)"
_ONE_SCORE = re.compile(rf"{_SCORE}\s*[.!,]?")
# Words begin with anything but a digit: "1 2 3 testing" and "4 3.5" are no scores.
_TWO_SCORES = re.compile(
    rf"{_SCORE}{_BETWEEN}{_SCORE}(?:\s*[.!,;:]?|[.,;:!]?\s+(\D.*)|[,،;:!](\D.*))", re.DOTALL
)
_TIME_WITHIN = re.compile(r"(?<![\d.:])\d{1,2}[:.]\d{2}(?:\s*[ap]m\b)?(?![\d:])")
# An hour alone needs a word that makes it a time: "9pm", "9 buçuk", "saat 9".
_PART_BEFORE = "(?:(?:sabah|ogleden sonra|aksam|gece) )"
_PART_BEHIND = "(?: ?[ap]m\\b| in the (?:morning|afternoon|evening)\\b| at night\\b| o ?clock\\b)"
_HOUR_WITHIN = re.compile(
    rf"(?<![\d.:] )(?<![\d.:])\b(?:{_PART_BEFORE}?(?:\d{{1,2}} bucuk\b|\d{{1,2}}{_PART_BEHIND}|(?<=\bsaat )(?<!\d saat )\d{{1,2}}\b)"
    rf"|{_PART_BEFORE}\d{{1,2}}\b)(?! ?[\d:.])"
)
_DAYS = re.compile(r"(\d{1,3}) ?([a-z]*)")
_UNITS = {
    1: "d day days g gun gunluk gunlugune",
    7: "w wk wks week weeks hafta haftalik haftaligina",
    14: "fortnight",
    30: "month months ay aylik ayligina",
    365: "year yil yillik yilligina",
}
_DAYS_IN = {"": 1} | {unit: days for days, units in _UNITS.items() for unit in units.split()}
# "a week" is one; "a couple of days" two.
_ONE = re.compile(rf"\ba (?=(?:{'|'.join(_DAYS_IN)})\b)|^(?=fortnight$)")
_COUPLE = re.compile(r"\b(?:a )?couple of\b")
_BESIDE_DAYS = (
    "for just only please off of pause ara boyunca e icin kadar lutfen sadece sus sessiz ver yalnizca"
)
_AROUND_DAYS = frozenset(_BESIDE_DAYS.split())


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
    """Return the one time of day that stands somewhere in a sentence: "now it is 10:44", "saat 9 buçuk burada"."""
    found = _TIME_WITHIN.findall(plain(text)) or _HOUR_WITHIN.findall(with_digits(plain(text)))
    return read_time(found[0]) if len(found) == 1 else None


def read_name(text: str) -> str | None:
    """Return a name of 1 to 40 characters and at most three words that stands on one line."""
    lines = cleaned(text).split("\n")
    words = lines[0].split()
    name = " ".join(words)
    is_short = 1 <= len(name) <= LONGEST_NAME and len(words) <= WORDS_OF_A_NAME
    return name if len(lines) == 1 and is_short else None


def read_days(text: str) -> int | None:
    """Return a number of days from 1 to 365: `5`, `5 days`, `beş gün`, `2 weeks`, `bir ay` (which is 30)."""
    if len(text) > LONGEST_COUNT:
        return None
    written = plain(text).strip().rstrip(".!")
    counted = with_digits(_ONE.sub("1 ", _COUPLE.sub("2", written)))
    found = _DAYS.fullmatch(" ".join(word for word in counted.split() if word not in _AROUND_DAYS))
    if found is None or found[2] not in _DAYS_IN:
        return None
    days = int(found[1]) * _DAYS_IN[found[2]]
    return days if 1 <= days <= LONGEST_PAUSE_DAYS else None
