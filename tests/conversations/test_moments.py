"""Looking back at one's own moments, played."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.checkin import CheckIn
from bot.domain.day import State
from tests.chat import Person, Stage
from tests.conversations.test_card import MONDAY, TUESDAY, kept
from tests.conversations.test_words import moments

GONE = "Telegram does not have this one any more."


async def keep(person: Person, *texts: str) -> None:
    for text in texts:
        await person.says(f"/moment {text}")


def forget_files(scene: Stage) -> None:
    """Have Telegram lose what people sent."""
    scene.telegram.world.files.by_id.clear()


@pytest.fixture
async def looking(scene: Stage, settled: Person) -> Person:
    """Ana, with three moments, looking at one of them."""
    await keep(settled, "tea", "rain", "soup")
    await settled.says("/moments")
    return settled


async def test_a_moment_is_shown_with_its_day(scene: Stage, settled: Person) -> None:
    await keep(settled, "tea <b>& rain</b>\nand {x}")
    await scene.reaches("2026-11-26 12:00")
    await settled.says("my moments")
    settled.sees("Tuesday, 24 November\n\ntea <b>& rain</b>\nand {x}")
    assert settled.last.labels == ["Delete", "Close", "Support"], "there is no other one"
    await scene.reaches("2027-02-01 12:00")
    await settled.says("/moments")
    settled.sees("Tuesday, 24 November 2026\n\ntea")


async def test_another_goes_through_all_before_any_comes_again(scene: Stage, looking: Person) -> None:
    seen = [looking.last.text]
    for _ in range(5):
        await looking.taps("Another one")
        seen.append(looking.last.text)
    assert len(set(seen[:3])) == 3
    assert seen[3:] == seen[:3]
    await scene.restarts()
    await looking.says("/moments")
    assert looking.last.text == seen[0]
    assert scene.refusals == []


async def test_a_new_moment_has_its_turn_first(looking: Person) -> None:
    await looking.taps("Another one")
    await looking.taps("Another one")
    await keep(looking, "the moon")
    await looking.says("/moments")
    looking.sees("the moon")


async def test_a_double_tap_shows_one_other_and_what_is_handled_twice_the_same(
    scene: Stage, looking: Person
) -> None:
    seen = [looking.last.text]
    await looking.taps("Another one", times=2)
    seen.append(looking.last.text)
    scene.handles_all_twice = True
    await looking.says("/moments")
    assert looking.messages[-1].text == looking.messages[-2].text
    seen.append(looking.last.text)
    assert len(set(seen)) == 3
    await looking.taps("Another one")
    assert looking.last.text == seen[0]


async def test_with_no_moment_yet_it_says_how_to_keep_one(settled: Person) -> None:
    await settled.says("/moments")
    settled.sees("No moments here yet", "/moment")


@pytest.mark.parametrize("kind", ["photo", "voice", "video_note", "sticker"])
async def test_what_was_sent_comes_again(scene: Stage, settled: Person, kind: str) -> None:
    await settled.sends(kind)
    await settled.taps("Keep it")
    await keep(settled, "tea")
    await settled.says("/moments")
    if settled.last.kind == "text":
        await settled.taps("Another one")
    assert settled.last.kind == kind
    before = len(settled.messages)
    await settled.taps("Another one", times=2)
    assert settled.last.kind == "text"
    assert len(settled.messages) == before, "the file is taken away when words take its place"
    await settled.taps("Another one")
    assert settled.last.kind == kind
    assert len(settled.messages) == before
    assert scene.refusals == []


@pytest.mark.parametrize("kind", ["video_note", "sticker"])
async def test_a_kind_without_a_caption_has_its_day_on_a_button(settled: Person, kind: str) -> None:
    await settled.sends(kind)
    await settled.taps("Keep it")
    await settled.says("/moments")
    await settled.taps("Tuesday, 24 November")
    assert settled.last_toast == "Kept on Tuesday, 24 November."
    assert settled.last.kind == kind


async def test_a_file_that_telegram_does_not_have_any_more_is_told_of(scene: Stage, settled: Person) -> None:
    await settled.sends("voice", "her voice")
    await settled.taps("Keep it")
    await keep(settled, "tea")
    forget_files(scene)
    await settled.says("/moments")
    await settled.taps("Another one")
    await settled.taps("Another one")
    if GONE not in settled.last.text:
        await settled.taps("Another one")
    settled.sees(GONE, "a voice note, “her voice”")
    await settled.taps("Delete")
    settled.sees("Delete this one for good?", "a voice note")


async def test_a_photo_that_is_gone_is_told_of_where_it_was_to_be_shown(
    scene: Stage, settled: Person
) -> None:
    await settled.sends("photo")
    await settled.taps("Keep it")
    await keep(settled, "tea")
    await settled.says("/moments")
    forget_files(scene)
    before, told = len(settled.messages), []
    for _ in range(2):
        await settled.taps("Another one")
        told.append(settled.last.text)
    assert any(GONE in text for text in told)
    assert len(settled.messages) == before


async def test_deleting_asks_once_and_erases(scene: Stage, looking: Person) -> None:
    word = looking.last.text.rpartition("\n")[2]
    await looking.taps("Delete")
    looking.sees("Delete this one for good?", f"“{word}”")
    await looking.taps("Keep")
    looking.sees(word)
    await looking.taps("Delete")
    await looking.taps("Yes, delete", times=2)
    looking.sees("It is deleted. Your own message stays")
    left = await moments(scene, looking, TUESDAY)
    assert sorted([*left, word]) == ["rain", "soup", "tea"]
    for _ in range(4):
        await looking.taps("Another one")
        assert word not in looking.last.text
    assert scene.refusals == []


async def test_a_moment_that_was_deleted_from_another_phone_gives_way_kindly(
    scene: Stage, looking: Person
) -> None:
    first, word = looking.last.id, looking.last.text.rpartition("\n")[2]
    await looking.taps("Delete")
    confirm = looking.button("Yes, delete")
    await looking.taps("Yes, delete")
    for data in (confirm[1].data or "", (confirm[1].data or "").replace("erase", "delete")):
        await looking.forges(data, on=first)
        assert word not in looking.last.text
    assert looking.last_toast == "That one is deleted already."
    assert len(await moments(scene, looking, TUESDAY)) == 2


async def test_the_last_one_deleted_leaves_nothing_to_look_at(settled: Person) -> None:
    await keep(settled, "tea")
    await settled.says("/moments")
    await settled.taps("Delete")
    await settled.taps("Yes, delete")
    settled.sees("It is deleted.")
    assert settled.last.labels == ["Close", "Support"]
    await settled.says("/moments")
    settled.sees("No moments here yet")


async def test_the_days_card_follows(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.says("4 3 tea")
    card = settled.last.id
    await keep(settled, "rain")
    await settled.says("/moments")
    await settled.taps("Delete")
    await settled.taps("Yes, delete")
    assert "One moment kept" in next(each.text for each in settled.messages if each.id == card)
    await settled.taps("Another one")
    await settled.taps("Delete")
    await settled.taps("Yes, delete")
    assert "One small good moment?" in next(each.text for each in settled.messages if each.id == card)
    assert await kept(scene, settled, TUESDAY) == CheckIn(TUESDAY, 4, 3)


async def test_a_day_that_is_not_over_and_had_nothing_else_is_empty_again(
    scene: Stage, settled: Person
) -> None:
    await keep(settled, "tea")
    await settled.says("/moments")
    await settled.taps("Delete")
    await settled.taps("Yes, delete")
    assert await kept(scene, settled, TUESDAY) is None
    await scene.reaches("2026-11-24 21:00")
    settled.sees("How safe did you feel")


async def test_a_day_that_is_over_stays_what_it_was(scene: Stage, settled: Person) -> None:
    await keep(settled, "tea")
    await scene.reaches("2026-11-25 12:00")
    await settled.says("/moments")
    await settled.taps("Delete")
    await settled.taps("Yes, delete")
    participant = await scene.store.participants.find(scene.store.db, settled.body.id)
    assert participant is not None
    states = {each.on: each.state for each in await scene.store.days.states(scene.store.db, participant.id)}
    assert states == {MONDAY: State.KEPT, TUESDAY: State.KEPT}
    assert TUESDAY in await scene.store.checkins.kept_days(scene.store.db, participant.id)


async def test_what_is_deleted_is_in_no_file(scene: Stage, settled: Person) -> None:
    await keep(settled, "tea")
    blob = bytes((await scene.store.db.rows("SELECT body FROM moments", {}))[0]["body"])
    await settled.says("/moments")
    await settled.taps("Delete")
    await settled.taps("Yes, delete")
    files = [path.read_bytes() for path in scene._path.parent.iterdir()]
    assert len(files) > 1
    assert not any(blob in each for each in files)


async def test_an_edit_brings_back_nothing_that_was_deleted(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    said = await settled.says("4 3 tea")
    await settled.says("/moments")
    await settled.taps("Delete")
    await settled.taps("Yes, delete")
    await settled.edits(said, "4 2 tea, again")
    assert await moments(scene, settled, TUESDAY) == []


async def test_anothers_moments_are_nobodys(scene: Stage, looking: Person) -> None:
    ben = scene.person("Ben")
    await ben.is_welcomed()
    await ben.taps("At 21:00")
    for _, button in (looking.button(each) for each in ("Another one", "Delete")):
        await ben.forges(button.data or "")
        ben.sees_not("tea", "rain", "soup")
    await ben.forges((looking.button("Delete")[1].data or "").replace("delete", "erase"))
    assert len(await moments(scene, looking, TUESDAY)) == 3


@pytest.mark.parametrize(
    "data", ["mo:", "mo:any", "mo:any:show", "mo:x:delete", "mo:x:nonsense", "mo:::", "mo:x:day"]
)
async def test_forged_data_harms_nothing(scene: Stage, looking: Person, data: str) -> None:
    await looking.forges(data)
    assert len(await moments(scene, looking, TUESDAY)) == 3
    assert scene.refusals == []


async def test_close_takes_the_message_away_however_often_it_is_tapped(scene: Stage, looking: Person) -> None:
    shown = looking.last.id
    await looking.taps("Close", times=2)
    assert shown not in [each.id for each in looking.messages]
    assert looking.last_toast == ""
    assert scene.refusals == []


async def test_two_messages_closed_one_after_the_other_both_go(scene: Stage, looking: Person) -> None:
    first = looking.last.id
    await looking.taps("Delete")
    await looking.taps("Yes, delete")
    await looking.says("/moments")
    await looking.taps("Delete")
    await looking.taps("Yes, delete")
    await looking.taps("Close", on=looking.last.id)
    await looking.taps("Close", on=first)
    assert not any("deleted" in each.text for each in looking.messages)
    assert scene.refusals == []


async def test_in_turkish(scene: Stage) -> None:
    ayse = scene.person("Ayşe", language="tr")
    await ayse.says("/start")
    await ayse.taps("18 yaşımı")
    await ayse.taps("Güveni kırılan")
    await ayse.says("Osmaniye")
    await ayse.taps("Evet")
    await ayse.says("21:00")
    await ayse.taps(ayse.last.labels[1])
    await ayse.says("anlarım")
    ayse.sees("Henüz saklanmış bir an yok")
    await keep(ayse, "çay içtik", "yağmur")
    await ayse.says("anlarım")
    ayse.sees("23 Kasım Pazartesi")
    assert ayse.last.labels == ["Bir başkası", "Sil", "Kapat", "Destek"]
    await ayse.taps("Sil")
    ayse.sees("Bu an tamamen silinsin mi?")
    await ayse.taps("Evet, sil")
    ayse.sees("Silindi.")


class TestDiscreet:
    """Somebody else looks at the phone."""

    @pytest.fixture
    async def hiding(self, scene: Stage, settled: Person) -> Person:
        participant = await scene.store.participants.find(scene.store.db, settled.body.id)
        assert participant is not None
        async with scene.store.db.transaction() as tx:
            await scene.store.participants.save(tx, replace(participant, is_discreet=True))
        return settled

    async def test_a_moment_is_behind_a_tap(self, hiding: Person) -> None:
        await keep(hiding, "tea")
        await hiding.says("/moments")
        hiding.sees("Notes.")
        assert "tea" not in hiding.last.text
        await hiding.taps("Open")
        hiding.sees("tea")
        await hiding.taps("Close")
        hiding.sees("Notes.")
        await hiding.taps("Open")
        await hiding.taps("Delete")
        await hiding.taps("Yes, delete")
        hiding.sees("It is deleted.")
        assert "Your own message" not in hiding.last.text
        await hiding.taps("Close")
        await hiding.taps("Open")
        hiding.sees("No moments here yet")

    async def test_a_file_goes_when_it_is_closed(self, scene: Stage, hiding: Person) -> None:
        await hiding.sends("voice")
        await hiding.taps("Keep it")
        await hiding.says("/moments")
        await hiding.taps("Open")
        assert hiding.last.kind == "voice"
        await hiding.taps("Close")
        assert all(each.kind == "text" for each in hiding.messages)

    async def test_a_photo_behind_an_old_line_goes_all_the_same(self, scene: Stage, hiding: Person) -> None:
        """Telegram deletes the line no more, so it must not become the photo."""
        await hiding.sends("photo", "tea")
        await hiding.taps("Keep it")
        await hiding.says("/moments")
        line = hiding.last.id
        await scene.reaches("2026-11-27 12:00")
        await hiding.taps("Open", on=line, times=2)
        assert [each.kind for each in hiding.messages].count("photo") == 1
        await scene.passes(minutes=11)
        assert all(each.kind == "text" and "tea" not in each.text for each in hiding.messages)

    async def test_after_ten_minutes_nothing_of_it_is_left(self, scene: Stage, hiding: Person) -> None:
        await keep(hiding, "tea")
        await hiding.says("/moments")
        await hiding.taps("Open")
        await scene.passes(minutes=11)
        assert all("tea" not in each.text for each in hiding.messages)


async def test_wednesday_is_a_day_like_others(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-25 12:00")
    await keep(settled, "tea")
    assert await moments(scene, settled, date(2026, 11, 25)) == ["tea"]


@pytest.mark.parametrize("number", range(16))
async def test_cut_off_at_any_call_one_moment_is_shown_and_one_is_deleted(
    scene: Stage, settled: Person, number: int
) -> None:
    await keep(settled, "tea", "rain")
    await settled.sends("voice", "her voice")
    await settled.taps("Keep it")
    scene.calls_until_cut = number
    await settled.says("/moments")
    await settled.taps("Another one")
    await settled.taps("Another one")
    await settled.taps("Delete")
    await settled.taps("Yes, delete")
    settled.sees("It is deleted.")
    assert len(await moments(scene, settled, TUESDAY)) == 2
