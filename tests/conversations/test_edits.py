"""Editing one's own messages, and adding to them, played."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.checkin import CheckIn
from tests.chat import Person, Stage
from tests.conversations.test_card import MONDAY, TUESDAY, kept
from tests.conversations.test_words import moments


@pytest.mark.parametrize(
    ("said", "edited", "expected"),
    [
        ("4 3", "2 5", CheckIn(TUESDAY, 2, 5)),
        ("4", "2", CheckIn(TUESDAY, 2)),
        ("4", "4 3", CheckIn(TUESDAY, 4, 3)),
        ("4 3", "5", CheckIn(TUESDAY, 5, 3)),
        ("4 3 tea", "3 3 tea, and cake", CheckIn(TUESDAY, 3, 3, moments=1)),
        ("4 3", "4 3 tea, and cake", CheckIn(TUESDAY, 4, 3, moments=1)),
        ("4 3", "tea, and cake", CheckIn(TUESDAY, 4, 3, moments=1)),
        ("4 3 tea, and cake", "4 3", CheckIn(TUESDAY, 4, 3, moments=1)),
    ],
)
async def test_scores_follow_their_message(
    scene: Stage, settled: Person, said: str, edited: str, expected: CheckIn
) -> None:
    await scene.reaches("2026-11-24 21:00")
    message_id = await settled.says(said)
    before = len(settled.messages)
    for _ in range(2):
        await settled.edits(message_id, edited)
    assert await kept(scene, settled, TUESDAY) == expected
    assert await moments(scene, settled, TUESDAY) == ["tea, and cake"] * expected.moments
    assert len(settled.messages) == before, "the card shows it in its place"
    settled.sees(f"Safety: {expected.safety}")
    assert scene.refusals == []


async def test_scores_that_were_changed_by_tap_since_are_left_alone(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    message_id = await settled.says("4 3")
    await settled.taps("Nothing today")
    await settled.taps("Change")
    await settled.taps("1")
    await settled.taps("3")
    await settled.edits(message_id, "5 5")
    assert await kept(scene, settled, TUESDAY) == CheckIn(TUESDAY, 1, 5, is_nothing=True)


async def test_a_day_that_an_edit_completes_has_its_letter_come(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-29 21:00")
    message_id = await settled.says("4 3")
    await settled.edits(message_id, "4 3 tea")
    await scene.passes(minutes=1)
    settled.sees("Your week")


async def test_scores_of_a_closed_day_stay(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    message_id = await settled.says("4 3")
    await scene.reaches("2026-11-27 12:00")
    await settled.edits(message_id, "1 1 no")
    assert await kept(scene, settled, TUESDAY) == CheckIn(TUESDAY, 4, 3)
    assert await moments(scene, settled, TUESDAY) == []


async def test_an_edited_command_is_not_run(scene: Stage, settled: Person) -> None:
    said = await settled.says("/moment tea")
    before = settled.last.id
    for text in ("/week", "/week tea", "/delete", "/moment"):
        await settled.edits(said, text)
    assert settled.last.id == before
    assert await moments(scene, settled, TUESDAY) == ["tea"]
    await settled.edits(said, "/moment tea and rain")
    assert await moments(scene, settled, TUESDAY) == ["tea and rain"]


async def test_a_caption_that_is_edited_changes_the_caption(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    sent = await settled.sends("photo", "the see")
    await settled.edits(sent, "the sea")
    assert await moments(scene, settled, TUESDAY) == ["the sea"]


async def test_what_was_offered_is_kept_as_it_was_edited(scene: Stage, settled: Person) -> None:
    said = await settled.says("teh")
    await settled.edits(said, "tea")
    await settled.taps("Keep it")
    assert await moments(scene, settled, TUESDAY) == ["tea"]


async def test_what_was_let_go_stays_so_though_it_is_edited(scene: Stage, settled: Person) -> None:
    said = await settled.says("tea")
    await settled.taps("No")
    await settled.edits(said, "tea, again")
    assert await moments(scene, settled, TUESDAY) == []


async def test_in_discreet_mode_an_edit_shows_nothing(scene: Stage, settled: Person) -> None:
    participant = await scene.store.participants.find(scene.store.db, settled.body.id)
    assert participant is not None
    await scene.reaches("2026-11-24 21:00")
    said = await settled.says("4 3 tea")
    async with scene.store.db.transaction() as tx:
        await scene.store.participants.save(tx, replace(participant, is_discreet=True))
    shown = settled.last.text
    await settled.edits(said, "2 2 rain")
    assert await kept(scene, settled, TUESDAY) == CheckIn(TUESDAY, 2, 2, moments=1)
    assert settled.last.text == shown


async def test_a_reply_to_ones_own_words_adds_to_their_day(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    said = await settled.says("4 3 tea")
    await scene.reaches("2026-11-25 21:00")
    await settled.says("and cake", reply_to=said)
    assert await moments(scene, settled, TUESDAY) == ["tea", "and cake"]
    assert await kept(scene, settled, date(2026, 11, 25)) is None


async def test_a_reply_to_ones_words_of_a_closed_day_is_offered_for_today(
    scene: Stage, settled: Person
) -> None:
    await scene.reaches("2026-11-24 21:00")
    said = await settled.says("4 3 tea")
    await scene.reaches("2026-11-27 12:00")
    await settled.says("and cake", reply_to=said)
    settled.sees("Shall I keep this as a moment of today?")
    assert "is closed now" in settled.messages[-2].text


async def test_a_reply_to_another_message_of_the_bot_is_for_no_other_day(
    scene: Stage, settled: Person
) -> None:
    await settled.says("/safety")
    await settled.says("thank you for being here", reply_to=settled.last.id)
    settled.sees("Shall I keep this as a moment of today?")
    await scene.reaches("2026-11-24 21:00")
    support = settled.messages[-3].id
    await settled.says("tea", reply_to=support)
    assert await moments(scene, settled, TUESDAY) == ["tea"]
    assert await moments(scene, settled, MONDAY) == []


@pytest.mark.parametrize(
    "words", ["close", "Kapat", "90 days", "90 gün", "not yet", "Resim", "Bir başkası", "another"]
)
async def test_what_stands_on_a_button_is_said_to_be_tapped(
    scene: Stage, settled: Person, words: str
) -> None:
    await settled.says(words)
    settled.sees("Shall I keep this as a moment of today?", "If you meant a button")
    await settled.taps("Keep it")
    assert await moments(scene, settled, TUESDAY) == [words]


async def test_an_awaited_moment_that_comes_after_its_day_is_kept_late_for_it(
    scene: Stage, settled: Person
) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.says("4 3")
    await settled.taps("Nothing today")
    await settled.taps("Another moment")
    await scene.reaches("2026-11-25 04:30")
    await settled.says("the moon")
    assert await moments(scene, settled, TUESDAY) == ["the moon"]
    settled.sees("Tuesday, 24 November")


async def test_an_awaited_moment_of_a_closed_day_is_offered_for_today(scene: Stage, settled: Person) -> None:
    await settled.taps("Another moment", on=settled.button("Another moment")[0].id)
    await scene.reaches("2026-11-27 12:00")
    await settled.says("the moon")
    settled.sees("Shall I keep this as a moment of today?")
