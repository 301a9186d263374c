"""What letters people type: which are not kept, which count as alike when texts are compared, and which are digits."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator

_LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029\v\f]")
# Marks that turn the direction of everything after them, and so could disguise what surrounds a person's words.
_TURNING = "\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\u00ad\u034f\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"
_UNKEPT = re.compile(f"[{_TURNING}{_INVISIBLE}]|[^\\S \n]")
# Joiners shape emoji and letters (Persian, Hindi); tags spell a flag. Elsewhere they are invisible ballast.
_STRAY_JOINER = re.compile("(?<![^\\s\u200c\u200d])[\u200c\u200d]+|[\u200c\u200d]+(?![^\\s\u200c\u200d])")
_STRAY_TAGS = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+")
_DROPPED_KINDS = {"Cc", "Cs"}
_WORD = re.compile(r"[^\W_]+")
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"

# Letters that Unicode does not decompose, though everybody types them without their stroke.
_ALIKE = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "þ": "th", "æ": "ae", "œ": "oe", "ə": "e"}
)
# Accents, and the vowel signs that Hebrew and Arabic writers leave out. Other scripts' marks are letters' parts.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0640\u064b-\u065f\u0670\u20e3\ufe00-\ufe0f]"
)


def cleaned(text: str) -> str:
    """Return what is kept of typed words: every visible letter as it was written, line ends as one newline each.

    Control characters, characters that turn the writing's direction and invisible ones are left out; the text is
    empty when nothing that can be seen remains.
    """
    kept = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    kept = "".join(
        letter for letter in kept if letter == "\n" or unicodedata.category(letter) not in _DROPPED_KINDS
    )
    kept = _STRAY_JOINER.sub("", _STRAY_TAGS.sub("", _UNKEPT.sub(_as_space, kept))).strip()
    return kept if any(_is_visible(letter) for letter in kept) else ""


def folded(text: str) -> str:
    """Return a text as it is compared: letters and digits alone, in one case, without accents.

    Spaces, punctuation and invisible characters are left out; İ, I, ı and i are one letter. Symbols and emoji stay.
    """
    return "".join(letter for letter in plain(text) if unicodedata.category(letter)[0] not in "PZC")


def plain(text: str) -> str:
    """Return a text in lower case, without accents, its digits 0 to 9, but with its spaces and punctuation."""
    visible = "".join(letter for letter in text if letter.isspace() or unicodedata.category(letter)[0] != "C")
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", with_ascii_digits(visible)).casefold())
    return unicodedata.normalize("NFC", bare.translate(_ALIKE))


def begins_with(text: str, beginning: str) -> bool:
    """Tell whether the first words of a text are those of another, however they are written."""
    words = _WORD.findall(plain(beginning))
    return bool(words) and _WORD.findall(plain(text))[: len(words)] == words


def with_ascii_digits(text: str) -> str:
    """Return a text of the same length with the digits of every script written as 0 to 9."""
    return "".join(str(unicodedata.digit(letter, letter)) for letter in text)


def with_a_slip(key: str) -> Iterator[str]:
    """Yield every folded text from which this one may have come by one letter left out, added, changed or swapped."""
    letters = string.ascii_lowercase if key.isascii() else ""
    for at in range(len(key) + 1):
        head, tail = key[:at], key[at:]
        yield head + tail[1:]
        yield head + tail[1:2] + tail[:1] + tail[2:]
        for letter in letters:
            yield head + letter + tail
            yield head + letter + tail[1:]


def _is_visible(letter: str) -> bool:
    return unicodedata.category(letter)[0] not in "ZCM" and letter not in _BLANK_LETTERS


def _as_space(found: re.Match[str]) -> str:
    return " " if found[0].isspace() else ""
