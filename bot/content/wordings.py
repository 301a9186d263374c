"""How people write one and the same word: without its accents, stretched, with digits for letters, pulled apart or hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from bot.domain.characters import plain

BREAK = ""
"""Stands in a reading where a sentence ends."""
HIDDEN = "*"
"""Stands in a word for one letter that its writer would not write out: "k*ll"."""

_APOSTROPHES = re.compile("['’‘ʼ`´]")
# A full stop ends a sentence; several of them are somebody who searches for words.
_SENTENCE_END = re.compile(r"(?<!\.)\.(?![.\w])|[!?;\n]+")
_WORD = re.compile(r"[^\W_]+")
_DISGUISED = re.compile(r"[^\W_][^\s]*[^\s.!?,;:)]|[@$€][^\W_]+")
_LETTER = re.compile(r"[^\W\d_]")
Signs = dict[int, int]
"""Which letter a digit or a sign stands for."""
_ONE_IS_I: Signs = str.maketrans("0345789@$€!|+1", "oeastbgaseilti")
_ONE_IS_L: Signs = str.maketrans("0345789@$€!|+1", "oeastbgaseiltl")
_NOT_IN_WORDS = re.compile(r"[^\w*]|_")
_SPELT_OUT = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){2,}(?!\S)")
_RUN = re.compile(r"(.)\1+")


def readings(text: str) -> Iterator[list[str]]:
    """Yield the words of a text as they stand; then, where letters may be disguised, as they may be meant.

    Words are in lower case and without accents; a sentence's end is BREAK. There are three readings at most.
    """
    bare = _APOSTROPHES.sub("", plain(text))
    yield _words(bare)
    joined = _SPELT_OUT.sub(lambda found: found[0].replace(" ", ""), bare)
    ways = (_ONE_IS_I, _ONE_IS_L) if "1" in joined else (_ONE_IS_I,)
    for signs in ways:
        meant = _DISGUISED.sub(partial(_undisguised, signs=signs), joined)
        if meant != bare or HIDDEN in meant:
            yield _words(meant, hidden=True)


def word_forms(word: str) -> str:
    """Return a word of the lists as it stands in readings; raise ValueError where it is not one word."""
    bare = _APOSTROPHES.sub("", plain(word))
    if not _WORD.fullmatch(bare):
        raise ValueError(f"{word!r} is not one word")
    return bare


def squeezed(word: str) -> str:
    """Return a word with every run of one letter as that letter once: "heee" is "he", "killed" "kiled"."""
    return _RUN.sub(r"\1", word)


def is_slip(word: str, of: str) -> bool:
    """Tell whether a word is another but for one letter left out, added or changed, or two that changed places."""
    start = 0
    while start < min(len(word), len(of)) and word[start] == of[start]:
        start += 1
    typed, meant = word[start:], of[start:]
    return (
        typed[1:] == meant[1:]
        or typed[1:] == meant
        or typed == meant[1:]
        or (typed[:2] == meant[1::-1] and typed[2:] == meant[2:])
    )


def _words(text: str, *, hidden: bool = False) -> list[str]:
    pattern = r"[^\W_](?:[^\W_]|\*+(?=[^\W_]))*" if hidden else _WORD.pattern
    found: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        found += [*re.findall(pattern, sentence), BREAK]
    return found


def _undisguised(found: re.Match[str], signs: Signs) -> str:
    """Read the signs within one piece of writing as letters: "h!t", "su1cide", "k.i.l.l", "$uicide"."""
    piece = found[0]
    if _LETTER.search(piece) is None or piece.isalpha():
        return piece
    return _NOT_IN_WORDS.sub("", piece.translate(signs))
