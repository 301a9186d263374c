"""What a letter says of a week, whatever the week was like."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.cards import letter as screens
from bot.content.catalogue import Content
from bot.domain.encourage import Signal
from bot.domain.participant import Afraid, Role
from bot.storage.store import Store
from tests.letters.conftest import SUNDAY, Somebody, joins

TREND = re.compile(r"higher|lower|about the same|önceki hafta|yüksek|düşük", re.IGNORECASE)
MONDAY = SUNDAY + timedelta(days=1)
LINKED = ("5 5 Tea", "2 2", "4 5 Tea", "2 1", "5 4 Tea", "1 2", "3 2")
"""A week in which openness is high on days with a moment."""


def text_of(content: Content, somebody: Somebody, letter: screens.Letter) -> str:
    return screens.letter(content.words(somebody.participant.language), letter).text


@pytest.mark.parametrize("language", ["en", "tr"])
@pytest.mark.parametrize("before", range(8))
async def test_under_four_answers_no_word_is_said_of_a_trend(
    store: Store, content: Content, language: str, before: int
) -> None:
    for these in range(8):
        somebody = await joins(store, content, language=language)
        numbers = ["4 4"] * before + ["missed"] * (7 - before) + ["missed"] * (7 - these) + ["5 5"] * these
        await somebody.lives(numbers)
        told = text_of(content, somebody, await somebody.letter())
        assert bool(TREND.search(told)) is (min(these, before) >= 4), (these, before, told)


async def test_the_same_days_make_the_same_letter_however_often_and_late_it_is_read(ana: Somebody) -> None:
    await ana.lives(("3 3",) * 7 + ("4 4 Tea", "4 3", "missed", "5 4", "4 4", "rest", "4 4 A walk"))
    first = await ana.letter()
    assert await ana.letter() == first
    await ana.lives(("5 5", "4 5"), last_on=MONDAY + timedelta(days=1))
    assert await ana.letter(read_on=MONDAY + timedelta(days=1)) == first


async def test_a_letter_counts_only_the_days_up_to_its_own(ana: Somebody) -> None:
    await ana.lives(("4 4",) * 14)
    await ana.lives(("4 4",) * 3, last_on=SUNDAY + timedelta(days=3))
    letter = await ana.letter(read_on=SUNDAY + timedelta(days=3))
    assert (letter.streaks.shown_up, letter.streaks.current) == (14, 14)
    assert [day.on for day in letter.days] == [SUNDAY - timedelta(days=back) for back in range(6, -1, -1)]


async def test_a_missed_last_day_counts_once_it_is_over_and_not_while_it_takes_its_evening(
    ana: Somebody, content: Content
) -> None:
    await ana.lives(("4 4",) * 13 + ("missed",))
    evening, morning = await ana.letter(), await ana.letter(read_on=MONDAY)
    assert [(each.week.shown_up, each.week.days) for each in (evening, morning)] == [(6, 6), (6, 7)]
    assert [each.streaks.current for each in (evening, morning)] == [13, 13]
    assert "6 of 7 days" in text_of(content, ana, morning)


async def test_a_guard_that_rose_since_is_up_in_the_letter_of_the_day_before(
    ana: Somebody, content: Content
) -> None:
    """Read on the day on which it rose, a letter of the day before may not push, either."""
    await ana.lives(("4 4",) * 13 + ("1 2",))
    assert not (await ana.letter()).is_guard_up
    await ana.lives(("1 1",), last_on=MONDAY)
    letter = await ana.letter(read_on=MONDAY)
    assert letter.is_guard_up
    shown = {each.words["en"].title: each for each in content.principles}
    assert not shown[letter.advice.title].withheld_under_guard
    assert text_of(content, ana, letter).index("Your safety") < 100


async def test_a_silent_week_gets_a_warm_note_without_a_zero_and_still_a_principle(
    store: Store, content: Content
) -> None:
    for language in ("en", "tr"):
        somebody = await joins(store, content, language=language)
        await somebody.lives(("4 4",) * 7 + ("missed",) * 7)
        letter = await somebody.letter()
        told = text_of(content, somebody, letter)
        assert content.words(language)("letter-empty") in told
        body = told.split("\n\n", 1)[1]
        assert not re.search(
            r"\d", body.replace(letter.advice.step, "").replace(letter.advice.reflection, "")
        )
        assert letter.advice.why is not Signal.FEW_ANSWERS
        assert letter.advice.title in told
        assert not letter.has_picture


async def test_the_first_week_says_that_there_is_none_before(store: Store, content: Content) -> None:
    somebody = await joins(store, content, started_on=SUNDAY - timedelta(days=6))
    await somebody.lives(("4 3",) * 7)
    assert "first week" in text_of(content, somebody, await somebody.letter())
    await somebody.lives(("4 3",), last_on=MONDAY)
    assert not (await somebody.letter(MONDAY)).is_first_week


async def test_that_the_days_differed_is_said_of_what_differed(ana: Somebody, content: Content) -> None:
    await ana.lives(("4 3",) * 7 + ("5 3", "2 3", "5 3", "2 3", "5 3", "2 3", "4 3"))
    told = text_of(content, ana, await ana.letter())
    assert "Safety changed a good deal" in told
    assert "Openness changed" not in told


async def test_all_or_nothing_words_in_a_moment_are_a_signal(ana: Somebody) -> None:
    await ana.lives(("3 3",) * 13 + ("3 3 You never listen to me",))
    assert Signal.ALL_OR_NOTHING in (await ana.week()).signals


async def test_a_role_reads_only_what_is_for_it(store: Store, content: Content) -> None:
    by_title = {each.words["en"].title: each for each in content.principles}
    for role in Role:
        somebody = await joins(store, content, role)
        await somebody.lives(("3 3",) * 14)
        principle = by_title[(await somebody.letter()).advice.title]
        assert principle.roles & ({role} if role is not Role.BOTH else set(Role))
        other = Role.CAUSED if role is Role.HURT else Role.HURT
        somebody.participant = replace(somebody.participant, role=other)
        principle = by_title[(await somebody.letter()).advice.title]
        assert other in principle.roles, "the role has changed since the week's principle was shown"


class TestPatterns:
    async def test_one_is_told_the_same_all_week_and_then_not_for_a_month(self, ana: Somebody) -> None:
        await ana.lives(LINKED * 12, last_on=SUNDAY + timedelta(weeks=6))
        first = (await ana.letter()).pattern
        assert first is not None
        assert (await ana.letter(SUNDAY - timedelta(days=2))).pattern is first
        later = [(await ana.letter(SUNDAY + timedelta(weeks=weeks))).pattern for weeks in range(1, 7)]
        assert [each is not None for each in later] == [False, False, False, False, True, False]

    async def test_none_is_told_while_the_guard_is_up(self, ana: Somebody) -> None:
        await ana.lives(LINKED * 6)
        ana.participant = replace(ana.participant, afraid=Afraid.SOMETIMES)
        assert (await ana.letter()).pattern is None
        assert await ana.store.patterns.told(ana.store.db, ana.participant.id) == []

    async def test_none_is_told_in_a_week_with_too_few_answers_for_a_trend(self, ana: Somebody) -> None:
        await ana.lives(LINKED * 6 + ("missed",) * 5 + ("5 5 Tea", "2 2"))
        assert (await ana.letter()).pattern is None

    async def test_it_says_what_tended_to_be_and_never_why(self, ana: Somebody, content: Content) -> None:
        await ana.lives(LINKED * 6)
        letter = await ana.letter()
        assert letter.pattern is not None
        told = text_of(content, ana, letter)
        assert "tended to" in told
        assert "because" not in told
