"""How people write a time of day, in English and in Turkish."""

from __future__ import annotations

import re
from datetime import time

from bot.domain.characters import plain
from bot.domain.typed_numbers import with_digits

LONGEST = 60

# "9 in the evening" is 9 or 21: the hour within the bounds of the evening. Hours from 24 on are after midnight.
_PARTS_OF_DAY: dict[str, range] = {
    **dict.fromkeys(("am", "oo"), range(12)),
    **dict.fromkeys(("pm", "p", "os"), range(12, 24)),
    **dict.fromkeys(("morning", "mornings", "sabah", "sabahin", "sabahlari", "sabahleyin"), range(1, 13)),
    **dict.fromkeys(("noon", "midday", "ogle", "oglen", "oglenleri", "oglenin", "ogleyin"), range(10, 17)),
    **dict.fromkeys(("afternoon", "afternoons", "ikindi"), range(12, 20)),
    **dict.fromkeys(("aksamustu", "aksamuzeri"), range(15, 20)),
    **dict.fromkeys(("evening", "evenings", "aksam", "aksamin", "aksamlari", "aksamleyin"), range(16, 25)),
    **dict.fromkeys(
        ("night", "nights", "tonight", "midnight", "gece", "gecenin", "geceleri", "geceleyin"), range(18, 30)
    ),
}
_WHOLE_TIMES = {
    **dict.fromkeys(("noon", "midday", "ogle", "oglen", "oglenleri", "ogleyin"), time(12)),
    "midnight": time(0),
}

_SPELLINGS = tuple(
    (re.compile(spelling), usual)
    for spelling, usual in (
        (r"['’‘`\"“”„«»()*]", " "),
        ("[∶꞉]", ":"),
        ("٫", "."),
        (r"(?<![a-z])([ap])\. ?m\b\.?", r"\1m"),  # p.m.
        (r"(?<![a-z])o\. ?([os])\b\.?", r"o\1"),  # ö.s.
        (r"(?<!\d)(\d\d?) ?[-–—] ?(2[5-9]|[3-5]\d)\b(?![:.\d])", r"\1:\2"),  # 21-30, which no span can be
        (r"(\d) ?h ?(\d\d)\b", r"\1:\2"),  # 21h30
        (r"(\d\d[:.]?\d\d) ?(hrs|hours)\b", r"\1"),
        (r"(\d) ?h\b|(\d)ish\b", r"\1\2"),
        (r"\bo clock\b", ""),
        (r"\b(five|ten|fifteen|twenty) to (?=[a-z])", r"\1 minutes to "),
        (r"\bogleden sonra\b", "afternoon"),
        (r"\bogleden once\b", "morning"),
        (r"\bgece ?yarisi(nda)?\b", "midnight"),
        (r"\baksam (?=ustu|uzeri)", "aksam"),
        (r"(?<=[a-z\d])bucuk", " bucuk"),
        (r"\byarim(da)?\b", "12 bucuk"),  # "saat yarım" is half past twelve
        (r"\bya da\b", "veya"),
        (r"\bbefore bed\b|\bafter (dinner|work|lunch|breakfast)\b", " "),
        (r"\byatmadan once\b|\b(yemekten|isten) sonra\b", " "),
    )
)
_MINUTES_BESIDE = tuple(
    (re.compile(pattern), sign, minutes)
    for pattern, sign, minutes in (
        (r"\bhalf past\b|\bhalf(?= \d)|\bbucuk(ta)?\b", 1, 30),
        (r"\bquarter past\b|\bceyrek gec(e|iyor)\b", 1, 15),
        (r"\bquarter to\b|\bceyrek (kala|var)\b", -1, 15),
        (r"\b([1-5]?\d) (?:minutes? )?past(?= \d)", 1, None),
        (r"\b([1-5]?\d) minutes? to(?= \d)", -1, None),
        (r"(?<=\d) y?[iu] ([1-5]?\d) (?:dakika )?gec(?:e|iyor)\b", 1, None),
        (r"(?<=\d) y?[ae] ([1-5]?\d) (?:dakika )?(?:kala|var)\b", -1, None),
    )
)

# Words that may stand beside a time and say nothing about it; an ending stands alone once its apostrophe is gone.
_ENGLISH = (
    "a about around at best by clock d daily day each every fine good great here i in is it its let like maybe now oclock ok okay "
    "please s say sharp the this want works would"
)
_TURKISH = (
    "al alalim bana burada burda civari civarinda da de diyelim e erken gibi gun gunu her hergun i icin isterim istiyorum iyi lutfen "
    "olabilir olsun olur saat saati saatte sor simdi sulari sularinda ta tam tamam te u uygun vakti vaktinde ya ye yi yu"
)
_AROUND = frozenset((*_ENGLISH.split(), *_TURKISH.split()))

_ENDING = re.compile(r"(?<=..)[dt][ae]$")
_LASTING = re.compile(r"\d (saat|gun)\b")
_CLOCK = re.compile(r"(\d\d?)(?: [:.,] (\d\d)(?: : [0-5]\d)?| (\d\d))?")
_DIGITS_ALONE = re.compile(r"(\d?[1-9]|\d0)(\d\d)()")


def read_time(text: str) -> time | None:
    """Return the time of day that a message names, to the minute; None when it names none, or more than one.

    An hour alone is read on the 24-hour clock (`9` is 09:00), unless a word says which part of the day is meant.
    """
    if len(text) > LONGEST:
        return None
    written, minutes_beside = _without_minutes_beside(with_digits(_in_one_spelling(text)))
    if _LASTING.search(written):
        return None
    tokens = [_bare(token) for token in written.split() if token not in _AROUND]
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
        written = spelling.sub(usual, written)
    return written


def _without_minutes_beside(written: str) -> tuple[str, int | None]:
    """Take "half past", "10 past" and the like out of a text; None when there is no such thing."""
    for pattern, sign, minutes in _MINUTES_BESIDE:
        found = pattern.findall(written)
        if len(found) == 1:
            return pattern.sub(" ", written), sign * (int(found[0]) if minutes is None else minutes)
    return written, None


def _bare(token: str) -> str:
    """Return a part of the day without the ending that says "in"; anything else as it is."""
    stem = _ENDING.sub("", token)
    return stem if stem in _PARTS_OF_DAY else token


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
