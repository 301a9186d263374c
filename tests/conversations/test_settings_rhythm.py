"""Settings that say when somebody is asked, played: from when a change counts, in a pause, at the day's edge, and on travels."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from bot.domain.day import State
from bot.domain.participant import today_of
from bot.storage.deliveries import Kind, Status
from tests.chat import Person, Stage, stage
from tests.conversations.test_settings import TUESDAY, opens, row


async def test_a_change_counts_from_today_while_todays_card_is_still_to_come(
    scene: Stage, settled: Person
) -> None:
    await opens(settled, "Time")
    await settled.says("18:30")
    settled.sees("I ask every day at 18:30.", "Next card: today, 18:30.")
    await scene.reaches("2026-11-24 18:30")
    settled.sees("How safe did you feel")


async def test_a_change_after_todays_card_counts_from_tomorrow(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await opens(settled, "Time")
    await settled.says("22:00")
    settled.sees("Today’s card is here already.", "Next card: tomorrow, 22:00.")
    await scene.reaches("2026-11-24 22:00")
    assert "How safe did you feel" not in settled.last.text
    await scene.reaches("2026-11-25 22:00")
    settled.sees("How safe did you feel")


async def test_a_time_that_is_past_today_begins_tomorrow_and_offers_todays_card(
    scene: Stage, settled: Person
) -> None:
    await opens(settled, "Time")
    await settled.says("11:00")
    settled.sees("Next card: tomorrow, 11:00.")
    await settled.taps("Today’s card")
    settled.sees("How safe did you feel")


async def test_in_a_pause_a_change_counts_from_its_end(scene: Stage, settled: Person) -> None:
    await settled.says("/pause 3")
    await settled.says("/settings")
    settled.sees("I am quiet right now.")
    await settled.taps("Time")
    await settled.taps("20:00")
    settled.sees("so this counts from when I ask again")
    await settled.says("/settings")
    await settled.taps("Ask me again")
    await scene.reaches("2026-11-24 20:00")
    settled.sees("How safe did you feel")


async def test_weekdays_are_tapped_one_after_another_and_at_least_one_stays(
    scene: Stage, settled: Person
) -> None:
    await opens(settled, "Days")
    for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat"):
        await settled.taps(f"✓ {day}")
    settled.sees("I ask every Sunday at 21:00.", "Next card: Sunday, 29 November, 21:00.")
    await settled.taps("✓ Sun")
    assert settled.last_toast.startswith("At least one day has to stay.")
    assert (await row(scene, settled)).weekdays == {6}
    await settled.says("hafta içi")
    settled.sees("I ask Monday to Friday at 21:00.")


async def test_a_weekday_that_is_left_out_asks_no_more_that_day(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await opens(settled, "Days")
    await settled.taps("✓ Tue")
    participant = await row(scene, settled)
    find = scene.store.deliveries.find
    assert await find(scene.store.db, participant.id, Kind.NUDGE, TUESDAY) is None
    assert await find(scene.store.db, participant.id, Kind.PROMPT, TUESDAY) is Status.SENT


async def test_somebody_who_flies_west_is_not_asked_twice_and_no_day_is_closed_twice(
    scene: Stage, settled: Person
) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.says("4 3 tea")
    await scene.reaches("2026-11-25 05:00")
    await opens(settled, "Time zone")
    await settled.says("New York")
    await settled.taps("Yes")
    settled.sees("Next card: tomorrow, 21:00.")
    await scene.reaches("2026-11-24 22:00", "America/New_York")
    assert "How safe did you feel" not in settled.last.text
    await scene.reaches("2026-11-25 21:00", "America/New_York")
    settled.sees("How safe did you feel")
    await scene.reaches("2026-11-26 12:00", "America/New_York")
    closed = await scene.store.days.states(scene.store.db, (await row(scene, settled)).id)
    assert [day.on.day for day in closed] == [23, 24, 25]


async def test_the_letter_comes_on_its_new_day_and_not_at_once(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-25 23:50")
    await opens(settled, "Letter’s day")
    await settled.taps("Wednesday")
    settled.sees("every Wednesday", "up to Wednesday, 2 December")
    await scene.passes(minutes=5)
    settled.sees("every Wednesday")


async def test_between_midnight_and_the_days_end_dates_are_named_in_full(
    scene: Stage, settled: Person
) -> None:
    """At one in the morning the card that is here is Tuesday's, and "today" would be either day."""
    await scene.reaches("2026-11-24 21:00")
    await scene.reaches("2026-11-25 01:00")
    await opens(settled, "Time")
    await settled.taps("20:00")
    settled.sees("Today’s card is here already.", "Next card: Wednesday, 25 November, 20:00.")


async def test_a_later_days_end_in_the_morning_does_not_call_two_cards_todays(
    scene: Stage, settled: Person
) -> None:
    await scene.reaches("2026-11-24 21:00")
    await scene.reaches("2026-11-25 09:00")
    await opens(settled, "End of the day")
    await settled.taps("12:00")
    settled.sees("Today’s card is here already.", "Next card: Wednesday, 25 November, 21:00.")


async def test_another_day_of_the_letter_does_not_lose_the_card_that_is_due_this_minute(
    scene: Stage, settled: Person
) -> None:
    scene.clock.set(datetime.fromisoformat("2026-11-24T21:00:20+03:00"))
    await opens(settled, "Letter’s day")
    await settled.taps("Friday")
    await scene.dispatcher.tick()
    settled.sees("How safe did you feel")


async def test_one_who_chose_no_name_before_the_first_card_is_not_asked_for_one_after_it(
    scene: Stage, ana: Person
) -> None:
    await opens(ana, "Name")
    await ana.taps("✓ Without a name")
    await scene.reaches("2026-11-23 21:00")
    await ana.says("4 3 tea")
    ana.sees("Are you ever afraid")


async def test_across_the_date_line_nobody_is_asked_again_for_an_earlier_day(tmp_path: Path) -> None:
    """Kiritimati's day may end at midnight, and Pago Pago's at noon: 37 hours of clocks lie between, two days of dates."""
    async with stage(tmp_path, "2026-11-24 23:30", "Pacific/Kiritimati") as scene:
        ana = scene.person("Ana")
        await ana.is_welcomed(place="Honolulu", time="00:15")
        await ana.taps("At 00:15")
        await opens(ana, "End of the day")
        await ana.taps("00:00")
        await ana.forges("s:zone:Pacific/Kiritimati")
        await scene.reaches("2026-11-25 00:15", "Pacific/Kiritimati")
        ana.sees("How safe did you feel")
        await opens(ana, "Time zone")
        await ana.says("Pago Pago")
        await ana.taps("Yes")
        await opens(ana, "End of the day")
        await ana.taps("12:00")
        await opens(ana, "Time")
        await ana.says("23:50")
        ana.sees("Next card: Thursday, 26 November, 23:50.")
        await scene.reaches("2026-11-23 23:50", "Pacific/Pago_Pago")
        prompts = await scene.store.db.rows(
            "SELECT day_on, status FROM deliveries WHERE kind = 'prompt' ORDER BY due_at", {}
        )
        asked = [(row["day_on"], row["status"]) for row in prompts]
        assert asked == [("2026-11-25", Status.SENT), ("2026-11-26", Status.DUE)]


async def test_a_change_after_the_days_end_does_not_rewrite_the_day_that_was_not_closed_yet(
    scene: Stage, settled: Person
) -> None:
    await scene.reaches("2026-11-24 21:00")
    scene.clock.move(timedelta(hours=7, minutes=1))  # the dispatcher has not looked since
    await opens(settled, "Days")
    await settled.says("Mon, Wed, Fri")
    await scene.passes(seconds=3)
    participant = await row(scene, settled)
    closed = {each.on: each.state for each in await scene.store.days.states(scene.store.db, participant.id)}
    assert closed[TUESDAY] is State.MISSED


async def test_what_a_journey_east_has_ended_counts_in_the_streak_at_once(
    scene: Stage, settled: Person
) -> None:
    await scene.reaches("2026-11-24 18:30")
    await settled.says("/checkin")
    await settled.says("4 3 tea together")
    await opens(settled, "Time zone")
    await settled.says("Auckland")
    await settled.taps("Yes, that is my time")
    assert today_of(await row(scene, settled), scene.clock.now()) > TUESDAY
    await settled.says("/streak")
    settled.sees("You showed up on 2 days", "Your longest streak: 2 · now: 2")
