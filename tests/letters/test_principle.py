"""The principle of a week, its step, and the line on the cards of the days after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.content.catalogue import Content
from bot.domain.checkin import CheckIn
from bot.domain.encourage import fits, week_name
from bot.domain.participant import Afraid, Role
from bot.domain.step import CameTo
from bot.letters import principle
from bot.storage.history import history_of
from bot.storage.principles import ShownPrinciple
from bot.storage.store import Store
from tests.letters.conftest import SUNDAY, Somebody, evening, joins

WEEK = timedelta(weeks=1)


def shown(principle_id: str, on: date, *, number: int = 0, is_taken: bool = False) -> ShownPrinciple:
    return ShownPrinciple(week_name(on), number, principle_id, 0, on, is_taken=is_taken)


async def asks_for_another(somebody: Somebody, number: int) -> None:
    week = await somebody.week()
    await principle.another(somebody.store, somebody.content, week, number, evening(SUNDAY))


async def answers(somebody: Somebody, came_to: CameTo, last_on: date = SUNDAY) -> None:
    await principle.note_came_to(somebody.store, await somebody.week(last_on), came_to, evening(last_on))


async def test_a_week_keeps_its_principle_whatever_its_days_bring(ana: Somebody) -> None:
    await ana.lives(("3 3",) * 9, last_on=SUNDAY - timedelta(days=4))
    first = (await ana.letter(SUNDAY - timedelta(days=4))).advice
    await ana.lives(("5 2 Never again", "2 5", "5 1", "3 3"))
    last = (await ana.letter()).advice
    assert (last.title, last.step, last.number) == (first.title, first.step, first.number)


async def test_another_is_another_each_time_until_all_that_fit_were_read(ana: Somebody) -> None:
    await ana.lives(("3 3",) * 14)
    fitting = [each for each in ana.content.principles if fits(each.rule, role=Role.HURT, guard_up=False)]
    titles = [(await ana.letter()).advice.title]
    for number in range(2 * len(fitting) - 1):
        await asks_for_another(ana, number)
        titles.append((await ana.letter()).advice.title)
    assert len(set(titles[: len(fitting)])) == len(fitting)
    assert len(set(titles[len(fitting) :])) == len(fitting)


async def test_a_tap_for_another_counts_once(ana: Somebody) -> None:
    await ana.lives(("3 3",) * 14)
    await ana.letter()
    for _ in range(3):
        await asks_for_another(ana, 0)
    assert [each.number for each in await ana.shown()] == [0, 1]


async def test_four_weeks_bring_four_principles(ana: Somebody) -> None:
    await ana.lives(("3 3",) * 42)
    titles = [(await ana.letter(SUNDAY - weeks * WEEK)).advice.title for weeks in (3, 2, 1, 0)]
    assert len(set(titles)) == 4


async def test_what_was_shown_from_monday_on_does_not_come_again_on_the_fourth_monday(ana: Somebody) -> None:
    """It was the week's until Sunday, so that it was read less than four weeks ago."""
    await ana.lives(("3 3",) * 14)
    best, rest = "do-not-shut-yourself-off", "caution-is-yours"
    monday = SUNDAY - timedelta(days=6)
    between = [each.id for each in ana.content.principles if each.id not in (best, rest)]
    await ana.was_shown(shown(best, monday - 4 * WEEK))
    await ana.was_shown(*(shown(each, monday - WEEK, number=at) for at, each in enumerate(between)))
    assert (
        await principle.of_week(ana.store, ana.content, await ana.week(monday), evening(monday))
    ).text.id == rest


@pytest.mark.parametrize("guard_first", [False, True])
async def test_a_guard_that_rises_changes_what_is_withheld_and_nothing_else(
    ana: Somebody, guard_first: bool
) -> None:
    await ana.lives(("3 3",) * 14)
    by_guard = {each.withheld_under_guard: each for each in ana.content.principles if Role.HURT in each.roles}
    await ana.was_shown(shown(by_guard[not guard_first].id, SUNDAY))
    ana.participant = replace(ana.participant, afraid=Afraid.YES)
    title = (await ana.letter()).advice.title
    assert (title == by_guard[not guard_first].words["en"].title) is guard_first
    rows = await ana.shown()
    assert await ana.letter()
    assert await ana.shown() == rows


class TestTheEarlierStep:
    async def test_is_asked_about_in_a_later_week_only(self, ana: Somebody) -> None:
        await ana.lives(("3 3",) * 14)
        await ana.letter()
        await principle.take(ana.store, ana.content, await ana.week(), 0, evening(SUNDAY))
        assert (await ana.letter()).advice.is_taken
        assert (await ana.letter()).earlier is None
        asked = (await ana.letter(SUNDAY + WEEK)).earlier
        assert asked is not None
        assert asked.came_to is None

    @pytest.mark.parametrize(("days", "is_asked"), [(7, True), (13, True), (14, False)])
    async def test_is_asked_about_by_the_next_letter_alone(
        self, ana: Somebody, days: int, is_asked: bool
    ) -> None:
        await ana.was_shown(shown("caution-is-yours", SUNDAY - timedelta(days=days), is_taken=True))
        assert ((await ana.letter()).earlier is not None) is is_asked

    async def test_once_answered_is_told_in_that_week_and_then_no_more(self, ana: Somebody) -> None:
        await ana.was_shown(shown("caution-is-yours", SUNDAY - WEEK, is_taken=True))
        for came_to in (CameTo.DID, CameTo.NOT_YET):
            await answers(ana, came_to)
            told = (await ana.letter()).earlier
            assert told is not None
            assert told.came_to is came_to
        assert (await ana.letter(SUNDAY + WEEK)).earlier is None

    async def test_is_not_asked_about_while_the_guard_withholds_its_principle(self, ana: Somebody) -> None:
        await ana.was_shown(shown("notice-efforts", SUNDAY - WEEK, is_taken=True))
        assert (await ana.letter()).earlier is not None
        ana.participant = replace(ana.participant, afraid=Afraid.YES)
        assert (await ana.letter()).earlier is None
        await answers(ana, CameTo.DID)
        assert (await ana.shown())[0].came_to is None

    async def test_of_a_principle_that_is_no_more_is_forgotten(self, ana: Somebody) -> None:
        await ana.was_shown(shown("no-longer-there", SUNDAY - WEEK, is_taken=True), shown("gone", SUNDAY))
        letter = await ana.letter()
        assert letter.earlier is None
        assert letter.advice.number == 1

    async def test_tried_or_not_is_a_signal_in_that_week_and_the_next(self, ana: Somebody) -> None:
        """Its own week's principle is chosen before it is answered: only the next week's can answer it."""
        await ana.was_shown(shown("caution-is-yours", SUNDAY - WEEK, is_taken=True))
        for came_to, signal in ((CameTo.PARTLY, "step_tried"), (CameTo.NOT_YET, "step_not_tried")):
            await answers(ana, came_to)
            given = [signal in (await ana.week(SUNDAY + weeks * WEEK)).signals for weeks in (-1, 0, 1, 2)]
            assert given == [False, True, True, False]

    async def test_gives_no_signal_while_a_newer_one_waits_for_its_answer(self, ana: Somebody) -> None:
        await ana.was_shown(shown("caution-is-yours", SUNDAY - WEEK, is_taken=True))
        await answers(ana, CameTo.NOT_YET)
        await ana.was_shown(shown("slowly-with-care", SUNDAY, is_taken=True))
        assert "step_not_tried" not in (await ana.week(SUNDAY + WEEK)).signals


async def line(somebody: Somebody, checkin: CheckIn) -> str:
    past = await history_of(somebody.store, somebody.store.db, somebody.participant, evening(checkin.on))
    return await principle.line_for(somebody.store, somebody.content, somebody.participant, past, checkin)


def lines_of(content: Content, principle_id: str, language: str = "en") -> set[str]:
    (text,) = (each for each in content.principles if each.id == principle_id)
    return set(text.words[language].lines)


class TestTheLineOfACard:
    async def test_is_the_last_letters_for_two_weeks_and_every_sentence_has_its_day(
        self, ana: Somebody
    ) -> None:
        await ana.was_shown(shown("caution-is-yours", SUNDAY - WEEK), shown("notice-efforts", SUNDAY))
        days = [SUNDAY + timedelta(days=after) for after in range(1, 15)]
        said = [await line(ana, CheckIn(on, 4, 4, is_nothing=True)) for on in days]
        assert set(said) == lines_of(ana.content, "notice-efforts")
        assert said == [await line(ana, CheckIn(on, 4, 4, is_nothing=True)) for on in days]

    async def test_of_the_letters_own_day_is_still_the_one_before(self, ana: Somebody) -> None:
        await ana.was_shown(shown("caution-is-yours", SUNDAY - WEEK), shown("notice-efforts", SUNDAY))
        said = await line(ana, CheckIn(SUNDAY, 4, 4, is_nothing=True))
        assert said in lines_of(ana.content, "caution-is-yours")

    @pytest.mark.parametrize("safety", [1, 2])
    async def test_on_a_hard_day_is_only_from_what_the_guard_lets_pass(
        self, store: Store, content: Content, safety: int
    ) -> None:
        allowed = {
            line
            for each in content.principles
            if not each.withheld_under_guard
            for line in lines_of(content, each.id, "tr")
        }
        somebody = await joins(store, content, language="tr")
        await somebody.was_shown(shown("notice-efforts", SUNDAY))
        for after in range(1, 15):
            assert await line(somebody, CheckIn(SUNDAY + timedelta(days=after), safety, 4)) in allowed

    async def test_is_never_withheld_from_a_card_that_had_no_letter(self, ana: Somebody) -> None:
        assert await line(ana, CheckIn(SUNDAY, 4, 4, is_nothing=True))
