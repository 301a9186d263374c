"""Bad inputs tried on the running bot over HTTP: each on a person of its own, and what is wrong with its answer."""

from __future__ import annotations

import sqlite3
import tomllib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.simulator.markup import plain
from bot.simulator.telegram import Telegram
from bot.storage.vault import Vault
from tests.chat import SECRET
from tests.end_to_end.judging import Input, Step, answers_of, wrong_in_answer, wrong_in_rows
from tests.end_to_end.process import Machine, machine
from tests.end_to_end.seats import TODAY, Seat, seated
from tests.rules_of_rows import broken_rules, opened

FOLDER = Path(__file__).parent / "bad_inputs"
REPEATED = "again"


def read_inputs(folder: Path = FOLDER) -> list[Input]:
    """Read all categories, one file each."""
    return [each for file in sorted(folder.glob("*.toml")) for each in _inputs_of(file)]


def _inputs_of(file: Path) -> Iterator[Input]:
    content = tomllib.loads(file.read_text())
    assert content["reason"]
    for group in content["tried"]:
        told = {name: group[name] for name in ("answer", "shown", "most", "may_change") if name in group}
        for each in group["inputs"]:
            steps = ({group["act"]: each},) if "act" in group else tuple(each)
            yield Input(file.stem, group["who"], steps, **told)


async def try_all(folder: Path, inputs: Sequence[Input]) -> list[str]:
    """Try every input on a person of its own; return what was wrong, one line each."""
    async with machine(folder, f"{TODAY} 20:00") as box:
        box.telegram.calls = deque()
        box.environ |= {"BOT_SECRET_KEY": SECRET, "BOT_DELIVERY__MESSAGES_PER_SECOND": "1000"}
        seats = await _all_seated(box, inputs)
        await box.starts()
        await box.until(lambda: box.health.get("is_well"), "the bot well", patience=30)
        box.telegram.calls.clear()
        for seat, each in zip(seats, inputs, strict=True):
            for step in each.steps:
                _act(box.telegram, seats, seat, step)
        await _all_answered(box)
        assert await box.stops() == 0
        wrong = list(_wrong_in_log(box.log))
        answers = answers_of(box.telegram)
    async with opened(box.database, SECRET) as store:
        wrong += await broken_rules(store, box.clock.now())
        for seat, each in zip(seats, inputs, strict=True):
            found = [
                *wrong_in_answer(seat, each, answers[seat.body.id]),
                *await wrong_in_rows(store, seat, each),
            ]
            wrong += [f"{each}: {fault}" for fault in found]
    return wrong


async def _all_seated(box: Machine, inputs: Iterable[Input]) -> list[Seat]:
    box.database.parent.mkdir(mode=0o700)
    async with opened(box.database, SECRET) as store:
        await Vault([SECRET]).prove(store.db)
        async with store.db.transaction() as tx:
            seats = [await seated(store, tx, box.telegram, n, each.who) for n, each in enumerate(inputs)]
    box.telegram.world.updates.forget()
    return seats


async def _all_answered(box: Machine) -> None:
    """Wait until nothing waits for an answer any more."""
    reader = sqlite3.connect(box.database)

    def is_done() -> bool:
        rows = reader.execute("SELECT count(*) FROM inbox WHERE retry_at IS NULL").fetchone()[0]
        return not rows and not len(box.telegram.world.updates)

    try:
        await box.until(is_done, "everything answered", patience=90)
    finally:
        reader.close()


def _act(telegram: Telegram, seats: Sequence[Seat], seat: Seat, step: Step) -> None:
    """Do one thing: `{tap = "…"}`, `{say = "…"}` and so on; "again" has the last update come once more."""
    if step == REPEATED:
        queue = telegram.world.updates._queue
        queue.append(queue[-1])
        return
    assert isinstance(step, Mapping)
    for _ in range(step.get("times", 1)):
        _act_once(seats, seat, step)


def _act_once(seats: Sequence[Seat], seat: Seat, step: Mapping[str, Any]) -> None:
    body = seat.body
    other = seats[(seat.number + 1) % len(seats)]
    match step:
        case {"say": str(text)}:
            seat.said.append(_filled(text, seat, other))
            seat.written_id = body.says(seat.said[-1], reply_to=_reply_to(seat, step))
        case {"repeat": str(part), "length": int(length)}:
            seat.said.append((part * length)[:length])
            seat.written_id = body.says(seat.said[-1])
        case {"tap": str(data), "on": "others"}:
            _tap_on_others(seat, other, _filled(data, seat, other))
        case {"tap": str(data)}:
            body.taps(seat.message.id, _filled(data, seat, other))
        case {"send": str(kind)}:
            seat.written_id = body.sends(kind, step.get("caption", ""))
        case {"edit": str(text)}:
            body.edits(seat.written_id, text)
        case {"message": Mapping() as message}:
            extra = {name: value for name, value in message.items() if name != "text"}
            seat.written_id = body._send(plain(message.get("text", "")), reply_to=None, extra=extra)
        case {"place": [latitude, longitude]}:
            body.shares_location(latitude, longitude)
        case _:
            raise ValueError(f"no such step: {step}")


def _tap_on_others(seat: Seat, other: Seat, data: str) -> None:
    """Send a tap that says it was made on a message in another person's chat."""
    seat.body.taps(seat.message.id, data)
    _, update = seat.body.world.updates._queue[-1]
    update["callback_query"]["message"] = other.message.to_json()


def _reply_to(seat: Seat, step: Mapping[str, Any]) -> int | None:
    return seat.message.id if step.get("reply") else None


def _filled(text: str, seat: Seat, other: Seat) -> str:
    """Put what only a person at the place knows into what they send."""
    facts = {
        "{today}": str(TODAY),
        "{yesterday}": str(TODAY - timedelta(days=1)),
        "{tomorrow}": str(TODAY + timedelta(days=1)),
        "{weeks_ago}": str(TODAY - timedelta(days=15)),
        "{offer}": seat.offer_id,
        "{others_offer}": other.offer_id,
        "{others_moment}": other.moment_id,
        "{others_message}": str(other.message.id),
        "{others_id}": str(other.body.id),
        "{others_row}": other.before.id if other.before else "",
    }
    for name, fact in facts.items():
        text = text.replace(name, fact)
    return text


def _wrong_in_log(log: str) -> Iterator[str]:
    for line in log.splitlines():
        if " ERROR " in line or " CRITICAL " in line or "Traceback" in line or "update_failed" in line:
            yield f"the log: {line}"
