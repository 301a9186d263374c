"""Times of day, as people write them in English and in Turkish."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.typed_time import read_time
from tests import strategies
from tests.domain.typed_forms import forms

TABLE = "typed_times.txt"


def told(read: time | None) -> str:
    return "none" if read is None else f"{read:%H:%M}"


@pytest.mark.parametrize(("written", "meant"), list(forms(TABLE)))
def test_a_time_is_read_as_it_is_meant(written: str, meant: str) -> None:
    assert told(read_time(written)) == meant


@pytest.mark.parametrize("written", ["21:30 ", "\n21:30", "9:30\u202fPM", "2\u200b1:30", "21:30\u00a0"])
def test_spaces_and_invisible_letters_change_nothing(written: str) -> None:
    assert told(read_time(written)) == "21:30"


def test_no_form_stands_in_the_table_twice() -> None:
    every = [written for written, _ in forms(TABLE)]
    assert sorted(every) == sorted(set(every))
    assert len(every) > 500


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
