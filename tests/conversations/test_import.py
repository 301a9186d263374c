"""Bringing one's data back, as plays."""

from __future__ import annotations

from datetime import date

from bot.archive.merging import additions
from bot.simulator.files import Upload
from bot.storage.belongings import Past, past_of
from bot.storage.history import history_of
from tests.archive.test_merging import told
from tests.archive.test_reading import CHECKIN, DAY, MOMENT, as_json, zipped
from tests.chat import Person, Stage
from tests.conversations.test_export import hide, zips
from tests.rules_of_rows import broken_rules


async def past(person: Person) -> Past:
    store = person.stage.store
    participant = await store.participants.find(store.db, person.body.id)
    assert participant is not None
    return await past_of(store, store.db, participant.id)


async def sends(person: Person, content: bytes, name: str = "goldseam.zip") -> int:
    message_id = person.body.sends(
        "document", upload=Upload(name, content), file_name=name, file_size=len(content)
    )
    await person.stage.settle()
    return message_id


async def taken_along(person: Person) -> bytes:
    await person.says("/export")
    filename = zips(person)[-1].fp
    assert filename is not None
    filename.seek(0)
    return filename.read()


async def test_taken_along_erased_and_brought_back_it_is_the_same(scene: Stage, settled: Person) -> None:
    await settled.says("/moment tea")
    await settled.sends("voice", "her voice")
    await settled.taps("Keep it")
    await scene.reaches("2026-11-26 12:00")
    before, content = await past(settled), await taken_along(settled)
    await settled.says("/delete")
    await settled.taps("Erase everything")
    await settled.is_welcomed()
    await settled.taps("At 21:00")
    await settled.says("/import")
    await sends(settled, content)
    settled.sees("In this file: 2 days with answers and 2 moments, from Monday, 23 November 2026")
    await scene.restarts()
    await settled.taps("Bring it in", times=2)
    settled.sees("All 2 days and the 2 moments of the file are here")
    after = await past(settled)
    assert additions(after, before, date(2026, 11, 26)) == Past()
    assert [each.checkin for each in after.checkins] == [each.checkin for each in before.checkins]
    assert after.days == before.days
    store = scene.store
    participant = await store.participants.find(store.db, settled.body.id)
    assert participant is not None
    history = await history_of(store, store.db, participant, scene.clock.now())
    assert (history.streaks.shown_up, history.streaks.current) == (2, 2)
    assert await broken_rules(store, scene.clock.now()) == []
    assert scene.refusals == []


async def test_brought_in_twice_it_changes_nothing(scene: Stage, settled: Person) -> None:
    await settled.says("/moment tea")
    content, before = await taken_along(settled), await past(settled)
    for _ in range(2):
        await settled.says("/import")
        await sends(settled, content)
        await settled.taps("Bring it in")
    assert told(await past(settled)) == told(before)


async def test_left_alone_nothing_comes_in(scene: Stage, settled: Person) -> None:
    before = await past(settled)
    await sends(settled, as_json(), "goldseam.json")
    settled.sees("1 day with answers and 1 moment")
    shown, yes = settled.button("Bring it in")
    await settled.taps("Leave it")
    settled.sees("Nothing was brought in")
    await settled.forges(yes.data or "", on=shown.id)
    assert settled.last_toast.startswith("That question has passed")
    assert told(await past(settled)) == told(before)


async def test_anothers_file_is_told_of(settled: Person) -> None:
    await settled.says("/import")
    await sends(settled, as_json(settings={"role": "caused", "name": "Can"}), "x.json")
    settled.sees("is not the one you have here")


async def test_days_before_the_start_count_and_days_that_were_missed_here_become_kept(
    scene: Stage, settled: Person
) -> None:
    long_ago = CHECKIN | {"on": "2026-11-10"}
    rest = {"on": "2026-11-11", "state": "rest", "reason": "paused"}
    content = as_json(checkins=[long_ago], moments=[MOMENT], days=[DAY | {"on": "2026-11-10"}, rest])
    await settled.says("import my data")
    await sends(settled, content, "data.json")
    await settled.taps("Bring it in")
    states = {str(each.on): each.state.value for each in (await past(settled)).days}
    assert states == {"2026-11-10": "kept", "2026-11-11": "rest", "2026-11-23": "kept"}
    assert await broken_rules(scene.store, scene.clock.now()) == []


async def test_files_that_cannot_be_used_get_one_kind_answer(scene: Stage, settled: Person) -> None:
    before = await past(settled)
    for content, answer in (
        (b"\x89PNG", "I cannot read this file"),
        (zipped(b"{" + b" " * 20_000_000), "larger than anything"),
        (as_json(version=2), "another version"),
        (as_json(checkins=[CHECKIN, CHECKIN]), "1 place in it"),
        (as_json(checkins=[], moments=[], days=[]), "there are no days in it"),
    ):
        await settled.says("/import")
        await sends(settled, content, "file")
        settled.sees(answer)
    await settled.says("/import")
    settled.body.sends("document", file_size=30 * 1024 * 1024)
    await scene.settle()
    settled.sees("larger than anything")
    assert told(await past(settled)) == told(before)


async def test_a_document_that_nobody_asked_for_is_no_import(settled: Person) -> None:
    await settled.sends("document")
    assert "import" not in settled.last.text.lower()


async def test_the_file_is_gone_when_it_shall_be_brought_in(scene: Stage, settled: Person) -> None:
    await sends(settled, as_json(), "goldseam.json")
    scene.telegram.world.files.by_path.clear()
    await settled.taps("Bring it in")
    settled.sees("Telegram does not give me this file")


async def test_anothers_buttons_bring_nothing_in(scene: Stage, settled: Person) -> None:
    await sends(settled, as_json(), "goldseam.json")
    _, yes = settled.button("Bring it in")
    ben = scene.person("Ben")
    await ben.is_welcomed()
    await ben.taps("At 21:00")
    for data in (yes.data or "", "im:yes:x", "im:", "im:no", "im:::"):
        await ben.forges(data)
    assert told(await past(ben)) == told(Past())


async def test_handled_twice_it_is_brought_in_once(scene: Stage, settled: Person) -> None:
    scene.handles_all_twice = True
    await settled.says("/import")
    await sends(settled, as_json(checkins=[CHECKIN | {"on": "2026-11-20"}], days=[]), "goldseam.json")
    await settled.taps("Bring it in")
    settled.sees("are here")
    assert len((await past(settled)).moments) == 1


async def test_discreet_both_sides_go(scene: Stage, settled: Person) -> None:
    await hide(settled)
    file_message = await sends(settled, as_json(), "notes-2026-11-23.zip")
    await settled.taps("Bring it in")
    assert file_message not in settled.body.chat.messages
    await scene.passes(minutes=11)
    settled.sees_not("of the file", "In this file")


async def test_in_turkish(settled: Person) -> None:
    await settled.says("/language")
    await settled.taps("Türkçe")
    await settled.says("yedeğimi yükle")
    settled.sees("En fazla 20 MB")
    await sends(settled, as_json(), "goldseam.json")
    settled.sees("yanıt verilmiş 1 gün, 1 an var")
    await settled.taps("Geri getir")
    settled.sees("artık burada")
