"""How people write small numbers, in digits or in words, in English and in Turkish."""

from __future__ import annotations

import re

_ONES = "one two three four five six seven eight nine", "bir iki uc dort bes alti yedi sekiz dokuz"
_TENS = "ten twenty thirty forty fifty", "on yirmi otuz kirk elli"
_SINGLE = {word: number for words in _ONES for number, word in enumerate(words.split(), 1)} | {"dord": 4}
_TENFOLD = {word: number * 10 for words in _TENS for number, word in enumerate(words.split(), 1)}
del _TENFOLD["ten"]  # "ten five" is two numbers
_TENFOLD |= {"oh": 0, "o": 0}  # nine oh five
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TURKISH_TENS, _TURKISH_ONES = _TENS[1].split(), _ONES[1].split()
_NUMBERS = (
    _SINGLE
    | _TENFOLD
    | {word: number for number, word in enumerate(_TEENS.split(), 10)}
    | {f"{ten}{one}": _TENFOLD[ten] + _SINGLE[one] for ten in _TURKISH_TENS for one in _TURKISH_ONES}
)

_JOINED = re.compile(r"(?<=[a-z])-(?=[a-z])")
_TOKEN = re.compile(r"\d+|[^\W\d_]+|\S")
# How Turkish ends a number ("dokuzu", "dokuza", "dokuzunda"), and which ending stands for it from here on.
_CASES = (
    (re.compile(r"[ys]?[iu]$"), "u"),
    (re.compile(r"y?[ae]$"), "e"),
    (re.compile(r"([iu]n)?[dt][ae]$"), "da"),
)


def with_digits(written: str) -> str:
    """Return a plain text with its words apart and its numbers up to 59 as digits: "yirmi bire on var" is "21 e 10 var"."""
    said: list[str] = []
    tens = None
    for token in _TOKEN.findall(_JOINED.sub(" ", written)):
        word, ending = _without_case(token)
        if tens is not None and word in _SINGLE:
            said.append(f"{_TENFOLD[tens] + _SINGLE[word]:02d}")
            tens = None
        else:
            if tens is not None:
                said.append(_ten(tens))
            tens = word if word in _TENFOLD and not ending else None
            if tens is None:
                said.append(_ten(word) if word in _NUMBERS else word)
        if ending:
            said.append(ending)
    if tens is not None:
        said.append(_ten(tens))
    return " ".join(said)


def _without_case(token: str) -> tuple[str, str]:
    """Return a word without its Turkish ending, and that ending where it is a number's."""
    if token not in _NUMBERS:
        for case, ending in _CASES:
            stem = case.sub("", token)
            if stem in _NUMBERS:
                return stem, ending
    return token, ""


def _ten(word: str) -> str:
    """Return a number's digits; "oh" is one before another digit only."""
    return str(_NUMBERS[word] or word)
