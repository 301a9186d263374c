"""Times of day, as people write them in English and in Turkish."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.typed_time import read_time
from tests import strategies

TIMES = {
    "00:00": [
        "0",
        "00:00",
        "24:00",
        "24",
        "midnight",
        "12 am",
        "12 midnight",
        "gece yarısı",
        "gece yarısında",
        "gece 12",
    ],
    "00:30": ["0:30", "12:30 am", "gece 00:30"],
    "02:00": ["2", "2 am", "gece 2", "gece 2'de", "2 at night", "2 in the morning"],
    "08:00": ["8", "sabah 8", "sabah 8'de", "8 in the morning", "sabah saat sekizde"],
    "08:45": ["quarter to nine", "9'a çeyrek kala", "sabah 9'a çeyrek var"],
    "09:00": [
        "9",
        "09",
        "9h",
        "9:00",
        "09.00",
        "9 am",
        "9am",
        "9 a.m.",
        "nine",
        "dokuz",
        "dokuzda",
        "saat 9",
        "9’da",
    ],
    "09:15": ["quarter past nine", "9'u çeyrek geçe", "nine fifteen"],
    "09:30": [
        "9.30",
        "930",
        "0930",
        "half past nine",
        "half past 9",
        "9 buçuk",
        "dokuz buçukta",
        "٩:٣٠",
        "nine thirty",
    ],
    "10:00": ["10", "1000", "on", "saat onda", "ten o'clock", "ten o’clock"],
    "11:00": ["on bir", "onbirde", "eleven"],
    "12:00": ["12", "noon", "12 pm", "12 noon", "öğlen", "öğlen 12", "Öğle 12", "midday"],
    "13:00": ["13", "1 pm", "öğlen 1", "öğleden sonra 1", "13 pm"],
    "15:00": ["3 in the afternoon", "öğleden sonra 3", "3 ös", "ö.s. 3"],
    "19:30": ["7.30 in the evening", "akşam yedi buçuk", "akşam 19:30"],
    "21:00": [
        "21",
        "21h",
        "9pm",
        "9 PM",
        "9 p.m.",
        "9p.m",
        "9 p",
        "akşam 9",
        "AKŞAM 9",
        "her akşam 9'da",
        "9 tonight",
    ],
    "21:15": ["quarter past 9 pm", "akşam 9'u çeyrek geçe"],
    "21:30": [
        "21:30",
        " 21:30 ",
        "21.30",
        "21,30",
        "21 30",
        "21h30",
        "21 h 30",
        "2130",
        "9.30 pm",
        "9:30\u202fPM",
        "21:30:00",
        "saat 21.30",
        "saat 21:30'da",
        "21.30’da",
        "21:30 olsun lütfen",
        "at 21:30 please",
        "every evening at 9:30",
        "akşam dokuz buçuk",
        "twenty one thirty",
        "２１：３０",
        "२१:३०",
        "2\u200b1:30",
        "half past nine in the evening.",
    ],
    "22:00": ["yirmi iki", "gece 10", "10 at night"],
    "23:00": ["gece 11", "gece 11'de", "11 pm"],
    "23:59": ["23:59", "11.59 p.m."],
}


@pytest.mark.parametrize(
    ("written", "meant"), [(each, at) for at, all_of_it in TIMES.items() for each in all_of_it]
)
def test_a_time_is_read_as_it_is_meant(written: str, meant: str) -> None:
    assert read_time(written) == time.fromisoformat(meant)


@pytest.mark.parametrize(
    "written",
    [
        *("", " ", ".", "banana", "9 bananas", "tomorrow", "sabah", "akşam", "evening", "later"),
        *(
            "25:00",
            "24:30",
            "24:01",
            "9:75",
            "2460",
            "99",
            "007",
            "12345",
            "-5",
            "+5",
            "9:5",
            "9.5",
            "9::30",
            "½",
        ),
        *("4 3", "9-10", "9 or 10", "9:30 10:30", "9/30", "1e3", "nine five", "ten five"),
        *("21 am", "sabah 21", "13 in the morning", "sabah akşam 9", "am", "12.5 pm"),
        *("9 buçuk 15", "21:30 buçuk", "half past", "half past noon", "in 2 hours", "9 hours", "9" * 4000),
    ],
)
def test_what_is_no_time_is_none(written: str) -> None:
    assert read_time(written) is None


@given(
    st.times(),
    st.sampled_from(["%H:%M", "%H.%M", "%Hh%M", "%H%M", "saat %H:%M", "%I:%M %p", "%I.%M%p", "%H %M"]),
)
def test_a_time_written_in_a_usual_way_is_read_back(at: time, way: str) -> None:
    assert read_time(at.strftime(way)) == at.replace(second=0, microsecond=0)


@given(st.times(), st.sampled_from("٠०০๐０"))
def test_the_digits_may_be_of_any_script(at: time, zero: str) -> None:
    written = at.strftime("%H:%M").translate(
        {ord("0") + digit: chr(ord(zero) + digit) for digit in range(10)}
    )
    assert read_time(written) == at.replace(second=0, microsecond=0)


@given(strategies.texts())
def test_whatever_is_typed_is_a_time_to_the_minute_or_none(text: str) -> None:
    read = read_time(text)
    assert read is None or (read.second, read.microsecond, read.tzinfo) == (0, 0, None)
