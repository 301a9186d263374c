"""Letters: what is kept of typed words, and when two texts are the same."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.characters import cleaned, folded, plain, with_ascii_digits
from tests import strategies

FAMILY = "👨\u200d👩\u200d👧"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  tea together \n", "tea together"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a\tb\u00a0c", "a b c"),
        ("a\x00\x07b\x7f", "ab"),
        ("\ufeffte\u200ba\u00ad", "tea"),
        ("\u202eaet\u202c \u2066x\u2069", "aet x"),
        ("broken \ud83d half", "broken  half"),
        ("\u200b\u200d\u2060 \n\x00", ""),
        ("\u3164\u2800\u200f", ""),
    ],
)
def test_invisible_and_turning_characters_are_not_kept(text: str, kept: str) -> None:
    assert cleaned(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        f"we three {FAMILY}",
        f"walked {SCOTLAND} home",
        "می\u200cخواهم",
        "שלום עולם",
        "قهوة معاً",
        "क्षमा",
        "❤️ 4️⃣",
        '<b>& "quotes" ’ı</b>',
        "first\n\nsecond",
    ],
)
def test_every_visible_letter_is_kept_as_it_was_written(text: str) -> None:
    assert cleaned(text) == text


@given(strategies.texts())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)


@given(strategies.texts())
def test_cleaned_text_can_be_written_down(text: str) -> None:
    kept = cleaned(text)
    kept.encode("utf-8")
    assert all(letter == "\n" or unicodedata.category(letter) != "Cc" for letter in kept)
    assert kept == kept.strip()


@given(st.text(st.characters(categories=["Lu", "Ll", "Nd", "Po"]), max_size=60))
def test_cleaning_keeps_letters_digits_and_punctuation(text: str) -> None:
    assert cleaned(text) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("İstanbul", "istanbul"),
        ("ISTANBUL", "istanbul"),
        ("ıstanbul", "istanbul"),
        ("İSTANBUL", "Istanbul"),
        ("Köln", "koln"),
        ("Ko\u0308ln", "köln"),
        ("Şanlıurfa", "sanliurfa"),
        ("Kırşehir", "KIRSEHIR"),
        ("São Paulo", "sao paulo"),
        ("New  York", "new-york"),
        ("N’Djamena", "N'Djamena"),
        ("Łódź", "lodz"),
        ("Tromsø", "Tromso"),
        ("Straße", "STRASSE"),
        ("Αθήνα", "αθηνα"),
        ("Ёлкино", "елкино"),
        ("القاهِرة", "القاهرة"),
        ("four ④", "four 4"),
        ("٤", "4"),
        ("Help!", "help"),
        ("he\u200blp\x00", "help"),
        ("ＨＥＬＰ", "help"),
    ],
)
def test_texts_that_people_take_for_the_same_are_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("東京", "京都"),
        ("がく", "かく"),
        ("हिन्दी", "हन्द"),
        ("القاهرة", "الجيزة"),
        ("😀", "😢"),
        ("서울", "부산"),
    ],
)
def test_texts_that_mean_different_things_stay_different(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_nothing_but_punctuation_folds_to_nothing() -> None:
    assert folded(" …!? '’ \n") == ""


@given(strategies.texts())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text("abcçdefgğhıiIİjklmnoöprsştuüvyzABCÇŞÜÖĞ 'â", max_size=30))
def test_folding_does_not_see_case(text: str) -> None:
    assert folded(text) == folded(text.upper()) == folded(text.lower())


@given(strategies.texts())
def test_digits_of_every_script_are_rewritten_in_place(text: str) -> None:
    rewritten = with_ascii_digits(text)
    assert len(rewritten) == len(text)
    assert not any(letter.isdigit() and not letter.isascii() for letter in rewritten)


def test_plain_text_keeps_spaces_and_punctuation() -> None:
    assert plain("Akşam ٩:٣٠’da!") == "aksam 9:30’da!"
