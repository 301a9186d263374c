"""The guard: what raises it, and that it comes down by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.checkin import Answer, Said
from bot.domain.guard import is_guard_up, is_line_guarded
from bot.domain.participant import Afraid, Role
from tests import strategies

TODAY = date(2025, 11, 23)


def is_up(
    *answers: Answer | None,
    role: Role = Role.HURT,
    afraid: Afraid | None = Afraid.NO,
    danger_days_ago: int | None = None,
) -> bool:
    """Whether the guard is up with these answers on safety, today's first."""
    return is_guard_up(
        role=role,
        afraid=afraid,
        safety_by_day={TODAY - timedelta(days=day): answer for day, answer in enumerate(answers)},
        danger_on=None if danger_days_ago is None else TODAY - timedelta(days=danger_days_ago),
        today_on=TODAY,
    )


@pytest.mark.parametrize("role", [Role.HURT, Role.BOTH])
@pytest.mark.parametrize("afraid", [None, Afraid.SOMETIMES, Afraid.YES, Afraid.UNSAID])
def test_for_the_hurt_it_is_up_until_they_say_that_they_are_not_afraid(
    role: Role, afraid: Afraid | None
) -> None:
    assert is_up(role=role, afraid=afraid)
    assert not is_up(role=role, afraid=Afraid.NO)


@pytest.mark.parametrize("role", [Role.CAUSED, Role.PRACTISING])
@pytest.mark.parametrize("afraid", [None, *Afraid])
def test_who_is_not_asked_about_fear_is_not_guarded_for_it(role: Role, afraid: Afraid | None) -> None:
    assert not is_up(role=role, afraid=afraid)


@pytest.mark.parametrize("role", list(Role))
def test_two_days_of_one_within_seven_raise_it(role: Role) -> None:
    assert not is_up(1, 5, 5, 5, 5, 5, 5, role=role)
    assert is_up(1, 5, 5, 5, 5, 5, 1, role=role)
    assert not is_up(1, 5, 5, 5, 5, 5, 5, 1, role=role)


def test_an_average_of_two_or_less_over_three_answers_raises_it() -> None:
    assert is_up(2, 2, 2)
    assert is_up(1, 2, 3)
    assert not is_up(2, 2)
    assert not is_up(2, 2, 3)
    assert not is_up(2, 2, Said.NO_CONTACT, None)
    assert not is_up(2, 2, None, None, None, None, None, 2)


def test_words_of_danger_raise_it_for_fourteen_days() -> None:
    assert is_up(danger_days_ago=0)
    assert is_up(danger_days_ago=13)
    assert not is_up(danger_days_ago=14)


def test_a_low_days_line_is_guarded_even_while_the_guard_is_down() -> None:
    assert [is_line_guarded(guard_up=False, safety=safety) for safety in (1, 2, 3, 4, 5)] == [True, True] + [
        False
    ] * 3
    assert not is_line_guarded(guard_up=False, safety=Said.NO_CONTACT)
    assert not is_line_guarded(guard_up=False, safety=None)
    assert is_line_guarded(guard_up=True, safety=5)


def histories() -> st.SearchStrategy[Mapping[date, Answer | None]]:
    on = st.integers(0, 30).map(lambda day: TODAY - timedelta(days=day))
    return st.dictionaries(on, st.none() | strategies.answers())


@given(histories(), st.none() | st.integers(0, 60), st.sampled_from(Role))
def test_it_comes_down_by_itself_when_its_causes_have_passed(
    history: Mapping[date, Answer | None], danger_days_ago: int | None, role: Role
) -> None:
    danger_on = None if danger_days_ago is None else TODAY - timedelta(days=danger_days_ago)
    assert not is_guard_up(
        role=role,
        afraid=Afraid.NO,
        safety_by_day=history,
        danger_on=danger_on,
        today_on=TODAY + timedelta(days=14),
    )


@given(histories(), st.sampled_from(Role), st.none() | st.sampled_from(Afraid))
def test_only_the_last_seven_days_are_looked_at(
    history: Mapping[date, Answer | None], role: Role, afraid: Afraid | None
) -> None:
    def is_up_with(days: Mapping[date, Answer | None]) -> bool:
        return is_guard_up(role=role, afraid=afraid, safety_by_day=days, danger_on=None, today_on=TODAY)

    lately = {on: answer for on, answer in history.items() if (TODAY - on).days < 7}
    assert is_up_with(history) == is_up_with(lately)


@given(histories(), st.integers(0, 6), st.sampled_from(Role))
def test_a_lower_answer_never_takes_it_down(
    history: Mapping[date, Answer | None], day: int, role: Role
) -> None:
    def is_up_with(safety: int) -> bool:
        days = {**history, TODAY - timedelta(days=day): safety}
        return is_guard_up(role=role, afraid=Afraid.NO, safety_by_day=days, danger_on=None, today_on=TODAY)

    ups = [is_up_with(safety) for safety in (5, 4, 3, 2, 1)]
    assert ups == sorted(ups)
