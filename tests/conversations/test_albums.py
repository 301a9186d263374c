"""Albums, played: several messages that a person sends as one."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.checkin import CheckIn
from tests.chat import Person, Stage
from tests.conversations.test_card import MONDAY, TUESDAY, kept
from tests.conversations.test_flood import is_answered
from tests.conversations.test_words import moments


def reactions(person: Person, *message_ids: int) -> list[tuple[str, ...]]:
    return [each.reactions for each in person.body.messages if each.id in message_ids]


async def test_an_album_is_that_many_moments_of_the_open_card_and_one_answer(
    scene: Stage, settled: Person
) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.says("4 3")
    before = len(settled.messages)
    sent = await settled.sends_album("photo", "photo", "photo", caption="the sea")
    settled.sees("3 moments kept")
    assert len(settled.messages) == before
    assert await kept(scene, settled, TUESDAY) == CheckIn(TUESDAY, 4, 3, moments=3)
    assert sorted(await moments(scene, settled, TUESDAY)) == ["", "", "the sea"]
    assert reactions(settled, *sent) == [("✍",)] * 3
    assert scene.refusals == []


async def test_with_no_card_open_there_is_one_offer_for_all(scene: Stage, settled: Person) -> None:
    before = len(settled.messages)
    sent = await settled.sends_album("photo", "photo")
    settled.sees("Shall I keep these as moments of today?")
    assert len(settled.messages) == before + 1
    await settled.taps("Keep it", times=2)
    assert len(await moments(scene, settled, TUESDAY)) == 2
    assert reactions(settled, *sent) == [("✍",)] * 2
    assert len(settled.messages) == before + 1
    assert scene.refusals == []


async def test_what_comes_after_the_tap_goes_the_same_way(scene: Stage, settled: Person) -> None:
    for answer, count in (("Keep it", 3), ("No", 3)):
        album = f"album {answer}"
        for _ in range(2):
            settled.body.adds_to_album(album, "photo")
        await scene.settle()
        await settled.taps(answer)
        before = len(settled.messages)
        late = settled.body.adds_to_album(album, "photo")
        await scene.settle()
        assert len(settled.messages) == before
        assert len(await moments(scene, settled, TUESDAY)) == count
        assert reactions(settled, late) == [("✍",) if answer == "Keep it" else ()]


async def test_yes_and_no_in_words_are_for_all_of_it(scene: Stage, settled: Person) -> None:
    await settled.sends_album("photo", "photo")
    await settled.says("no")
    settled.sees("not kept")
    assert await moments(scene, settled, TUESDAY) == []
    await settled.sends_album("photo", "photo")
    await settled.says("evet")
    assert len(await moments(scene, settled, TUESDAY)) == 2


@pytest.mark.parametrize("is_typed", [False, True])
async def test_with_two_cards_open_all_of_it_goes_to_one_day(
    scene: Stage, settled: Person, is_typed: bool
) -> None:
    for day in ("24", "25"):
        await scene.reaches(f"2026-11-{day} 21:00")
        await settled.says("4 3")
    before = len(settled.messages)
    await settled.sends_album("photo", "photo", "photo")
    settled.sees("Which day is this for?")
    assert len(settled.messages) == before + 1
    if is_typed:
        await settled.says("yesterday")
    else:
        await settled.taps("Yesterday")
    assert await kept(scene, settled, TUESDAY) == CheckIn(TUESDAY, 4, 3, moments=3)
    assert await kept(scene, settled, date(2026, 11, 25)) == CheckIn(date(2026, 11, 25), 4, 3)


async def test_a_kind_that_cannot_be_kept_is_said_once_for_an_album(scene: Stage, settled: Person) -> None:
    before = len(settled.messages)
    await settled.sends_album("document", "document", "document")
    assert len(settled.messages) == before + 1
    settled.sees("This kind I cannot keep")
    await settled.sends_album("video", "photo", "video", "photo")
    assert len(settled.messages) == before + 3, "one hint, one offer"
    await settled.taps("Keep it")
    assert len(await moments(scene, settled, TUESDAY)) == 2


async def test_an_awaited_album_is_for_the_awaited_day(scene: Stage, settled: Person) -> None:
    await settled.taps("Another moment", on=settled.button("Another moment")[0].id)
    await settled.sends_album("photo", "photo", "photo")
    answer = await kept(scene, settled, MONDAY)
    assert answer is not None
    assert answer.moments == 3


async def test_an_album_in_reply_to_a_card_is_for_its_day(scene: Stage, settled: Person) -> None:
    card = settled.button("Another moment")[0].id
    before = len(settled.messages)
    await settled.sends_album("photo", "photo", reply_to=card)
    answer = await kept(scene, settled, MONDAY)
    assert answer is not None
    assert answer.moments == 2
    assert len(settled.messages) == before, "the card comes anew, where it can be seen, and the old one goes"


async def test_a_crash_in_an_album_changes_nothing(scene: Stage, settled: Person) -> None:
    scene.handles_all_twice = True
    await settled.sends_album("photo", "photo")
    await settled.taps("Keep it")
    assert len(await moments(scene, settled, TUESDAY)) == 2
    await scene.reaches("2026-11-24 21:00")
    await settled.says("/checkin")
    await settled.sends_album("photo", "video", "photo")
    assert len(await moments(scene, settled, TUESDAY)) == 4


@pytest.mark.parametrize("number", range(12))
async def test_an_album_is_kept_whole_though_the_line_breaks(
    scene: Stage, settled: Person, number: int
) -> None:
    await scene.reaches("2026-11-24 21:00")
    scene.calls_until_cut = number
    await settled.sends_album("photo", "photo", "photo")
    assert len(await moments(scene, settled, TUESDAY)) == 3


async def test_a_caption_that_is_edited_changes_its_moment(scene: Stage, settled: Person) -> None:
    first, _ = await settled.sends_album("photo", "photo", caption="the see")
    await settled.edits(first, "the sea")
    await settled.taps("Keep it")
    assert sorted(await moments(scene, settled, TUESDAY)) == ["", "the sea"]
    await settled.edits(first, "the sea, again")
    assert sorted(await moments(scene, settled, TUESDAY)) == ["", "the sea, again"]


async def test_an_album_is_forgotten_after_two_days(scene: Stage, settled: Person) -> None:
    await settled.sends_album("photo", "photo")
    await scene.reaches("2026-11-27 12:00")
    await settled.sends_album("photo", "photo")
    rows = await scene.store.db.rows("SELECT count(*) AS number FROM albums", {})
    assert rows[0]["number"] == 1


async def test_in_a_flood_an_album_is_kept_whole(scene: Stage, settled: Person) -> None:
    for _ in range(35):
        settled.body.says("/streak")
    sent = settled.body.sends_album(["photo", "photo", "photo"])
    await is_answered(scene)
    assert len(await moments(scene, settled, TUESDAY)) == 3
    assert ("✍",) in reactions(settled, *sent)


async def test_an_album_that_comes_across_the_days_end_is_of_one_day(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.says("4 3")
    await scene.reaches("2026-11-25 03:59")
    settled.body.adds_to_album("album", "photo")
    await scene.settle()
    await scene.reaches("2026-11-25 04:01")
    settled.body.adds_to_album("album", "photo")
    await scene.settle()
    assert len(await moments(scene, settled, TUESDAY)) == 2


async def test_a_hint_says_which_of_an_album_is_meant(scene: Stage, settled: Person) -> None:
    _, video = await settled.sends_album("photo", "video")
    assert settled.last.reply_to == video
