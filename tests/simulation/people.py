"""People in a simulation: seeded, impatient, forgetful; they tap twice, tap what is old, write, fall silent, come back."""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime, time, timedelta
from functools import partial
from itertools import islice
from zoneinfo import ZoneInfo

from bot.cards import data
from bot.simulator.chats import Message, Standing
from bot.simulator.people import NotPossibleError, Person
from tests.simulation.machine import Machine

PLACES = (
    ("Osmaniye", "Europe/Istanbul"),
    ("Berlin, Germany", "Europe/Berlin"),
    ("New York City", "America/New_York"),
    ("London, United Kingdom", "Europe/London"),
    ("Sydney", "Australia/Sydney"),
    ("Kathmandu", "Asia/Kathmandu"),
    ("Auckland", "Pacific/Auckland"),
    ("Santiago, Chile", "America/Santiago"),
)
ASK_TIMES = ("21:00", "21:00", "20:30", "22:00", "19:00", "23:30", "00:30", "02:30", "07:15", "12:00")
ROLES = ("hurt", "caused", "both", "practising")
PATIENCE = 240.0
A_DAY = 86_400.0
FADING = (f"{data.FADING}:", data.joined(data.PAUSE, "open"))
RESUME = data.joined(data.GO, "resume")


class Actor:
    """One person with a mind of their own, which is a random number generator."""

    def __init__(
        self, machine: Machine, body: Person, rng: random.Random, *, ask_time: str, place: tuple[str, str]
    ) -> None:
        self.machine = machine
        self.body = body
        self.canary = f"kanarya{body.id}q"
        self._rng = rng
        self._ask_time = ask_time
        self._place, self._zone = place
        self._said = 0
        self._mine: list[int] = []
        self._old: list[tuple[int, str]] = []
        self._step: list[object] = []
        self.diligence = rng.choice((0.95, 0.8, 0.5, 0.1))
        self.silences: tuple[int, ...] = ()
        """For how many days they say nothing, at first and after each time that they answer what it led to."""
        self.may_block = rng.random() < 0.3
        self.may_erase = rng.random() < 0.25
        machine.ledger.canaries[body.id] = self.canary

    async def lives(self, until: float) -> None:
        """Go through the welcome, then from day to day."""
        await asyncio.sleep(self._rng.uniform(0, 1800))
        await self._is_welcomed(until)
        loop = asyncio.get_running_loop()
        for days in self.silences:
            await asyncio.sleep(min(days * A_DAY, max(0.0, until - loop.time())))
            self._answers_silence()
        while loop.time() < until:
            await asyncio.sleep(max(1.0, self._until_next()))
            if loop.time() >= until:
                return
            if self.may_erase and self._rng.random() < 0.05 and not self._has_blocked():
                await self._erases(until)
            else:
                await self._sits_down()

    def _until_next(self) -> float:
        """Return the seconds to the next time that they look at their phone: mostly after they were asked."""
        rng = self._rng
        if rng.random() < 0.35:
            return rng.expovariate(1 / 30_000)
        now = self.machine.clock.now().astimezone(ZoneInfo(self._zone))
        asked_at = datetime.combine(now.date(), time.fromisoformat(self._ask_time), now.tzinfo)
        while asked_at.astimezone(UTC) <= now.astimezone(UTC) + timedelta(minutes=5):
            asked_at += timedelta(days=1)
        wait = rng.choice((rng.uniform(-2, 4), rng.expovariate(1 / 1800), rng.uniform(1500, 9000)))
        return (asked_at.astimezone(UTC) - now.astimezone(UTC)).total_seconds() + wait

    async def _sits_down(self) -> None:
        """Do a few things in a row, with or without waiting for what they bring."""
        if self._has_blocked():
            if self._rng.random() < 0.6:
                self._does("returns", self.body.returns)
            return
        if self._rng.random() > self.diligence:
            return
        for _ in range(self._rng.choice((1, 2, 3, 3, 4, 5))):
            self._acts()
            if self._has_blocked():
                return
            await asyncio.sleep(self._rng.choice((0.05, 0.3, 2, 6, 20)) * self._rng.uniform(0.5, 1.5))

    def _acts(self) -> None:
        rng = self._rng
        act = rng.choices(
            (
                self._taps_card,
                self._writes,
                self._taps_anything,
                self._taps_stale,
                self._commands,
                self._edits,
                self._sends_file,
                self._puts_off,
                self._taps_letter,
                self._blocks,
            ),
            (50, 16, 8, 4, 12, 4, 3, 8, 8, 1 if self.may_block else 0),
        )[0]
        act()

    async def _erases(self, until: float) -> None:
        """Have everything erased, and begin anew a while later."""
        self._says("/delete")
        for pause in (2, 5, 20, 200):
            await asyncio.sleep(pause)
            asked = next((each for each in reversed(self._seen()) if "d:yes" in _data(each)), None)
            if asked is not None:
                self._does("taps d:yes", partial(self._tapped, asked.id, "d:yes"))
                self._mine.clear()
                self._old.clear()
                await asyncio.sleep(self._rng.choice((400, 3000, 40_000)))
                await self._is_welcomed(until)
                return

    def uncovers(self, data: str) -> None:
        """Tap what stands behind the newest neutral line of its kind, if there is one."""
        message = next((each for each in reversed(self._seen()) if data in _data(each)), None)
        if message is not None:
            self._does(f"taps {data}", partial(self._tapped, message.id, data))

    # --- what they can do

    def _taps_card(self) -> None:
        """Tap the newest card where it asks something; now and then twice."""
        for message in reversed(self._seen()):
            answers = [data for data in _data(message) if data.startswith("c:")]
            if answers:
                wanted = [
                    data
                    for data in answers
                    if data.split(":")[2:3] in (["s"], ["o"], ["m"], ["open"], ["S"], ["O"])
                ]
                self._taps(
                    message.id, self._rng.choice(wanted if wanted and self._rng.random() < 0.85 else answers)
                )
                return
        self._says("/checkin")

    def _puts_off(self) -> None:
        """Tap [Later], or for how long; impatiently, twice."""
        for message in reversed(self._seen()):
            choices = [data for data in _data(message) if data.split(":")[2:3] == ["later"]]
            if choices:
                self._taps(message.id, self._rng.choice(choices))
                self._taps(message.id, choices[-1])
                return

    def _taps_letter(self) -> None:
        """Tap something under the newest letter, or ask for one."""
        for message in reversed(self._seen()):
            choices = [each for each in _data(message) if each.startswith(f"{data.LETTER}:")]
            if choices:
                self._taps(message.id, self._rng.choice(choices))
                return
        self._says("/week")

    def _answers_silence(self) -> None:
        """Tap something under the newest message that a silence led to; or they do not."""
        if self._rng.random() < 0.3:
            return
        for message in reversed(self._seen()):
            choices = [each for each in _data(message) if each.startswith(FADING) or each == RESUME]
            if choices:
                self._taps(message.id, self._rng.choice(choices))
                return

    def _taps_anything(self) -> None:
        found = [
            (message.id, data)
            for message in self._seen()[-6:]
            for data in _data(message)
            if not data.startswith("d:")
        ]
        if found:
            self._taps(*self._rng.choice(found))

    def _taps_stale(self) -> None:
        """Tap a button that stood under a message once, and may not any more."""
        if self._old:
            self._taps(*self._rng.choice(self._old))

    def _taps(self, message_id: int, data: str) -> None:
        if data.startswith("d:"):
            return
        self._old.append((message_id, data))
        if self._rng.random() < 0.05 and self.body.queries:
            self._does("taps again", self._tapped_again)
        for _ in range(2 if self._rng.random() < 0.12 else 1):
            self._does(f"taps {data}", lambda: self._tapped(message_id, data))

    def _tapped(self, message_id: int, data: str) -> None:
        query_id = self.body.taps(message_id, data)
        self.machine.ledger.tapped_at[query_id] = asyncio.get_running_loop().time()
        self.machine.ledger.counts["taps"] += 1

    def _tapped_again(self) -> None:
        """The app sends the last tap once more, as it does when no answer came."""
        last = self.body.queries[-1]
        if last.data.startswith("d:"):
            return
        query_id = self.body.taps_again(last.id)
        self.machine.ledger.tapped_at[query_id] = asyncio.get_running_loop().time()
        self.machine.ledger.counts["taps sent again"] += 1

    def _writes(self) -> None:
        rng = self._rng
        self._said += 1
        words = f"{self.canary} {self._said} {rng.choice(('çay', 'tea, together', 'a walk 🌿', 'sustu, dinledi'))}"
        scores = f"{rng.randint(1, 5)} {rng.randint(1, 5)}"
        text = rng.choice(
            (words, words, f"/moment {words}", scores, str(rng.randint(1, 5)), f"{scores} {words}")
        )
        reply_to = None
        if rng.random() < 0.15 and (seen := self._seen()):
            reply_to = rng.choice(seen[-3:]).id
        self._says(text, reply_to=reply_to)

    def _commands(self) -> None:
        rng = self._rng
        self._says(
            rng.choice(
                (
                    "/checkin",
                    "/checkin",
                    "/skip",
                    "/pause 1",
                    "/pause 2",
                    "/resume",
                    "/resume",
                    "/streak",
                    "/week",
                    "/month",
                    "/principles",
                    "/start",
                    "/help",
                    "/safety",
                    "later",
                    "nothing",
                )
            )
        )

    def _edits(self) -> None:
        if self._mine:
            message_id = self._rng.choice(self._mine[-4:])
            self._said += 1
            self._does("edits", lambda: self.body.edits(message_id, f"{self.canary} {self._said} edited"))

    def _sends_file(self) -> None:
        self._does("sends a file", lambda: self.body.sends(self._rng.choice(("photo", "voice", "sticker"))))

    def _has_blocked(self) -> bool:
        return self.body.chat.standing is Standing.BLOCKED

    def _blocks(self) -> None:
        self._does("blocks", self.body.blocks)

    def _says(self, text: str, reply_to: int | None = None) -> None:
        def act() -> None:
            message_id = self.body.says(text, reply_to=reply_to)
            if text.startswith(self.canary):
                self._mine.append(message_id)

        self._does(f"says {text[:24]}", act)

    def _does(self, what: str, act: object) -> None:
        try:
            act()  # type: ignore[operator]
        except NotPossibleError:
            return
        self.machine.ledger.counts["acts"] += 1
        self.machine.ledger.note(self.machine.clock.now(), f"{self.body.id} {what}")

    def _seen(self) -> list[Message]:
        """Return the bot's last messages."""
        newest = islice(reversed(self.body.chat.messages.values()), 12)
        return [message for message in newest if message.is_from_bot][::-1]

    # --- the welcome

    async def _is_welcomed(self, until: float) -> None:
        """Answer whatever step is asked, until none is; ask again where nothing comes for long."""
        loop = asyncio.get_running_loop()
        self._says("/start")
        while loop.time() < until:
            asked = await self._next_step()
            if self._is_set_up():
                return
            self._answers_step(asked)

    async def _next_step(self) -> list[str]:
        """Wait until the newest message that belongs to the welcome has other buttons than before; return their data."""
        waited = 0.0
        while waited < PATIENCE:
            pause = self._rng.uniform(1, 8)
            waited += pause
            await asyncio.sleep(pause)
            shown = next(
                ([message.id, *data] for message in reversed(self._seen()) if (data := _data(message))), []
            )
            if shown != self._step:
                self._step = shown
                return [str(each) for each in shown[1:]]
        return ["nothing came"]

    def _answers_step(self, asked: list[str]) -> None:
        rng = self._rng
        steps = " ".join(asked)
        message_id = int(str(self._step[0])) if self._step else 0
        if steps == "nothing came":
            self._says("/start")
        elif "w:agree" in asked:
            wanted = "w:discreet:1" if "w:discreet:1" in asked and rng.random() < 0.15 else "w:agree"
            self._taps(message_id, wanted)
        elif "w:role:" in steps:
            self._taps(message_id, f"w:role:{rng.choice(ROLES)}")
        elif f"w:place:{self._zone}" in asked:
            self._taps(message_id, f"w:place:{self._zone}")
        elif "w:time:" in steps:
            self._says(self._ask_time)
        elif "w:first:" in steps:
            self._taps(message_id, f"w:first:{rng.choice(('now', 'later', 'later'))}")
        else:
            self._says(self._place)

    def _is_set_up(self) -> bool:
        rows = self.machine.rows(
            "SELECT 1 FROM participants WHERE telegram_id = ? AND step = 'done'", self.body.id
        )
        return bool(rows)


def _data(message: Message) -> list[str]:
    return [button["callback_data"] for row in message.buttons for button in row if "callback_data" in button]
