"""The commands, played."""

from __future__ import annotations

from pathlib import Path

from bot.cards import profile
from bot.domain.day import State
from bot.storage.history import history_of
from tests.chat import Person, Stage

COMMANDS = ("start", *profile.COMMANDS)


async def states(scene: Stage, person: Person) -> list[State]:
    """Return what became of somebody's days, as the calendar is drawn from it."""
    participant = await scene.store.participants.find(scene.store.db, person.body.id)
    assert participant is not None
    past = await history_of(scene.store, scene.store.db, participant, scene.clock.now())
    return list(past.states.values())


async def test_every_command_is_answered_in_both_languages(scene: Stage, settled: Person) -> None:
    for language in ("English", "Türkçe"):
        await settled.says("/language")
        await settled.taps(language)
        for command in COMMANDS:
            before = settled.body.messages[-1].id
            await settled.says(f"/{command}")
            assert settled.last.id > before, command
    assert scene.refusals == []


async def test_an_unknown_command_gets_what_there_is(settled: Person) -> None:
    await settled.says("/nonsense")
    settled.sees("I do not know that command.", "/checkin")


async def test_a_command_with_the_bots_name_or_capitals_works(settled: Person) -> None:
    await settled.says("/STREAK@local_bot")
    settled.sees("You showed up on 1 day")


async def test_streak_tells_days_streak_and_longest(scene: Stage, settled: Person) -> None:
    for day in ("24", "25"):
        await scene.reaches(f"2026-11-{day} 21:00")
        await settled.says("4 3")
    await settled.says("/streak")
    settled.sees("You showed up on 3 days", "now: 3", "Your longest streak: 3")


async def test_streak_before_the_first_day_blames_nobody(ana: Person) -> None:
    await ana.says("/streak")
    ana.sees("No day yet, and that is fine.")


async def test_a_missed_day_is_closed_as_missed_only_when_it_was_asked_for(
    scene: Stage, settled: Person
) -> None:
    await scene.reaches("2026-11-24 21:00")
    await scene.reaches("2026-11-25 21:00")
    await settled.says("/streak")
    settled.sees("You showed up on 1 day")
    assert await states(scene, settled) == [State.KEPT, State.MISSED]
    settled.sees_not("missed", "lost")


async def test_pause_for_days_makes_rest_days_and_ends_by_itself(scene: Stage, settled: Person) -> None:
    await settled.says("/pause 3")
    settled.sees("Friday, 27 November")
    before = len(settled.messages)
    for day in ("24", "25", "26"):
        await scene.reaches(f"2026-11-{day} 21:00")
    assert len(settled.messages) == before
    await scene.reaches("2026-11-27 09:00")
    await scene.reaches("2026-11-27 21:00")
    settled.sees("How safe did you feel")
    assert await states(scene, settled) == [State.KEPT, State.REST, State.REST, State.REST]


async def test_pause_without_an_end_lasts_until_resumed(scene: Stage, settled: Person) -> None:
    await settled.says("/pause")
    await settled.taps("Until I come back")
    settled.sees("quiet until")
    await scene.reaches("2026-12-24 22:00")
    settled.sees("quiet until")
    await settled.taps("Ask me again")
    settled.sees("I will ask again on Friday, 25 December at 21:00")
    await scene.reaches("2026-12-25 21:00")
    settled.sees("How safe did you feel")


async def test_nonsense_for_a_pause_is_answered_kindly(settled: Person) -> None:
    for words in ("/pause forever", "/pause 0", "/pause 99999999", "/pause -3", "/pause 💔"):
        await settled.says(words)
        settled.sees("Write a number of days from 1 to 365")


async def test_resume_without_a_pause_says_when_it_asks(settled: Person) -> None:
    await settled.says("/resume")
    settled.sees("I am not paused.", "21:00")


async def test_skip_rests_today_and_says_when_the_next_card_comes(scene: Stage, settled: Person) -> None:
    await settled.says("/skip")
    settled.sees("Today is a rest day.", "Wednesday, 25 November at 21:00")
    before = len(settled.messages)
    await scene.reaches("2026-11-24 21:00")
    assert len(settled.messages) == before
    await scene.reaches("2026-11-25 21:00")
    settled.sees("How safe did you feel")


async def test_skip_leaves_an_answered_day_alone(scene: Stage, settled: Person) -> None:
    await settled.says("4 3")
    await settled.says("/skip")
    settled.sees("has an answer already")


async def test_safety_names_the_countrys_number_and_the_directories(settled: Person) -> None:
    await settled.says("/safety")
    settled.sees("112", "findahelpline.com", "Nobody is told")


async def test_week_speaks_of_showing_up_and_of_trends_only_with_enough_answers(
    scene: Stage, settled: Person
) -> None:
    await settled.says("/week")
    settled.sees("You showed up")
    settled.sees_not("higher", "lower")
    for day in range(24, 31):
        await scene.reaches(f"2026-11-{day} 21:00")
        await settled.says("2 2 rain" if day < 27 else "2 2")
    for day in range(1, 8):
        await scene.reaches(f"2026-12-0{day} 21:00")
        await settled.says("4 2 sun <3")
    await settled.says("/week")
    settled.sees("on all 7 days", "Safety was high on the whole, a little higher", "sun <3")
    settled.sees("Openness was low on the whole, about the same")
    assert scene.refusals == []


async def test_week_opens_with_safety_while_the_guard_is_up(scene: Stage, ana: Person) -> None:
    await ana.says("4 3 tea")
    await ana.says("/week")
    ana.sees("Your safety comes first.")


async def test_the_weeks_principle_stays_for_its_week(scene: Stage, settled: Person) -> None:
    await settled.says("/week")
    first = settled.last.text.rsplit("\n\n", 2)[1:]
    await scene.reaches("2026-11-28 12:00")
    await settled.says("/week")
    assert settled.last.text.rsplit("\n\n", 2)[1:] == first


async def test_the_longest_week_fits_one_message(scene: Stage, settled: Person) -> None:
    for day in range(24, 31):
        await scene.reaches(f"2026-11-{day} 12:00")
        for number in range(8):
            await settled.says(f"/moment {number} " + "<&>" * 1000)
    await settled.says("/week")
    settled.sees("Your week", "from earlier in the week.")
    assert scene.refusals == []


async def test_delete_asks_once_and_erases_everything(scene: Stage, settled: Person, tmp_path: Path) -> None:
    await settled.says("/moment the canary sang")
    await settled.says("/delete")
    settled.sees("cannot be undone")
    await settled.taps("Erase nothing")
    settled.sees("Nothing was erased.")
    await settled.says("/delete")
    participant = await scene.store.participants.find(scene.store.db, settled.body.id)
    assert participant is not None
    await settled.taps("Erase everything", times=2)
    settled.sees("is erased", "Ümit Host")
    tables = await scene.store.db.rows("SELECT name FROM sqlite_master WHERE type = 'table'", {})
    for table in tables:
        rows = await scene.store.db.rows(f"SELECT * FROM {table['name']}", {})
        told = [tuple(row) for row in rows]
        assert all(participant.id not in row and settled.body.id not in row for row in told), table["name"]
    for file in list(tmp_path.iterdir()):  # noqa: ASYNC240  nobody waits here
        assert participant.id.encode() not in file.read_bytes(), file.name
    await settled.says("/start")
    settled.sees("Goldseam")


async def test_old_buttons_after_erasing_are_harmless(scene: Stage, settled: Person) -> None:
    card = settled.button("Change")[0].id
    await settled.says("/delete")
    await settled.taps("Erase everything")
    await settled.taps("Change", on=card)
    assert await scene.store.participants.count(scene.store.db) == 0


async def test_blocked_and_returned_goes_on(scene: Stage, settled: Person) -> None:
    settled.body.blocks()
    await scene.settle()
    await scene.reaches("2026-11-24 21:00")
    settled.body.returns()
    await scene.settle()
    await scene.reaches("2026-11-25 21:00")
    settled.sees("How safe did you feel")
    await settled.says("/streak")
    settled.sees("You showed up on 1 day")


async def test_a_block_that_was_not_told_is_found_by_the_prompt(scene: Stage, settled: Person) -> None:
    settled.body.blocks()
    scene.forget_updates()
    await scene.reaches("2026-11-24 21:00")
    participant = await scene.store.participants.find(scene.store.db, settled.body.id)
    assert participant is not None
    assert participant.gone_at is not None
    settled.body.returns()
    await settled.says("/checkin")
    settled.sees("How safe did you feel")


async def test_a_group_is_told_once_and_met_with_silence(scene: Stage, settled: Person) -> None:
    group = scene.telegram.group(-100, "Family")
    group.welcomes_bot(settled.body)
    await scene.settle()
    said = [call.params for call in scene.telegram.calls if call.params.get("chat_id") == -100]
    assert len(said) == 1
    assert "private chats" in said[0]["text"]
    group.says(settled.body, "/start")
    group.says(settled.body, "hello")
    await scene.settle()
    assert len([call for call in scene.telegram.calls if call.params.get("chat_id") == -100]) == 1


async def test_nobody_is_let_in_by_anything_but_start(scene: Stage) -> None:
    stranger = scene.person("Passer-by")
    for words in ("hello", "/week", "/checkin"):
        await stranger.says(words)
        stranger.sees("Hello. Tap /start")
    await stranger.says("/delete")
    stranger.sees("Nothing about you is kept here.")
    await stranger.says("/safety")
    stranger.sees("Support")
    assert await scene.store.participants.count(scene.store.db) == 0
