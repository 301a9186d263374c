"""Scores, names and numbers of days, as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.typed import Scores, cleaned, read_days, read_name, read_scores, time_within
from tests import strategies
from tests.domain.typed_forms import forms


@pytest.mark.parametrize("text", ["4", " 4 ", "4.", "4!", "4\u200b", "4️⃣", "٤", "४", "④", "４"])
def test_one_digit_is_one_score(text: str) -> None:
    assert read_scores(text) == Scores(4)


@pytest.mark.parametrize(
    "text", ["4 3", "4,3", "4/3", "4, 3", "4 / 3", "4\n3", "4  3.", "٤ ٣", "٤،٣", "4️⃣ 3️⃣", "④ ③"]
)
def test_two_digits_are_two_scores(text: str) -> None:
    assert read_scores(text) == Scores(4, 3)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("4 3 she made tea", "she made tea"),
        ("4,3 she made tea", "she made tea"),
        ("4/3 çay içtik", "çay içtik"),
        ("4 3, she made tea", "she made tea"),
        ("4 3: she made tea", "she made tea"),
        ("4 3. she made tea", "she made tea"),
        ("4 3\nshe made tea\nat 5", "she made tea\nat 5"),
        ("٤ ٣ شربنا الشاي ٢", "شربنا الشاي ٢"),
        ("4 3 ❤️", "❤️"),
        ("4 3 <b>&", "<b>&"),
    ],
)
def test_words_may_follow_two_scores_and_are_kept_as_they_were_written(text: str, words: str) -> None:
    assert read_scores(text) == Scores(4, 3, words)


@pytest.mark.parametrize(
    "text",
    [
        *("", "tea", "ok today, tea together", "four"),
        *("4 she made tea", "3 cups of tea", "4 o'clock", "5 ❤️", "4 - 3 = 1"),
        *("0", "6", "10", "43", "4 6", "0 3", "-4", "4-3", "4.3", "4 3.5", "4 3rd", "1 2 3 testing", "4 3 2"),
    ],
)
def test_anything_else_is_a_moment_and_no_score(text: str) -> None:
    assert read_scores(text) is None


@given(
    st.integers(1, 5), st.integers(1, 5), st.sampled_from([" ", ",", "/", ", ", " / "]), strategies.texts()
)
def test_two_scores_are_read_whatever_words_follow(first: int, second: int, between: str, words: str) -> None:
    kept = cleaned(words)
    if not kept or kept[0].isdigit():
        return
    read = read_scores(f"{first}{between}{second} - {words}")
    assert read is not None
    assert (read.first, read.second) == (first, second)
    assert read.words is not None
    assert read.words.endswith(cleaned(f"- {words}").removeprefix("-").strip())


@given(strategies.texts())
def test_whatever_is_typed_is_scores_or_none(text: str) -> None:
    read = read_scores(text)
    if read is not None:
        assert read.first in range(1, 6)
        assert read.second in {None, *range(1, 6)}
        assert read.words is None or (read.second is not None and cleaned(read.words) == read.words != "")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ana", "Ana"),
        ("  Ana  María ", "Ana María"),
        ("Ay\u200bşe\x00", "Ayşe"),
        ("<b>Ana</b>", "<b>Ana</b>"),
        ("אנה", "אנה"),
        ("🦊", "🦊"),
        ("A" * 40, "A" * 40),
    ],
)
def test_a_name_stands_on_one_line(text: str, name: str) -> None:
    assert read_name(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "\u200b",
        "\u202e",
        "\u3164",
        "Ana\nBen",
        "A" * 41,
        "i dont know what to write here",
        "buraya ne yazsam ki",
    ],
)
def test_nothing_too_much_two_lines_and_a_sentence_are_no_name(text: str) -> None:
    assert read_name(text) is None


@pytest.mark.parametrize(("text", "days"), list(forms("numbers_of_days.txt")))
def test_a_number_of_days_is_read_as_it_is_meant(text: str, days: str) -> None:
    assert str(read_days(text) or "none") == days


@given(strategies.texts())
def test_whatever_is_typed_is_a_name_and_a_number_or_none(text: str) -> None:
    name, days = read_name(text), read_days(text)
    assert name is None or (1 <= len(name) <= 40 and "\n" not in name)
    assert days is None or 1 <= days <= 365


@pytest.mark.parametrize(
    ("text", "at_time"),
    [
        ("its 9pm here", "21:00"),
        ("it is nine in the evening here", "21:00"),
        ("saat 9 buçuk burada", "09:30"),
        ("burada saat akşam dokuz", "21:00"),
        ("saat dokuz burada", "09:00"),
        ("şu an saat 10.50", "10:50"),
        ("now it is 10:44", "10:44"),
    ],
)
def test_a_time_is_found_within_a_sentence(text: str, at_time: str) -> None:
    assert f"{time_within(text):%H:%M}" == at_time


@pytest.mark.parametrize(
    "text",
    ["i had 2 cups", "2 saat 9 dakika", "9.5 pm", "saat 9 ve saat 10", "3 saat 5 kişi konuştuk", "25 pm"],
)
def test_a_number_within_a_sentence_is_no_time(text: str) -> None:
    assert time_within(text) is None
