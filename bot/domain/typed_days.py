"""How people write weekdays, a stretch of hours and a length of time, in English and in Turkish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from bot.domain.characters import plain
from bot.domain.typed_time import read_time

LONGEST = 100

_EVERY_DAY = frozenset(range(7))
_WORKDAYS = frozenset(range(5))
_WEEKEND = _EVERY_DAY - _WORKDAYS

_DAY_NAMES = (
    ("monday mon pazartesi pzt pts", 0),
    ("tuesday tue tues sali sal", 1),
    ("wednesday wed weds carsamba car crs", 2),
    ("thursday thu thur thurs persembe per prs", 3),
    ("friday fri cuma cum", 4),
    ("saturday sat cumartesi cmt cts", 5),
    ("sunday sun pazar paz pzr", 6),
)
_DAYS = {name: {day} for names, day in _DAY_NAMES for name in names.split()}
# Put into one word each before the rest is read.
_GROUPS = (
    (
        r"\b(?:every )?(week ?days?|work(ing)? ?days?)\b|\b(hafta ?ici(nde)?|is gunleri)( her ?gun)?\b",
        "workdays",
    ),
    (
        r"\b(every ?day|each day|all days|all week|daily|her ?gun|hergun|butun gunler|tum gunler)\b",
        "everyday",
    ),
    (r"\b(week ?ends?|hafta ?sonu|hafta ?sonlari)\b", "weekend"),
)
_SETS = {"everyday": _EVERY_DAY, "all": _EVERY_DAY, "hepsi": _EVERY_DAY}
_SETS |= {"workdays": _WORKDAYS, "weekend": _WEEKEND}
_BUT = re.compile(r"\b(?:but not|but|except|without|not|haric|disinda)\b")
_THROUGH = frozenset(("-", "–", "—", "to", "until", "till", "through", "dan", "den"))
_MARKS = frozenset(",./&+;!")
_ENGLISH_PLURAL = re.compile(r"(?<=day)s$")
_ENDING = re.compile(r"(?:lar[iı]?|ler[i]?|s[iı]|n?[dt][ae]n|y?[ae]|n?[dt][ae]|n?[iıuü]n|y?[iı]|ni)$")
_ENGLISH = "and on the only just day days every each please ask me at in of also plus a"
_TURKISH = "ve ile gun gunu gunler gunleri sadece yalnizca her lutfen sor olsun arasi arasinda kadar bir de da e i ya ye"
_AROUND = frozenset((*_ENGLISH.split(), *_TURKISH.split()))
_WORD = re.compile(r"[^\W\d_]+|\d+|[-–—]|[^\s\w]")

_RANGE = re.compile(
    r"\s*(?:--?|–|—|~|\.\.+|\bto\b|\buntil\b|\btill?\b|\band\b|\bile\b|\bila\b|\bve\b|(?<=[\d\s'’])(?:[dt][ae]n|l[ae])\b)\s*"
)
_FIRST_WORDS = re.compile(r"^\s*(?:from|between|after|quiet|sessiz|her gece|every night)\s+", re.IGNORECASE)
_LAST_WORDS = re.compile(
    r"\s*(?:arasi(?:nda)?|kadar|in between|please|lutfen|sessiz ol|sessiz kal)\s*[.!]?\s*$"
)
_HALF_A_DAY = time(12)
_LONG_NIGHT = timedelta(hours=16)

_SMALL = "a an one bir", "two iki", "three uc", "four dort", "five bes", "six alti"
_NUMBER_WORDS = {word: number for number, words in enumerate(_SMALL, 1) for word in words.split()}
_NUMBER_WORDS |= {"thirty": 30, "otuz": 30, "forty": 40, "kirk": 40, "ninety": 90, "doksan": 90}
_HOURS = frozenset(("h", "hr", "hrs", "hour", "hours", "saat", "sa", "s"))
_MINUTES = frozenset(("m", "min", "mins", "minute", "minutes", "dk", "dak", "dakika"))
_HALVES = (
    (r"\bhalf an hour\b|\bhalf hour\b|\byarim saat\b", "30 min"),
    (r"\b(?:an|one) and a half hours?\b|\ban hour and a half\b|\bbir bucuk saat\b", "90 min"),
    (r"\btwo and a half hours?\b|\biki bucuk saat\b", "150 min"),
    (r"(\d) ?(?:and a half|bucuk) (?=hour|saat)", r"\1.5 "),
)
_BESIDE_TIME = "after later in and ve sonra sonrasi nudge me ask again once more about yaklasik kadar"
_BESIDE = frozenset(_BESIDE_TIME.split())
_QUANTITY = re.compile(r"(\d+(?:[.,]\d+)?|[^\W\d_]+)\s*([^\W\d_]*)")
_MOST_BARE_HOURS = 6


def read_weekdays(text: str) -> frozenset[int] | None:
    """Return the weekdays (0 is Monday) that a message names: "Mon, Wed and Fri", "hafta içi", "her gün, pazar hariç"."""
    if len(text) > LONGEST:
        return None
    written = re.sub("['’‘`]", "", plain(text))
    for spelling, word in _GROUPS:
        written = re.sub(spelling, word, written)
    if (but := _BUT.search(written)) is None:
        return _named(written)
    # English says "every day but Sunday", Turkish "pazar hariç her gün": what is left out stands beside the word.
    before, behind = written[: but.start()], written[but.end() :]
    if but[0] in ("haric", "disinda"):
        everyday = re.sub(r"\beveryday\b", " ", before)
        whole, without = _named(behind) if behind.strip(" .,") else _EVERY_DAY, _named(everyday)
    else:
        whole, without = _named(before) if before.strip(" .,") else _EVERY_DAY, _named(behind)
    if whole is None or without is None:
        return None
    return whole - without or None


def read_hours(text: str) -> tuple[time, time] | None:
    """Return the two ends of a stretch of hours: "22:30-8", "from 10 pm to 7 am", "22.30 ile 8 arası"."""
    if len(text) > LONGEST:
        return None
    written = _FIRST_WORDS.sub("", _LAST_WORDS.sub("", plain(text)))
    for found in _RANGE.finditer(written):
        first, last = written[: found.start()], written[found.end() :]
        begin, end = read_time(first), read_time(last)
        if begin is not None and end is not None and begin != end:
            return _meant(first, begin, end), end
    return None


def read_minutes(text: str) -> int | None:
    """Return a length of time in minutes: "45 min", "2 hours", "1.5 h", "bir buçuk saat", "1 saat 15 dk".

    A bare number up to 6 is hours, a larger one minutes.
    """
    if len(text) > LONGEST:
        return None
    written = plain(text)
    for spelling, usual in _HALVES:
        written = re.sub(spelling, usual, written)
    written = re.sub(r"(\d) ?h ?(\d\d)\b", r"\1 h \2 min", written)
    written = " ".join(word for word in re.split(r"[\s!?]+", written) if word.strip(".,") not in _BESIDE)
    found = list(_quantities(written.rstrip(".")))
    if not found or None in found:
        return None
    total = sum((minutes for minutes in found if minutes is not None), Fraction())
    return int(total) if total.denominator == 1 else None


def _named(written: str) -> frozenset[int] | None:
    """Return the days of a text; None where a word of it is no day, or where there is none."""
    days: set[int] = set()
    last: int | None = None
    is_range = False
    for token in _WORD.findall(written):
        if last is not None and token in _THROUGH:
            is_range = True
            continue
        found, is_from = _day_of(token)
        if found is None:
            if token in _AROUND | _MARKS:
                continue
            return None
        if is_range and last is not None and len(found) == 1:
            days |= _through(last, min(found))
        days |= found
        last = min(found) if len(found) == 1 else None
        is_range = is_from and last is not None
    return None if is_range or not days else frozenset(days)


def _day_of(token: str) -> tuple[set[int] | frozenset[int] | None, bool]:
    """Return the days that a word names, and whether it says "from" them ("pazartesiden")."""
    known = _SETS.get(token) or _DAYS.get(token) or _DAYS.get(_ENGLISH_PLURAL.sub("", token))
    if known:
        return known, False
    for name, days in _DAYS.items():
        if len(name) >= len("sali") and token.startswith(name) and _ENDING.fullmatch(token[len(name) :]):
            return days, token.endswith(("dan", "den", "tan", "ten"))
    return None, False


def _through(first: int, last: int) -> set[int]:
    return {(first + step) % 7 for step in range((last - first) % 7 + 1)}


def _meant(first: str, begin: time, end: time) -> time:
    """Return when quiet hours begin: "10-7" is a night, not most of a day, for whoever reads a clock with twelve hours."""
    is_bare = re.fullmatch(r"\s*[1-9][0-2]?(?:[:.]\d\d)?\s*", first) is not None
    if not is_bare or begin >= _HALF_A_DAY or _length(begin, end) <= _LONG_NIGHT:
        return begin
    return begin.replace(hour=begin.hour + _HALF_A_DAY.hour)


def _length(begin: time, end: time) -> timedelta:
    return (datetime.combine(date.min, end) - datetime.combine(date.min, begin)) % timedelta(days=1)


def _quantities(written: str) -> Iterator[Fraction | None]:
    """Yield every number of minutes in a text; None for what is none."""
    rest = _QUANTITY.sub("", written).strip(" .,:")
    if rest:
        yield None
    for number, unit in _QUANTITY.findall(written):
        is_digits = number[0].isdigit()
        amount = Fraction(number.replace(",", ".")) if is_digits else Fraction(_NUMBER_WORDS.get(number, 0))
        if not amount or not (unit or is_digits):
            yield None
        elif unit in _HOURS or (not unit and amount <= _MOST_BARE_HOURS):
            yield amount * 60
        elif unit in _MINUTES or not unit:
            yield amount
        else:
            yield None
