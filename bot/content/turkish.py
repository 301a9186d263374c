"""How Turkish hangs its endings on a time of day: 21:30’da, 21:15’te, 21:00’e kadar."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

_ONES = ["sıfır", "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz"]
_TENS = ["sıfır", "on", "yirmi", "otuz", "kırk", "elli"]
_CLOCK = re.compile(r"(\d\d?)\D(\d\d)")


def locative(clock: str) -> str:
    """Return "at" a time: "21:30’da"."""
    word = _last_word(clock)
    return f"{clock}’{'t' if word[-1] in 'çfhkpsşt' else 'd'}{_vowel(word)}"


def ablative(clock: str) -> str:
    """Return "from" a time: "21:30’dan"."""
    return f"{locative(clock)}n"


def dative(clock: str) -> str:
    """Return "until" a time, before "kadar": "21:30’a"."""
    word = _last_word(clock)
    return f"{clock}’{'y' if word[-1] in 'aeıioöuü' else ''}{_vowel(word)}"


FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "LOCATIVE": lambda clock: locative(str(clock)),
    "ABLATIVE": lambda clock: ablative(str(clock)),
    "DATIVE": lambda clock: dative(str(clock)),
}
"""What the Fluent texts call."""


def _last_word(clock: str) -> str:
    """Return how the last number of a time is said: of "21:00" that is the hour's; raise ValueError for no time."""
    found = _CLOCK.fullmatch(clock)
    if found is None:
        raise ValueError("an ending is for a time of day")
    number = int(found[2]) or int(found[1])
    return _ONES[number % 10] if number % 10 else _TENS[number // 10]


def _vowel(word: str) -> str:
    return "a" if [letter for letter in word if letter in "aeıioöuü"][-1] in "aıou" else "e"
