"""Principles: who is shown which, when, and never one that the guard withholds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.encourage import Principle, Signal, choose, choose_line, fits, signals
from bot.domain.participant import Role
from bot.domain.week import Course, Trend, Week

TODAY = date(2025, 11, 23)  # the Sunday of ISO week 47
FOR_ALL = frozenset(Role)
NOTHING: frozenset[Signal] = frozenset()


def principle(
    name: str,
    roles: frozenset[Role] = FOR_ALL,
    answers: frozenset[Signal] = NOTHING,
    *,
    is_withheld: bool = False,
) -> Principle:
    return Principle(name, roles, answers, is_withheld)


def chosen(
    principles: Sequence[Principle],
    *,
    role: Role = Role.HURT,
    guard_up: bool = False,
    calls: frozenset[Signal] = NOTHING,
    shown: Mapping[str, date] | None = None,
    who: str = "ana",
    today_on: date = TODAY,
) -> str:
    return choose(
        principles,
        role=role,
        guard_up=guard_up,
        signals=calls,
        shown=shown or {},
        participant_id=who,
        today_on=today_on,
    ).id


def course(trend: Trend | None = None, answers: int = 7) -> Course:
    return Course(answers, None, None, trend, None)


def a_week(
    safety: Course | None = None,
    openness: Course | None = None,
    *,
    moments: int = 3,
    low_days: int = 0,
    days_away: int = 0,
) -> Week:
    return Week(7, 7, safety or course(), openness or course(), moments, low_days, days_away)


def test_a_quiet_week_calls_for_nothing() -> None:
    assert signals(a_week()) == NOTHING


@pytest.mark.parametrize(
    ("safety", "openness", "expected"),
    [
        (Trend.UP, Trend.UP, {Signal.RISING}),
        (Trend.UP, Trend.SAME, {Signal.RISING}),
        (Trend.UP, None, {Signal.RISING}),
        (Trend.DOWN, Trend.UP, {Signal.FALLING}),
        (Trend.SAME, Trend.DOWN, {Signal.FALLING}),
        (Trend.SAME, Trend.SAME, {Signal.STEADY}),
        (Trend.SAME, None, set()),
    ],
)
def test_what_fell_outweighs_what_rose(
    safety: Trend | None, openness: Trend | None, expected: set[Signal]
) -> None:
    assert signals(a_week(course(safety), course(openness))) == expected


def test_the_other_signals_are_counts() -> None:
    assert signals(a_week(moments=5)) == {Signal.MOMENTS_MANY}
    assert signals(a_week(moments=1)) == {Signal.MOMENTS_FEW}
    assert signals(a_week(low_days=2)) == {Signal.LOW_SAFETY}
    assert signals(a_week(days_away=3)) == {Signal.BACK_AFTER_A_GAP}
    assert signals(a_week(course(answers=3), course(answers=3), moments=0)) == {Signal.FEW_ANSWERS}


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.HURT, {"hurt", "all"}),
        (Role.CAUSED, {"caused", "all"}),
        (Role.BOTH, {"hurt", "caused", "all"}),
        (Role.PRACTISING, {"all"}),
    ],
)
def test_a_principle_is_shown_to_those_it_is_for(role: Role, expected: set[str]) -> None:
    catalogue = [
        principle("hurt", frozenset({Role.HURT})),
        principle("caused", frozenset({Role.CAUSED})),
        principle("all"),
    ]
    assert {each.id for each in catalogue if fits(each, role=role, guard_up=False)} == expected


def test_the_one_that_answers_most_of_the_weeks_signals_is_chosen() -> None:
    falling, both = frozenset({Signal.FALLING}), frozenset({Signal.FALLING, Signal.LOW_SAFETY})
    catalogue = [principle("none"), principle("one", answers=falling), principle("two", answers=both)]
    assert chosen(catalogue, calls=both) == "two"
    assert chosen(catalogue, calls=both, shown={"two": TODAY - timedelta(days=27)}) == "one"
    assert chosen(catalogue, calls=both, shown={"two": TODAY - timedelta(days=28)}) == "two"


def test_the_guard_withholds_even_what_answers_best() -> None:
    calls = frozenset({Signal.RISING})
    catalogue = [principle("pushes", answers=calls, is_withheld=True), principle("calm")]
    assert chosen(catalogue, calls=calls) == "pushes"
    assert chosen(catalogue, calls=calls, guard_up=True) == "calm"
    assert chosen(catalogue, calls=calls, guard_up=True, shown={"calm": TODAY}) == "calm"


def test_when_all_were_shown_lately_the_one_shown_longest_ago_comes_again() -> None:
    calls = frozenset({Signal.RISING})
    catalogue = [principle("best", answers=calls), principle("old"), principle("new")]
    shown = {
        "best": TODAY - timedelta(days=7),
        "old": TODAY - timedelta(days=21),
        "new": TODAY - timedelta(days=14),
    }
    assert chosen(catalogue, calls=calls, shown=shown) == "old"


def test_a_catalogue_without_anything_for_a_role_is_an_error() -> None:
    with pytest.raises(LookupError):
        chosen([principle("hurt", frozenset({Role.HURT}))], role=Role.CAUSED)
    with pytest.raises(LookupError):
        choose_line([], role=Role.HURT, is_guarded=False, participant_id="ana", on=TODAY)


def test_ties_are_drawn_anew_for_each_person_and_each_week() -> None:
    catalogue = [principle(f"p{number}") for number in range(8)]
    people = {chosen(catalogue, who=f"person {number}") for number in range(60)}
    weeks = {chosen(catalogue, today_on=TODAY + timedelta(weeks=number)) for number in range(60)}
    lines = {
        choose_line(
            catalogue, role=Role.HURT, is_guarded=False, participant_id="ana", on=TODAY + timedelta(days=day)
        ).id
        for day in range(60)
    }
    assert len(people) == len(weeks) == len(lines) == len(catalogue)


def catalogues() -> st.SearchStrategy[list[Principle]]:
    one = st.builds(
        Principle,
        id=st.sampled_from([f"p{number}" for number in range(12)]),
        roles=st.frozensets(st.sampled_from(Role), min_size=1),
        signals=st.frozensets(st.sampled_from(Signal)),
        is_withheld_under_guard=st.booleans(),
    )
    always = [principle("always"), principle("always too")]
    return st.lists(one, unique_by=lambda each: each.id).map(lambda drawn: [*drawn, *always])


def pasts() -> st.SearchStrategy[dict[str, date]]:
    names = st.sampled_from([*(f"p{number}" for number in range(12)), "always", "always too"])
    return st.dictionaries(names, st.integers(0, 60).map(lambda day: TODAY - timedelta(days=day)))


@given(
    catalogues(),
    st.tuples(st.sampled_from(Role), st.booleans()),
    st.frozensets(st.sampled_from(Signal)),
    pasts(),
    st.data(),
)
def test_the_choice_keeps_every_rule(
    catalogue: list[Principle],
    stand: tuple[Role, bool],
    calls: frozenset[Signal],
    shown: dict[str, date],
    data: st.DataObject,
) -> None:
    role, guard_up = stand

    def choice(principles: Sequence[Principle]) -> Principle:
        return choose(
            principles,
            role=role,
            guard_up=guard_up,
            signals=calls,
            shown=shown,
            participant_id="ana",
            today_on=TODAY,
        )

    found = choice(catalogue)
    allowed = [each for each in catalogue if fits(each, role=role, guard_up=guard_up)]
    fresh = [each for each in allowed if each.id not in shown or (TODAY - shown[each.id]).days >= 28]
    assert found in (fresh or allowed)
    assert not (guard_up and found.is_withheld_under_guard)
    if fresh:
        assert len(found.signals & calls) == max(len(each.signals & calls) for each in fresh)
    assert choice(data.draw(st.permutations(catalogue))) == found


@given(catalogues(), st.sampled_from(Role), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_whole_iso_week_chooses_the_same(catalogue: list[Principle], role: Role, on: date) -> None:
    monday = on - timedelta(days=on.weekday())
    week = {chosen(catalogue, role=role, today_on=monday + timedelta(days=day)) for day in range(7)}
    assert len(week) == 1


@given(catalogues(), st.sampled_from(Role), st.booleans(), st.text())
def test_a_guarded_line_is_never_one_that_is_withheld(
    catalogue: list[Principle], role: Role, is_guarded: bool, who: str
) -> None:
    line = choose_line(catalogue, role=role, is_guarded=is_guarded, participant_id=who, on=TODAY)
    assert fits(line, role=role, guard_up=is_guarded)
