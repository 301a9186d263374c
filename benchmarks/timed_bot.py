"""The real bot as a process, with a clock at its doors: after so many taps it writes down what each of its rooms took."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from aiohttp.client_proto import ResponseHandler
from telegram import Update

from benchmarks.doors import Doors, put_doors
from bot import app, cli  # noqa: F401  its rooms have to be there before they get their doors

FIRST, LAST, TOLD = "TIMED_FIRST", "TIMED_LAST", "TIMED_TOLD"
"""Names in the environment: the taps between which is counted, and the file for what was found."""
OBJECTS = "Telegram objects"
LOOP = "event loop, sockets, tasks"
WIRE = "wire: calls and answers"
THREADS = "commits and reads: SQLite's threads"
ROOMS = {
    "bot.domain": "rules",
    "bot.cards": "card and its words",
    "bot.content": "card and its words",
    "bot.storage.vault": "encryption",
    "bot.storage": "commits and reads: bot's side",
    "bot.gateway.request": WIRE,
    "bot.gateway.wire": WIRE,
    "bot.gateway.outbox": WIRE,
    "bot.gateway.lanes": WIRE,
    "bot.gateway.folding": WIRE,
    "bot.gateway.spinners": WIRE,
    "bot.gateway": "inbox",
    "bot.conversations": "handlers",
}


def room_of(module: str) -> str | None:
    """Return the room of a module: that of the longest name that it begins with."""
    if module == "bot.storage.columns":  # small change: whoever asks for it pays
        return None
    fitting = [name for name in ROOMS if module == name or module.startswith(f"{name}.")]
    return ROOMS[max(fitting, key=len)] if fitting else None


def count_taps(doors: Doors) -> None:
    """Have each update counted when it is made an object, and what lies between two of them written down."""
    read: Callable[..., Any] = doors.timed(OBJECTS, Update.de_json)
    numbers = count(1)
    first, last = int(os.environ[FIRST]), int(os.environ[LAST])
    at_first: dict[str, float] = {}

    def counted(*args: Any, **kwargs: Any) -> Any:
        number = next(numbers)
        if number == first:
            at_first.update(taken(doors))
        elif number == last:
            at_last = taken(doors)
            spent = {room: at_last[room] - at_first.get(room, 0.0) for room in at_last}
            Path(os.environ[TOLD]).write_text(json.dumps(spent), encoding="ascii")
        return read(*args, **kwargs)

    setattr(Update, "de_json", counted)  # noqa: B010  not an assignment that types would allow


def taken(doors: Doors) -> dict[str, float]:
    """Return the time of each room so far in nanoseconds, and what the processor did beside: for the loop, and in threads."""
    rooms = doors.spent()
    own = time.thread_time_ns()
    return {**rooms, LOOP: own - sum(rooms.values()) - doors.lost, THREADS: time.process_time_ns() - own}


if __name__ == "__main__":
    clock = Doors()
    put_doors(clock, room_of)
    count_taps(clock)
    setattr(ResponseHandler, "data_received", clock.timed(WIRE, ResponseHandler.data_received))  # noqa: B010
    sys.exit(cli.main(sys.argv[1:]))
