"""What varies on a card: the greeting and the lens of the moment question, and what the guard keeps out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import card
from bot.cards.card import GREETINGS, Day, Lens
from bot.domain.checkin import Answer, CheckIn, Said
from bot.domain.participant import Role
from tests.chat import CONTENT
from tests.strategies import answers, days

MINE = {Lens.YOURS, Lens.CALM}
FIRST_ON = date(2026, 11, 23)
SEASON = [FIRST_ON + timedelta(days=each) for each in range(120)]
roles = st.sampled_from(Role)


def day(on: date, role: Role, safety: Answer | None, *, is_guard_up: bool, who: str = "somebody") -> Day:
    checkin = CheckIn(on, safety=safety, openness=3)
    return Day(on, role, None, checkin, who, is_guard_up=is_guard_up)


@given(days(), roles, answers(), st.uuids())
def test_under_the_guard_the_moment_is_looked_for_in_what_is_ones_own(
    on: date, role: Role, safety: Answer, who: object
) -> None:
    assert card.lens_of(day(on, role, safety, is_guard_up=True, who=str(who))) in MINE


@given(days(), roles, st.sampled_from([1, 2, Said.NO_CONTACT]), st.booleans())
def test_on_a_hard_day_and_on_one_without_contact_likewise(
    on: date, role: Role, safety: Answer, is_guard_up: bool
) -> None:
    assert card.lens_of(day(on, role, safety, is_guard_up=is_guard_up)) in MINE


@given(days(), roles, answers(), st.booleans(), st.sampled_from(CONTENT.languages))
def test_a_card_that_is_drawn_again_looks_the_same(
    on: date, role: Role, safety: Answer, is_guard_up: bool, language: str
) -> None:
    first = day(on, role, safety, is_guard_up=is_guard_up)
    again = replace(first, checkin=CheckIn(on, safety=safety, openness=3, moments=2))
    words = CONTENT.words(language)
    assert card.lens_of(first) is card.lens_of(again)
    assert card.greeting(words, first) == card.greeting(words, again)


@pytest.mark.parametrize("role", Role)
def test_lens_and_greeting_vary_from_day_to_day(role: Role) -> None:
    season = [day(on, role, 4, is_guard_up=False) for on in SEASON]
    assert {card.lens_of(each) for each in season} == set(card.LENSES.get(role, card.HURT_LENSES))
    assert len({card.greeting(CONTENT.words("en"), each) for each in season}) == GREETINGS


def test_only_who_caused_the_hurt_is_asked_for_what_puts_things_right() -> None:
    seen = {role: {card.lens_of(day(on, role, 4, is_guard_up=False)) for on in SEASON} for role in Role}
    assert {role for role, lenses in seen.items() if Lens.MENDING in lenses} == {Role.CAUSED}


def test_not_everybody_gets_the_same_on_one_day() -> None:
    people = [day(FIRST_ON, Role.HURT, 4, is_guard_up=False, who=str(each)) for each in range(50)]
    assert len({card.lens_of(each) for each in people}) > 3
    assert len({card.greeting(CONTENT.words("tr"), each) for each in people}) > 3


@pytest.mark.parametrize("language", CONTENT.languages)
def test_every_lens_has_its_own_words(language: str) -> None:
    words = CONTENT.words(language)
    assert len({words("question-moment", lens=lens.value) for lens in Lens}) == len(Lens)
