"""How people write a time of day, in English and in Turkish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time

from bot.domain.characters import plain

LONGEST = 60

# "9 in the evening" is 9 or 21: the hour within the bounds of the evening. Hours from 24 on are after midnight.
_PARTS_OF_DAY: dict[str, range] = {
    **dict.fromkeys(("am", "oo"), range(12)),
    **dict.fromkeys(("pm", "p", "os"), range(12, 24)),
    **dict.fromkeys(("morning", "sabah", "sabahlari", "sabahleyin"), range(1, 13)),
    **dict.fromkeys(("noon", "midday", "ogle", "oglen", "oglenleri", "ogleyin"), range(10, 17)),
    **dict.fromkeys(("afternoon", "ikindi"), range(12, 20)),
    **dict.fromkeys(("evening", "aksam", "aksamlari", "aksamleyin"), range(16, 25)),
    **dict.fromkeys(("night", "tonight", "midnight", "gece", "geceleri", "geceleyin"), range(18, 30)),
}
_WHOLE_TIMES = {
    **dict.fromkeys(("noon", "midday", "ogle", "oglen", "ogleyin"), time(12)),
    "midnight": time(0),
}

_SPELLINGS = (
    (r"['’‘`]", " "),
    (r"(?<![a-z])([ap])\. ?m\b\.?", r"\1m"),  # p.m.
    (r"(?<![a-z])o\. ?([os])\b\.?", r"o\1"),  # ö.s.
    (r"(\d) ?h ?(\d\d)\b", r"\1:\2"),  # 21h30
    (r"(\d) ?h\b", r"\1"),
    (r"\bo clock\b", ""),
    (r"\bogleden sonra\b", "afternoon"),
    (r"\bogleden once\b", "morning"),
    (r"\bgece ?yarisi(nda)?\b", "midnight"),
)
_MINUTES_BESIDE = (
    (re.compile(r"\bhalf past\b|\bbucuk(ta)?\b"), 30),
    (re.compile(r"\bquarter past\b|\bceyrek gece\b"), 15),
    (re.compile(r"\bquarter to\b|\bceyrek (kala|var)\b"), -15),
)

_ONES = "one two three four five six seven eight nine", "bir iki uc dort bes alti yedi sekiz dokuz"
_TENS = "- twenty thirty forty fifty", "on yirmi otuz kirk elli"
_SINGLE = {word: number for words in _ONES for number, word in enumerate(words.split(), 1)}
_TENFOLD = {word: number * 10 for words in _TENS for number, word in enumerate(words.split(), 1)}
_NUMBERS = (
    _SINGLE | _TENFOLD | {"ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "onbir": 11, "oniki": 12}
)

# Words that may stand beside a time and say nothing about it; an ending stands alone once its apostrophe is gone.
_ENGLISH = "a about around at by clock day each every in oclock please s the this"
_TURKISH = "civari civarinda da de e gibi gun gunu her i lutfen olsun saat saati saatte sularinda ta te u ya ye yi yu"
_AROUND = frozenset((*_ENGLISH.split(), *_TURKISH.split()))

_TOKEN = re.compile(r"\d+|[^\W\d_]+|\S")
_ENDING = re.compile(r"(?<=..)[dt][ae]$")
_CLOCK = re.compile(r"(\d\d?)(?: [:.,] (\d\d)(?: : \d\d)?| (\d\d))?")
_DIGITS_ALONE = re.compile(r"(\d?[1-9]|\d0)(\d\d)()")


def read_time(text: str) -> time | None:
    """Return the time of day that a message names, to the minute; None when it names none, or more than one.

    An hour alone is read on the 24-hour clock (`9` is 09:00), unless a word says which part of the day is meant.
    """
    if len(text) > LONGEST:
        return None
    written, minutes_beside = _without_minutes_beside(_in_one_spelling(text))
    tokens = list(_meaningful(written))
    parts = {token for token in tokens if token in _PARTS_OF_DAY}
    digits = " ".join(token for token in tokens if token not in parts)
    if not digits and len(parts) == 1 and minutes_beside is None:
        return _WHOLE_TIMES.get(parts.pop())
    found = _CLOCK.fullmatch(digits) or _DIGITS_ALONE.fullmatch(digits)
    if found is None:
        return None
    minutes = found[2] or found[3]
    if minutes and minutes_beside is not None:
        return None
    return _time(int(found[1]), int(minutes or 0), minutes_beside or 0, parts)


def _in_one_spelling(text: str) -> str:
    written = " ".join(plain(text).split()).rstrip(" .!?")
    for spelling, usual in _SPELLINGS:
        written = re.sub(spelling, usual, written)
    return written


def _without_minutes_beside(written: str) -> tuple[str, int | None]:
    """Take "half past" and the like out of a text; None when there is no such thing."""
    for pattern, minutes in _MINUTES_BESIDE:
        rest, count = pattern.subn(" ", written)
        if count == 1:
            return rest, minutes
    return written, None


def _meaningful(written: str) -> Iterator[str]:
    """Yield numbers as digits, parts of the day, and whatever was not understood, which then fits no pattern."""
    tens = None
    for token in _TOKEN.findall(written):
        word = token if token in _NUMBERS or token in _PARTS_OF_DAY else _ENDING.sub("", token)
        if tens is not None and word in _SINGLE:
            yield str(tens + _SINGLE[word])
            tens = None
            continue
        if tens is not None:
            yield str(tens)
        tens = _TENFOLD.get(word)
        if tens is None and token not in _AROUND:
            yield str(_NUMBERS.get(word, word))
    if tens is not None:
        yield str(tens)


def _time(hour: int, minutes: int, minutes_beside: int, parts: set[str]) -> time | None:
    if minutes > 59 or hour * 60 + minutes > 24 * 60:
        return None
    meant = _hour(hour, parts)
    if meant is None:
        return None
    total = (meant * 60 + minutes + minutes_beside) % (24 * 60)
    return time(total // 60, total % 60)


def _hour(hour: int, parts: set[str]) -> int | None:
    """Return the one hour that the words beside it allow; from 24 on it is after midnight."""
    if not parts:
        return hour
    spoken = range(hour % 12, 36, 12) if 1 <= hour <= 12 else range(hour, 48, 24)
    return next((each for each in spoken if all(each in _PARTS_OF_DAY[part] for part in parts)), None)
