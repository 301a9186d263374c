"""The card, played by tap."""

from __future__ import annotations

from datetime import date

from bot.domain.checkin import CheckIn, Said
from bot.domain.day import State
from tests.chat import Person, Stage

MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)


async def kept(scene: Stage, person: Person, on: date) -> CheckIn | None:
    participant = await scene.store.participants.find(scene.store.db, person.body.id)
    assert participant is not None
    return await scene.store.checkins.find(scene.store.db, participant.id, on)


async def test_three_taps_and_a_line_leave_one_message(scene: Stage, settled: Person) -> None:
    before = len(settled.messages)
    await scene.reaches("2026-11-24 21:00")
    await settled.taps("4")
    settled.sees("How open could you be with them today?", "So far · Safety: 4")
    await settled.taps("3")
    settled.sees("One small good moment?")
    said = await settled.says("tea <together> & rain")
    settled.sees(
        "Tuesday, 24 November",
        "Safety: 4 · Openness: 3 · One moment kept",
        "Kept. Thank you for writing it.",
        "You showed up on 2 days",
    )
    assert len(settled.messages) == before + 1
    own = next(message for message in settled.body.messages if message.id == said)
    assert own.reactions == ("✍",)
    assert await kept(scene, settled, TUESDAY) == CheckIn(TUESDAY, 4, 3, moments=1)
    assert scene.refusals == []


async def test_no_contact_answers_both_questions(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.taps("No contact today")
    settled.sees("One small good moment?")
    await settled.taps("Nothing today")
    settled.sees("No contact · Moment: nothing today")
    answer = await kept(scene, settled, TUESDAY)
    assert answer == CheckIn(TUESDAY, Said.NO_CONTACT, Said.NO_CONTACT, is_nothing=True)


async def test_a_half_answered_card_is_a_check_in(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.taps("Rather not say")
    await scene.reaches("2026-11-25 12:00")
    await settled.says("/streak")
    settled.sees("You showed up on 2 days")


async def test_a_restart_in_the_middle_loses_no_tap(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.taps("4")
    await scene.restarts()
    await settled.taps("3")
    await scene.restarts()
    await settled.says("she called")
    assert await kept(scene, settled, TUESDAY) == CheckIn(TUESDAY, 4, 3, moments=1)


async def test_a_double_tap_and_a_tap_handled_twice_change_nothing(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.taps("4", times=2)
    message, button = settled.button("2")
    settled.body.taps(message.id, button.data or "")
    update = scene.waiting_updates()[0]
    await scene.settle()
    await scene.handles_again(update)
    assert await kept(scene, settled, TUESDAY) == CheckIn(TUESDAY, 4, 2)
    assert [m for m in settled.messages if "small good moment" in m.text] == [settled.last]


async def test_the_prompt_is_sent_once_whatever_the_ticks(scene: Stage, settled: Person) -> None:
    before = len(settled.messages)
    await scene.reaches("2026-11-24 21:00")
    for _ in range(5):
        await scene.passes(seconds=4)
    await scene.restarts()
    await scene.passes(minutes=30)
    assert len(settled.messages) == before + 1


async def test_any_answer_today_makes_the_prompt_unnecessary(scene: Stage, settled: Person) -> None:
    await settled.says("/checkin")
    await settled.taps("5")
    before = len(settled.messages)
    await scene.reaches("2026-11-24 21:00")
    assert len(settled.messages) == before


async def test_change_goes_through_both_questions_again(scene: Stage, settled: Person) -> None:
    await settled.says("/checkin")
    await settled.taps("5")
    await settled.taps("5")
    await settled.taps("Nothing today")
    await settled.taps("Change")
    settled.sees("How safe did you feel")
    await settled.taps("2")
    settled.sees("How open could you be")
    await settled.taps("1")
    settled.sees("Safety: 2 · Openness: 1 · Moment: nothing today")


async def test_checkin_opens_a_finished_card_again(scene: Stage, settled: Person) -> None:
    await settled.says("/checkin")
    await settled.taps("5")
    await settled.taps("5")
    await settled.taps("Nothing today")
    await settled.says("/checkin")
    settled.sees("Safety: 5 · Openness: 5")


async def test_another_moment_is_kept_for_that_card(scene: Stage, settled: Person) -> None:
    await settled.taps("Another moment", on=settled.button("Another moment")[0].id)
    await settled.says("and a walk")
    answer = await kept(scene, settled, MONDAY)
    assert answer is not None
    assert answer.moments == 1
    assert answer.safety == 4


async def test_skip_makes_a_rest_day_that_can_still_be_answered(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.taps("Skip today")
    settled.sees("rest day")
    await settled.taps("Answer after all")
    await settled.taps("4")
    assert await kept(scene, settled, TUESDAY) == CheckIn(TUESDAY, 4)


async def test_later_asks_once_more_at_the_chosen_time(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    before = len(settled.messages)
    await settled.taps("Later")
    assert settled.last.labels == ["In 30 minutes", "In 1 hour", "Tomorrow", "‹ Back"]
    await settled.taps("In 30 minutes")
    settled.sees("I will ask again at 21:30")
    await scene.reaches("2026-11-24 21:30")
    settled.sees("How safe did you feel")
    assert len(settled.messages) == before, "the new card takes the old one's place"
    assert "Later" not in settled.last.labels


async def test_later_keeps_quiet_once_answered(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.taps("Later")
    await settled.taps("In 30 minutes")
    await settled.taps("Answer now")
    await settled.taps("3")
    before = len(settled.messages)
    await scene.reaches("2026-11-24 21:30")
    assert len(settled.messages) == before


async def test_an_answer_counts_for_its_cards_day_for_two_days_and_is_marked_late(
    scene: Stage, settled: Person
) -> None:
    await scene.reaches("2026-11-24 21:00")
    card = settled.last.id
    await scene.reaches("2026-11-26 12:00")
    await settled.taps("4", on=card)
    assert await kept(scene, settled, TUESDAY) == CheckIn(TUESDAY, 4, is_late=True)
    participant = await scene.store.participants.find(scene.store.db, settled.body.id)
    assert participant is not None
    states = {each.on: each.state for each in await scene.store.days.states(scene.store.db, participant.id)}
    assert states[TUESDAY] is State.KEPT


async def test_a_closed_card_says_so_and_offers_todays(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    card = settled.last.id
    await scene.reaches("2026-11-27 04:00")
    await settled.taps("4", on=card)
    seen = next(message for message in settled.messages if message.id == card)
    assert "is closed now" in seen.text
    assert await kept(scene, settled, TUESDAY) is None
    await settled.taps("Today’s card", on=card)
    settled.sees("How safe did you feel")


async def test_yesterdays_card_is_offered_while_it_is_empty(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-25 12:00")
    await settled.says("/checkin")
    await settled.taps("Yesterday’s card")
    settled.sees("For Tuesday, 24 November")
    await settled.taps("4")
    assert await kept(scene, settled, TUESDAY) == CheckIn(TUESDAY, 4, is_late=True)


async def test_forged_data_changes_nothing(scene: Stage, settled: Person) -> None:
    before = await kept(scene, settled, MONDAY)
    for data in (
        "c:2026-11-23:s:6",
        "c:2026-11-23:s:0",
        "c:2026-11-23:o:n",
        "c:2026-11-23:m",
        "c:2026-11-23:s",
        "c:2026-11-23",
        "c:2099-01-01:s:4",
        "c:2026-11-20:s:4",
        "c:nonsense:s:4",
        "c:2026-11-23:later:9999999",
        "c:2026-11-23:later:-1",
        "c",
        ":",
        "k:zzz:2026-11-24",
        "f:afraid:maybe",
        "p:0",
        "p:99999",
        "go:nowhere",
        "l:xx",
        "d:maybe",
        "💔",
        "w:place:Europe",
        "x" * 64,
    ):
        await settled.forges(data)
    assert await kept(scene, settled, MONDAY) == before
    assert await kept(scene, settled, TUESDAY) is None
    assert scene.refusals == []


async def test_one_persons_buttons_say_nothing_about_another(scene: Stage, settled: Person) -> None:
    """The data carry no person: in somebody else's hands they are about themselves."""
    eve = scene.person("Eve")
    await eve.is_welcomed()
    await eve.taps("Now")
    await eve.forges("c:2026-11-23:s:1")
    assert await kept(scene, settled, MONDAY) == CheckIn(MONDAY, 4, 3, is_nothing=True)


async def test_a_discreet_prompt_says_nothing_and_opens_with_a_tap(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.says("/start")
    await ana.taps("Somebody else looks at this phone")
    await ana.taps("I am 18")
    await ana.taps("I was hurt")
    await ana.says("Osmaniye")
    await ana.taps("Yes")
    await ana.says("21:00")
    await ana.taps("At 21:00")
    await scene.reaches("2026-11-23 21:00")
    assert ana.last.text == "Daily reminder."
    assert ana.last.labels == ["Open"]
    await ana.taps("Open")
    ana.sees("How safe did you feel with them today?")
    await ana.taps("4")
    await ana.taps("4")
    await ana.taps("Nothing today")
    card = next(message for message in ana.messages if "Change" in message.labels)
    assert card.text == "Done for today."
    assert ana.last.text == "Daily reminder.", "the question about fear is behind a tap, too"
    await ana.taps("Open")
    ana.sees("Are you ever afraid of this person?")


async def test_each_role_is_asked_in_its_own_words(scene: Stage) -> None:
    for number, (role, safety, openness) in enumerate(
        (
            (
                "I was hurt",
                "How safe did you feel with them today?",
                "How open could you be with them today?",
            ),
            (
                "I caused the hurt",
                "How safe did things feel between the two of you today?",
                "How open and honest were you with them today?",
            ),
            ("Both", "How safe did you feel with them today?", "How open could you be with them today?"),
            (
                "I am just practising",
                "How safe did you feel with the people around you today?",
                "How open could you be with others today?",
            ),
        )
    ):
        person = scene.person(f"P{number}")
        await person.is_welcomed(role=role)
        await person.taps("Now")
        person.sees(safety)
        await person.taps("3")
        person.sees(openness)


async def test_a_day_has_one_card_in_the_chat(scene: Stage, settled: Person) -> None:
    await settled.says("/checkin")
    first = settled.last.id
    await settled.says("/checkin")
    assert first not in [message.id for message in settled.messages]


async def test_an_old_cards_later_and_skip_promise_nothing(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    card = settled.last.id
    await scene.reaches("2026-11-25 12:00")
    await settled.forges("c:2026-11-24:skip", on=card)
    await settled.forges("c:2026-11-24:later:30", on=card)
    settled.sees_not("rest day", "ask again at")
