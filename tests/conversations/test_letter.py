"""The weekly letter, played: read, tapped, grown old, forged, and read over somebody's shoulder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.content.principles import PrincipleText
from bot.domain.encourage import week_name
from bot.domain.moment import MomentKind
from bot.domain.participant import Participant
from bot.pictures.painter import Drawing
from bot.pictures.studio import Studio
from bot.simulator.seen import SeenMessage
from bot.storage.moments import Moment
from bot.storage.principles import ShownPrinciple
from tests.chat import CONTENT, Person, Stage

TUESDAY = date(2026, 11, 24)
WEEK = timedelta(weeks=1)


async def participant_of(scene: Stage, person: Person) -> Participant:
    found = await scene.store.participants.find(scene.store.db, person.body.id)
    assert found is not None
    return found


async def shown(scene: Stage, person: Person) -> list[ShownPrinciple]:
    participant = await participant_of(scene, person)
    return await scene.store.principles.shown(scene.store.db, participant.id)


async def was_shown(scene: Stage, person: Person, principle_id: str, on: date) -> None:
    participant = await participant_of(scene, person)
    noted = ShownPrinciple(week_name(on), 0, principle_id, 0, on)
    async with scene.store.db.transaction() as tx:
        await scene.store.principles.show(tx, participant.id, noted, scene.clock.now())


async def hides(scene: Stage, person: Person) -> None:
    participant = await participant_of(scene, person)
    async with scene.store.db.transaction() as tx:
        await scene.store.participants.save(tx, replace(participant, is_discreet=True))


def principle_in(message: SeenMessage, language: str = "en") -> PrincipleText:
    (found,) = (each for each in CONTENT.principles if each.words[language].reflection in message.text)
    return found


@pytest.fixture
async def reader(scene: Stage, settled: Person) -> Person:
    """Ana on Wednesday evening: three days are kept, and two of them have a moment."""
    await scene.reaches("2026-11-24 21:00")
    await settled.says("4 3 We had tea & said little")
    await scene.reaches("2026-11-25 21:00")
    await settled.says("3 3 He called <3")
    return settled


async def test_the_first_letter_is_a_picture_and_then_the_week_in_words(scene: Stage, reader: Person) -> None:
    before = len(reader.messages)
    await reader.says("/week")
    picture, letter = reader.messages[before:]
    assert (picture.kind, letter.kind) == ("photo", "text")
    assert picture.text, "the caption says what is to be seen"
    reader.sees("Your week, Thursday, 19 November to Wednesday, 25 November")
    reader.sees("on all 3 days", "first week", "“We had tea & said little”", "“He called <3”")
    reader.sees("Tue 24 Nov", "A small step, if you like:")
    assert principle_in(letter)
    assert letter.labels == ["I’ll try this", "Another", "Support"]
    assert scene.refusals == []


async def test_a_step_that_is_taken_is_asked_about_in_the_next_week(scene: Stage, reader: Person) -> None:
    await reader.says("/week")
    await reader.taps("I’ll try this", times=2)
    reader.sees("Noted. Next week’s letter asks how it went.")
    assert reader.last.labels == ["Another", "Support"]
    step = principle_in(reader.last).words["en"].steps[(await shown(scene, reader))[0].step]
    await scene.reaches("2026-11-30 12:00")
    await reader.says("/week")
    reader.sees("The step you took along", step, "Did you get to it?")
    assert reader.last.labels[:3] == ["I did", "Partly", "Not yet"]
    await reader.taps("I did", times=2)
    reader.sees("You said: I did.")
    await reader.taps("Not yet")
    reader.sees("You said: not yet. That is fine, too.")
    await scene.reaches("2026-12-07 12:00")
    await reader.says("/week")
    assert "The step you took along" not in reader.last.text


async def test_another_principle_takes_the_place_of_the_first(scene: Stage, reader: Person) -> None:
    await reader.says("/week")
    letter = reader.last
    await reader.taps("Another")
    assert reader.last.id == letter.id
    assert principle_in(reader.last).id != principle_in(letter).id
    again = reader.last
    await reader.says("/week")
    assert principle_in(reader.last).id == principle_in(again).id, "it is the week's own from now on"


async def test_another_lets_a_step_go_that_was_taken(scene: Stage, reader: Person) -> None:
    await reader.says("/week")
    await reader.taps("I’ll try this")
    await reader.taps("Another")
    assert not any(each.is_taken for each in await shown(scene, reader))
    await scene.reaches("2026-11-30 12:00")
    await reader.says("/week")
    reader.sees_not("The step you took along")


async def test_nobody_is_asked_within_days_what_became_of_a_step(scene: Stage, reader: Person) -> None:
    await scene.reaches("2026-11-29 12:00")
    await reader.says("/week")
    await reader.taps("I’ll try this")
    await scene.reaches("2026-11-30 12:00")
    await reader.says("/week")
    reader.sees_not("The step you took along")
    await scene.reaches("2026-12-06 12:00")
    await reader.says("/week")
    reader.sees("The step you took along")


async def test_a_step_that_nobody_answered_for_is_not_asked_about_again(scene: Stage, reader: Person) -> None:
    await reader.says("/week")
    await reader.taps("I’ll try this")
    await scene.reaches("2026-12-10 12:00")
    await reader.says("/week")
    assert "The step you took along" not in reader.last.text


async def test_a_double_tap_brings_one_other_principle(scene: Stage, reader: Person) -> None:
    await reader.says("/week")
    await reader.taps("Another", times=3)
    assert [each.number for each in await shown(scene, reader)] == [0, 1]


async def test_what_is_handled_twice_after_a_crash_counts_once(scene: Stage, reader: Person) -> None:
    await reader.says("/week")
    scene.handles_all_twice = True
    await reader.taps("Another")
    await reader.taps("I’ll try this")
    assert [(each.number, each.is_taken) for each in await shown(scene, reader)] == [(0, False), (1, True)]


async def test_an_older_copy_of_the_letter_takes_no_step_that_it_no_longer_shows(
    scene: Stage, reader: Person
) -> None:
    await reader.says("/week")
    older = reader.last
    await reader.says("/week")
    await reader.taps("Another", on=reader.last.id)
    newer = principle_in(reader.last)
    await reader.taps("I’ll try this", on=older.id)
    copy = next(message for message in reader.messages if message.id == older.id)
    assert principle_in(copy).id == newer.id
    assert not any(each.is_taken for each in await shown(scene, reader))


async def test_a_restart_in_the_middle_changes_nothing(scene: Stage, reader: Person) -> None:
    await reader.says("/week")
    before = principle_in(reader.last)
    await scene.restarts()
    await reader.taps("I’ll try this")
    assert principle_in(reader.last).id == before.id
    await scene.restarts()
    await scene.reaches("2026-11-30 12:00")
    await reader.says("/week")
    await scene.restarts()
    await reader.taps("Partly")
    reader.sees("You said: partly.")


async def test_a_guard_that_rose_after_the_letter_lets_no_tap_bring_back_what_it_withholds(
    scene: Stage, reader: Person
) -> None:
    await was_shown(scene, reader, "notice-efforts", date(2026, 11, 25))
    await reader.says("/week")
    letter = reader.last
    assert principle_in(letter).id == "notice-efforts"
    for day in (26, 27):
        await scene.reaches(f"2026-11-{day} 21:00")
        await reader.says("1 1")
    await reader.taps("I’ll try this", on=letter.id)
    letter = next(message for message in reader.messages if message.id == letter.id)
    assert "Your safety comes first." in letter.text
    assert not principle_in(letter).withheld_under_guard
    assert not any(each.is_taken for each in await shown(scene, reader))


async def test_what_is_forged_or_long_ago_changes_nothing_and_hears_a_kind_word(
    scene: Stage, reader: Person
) -> None:
    await reader.says("/week")
    letter, rows = reader.last, await shown(scene, reader)
    for made_up in (
        "lt",
        "lt:",
        "lt:nonsense:open",
        "lt:2026-11-26:open",
        "lt:2026-11-22:another:0",
        "lt:9999-12-31:open",
        "lt:0001-01-01:try:0",
        "lt:2026-11-25",
        "lt:2026-11-25:try",
        "lt:2026-11-25:try:-1",
        "lt:2026-11-25:try:٣",
        "lt:2026-11-25:try:" + "9" * 40,
        "lt:2026-11-25:files:x",
        "lt:2026-11-25:nonsense",
        "lt:2026-11-25:did:1",
    ):
        await reader.forges(made_up, on=letter.id)
        assert reader.last == letter, made_up
        assert reader.last_toast, made_up
    await reader.forges("lt:2026-11-25:did", on=letter.id)
    await reader.forges("lt:2026-11-25:try:999", on=letter.id)
    await reader.forges("lt:2026-11-25:files:999", on=letter.id)
    assert (reader.last, await shown(scene, reader)) == (letter, rows)
    await scene.reaches("2026-12-24 12:00")
    await reader.taps("Another", on=letter.id)
    assert "/week" in reader.last_toast
    assert next(each for each in reader.messages if each.id == letter.id) == letter


async def test_photos_and_voice_come_again_with_their_days(scene: Stage, reader: Person) -> None:
    await reader.taps("Another moment")
    await reader.sends("photo", "the lake & <us>")
    for kind in ("voice", "video_note", "sticker"):
        await reader.taps("Another moment")
        await reader.sends(kind)
    await reader.says("/week")
    reader.sees("Wed 25 Nov: a photo, “the lake & <us>”", "a voice note", "a video note", "a sticker")
    before = len(reader.messages)
    await reader.taps("What you sent (4)", times=2)
    sent = reader.messages[before:]
    assert [message.kind for message in sent] == ["photo", "voice", "video_note", "sticker"]
    assert [message.text for message in sent] == ["Wed 25 Nov: “the lake & <us>”", "Wed 25 Nov", "", ""]
    assert scene.refusals == []


async def test_many_files_come_some_at_a_time(scene: Stage, reader: Person) -> None:
    participant = await participant_of(scene, reader)
    await reader.taps("Another moment")
    await reader.sends("photo")
    wednesday = TUESDAY + timedelta(days=1)
    kept = await scene.store.moments.between(scene.store.db, participant.id, wednesday, wednesday)
    async with scene.store.db.transaction() as tx:
        for number in range(12):
            await scene.store.moments.keep(
                tx,
                participant.id,
                TUESDAY,
                "Europe/Istanbul",
                kept[-1].kept_at,
                9000 + number,
                kept[-1].moment,
            )
    await reader.says("/week")
    before = len(reader.messages)
    await reader.taps("What you sent (13)")
    assert [message.kind for message in reader.messages[before:]] == ["photo"] * 10 + ["text"]
    await reader.taps("What you sent (3)")
    assert [message.kind for message in reader.messages[before + 11 :]] == ["photo"] * 3


async def test_a_file_that_telegram_has_no_more_gets_a_kind_line(scene: Stage, reader: Person) -> None:
    participant = await participant_of(scene, reader)
    lost = Moment(MomentKind.VOICE, "", "a-file-that-is-gone")
    async with scene.store.db.transaction() as tx:
        await scene.store.moments.keep(
            tx, participant.id, TUESDAY, "Europe/Istanbul", scene.clock.now(), 9000, lost
        )
    await reader.says("/week")
    await reader.taps("What you sent (1)")
    reader.sees("Telegram does not have this one any more.", "Tue 24 Nov: a voice note")


async def test_a_picture_that_cannot_be_drawn_leaves_its_words_and_the_letter(
    scene: Stage, reader: Person
) -> None:
    scene.painter.is_broken = True
    before = len(reader.messages)
    await reader.says("/week")
    picture, letter = reader.messages[before:]
    assert picture.kind == "text"
    assert picture.text
    assert letter.text.startswith("Your week")


async def test_the_picture_is_drawn_for_a_phone(scene: Stage, reader: Person) -> None:
    studio = Studio()
    scene.painter.instead = studio
    before = len(reader.messages)
    try:
        await reader.says("/week")
    finally:
        studio.close()
    picture, letter = reader.messages[before:]
    assert picture.photo is not None
    assert picture.photo.startswith(b"\x89PNG")
    assert int.from_bytes(picture.photo[16:20]) >= 600, "pixels wide"
    assert letter.text.startswith("Your week")
    assert scene.refusals == []


class Blank:
    """Draws what Telegram takes for no picture."""

    async def draw(self, drawing: Drawing) -> bytes:
        del drawing
        return b""


async def test_a_picture_that_telegram_refuses_costs_nobody_the_letter(scene: Stage, reader: Person) -> None:
    scene.painter.instead = Blank()
    before = len(reader.messages)
    await reader.says("/week")
    assert scene.refusals
    (letter,) = reader.messages[before:]
    assert letter.text.startswith("Your week")


async def test_a_week_with_nothing_in_it_has_no_picture(scene: Stage, reader: Person) -> None:
    await scene.reaches("2026-12-16 12:00")
    before = len(reader.messages)
    await reader.says("/week")
    (letter,) = reader.messages[before:]
    assert "It was quiet here this week." in letter.text
    assert principle_in(letter)


async def test_in_turkish_the_whole_letter_is_turkish(scene: Stage, reader: Person) -> None:
    await reader.taps("Another moment")
    await reader.sends("voice")
    await reader.says("/language")
    await reader.taps("Türkçe")
    await reader.says("/week")
    reader.sees("Haftan, 19 Kasım Perşembe – 25 Kasım Çarşamba", "3 günün hepsinde buradaydın", "ilk haftan")
    reader.sees("24 Kas Sal: “We had tea & said little”", "bir sesli mesaj")
    reader.sees("İstersen küçük bir adım:")
    assert principle_in(reader.last, "tr")
    assert reader.last.labels == ["Bunu denerim", "Başka bir tane", "Gönderdiklerin (1)", "Destek"]
    await reader.taps("Bunu denerim")
    reader.sees("Not ettim.")
    await scene.reaches("2026-11-30 12:00")
    await reader.says("/week")
    await reader.taps("Henüz değil")
    reader.sees("Yanına aldığın adım", "Yanıtın: henüz değil. Öyle de olur.")


class TestInDiscreetMode:
    async def test_the_letter_waits_behind_a_tap_and_can_be_hidden_again(
        self, scene: Stage, reader: Person
    ) -> None:
        await hides(scene, reader)
        await reader.says("/week")
        line = reader.last
        assert (line.text, line.labels) == ("Weekly reminder.", ["Open"])
        await reader.taps("Open", times=2)
        assert reader.last.id == line.id
        reader.sees("We had tea")
        assert reader.last.labels == ["I’ll try this", "Another", "Picture", "Close", "Support"]
        await reader.taps("Another")
        await reader.taps("Close", on=line.id, times=2)
        assert (reader.last.id, reader.last.text) == (line.id, line.text)

    async def test_a_picture_comes_when_it_is_asked_for_and_goes_with_a_tap(
        self, scene: Stage, reader: Person
    ) -> None:
        await hides(scene, reader)
        await reader.says("/week")
        await reader.taps("Open")
        before = len(reader.messages)
        await reader.taps("Picture", times=3)
        (picture,) = reader.messages[before:]
        assert (picture.kind, picture.labels) == ("photo", ["Close"])
        await reader.taps("Close", on=picture.id, times=2)
        assert picture.id not in [message.id for message in reader.messages]

    async def test_files_come_with_a_way_to_have_them_gone(self, scene: Stage, reader: Person) -> None:
        await reader.taps("Another moment")
        await reader.sends("photo")
        await hides(scene, reader)
        await reader.says("/week")
        await reader.taps("Open")
        await reader.taps("What you sent (1)")
        sent = reader.last
        await reader.taps("Close", on=sent.id)
        assert sent.id not in [message.id for message in reader.messages]

    async def test_what_stands_for_a_lost_file_can_be_had_gone_as_well(
        self, scene: Stage, reader: Person
    ) -> None:
        participant = await participant_of(scene, reader)
        lost = Moment(MomentKind.VOICE, "what he said", "a-file-that-is-gone")
        async with scene.store.db.transaction() as tx:
            for number in range(11):
                await scene.store.moments.keep(
                    tx, participant.id, TUESDAY, "Europe/Istanbul", scene.clock.now(), 9000 + number, lost
                )
        await hides(scene, reader)
        await reader.says("/week")
        await reader.taps("Open")
        before = len(reader.messages)
        await reader.taps("What you sent (11)")
        sent = reader.messages[before:]
        assert len(sent) == 11
        for message in sent:
            assert message.labels[-1] == "Close", message.text
            await reader.taps("Close", on=message.id)
        assert len(reader.messages) == before

    async def test_a_letter_of_long_ago_can_still_be_hidden(self, scene: Stage, reader: Person) -> None:
        await hides(scene, reader)
        await reader.says("/week")
        line = reader.last
        await reader.taps("Open", on=line.id)
        scene.clock.move(timedelta(weeks=7))  # and nobody was there to shrink it
        await reader.taps("Close", on=line.id)
        assert next(each for each in reader.messages if each.id == line.id).text == line.text
        await reader.taps("Open", on=line.id)
        said = next(each for each in reader.messages if each.id == line.id)
        assert ("/week" in said.text, said.labels) == (True, ["Close"])
