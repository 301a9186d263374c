"""Principles: who is shown which, when, and never one that the guard withholds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.encourage import (
    WEIGHTS,
    Principle,
    Signal,
    choose,
    choose_line,
    choose_other,
    fits,
    pick,
    reason,
    score,
    signals,
)
from bot.domain.participant import Role
from bot.domain.span import Course, Span, Trend
from bot.domain.step import CameTo

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


def course(trend: Trend | None = None, answers: int = 7, swing: float | None = None) -> Course:
    return Course(answers, None, None, trend, swing)


QUIET = Span(7, 7, course(), course(), moments=3, low_days=0, low_both_days=0, days_away=0)
FEW = replace(QUIET, safety=course(answers=3), openness=course(answers=3))


def calls(
    week: Span = QUIET,
    *,
    is_first_week: bool = False,
    has_absolutes: bool = False,
    came_to: CameTo | None = None,
) -> set[Signal]:
    return set(signals(week, is_first_week=is_first_week, has_absolutes=has_absolutes, came_to=came_to))


def test_a_quiet_week_calls_for_nothing() -> None:
    assert calls() == NOTHING


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
    assert calls(replace(QUIET, safety=course(safety), openness=course(openness))) == expected


def test_counts_call_for_something_from_their_threshold_on() -> None:
    assert calls(replace(QUIET, moments=5)) == {Signal.MOMENTS_MANY}
    assert calls(replace(QUIET, moments=1)) == {Signal.MOMENTS_FEW}
    assert calls(replace(QUIET, low_days=2)) == {Signal.LOW_SAFETY}
    assert calls(replace(QUIET, low_days=2, low_both_days=2)) == {Signal.LOW_SAFETY, Signal.LOW_BOTH}
    assert calls(replace(QUIET, days_away=3)) == {Signal.BACK_AFTER_A_GAP}


def test_with_few_numbers_nothing_is_said_of_few_moments_but_many_stand_for_themselves() -> None:
    assert calls(replace(FEW, moments=0)) == {Signal.FEW_ANSWERS}
    assert calls(replace(FEW, moments=5)) == {Signal.MOMENTS_MANY}


def test_a_week_whose_days_differed_is_not_called_steady() -> None:
    same, swinging = course(Trend.SAME, swing=0.5), course(Trend.SAME, swing=1.0)
    assert calls(replace(QUIET, safety=same, openness=same)) == {Signal.STEADY}
    assert calls(replace(QUIET, safety=same, openness=swinging)) == {Signal.SWINGING}


def test_in_the_first_week_few_answers_are_no_news() -> None:
    assert calls(FEW, is_first_week=True) == {Signal.FIRST_WEEK}
    assert calls(replace(QUIET, low_days=2), is_first_week=True) == {Signal.FIRST_WEEK, Signal.LOW_SAFETY}


def test_what_was_written_and_what_was_tried_call_as_well() -> None:
    assert calls(has_absolutes=True) == {Signal.ALL_OR_NOTHING}
    assert calls(came_to=CameTo.DID) == calls(came_to=CameTo.PARTLY) == {Signal.STEP_TRIED}
    assert calls(came_to=CameTo.NOT_YET) == {Signal.STEP_NOT_TRIED}


@given(
    st.builds(
        Span,
        st.integers(0, 7),
        st.just(7),
        *[st.builds(course, st.none() | st.sampled_from(Trend), st.integers(0, 7), st.floats(0, 2))] * 2,
        *[st.integers(0, 7)] * 4,
    ),
    st.tuples(st.booleans(), st.booleans(), st.none() | st.sampled_from(CameTo)),
)
def test_no_two_signals_contradict_each_other(week: Span, rest: tuple[bool, bool, CameTo | None]) -> None:
    given_ = calls(week, is_first_week=rest[0], has_absolutes=rest[1], came_to=rest[2])
    trends = {Signal.RISING, Signal.FALLING, Signal.STEADY}
    assert len(given_ & trends) <= 1
    assert len(given_ & {Signal.STEADY, Signal.SWINGING}) <= 1
    assert len(given_ & {Signal.MOMENTS_MANY, Signal.MOMENTS_FEW}) <= 1
    assert len(given_ & {Signal.STEP_TRIED, Signal.STEP_NOT_TRIED}) <= 1
    if Signal.FIRST_WEEK in given_:
        assert not given_ & (trends | {Signal.FEW_ANSWERS, Signal.BACK_AFTER_A_GAP})
    if Signal.FEW_ANSWERS in given_:
        assert not given_ & {Signal.MOMENTS_MANY, Signal.MOMENTS_FEW}


def test_every_signal_has_its_weight() -> None:
    assert set(WEIGHTS) == set(Signal)
    assert set(WEIGHTS.values()) == {1, 2, 3}


def test_the_reason_is_the_most_telling_signal_that_the_principle_answers() -> None:
    answering = principle(
        "p", answers=frozenset({Signal.STEADY, Signal.LOW_BOTH, Signal.ALL_OR_NOTHING, Signal.RISING})
    )
    assert reason(answering, NOTHING) is None
    assert reason(answering, frozenset({Signal.FALLING})) is None
    assert reason(answering, frozenset({Signal.STEADY, Signal.RISING})) is Signal.RISING
    assert reason(answering, frozenset({Signal.RISING, Signal.LOW_BOTH})) is Signal.LOW_BOTH
    assert reason(answering, frozenset({Signal.ALL_OR_NOTHING, Signal.LOW_BOTH})) is Signal.LOW_BOTH


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


def test_who_stands_on_both_sides_reads_as_the_hurt_one_while_the_guard_is_up() -> None:
    for_hurt, for_caused = (
        principle("hurt", frozenset({Role.HURT})),
        principle("caused", frozenset({Role.CAUSED})),
    )
    assert fits(for_hurt, role=Role.BOTH, guard_up=True)
    assert not fits(for_caused, role=Role.BOTH, guard_up=True)
    assert fits(for_caused, role=Role.CAUSED, guard_up=True)


def test_the_one_that_answers_the_week_best_is_chosen() -> None:
    falling, both = frozenset({Signal.FALLING}), frozenset({Signal.FALLING, Signal.LOW_SAFETY})
    catalogue = [principle("none"), principle("one", answers=falling), principle("two", answers=both)]
    assert chosen(catalogue, calls=both) == "two"
    assert chosen(catalogue, calls=both, shown={"two": TODAY - timedelta(days=27)}) == "one"
    assert chosen(catalogue, calls=both, shown={"two": TODAY - timedelta(days=28)}) == "two"


def test_a_telling_signal_outweighs_two_that_most_weeks_give() -> None:
    week = frozenset({Signal.LOW_BOTH, Signal.STEADY, Signal.MOMENTS_FEW})
    telling = principle("telling", answers=frozenset({Signal.LOW_BOTH}))
    usual = principle("usual", answers=frozenset({Signal.STEADY, Signal.MOMENTS_FEW}))
    assert chosen([usual, telling], calls=week) == "telling"


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


def another(
    principles: Sequence[Principle],
    present_id: str,
    shown: Sequence[str] = (),
    *,
    guard_up: bool = False,
    calls: frozenset[Signal] = NOTHING,
) -> str:
    return choose_other(
        principles,
        role=Role.HURT,
        guard_up=guard_up,
        signals=calls,
        shown=shown,
        participant_id="ana",
        today_on=TODAY,
        present_id=present_id,
    ).id


def test_another_is_the_next_best_and_then_the_one_shown_longest_ago() -> None:
    calls = frozenset({Signal.RISING})
    catalogue = [principle("best", answers=calls), principle("next", answers=calls), principle("last")]
    assert another(catalogue, "best", ["best"], calls=calls) == "next"
    assert another(catalogue, "next", ["best", "next"], calls=calls) == "last"
    assert another(catalogue, "last", ["best", "next", "last"], calls=calls) == "best"
    assert another(catalogue, "best", ["best", "next", "last", "best"], calls=calls) == "next"


def test_another_is_the_same_one_only_where_no_other_fits() -> None:
    catalogue = [principle("only"), principle("pushes", is_withheld=True)]
    assert another(catalogue, "only", ["only"]) == "pushes"
    assert another(catalogue, "only", ["only"], guard_up=True) == "only"
    with pytest.raises(LookupError):
        another(catalogue[1:], "pushes", guard_up=True)


@pytest.mark.parametrize("count", [2, 3, 12])
def test_asking_for_another_again_and_again_goes_round_all_of_them(count: int) -> None:
    catalogue = [principle(f"p{number}") for number in range(count)]
    shown = [chosen(catalogue)]
    for _ in range(3 * count):
        shown.append(another(catalogue, shown[-1], shown))
    assert all(len(set(shown[place : place + count])) == count for place in range(len(shown) - count))


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
        assert score(found, calls) == max(score(each, calls) for each in fresh)
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


@given(st.text(), st.integers(1, 100))
def test_a_place_is_drawn_from_those_that_there_are(seed: str, count: int) -> None:
    assert 0 <= pick(seed, count) < count
    assert pick(seed, count) == pick(seed, count)


def test_every_place_is_drawn_by_some_seed() -> None:
    assert {pick(f"seed {number}", 3) for number in range(30)} == {0, 1, 2}
    assert pick("the same everywhere", 1_000) == 931
