"""Words that wait for a choice, pauses, what was asked for, and settings."""

from __future__ import annotations

from bot.domain.participant import Setting
from tests.chat import Person, Stage
from tests.conversations.table.playing import state
from tests.conversations.table.plays_card import asked, next_day, waits, yesterday_empty


@state("a moment awaited")
async def moment_awaited(scene: Stage) -> Person:
    ana = await next_day(scene)
    await ana.says("/moment")
    return ana


@state("an offer waits")
async def offered(scene: Stage) -> Person:
    ana = await next_day(scene)
    await ana.says("we laughed about the cat")
    return ana


@state("an offered photo waits")
async def photo_offered(scene: Stage) -> Person:
    ana = await next_day(scene)
    await ana.sends("photo", "the two of us")
    return ana


@state("an offer waits, with what was meant")
async def meant(scene: Stage) -> Person:
    ana = await next_day(scene)
    await ana.says("how was my wek")
    return ana


@state("which day is asked")
async def which_day(scene: Stage) -> Person:
    ana = await yesterday_empty(scene)
    await ana.says("we laughed about the cat")
    return ana


@state("pause: for how long is asked")
async def pause_asked(scene: Stage) -> Person:
    ana = await next_day(scene)
    await ana.says("/pause")
    return ana


@state("paused for some days")
async def paused(scene: Stage) -> Person:
    ana = await next_day(scene)
    await ana.says("/pause 3")
    return ana


@state("paused with an open end")
async def paused_openly(scene: Stage) -> Person:
    ana = await pause_asked(scene)
    await ana.taps("Until I come back")
    return ana


def after(name: str, *commands: str, label: str = "") -> None:
    """Make a state of what a command, and perhaps a button under its answer, brings before somebody on their second day."""

    @state(name)
    async def shown(scene: Stage) -> Person:
        ana = await next_day(scene)
        for command in commands:
            await ana.says(command)
        if label:
            await ana.taps(label)
        return ana


after("the letter", "/week")
after("the month", "/month")
after("the days shown up", "/streak")
after("the principles", "/principles")
after("support", "/safety")
after("help", "/help")
after("privacy", "/privacy")
after("which language is asked", "/language")
after("everything to be erased?", "/delete")
after("the moments", "/moments")
after("a moment to be deleted?", "/moments", label="Delete")


@state("a principle")
async def principle(scene: Stage) -> Person:
    ana = await next_day(scene)
    await ana.says("/principles")
    titles = [button for row in ana.last.rows for button in row if (button.data or "").startswith("q:show:")]
    await ana.forges(titles[0].data or "")
    return ana


@state("the moments, none yet")
async def no_moments(scene: Stage) -> Person:
    ana = await waits(scene)
    await ana.says("/moments")
    return ana


@state("the moments, a photo")
async def photo_moment(scene: Stage) -> Person:
    ana = await asked(scene)
    await ana.sends("photo", "the two of us")
    await ana.says("/moments")
    return ana


@state("settings")
async def settings(scene: Stage) -> Person:
    ana = await next_day(scene)
    await ana.says("/settings")
    return ana


def in_setting(setting: Setting) -> None:
    """Make a state of one opened setting."""

    @state(f"settings: {setting.value.replace('_', ' ')}")
    async def shown(scene: Stage) -> Person:
        ana = await settings(scene)
        await ana.forges(f"s:{setting.value}")
        return ana


for each in Setting:
    in_setting(each)


@state("settings: time, a card open")
async def setting_beside_card(scene: Stage) -> Person:
    ana = await asked(scene)
    await ana.says("/settings")
    await ana.forges("s:time")
    return ana
