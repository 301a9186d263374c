"""Typed weekdays, quiet hours and lengths of time, as people write them, and what is none of these."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given

from bot.domain.typed_days import read_hours, read_minutes, read_weekdays
from tests import strategies

WEEKDAYS = {
    "0123456": ("every day", "Her gün", "hergün", "daily", "EVERYDAY", "each day", "hepsi", "all days"),
    "01234": (
        *("weekdays", "every weekday", "workdays", "hafta içi", "hafta içi her gün", "haftaiçi", "Mon-Fri"),
        *("monday to friday", "Mon – Fri", "pazartesiden cumaya", "pazartesi'den cuma'ya kadar"),
        *("pazartesi - cuma arası", "except weekends", "hafta sonu hariç"),
    ),
    "56": ("weekend", "weekends", "hafta sonu", "cumartesi pazar", "sat & sun"),
    "024": (
        *("Mon, Wed and Fri", "Mon Wed Fri", "mon/wed/fri", "pzt çar cum", "pazartesi çarşamba cuma"),
        *("pazartesi, çarşamba ve cuma günleri", "Mondays, Wednesdays, Fridays"),
    ),
    "012345": (
        "every day except Sunday",
        "every day but sunday",
        "pazar hariç her gün",
        "her gün, pazar hariç",
    ),
    "0": ("Monday", "pazartesi", "PAZARTESİ", "Pazartesileri", "on Mondays, please"),
    "1": ("salı", "SALI", "sali", "tue", "Tues."),
    "2": ("Çarşamba günü", "carsamba", "çarşambaları", "weds"),
    "3": ("perşembe günleri", "thurs"),
    "4": ("cuma", "cumaları", "only friday"),
    "6": ("Pazar", "pazarları", "sunday!"),
    "0456": ("fri-mon", "cumadan pazartesiye"),
    "13": ("salı ve perşembe", "sali persembe", "tuesday and thursday"),
}
NO_WEEKDAYS = (
    "",
    "tea",
    "4",
    "1 3 5",
    "someday",
    "monday morning tea",
    "her",
    "and",
    "mon-",
    "haftada üç gün",
    "-",
)

HOURS = {
    ("22:30", "08:00"): (
        *("22:30-8", "22.30 ile 8 arası", "22:30 – 08:00", "22:30'dan 08:00'e", "22:30 to 8", "2230-0800"),
        *("from 22:30 until 08:00", "22:30 - 08:00 arasında", "22:30'la 8 arası", "10:30 pm till 8 am"),
    ),
    ("22:00", "07:00"): (
        *("from 10 pm to 7 am", "between 10pm and 7am", "10 pm until 7", "22-7", "10-7", "٢٢-٧", "۲۲-۷"),
        *("akşam 10'dan sabah 7'ye kadar", "22 den 7 ye", "akşam on ile sabah yedi arası"),
    ),
    ("21:00", "08:00"): ("9-8", "21-8"),
    ("00:00", "08:00"): ("midnight to 8", "00:00-08:00", "24-8"),
    ("01:00", "07:00"): ("1-7", "01:00-07:00"),
    ("13:00", "15:00"): ("13-15", "1 pm to 3 pm"),
}
NO_HOURS = ("", "22:30", "8", "-", "22-22", "tea-time", "25-26", "from to", "2026-11-23", "22:30-")

MINUTES = {
    30: ("30", "30 min", "30dk", "half an hour", "yarım saat", "otuz dakika", "0.5 h"),
    45: ("45 dk", "45 minutes", "after 45 min"),
    60: ("1", "an hour", "bir saat", "1 h", "60 dakika"),
    75: ("1 saat 15 dk", "1 hour and 15 minutes", "1h15"),
    90: ("1.5 h", "1,5 saat", "bir buçuk saat", "90 dakika", "an hour and a half", "1h30"),
    120: ("2", "2 hours", "2saat", "two hours", "iki saat sonra", "after 2 hours", "٢ saat", "2 hours later"),
    150: ("2 buçuk saat", "two and a half hours"),
    400: ("400",),
}
NO_MINUTES = ("", "tea", "2 tea", "soon", "-5", "0", "0 min", "two", "2 hours tea", "1/2")


@pytest.mark.parametrize(
    ("days", "text"), [(days, text) for days, texts in WEEKDAYS.items() for text in texts]
)
def test_weekdays_are_read_as_people_write_them(days: str, text: str) -> None:
    assert read_weekdays(text) == frozenset(map(int, days))


@pytest.mark.parametrize("text", NO_WEEKDAYS)
def test_what_names_no_weekdays_is_none(text: str) -> None:
    assert read_weekdays(text) is None


@pytest.mark.parametrize(
    ("hours", "text"), [(hours, text) for hours, texts in HOURS.items() for text in texts]
)
def test_hours_are_read_as_people_write_them(hours: tuple[str, str], text: str) -> None:
    assert read_hours(text) == tuple(map(time.fromisoformat, hours))


@pytest.mark.parametrize("text", NO_HOURS)
def test_what_names_no_two_hours_is_none(text: str) -> None:
    assert read_hours(text) is None


@pytest.mark.parametrize(
    ("minutes", "text"), [(each, text) for each, texts in MINUTES.items() for text in texts]
)
def test_lengths_of_time_are_read_as_people_write_them(minutes: int, text: str) -> None:
    assert read_minutes(text) == minutes


@pytest.mark.parametrize("text", NO_MINUTES)
def test_what_is_no_length_of_time_is_none(text: str) -> None:
    assert read_minutes(text) is None


@given(strategies.texts())
def test_whatever_is_typed_is_read_or_none(text: str) -> None:
    days, hours, minutes = read_weekdays(text), read_hours(text), read_minutes(text)
    assert days is None or (days and days <= frozenset(range(7)))
    assert hours is None or hours[0] != hours[1]
    assert minutes is None or minutes >= 0
