"""A tired evening: more is written than was asked for, answers get lost, and one looks before one decides."""

from __future__ import annotations

from datetime import date

from bot.domain.day import State
from bot.domain.participant import Participant
from tests.chat import Person, Stage
from tests.conversations.test_commands import states
from tests.conversations.test_flood import hurries, is_answered, words_of

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


async def known(scene: Stage, person: Person) -> Participant:
    participant = await scene.store.participants.find(scene.store.db, person.body.id)
    assert participant is not None
    return participant


def cards(person: Person) -> list[int]:
    """Return the messages that still ask for a score."""
    return [message.id for message in person.messages if "1 = not at all" in message.text]


async def loses_the_answer(scene: Stage, when: str) -> None:
    """Have Telegram take the prompt while the bot never hears of it."""
    scene.loses_answers = True
    await scene.reaches(when)
    scene.loses_answers = False


async def test_words_written_before_the_name_was_asked_for_are_no_name(scene: Stage, ana: Person) -> None:
    await scene.reaches("2026-11-23 21:00")
    await ana.taps("4")
    await ana.taps("3")
    ana.body.says("tea together")
    ana.body.says("he did not hit me today")
    await is_answered(scene)
    assert (await known(scene, ana)).name is None
    await ana.taps("Keep it")
    assert await words_of(scene, ana) == [(MONDAY, "tea together"), (MONDAY, "he did not hit me today")]


async def test_a_no_written_before_the_fear_was_asked_for_is_no_answer_to_it(
    scene: Stage, ana: Person
) -> None:
    await scene.reaches("2026-11-23 21:00")
    await ana.says("4 3 tea")
    ana.body.says("Deniz")
    ana.body.says("no")
    await is_answered(scene)
    assert (await known(scene, ana)).afraid is None


async def test_what_the_notice_says_is_true(scene: Stage, settled: Person) -> None:
    """The first thirty have a question of their own on the screen; what is written after the notice is kept."""
    said = hurries(settled, 40)
    settled.body.says("/streak")
    await is_answered(scene)
    assert any("From here on I keep everything you write" in message.text for message in settled.messages)
    assert [text for _, text in await words_of(scene, settled)] == said[30:]
    assert sum("Keep it" in message.labels for message in settled.messages) == 30


async def test_an_answer_on_the_first_of_two_cards_leaves_one(scene: Stage, settled: Person) -> None:
    await loses_the_answer(scene, "2026-11-24 21:00")
    await scene.reaches("2026-11-24 21:30")
    first, _second = cards(settled)
    await settled.taps("4", on=first)
    assert len(cards(settled)) == 1


async def test_help_opened_on_the_first_card_cancels_the_second(scene: Stage, settled: Person) -> None:
    await loses_the_answer(scene, "2026-11-24 21:00")
    await settled.taps("Support")
    await scene.reaches("2026-11-24 21:30")
    assert len(cards(settled)) == 1


async def test_scores_with_words_show_the_day_where_its_card_is_not_known(
    scene: Stage, settled: Person
) -> None:
    await loses_the_answer(scene, "2026-11-24 21:00")
    await settled.says("4 3 tea together")
    settled.sees("Safety: 4 · Openness: 3")


async def test_a_tap_that_the_nudge_overtook_leaves_one_card(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.is_welcomed(time="20:15")
    await ana.taps("At 20:15")
    await scene.reaches("2026-11-23 20:15")
    message, four = ana.button("4")
    ana.body.taps(message.id, four.data or "")
    scene.is_tap_lost = True  # its answer comes too late for Telegram
    await scene.reaches("2026-11-23 22:15")
    await scene.settle()
    assert len(cards(ana)) == 1
    ana.sees("Safety: 4")


async def test_words_taken_up_the_next_morning_are_not_called_todays(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 12:30")
    settled.body.says("it was a good day")
    settled.body.says("4 4")
    await scene.reaches("2026-11-25 09:00")
    await scene.settle()
    settled.sees_not("keep this as a moment of today")
    settled.sees("24 November")


async def test_who_only_looks_at_later_keeps_the_day_off(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.says("/skip")
    await settled.taps("Later")
    await settled.taps("‹ Back")
    await scene.reaches("2026-11-25 05:00")
    assert await states(scene, settled) == [State.KEPT, State.REST]
