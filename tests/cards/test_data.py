"""Callback data: what is written is read back, and what is forged is read as nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import data
from bot.cards.data import Tap
from bot.domain.checkin import Answer, Question, Said, is_answer
from bot.gateway.screen import CALLBACK_BYTES
from tests.strategies import answers

measured = st.sampled_from([Question.SAFETY, Question.OPENNESS])
pieces = st.text(st.characters(exclude_characters=":", exclude_categories=["Cs"]))
forged = st.text() | st.text("csomnu:12345-0", max_size=64)


@pytest.mark.parametrize("message_ids", [(7,), (7, 9, 8), tuple(2**31 + 9999 * each for each in range(10))])
def test_messages_to_delete_are_read_as_they_were_written(message_ids: tuple[int, ...]) -> None:
    tap = Tap.read(data.delete_words(message_ids))
    assert (tap.area, data.read_delete_words(tap.parts[1:])) == (data.WORDS, message_ids)


def test_a_button_names_as_many_messages_as_fit() -> None:
    message_ids = tuple(10**9 * each for each in range(1, 11))
    written = data.delete_words(message_ids)
    assert len(written) <= 64
    assert data.read_delete_words(Tap.read(written).parts[1:]) == message_ids[:5]


@given(st.dates(), measured, answers(), st.booleans())
def test_an_answer_is_read_back_as_it_was_written(
    on: date, question: Question, value: Answer, is_change: bool
) -> None:
    written = data.answer(on, question, value, is_change=is_change)
    tap = Tap.read(written)
    assert len(written.encode()) <= CALLBACK_BYTES
    assert (tap.area, data.read_on(tap.parts[0])) == (data.CARD, on)
    is_offered = (question, value) != (Question.OPENNESS, Said.NO_CONTACT)
    assert data.read_answer(*tap.parts[1:]) == ((question, value, is_change) if is_offered else None)


@given(pieces, st.lists(pieces))
def test_what_was_joined_is_taken_apart_again(area: str, parts: list[str]) -> None:
    assert Tap.read(data.joined(area, *parts)) == Tap(area, tuple(parts))


@given(forged)
def test_whatever_comes_back_is_taken_apart_without_an_error(text: str) -> None:
    assert data.joined(Tap.read(text).area, *Tap.read(text).parts) == text


@given(forged)
def test_a_day_is_read_only_as_it_is_written(text: str) -> None:
    on = data.read_on(text)
    assert on is None or on.isoformat() == text


@given(forged, forged)
def test_a_forged_answer_is_none_or_one_that_a_button_offers(letter: str, value: str) -> None:
    read = data.read_answer(letter, value)
    if read is not None:
        question, said, is_change = read
        assert is_answer(said)
        assert data.answer(date(2026, 11, 23), question, said, is_change=is_change).endswith(
            f"{letter}:{value}"
        )


def test_no_two_areas_are_written_alike() -> None:
    areas = [
        data.CARD,
        data.WELCOME,
        data.FOLLOW_UP,
        data.WORDS,
        data.GO,
        data.LANGUAGE,
        data.PAUSE,
        data.DELETE,
        data.LETTER,
        data.LOOK,
        data.PRINCIPLES,
    ]
    assert len(set(areas)) == len(areas)


def test_a_day_written_as_a_week_is_none() -> None:
    assert [data.read_on(text) for text in ("2026-W48-1", "20261123", "2026-11-31", "", "٢٠٢٦-١١-٢٣")] == [
        None
    ] * 5
