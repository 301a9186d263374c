"""People who stand somewhere in the conversation, each in a row of their own: where a bad input meets them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.day import day_ends_at
from bot.domain.moment import MomentKind
from bot.domain.participant import Afraid, Awaiting, Participant, Role, Setting, Step
from bot.simulator.chats import Message
from bot.simulator.markup import plain
from bot.simulator.people import Person
from bot.simulator.telegram import Telegram
from bot.storage.database import Transaction
from bot.storage.moments import Moment
from bot.storage.offers import Offer
from bot.storage.planning import plan_ahead
from bot.storage.store import Store

TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 17, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Istanbul")
BEGAN_ON = TODAY - timedelta(days=21)
"""Since when those who are no newcomers are here."""
CANARY = "kanarya"
"""The beginning of every person's own word, with their number behind it: nobody else may ever read it."""
FIRST_ID = 7_000

How = Callable[[Participant], Participant]


@dataclass(slots=True)
class Seat:
    """Somebody at their place: what they hold in their hand, and what is theirs in the database."""

    number: int
    who: str
    body: Person
    before: Participant | None
    message: Message
    """The bot's last message in their chat."""
    written_id: int
    """A message of their own, from before."""
    offer_id: str = ""
    moment_id: str = ""
    said: list[str] = field(default_factory=list)
    """The words that they have said so far."""

    @property
    def canary(self) -> str:
        return f"{CANARY}{self.number}"


def _set_up(one: Participant) -> Participant:
    return replace(
        one,
        step=Step.DONE,
        agreed_at=AT,
        agreed_version="2026-11",
        role=Role.HURT,
        name=f"{CANARY}{one.telegram_id - FIRST_ID}",
        afraid=Afraid.NO,
        name_asked_at=AT,
        afraid_asked_at=AT,
        zone=ZONE,
        ask_time=time(21),
        started_on=TODAY,
        open_on=TODAY,
        day_ends_at=day_ends_at(TODAY, ZONE, time(4)),
        rhythm_changed_at=AT,
    )


def _asked_for(what: Awaiting, **more: object) -> How:
    return lambda one: replace(_set_up(one), awaiting=what, asked_in=0, **more)  # type: ignore[arg-type]


def _asked_for_setting(setting: Setting) -> How:
    return _asked_for(Awaiting.SETTING, awaiting_setting=setting, awaiting_on=TODAY)


def _at(step: Step, **more: object) -> How:
    return lambda one: replace(one, step=step, agreed_at=AT, agreed_version="2026-11", **more)  # type: ignore[arg-type]


def _for_weeks(one: Participant) -> Participant:
    """Here for three weeks; the bot closes those days when it starts."""
    return replace(
        _set_up(one),
        started_on=BEGAN_ON,
        open_on=BEGAN_ON,
        day_ends_at=day_ends_at(BEGAN_ON, ZONE, time(4)),
    )


_PLACED = {"role": Role.HURT, "zone": ZONE}
WHO: dict[str, How | None] = {
    "nobody": None,
    "new": lambda one: one,
    "asked for their role": _at(Step.ROLE),
    "asked for their place": _at(Step.PLACE, role=Role.HURT),
    "asked for their time": _at(Step.TIME, **_PLACED),
    "at the last step": _at(Step.FIRST, **_PLACED, ask_time=time(21)),
    "nothing open": _set_up,
    "here for weeks": _for_weeks,
    "a card open": _set_up,
    "an offer waiting": _set_up,
    "discreet": lambda one: replace(_set_up(one), is_discreet=True),
    "discreet with a card": lambda one: replace(_set_up(one), is_discreet=True),
    "pausing": lambda one: replace(_set_up(one), paused_at=AT),
    "gone": lambda one: replace(_set_up(one), gone_at=AT),
    "asked for a name": _asked_for(Awaiting.NAME),
    "asked about fear": _asked_for(Awaiting.AFRAID),
    "asked for a moment": _asked_for(Awaiting.MOMENT, awaiting_on=TODAY),
    "asked for a pause": _asked_for(Awaiting.PAUSE),
    **{f"asked to set {each.value}": _asked_for_setting(each) for each in Setting},
}
"""Where somebody may stand; None for whom the bot does not know."""
WITH_CARD = frozenset({"a card open", "discreet with a card"})
IN_TURKISH = " (tr)"


async def seated(store: Store, tx: Transaction, telegram: Telegram, number: int, who: str) -> Seat:
    """Give somebody a chat and, unless nobody knows them, the rows of where they stand."""
    language = "tr" if who.endswith(IN_TURKISH) else "en"
    place = who.removesuffix(IN_TURKISH)
    body = telegram.join(FIRST_ID + number, "Ana", language)
    written_id = body.says("/start")  # a bot may not write first
    buttons = (({"text": "4", "callback_data": f"c:{TODAY}:s:4"},),) if place in WITH_CARD else ()
    message = telegram.world.post(body.chat, telegram.world.bot, plain("Here."))
    message.buttons = buttons
    seat = Seat(number, who, body, None, message, written_id)
    how = WHO[place]
    if how is None:
        return seat
    added = await store.participants.add(tx, body.id, language, AT)
    one = how(added)
    if one.awaiting is not None:
        one = replace(one, asked_in=message.id)
    await store.participants.save(tx, one)
    if one.is_set_up:
        await plan_ahead(store, tx, one, AT)
    if place in WITH_CARD:
        await store.cards.add(tx, one.id, message.id, TODAY, AT)
    if place == "an offer waiting":
        words = Moment(MomentKind.TEXT, seat.canary, None)
        made = Offer("", written_id, AT, TODAY, wants_day=False, is_nothing=False, moment=words)
        seat.offer_id = await store.offers.add(tx, one.id, made)
        await store.moments.keep(tx, one.id, TODAY, ZONE.key, AT, message.id, words)
        seat.moment_id = (await store.moments.between(tx, one.id, TODAY, TODAY))[0].id
    seat.before = one
    return seat
