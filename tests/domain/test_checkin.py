"""Check-ins: what three small answers, in any order and half done, come to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.checkin import (
    Answer,
    CheckIn,
    Question,
    Said,
    is_answer,
    number_of,
    open_question,
    read_answer,
    with_answer,
    with_nothing,
)
from tests import strategies

EMPTY = CheckIn(date(2025, 11, 23))


def test_the_questions_come_one_after_the_other() -> None:
    assert open_question(None) is Question.SAFETY
    assert open_question(EMPTY) is Question.SAFETY
    with_safety = with_answer(EMPTY, Question.SAFETY, 4)
    assert open_question(with_safety) is Question.OPENNESS
    with_both = with_answer(with_safety, Question.OPENNESS, 2)
    assert open_question(with_both) is Question.MOMENT
    assert not with_both.is_complete
    assert with_nothing(with_both).is_complete
    assert open_question(replace(with_both, moments=1)) is None


def test_words_before_any_number_leave_the_questions_open() -> None:
    words_first = replace(EMPTY, moments=1)
    assert words_first.is_kept
    assert open_question(words_first) is Question.SAFETY


@pytest.mark.parametrize("answer", [1, 5, Said.NO_CONTACT, Said.UNSAID])
def test_any_answer_keeps_the_day(answer: Answer) -> None:
    assert not EMPTY.is_kept
    assert with_answer(EMPTY, Question.SAFETY, answer).is_kept
    assert with_answer(EMPTY, Question.OPENNESS, answer).is_kept
    assert with_nothing(EMPTY).is_kept


def test_no_contact_answers_both_questions() -> None:
    answered = with_answer(EMPTY, Question.SAFETY, Said.NO_CONTACT)
    assert (answered.safety, answered.openness) == (Said.NO_CONTACT, Said.NO_CONTACT)
    answered = with_answer(EMPTY, Question.OPENNESS, Said.NO_CONTACT)
    assert (answered.safety, answered.openness) == (Said.NO_CONTACT, Said.NO_CONTACT)


def test_no_contact_on_openness_keeps_a_safety_that_was_given() -> None:
    answered = with_answer(with_answer(EMPTY, Question.SAFETY, 4), Question.OPENNESS, Said.NO_CONTACT)
    assert (answered.safety, answered.openness) == (4, Said.NO_CONTACT)


def test_no_contact_taken_back_leaves_openness_open_again() -> None:
    taken_back = with_answer(with_answer(EMPTY, Question.SAFETY, Said.NO_CONTACT), Question.SAFETY, 3)
    assert (taken_back.safety, taken_back.openness) == (3, None)


def test_rather_not_say_answers_one_question() -> None:
    answered = with_answer(EMPTY, Question.SAFETY, Said.UNSAID)
    assert (answered.safety, answered.openness) == (Said.UNSAID, None)


def test_changing_safety_leaves_openness_as_it_was() -> None:
    answered = with_answer(with_answer(EMPTY, Question.SAFETY, 4), Question.OPENNESS, 2)
    assert with_answer(answered, Question.SAFETY, 1) == replace(answered, safety=1)


@pytest.mark.parametrize("value", [0, 6, -1, True, 3.0, "3", "no_contact?", None])
def test_nothing_else_is_an_answer(value: object) -> None:
    assert not is_answer(value)


def test_an_answer_that_no_button_offers_is_refused() -> None:
    with pytest.raises(ValueError, match="no answer"):
        with_answer(EMPTY, Question.SAFETY, 6)
    with pytest.raises(ValueError, match="moment"):
        with_answer(EMPTY, Question.MOMENT, 3)


@given(strategies.answers())
def test_an_answer_written_down_is_read_back(answer: Answer) -> None:
    assert read_answer(str(answer)) == answer


@given(strategies.texts())
def test_a_code_that_is_no_answer_is_none(code: str) -> None:
    read = read_answer(code)
    assert read is None or str(read) == code


@given(strategies.answers())
def test_only_numbers_are_numbers(answer: Answer) -> None:
    assert number_of(answer) == (None if isinstance(answer, Said) else answer)


@given(
    st.lists(
        st.tuples(st.sampled_from([Question.SAFETY, Question.OPENNESS]), strategies.answers()), min_size=1
    )
)
def test_answering_again_with_the_same_changes_nothing(given_answers: list[tuple[Question, Answer]]) -> None:
    checkin = EMPTY
    for question, answer in given_answers:
        checkin = with_answer(checkin, question, answer)
        assert with_answer(checkin, question, answer) == checkin
        assert checkin.is_kept
