from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.checkin import Answer, CheckIn, Question, Said
from bot.domain.reply import (
    Card,
    Closed,
    Keep,
    Name,
    Offer,
    Scored,
    Show,
    Situation,
    WhichDay,
    answered,
    as_reply,
    in_question,
    meaning,
    meaning_of_nothing,
    rescored,
)
from bot.domain.typed import Scores

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
FRESH = Card(TUESDAY, None)
HALF = Card(TUESDAY, CheckIn(TUESDAY, safety=1))
ASKED_MOMENT = Card(TUESDAY, CheckIn(TUESDAY, safety=4, openness=3))
DONE = Card(TUESDAY, CheckIn(TUESDAY, safety=4, openness=3, moments=1))
BEFORE = Card(MONDAY, None)
BOTH = ((Question.SAFETY, 4), (Question.OPENNESS, 3))


@pytest.mark.parametrize(
    ("text", "card", "expected"),
    [
        ("4", FRESH, Keep(TUESDAY, ((Question.SAFETY, 4),))),
        ("4 3", FRESH, Keep(TUESDAY, BOTH)),
        ("4 3 tea", FRESH, Keep(TUESDAY, BOTH, "tea")),
        ("2", HALF, Keep(TUESDAY, ((Question.OPENNESS, 2),))),
        ("4 3", HALF, Keep(TUESDAY, ((Question.OPENNESS, 3),))),
        ("5", ASKED_MOMENT, Show(TUESDAY)),
        ("5 5 and cake", ASKED_MOMENT, Keep(TUESDAY, words="5 5 and cake")),
        ("ok today, tea together", FRESH, Keep(TUESDAY, words="ok today, tea together")),
    ],
)
def test_words_for_the_one_open_card(text: str, card: Card, expected: object) -> None:
    assert meaning(text, Situation(card, (card,))) == expected


def test_two_open_cards_are_a_question() -> None:
    assert meaning("tea", Situation(FRESH, (BEFORE, FRESH))) == WhichDay(MONDAY, TUESDAY)
    assert meaning("4 3", Situation(FRESH, (BEFORE, FRESH))) == WhichDay(MONDAY, TUESDAY)


def test_scores_are_no_question_where_only_one_card_asks_for_them() -> None:
    situation = Situation(FRESH, (Card(MONDAY, CheckIn(MONDAY, 4, 4)), FRESH))
    assert meaning("4 3", situation) == Keep(TUESDAY, BOTH)


def test_a_card_that_was_not_begun_gives_way_to_a_later_one_that_was() -> None:
    assert in_question((BEFORE, HALF)) == (HALF,)
    assert in_question((BEFORE, FRESH)) == (BEFORE, FRESH)
    begun = Card(MONDAY, CheckIn(MONDAY, safety=2))
    assert in_question((begun, FRESH)) == (begun, FRESH)
    assert in_question(()) == ()


def test_a_reply_is_for_its_card_and_one_to_a_closed_card_for_none() -> None:
    assert meaning("tea", Situation(FRESH, (FRESH,), replied=BEFORE)) == Keep(MONDAY, words="tea")
    assert meaning("4 3", Situation(FRESH, (FRESH,), closed_on=MONDAY)) == Closed(MONDAY)


def test_a_name_is_taken_only_where_it_was_asked_for() -> None:
    assert meaning("Deniz", Situation(DONE, is_name_awaited=True)) == Name("Deniz")
    assert meaning("Deniz", Situation(DONE, is_name_awaited=True), is_moment=True) == Offer()
    assert meaning("Deniz", Situation(DONE)) == Offer()


def test_an_awaited_moment_is_for_its_day() -> None:
    assert meaning("tea", Situation(FRESH, (FRESH,), awaited_on=MONDAY)) == Keep(MONDAY, words="tea")


def test_nothing_answers_the_card_that_asks_for_a_moment() -> None:
    asking = Situation(ASKED_MOMENT, (ASKED_MOMENT,))
    assert meaning_of_nothing("nothing", asking) == Keep(TUESDAY, is_nothing=True)
    assert meaning_of_nothing("nothing", Situation(FRESH, (FRESH,))) == Keep(TUESDAY, words="nothing")
    assert meaning_of_nothing("nothing", Situation(DONE)) == Show(TUESDAY)


SAFETY_4, OPENNESS_3 = (Question.SAFETY, 4), (Question.OPENNESS, 3)


@pytest.mark.parametrize(
    ("stands", "given", "edited", "expected"),
    [
        ((4, 3), (SAFETY_4, OPENNESS_3), Scores(2, 5), (2, 5)),
        ((4, 3), (SAFETY_4, OPENNESS_3), Scores(2), (2, 3)),
        ((4, None), (SAFETY_4,), Scores(4, 3), (4, 3)),
        ((1, 3), (SAFETY_4, OPENNESS_3), Scores(2, 5), (1, 5)),
        ((4, 1), (SAFETY_4,), Scores(2, 5), (2, 1)),
        ((1, 3), (OPENNESS_3,), Scores(5), (1, 5)),
        ((1, 3), (OPENNESS_3,), Scores(2, 5), (1, 5)),
        ((Said.NO_CONTACT, Said.NO_CONTACT), (SAFETY_4, OPENNESS_3), Scores(2, 5), (Said.NO_CONTACT,) * 2),
    ],
)
def test_answers_follow_the_message_that_gave_them_while_they_are_still_its_own(
    stands: tuple[Answer, Answer], given: Scored, edited: Scores, expected: tuple[Answer, Answer]
) -> None:
    checkin, gives = rescored(CheckIn(TUESDAY, *stands), given, edited)
    assert (checkin.safety, checkin.openness) == expected
    assert rescored(checkin, gives, edited) == (checkin, gives), "handled twice it changes nothing more"


cards = st.builds(
    Card,
    st.just(TUESDAY),
    st.none()
    | st.builds(
        CheckIn,
        st.just(TUESDAY),
        safety=st.none() | st.integers(1, 5),
        openness=st.none() | st.integers(1, 5),
        moments=st.integers(0, 2),
    ),
)


@given(st.text(max_size=30), cards, st.booleans())
def test_words_for_a_chosen_day_are_always_kept_for_it(text: str, card: Card, is_moment: bool) -> None:
    kept = as_reply(text, card, is_moment=is_moment)
    assert kept.on == TUESDAY
    assert kept.scores or kept.words is not None


@given(st.text(max_size=30) | st.sampled_from(["4", "4 3", "5 5 tea"]), cards)
def test_words_never_change_what_was_answered(text: str, card: Card) -> None:
    before = card.checkin or CheckIn(TUESDAY)
    after = answered(before, as_reply(text, card), has_moment=False)
    assert before.safety in (None, after.safety)
    assert before.openness in (None, after.openness)
