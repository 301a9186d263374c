"""The real bot as a process, with nothing changed but its clock, and on demand its tempo.

An offset in seconds, read from a file, moves the clock. Where QUICKLY is set, it looks after itself more often, calls
deaf after seconds what is deaf after minutes, and waits less between two tries.
"""

from __future__ import annotations

import os
import signal
import sys

signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})  # as bot/__main__.py does

from datetime import UTC, datetime, timedelta  # noqa: E402
from pathlib import Path  # noqa: E402

from bot import cli  # noqa: E402


class FileClock:
    """The machine's clock, moved by what stands in a file."""

    def __init__(self) -> None:
        self._path = Path(os.environ["CLOCK_OFFSET_FILE"])

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(self._path.read_text()))  # noqa: TID251


def hurry() -> None:
    from bot import app  # noqa: PLC0415
    from bot.dispatch import alarm  # noqa: PLC0415
    from bot.gateway import patience  # noqa: PLC0415
    from bot.watchdog import Patience  # noqa: PLC0415

    quick = app.Tempo(long_poll=1, patience=Patience(look_every=0.1, deaf=2.0))
    setattr(app, "Tempo", lambda: quick)  # noqa: B010
    setattr(patience, "LONGEST_WAIT", 1.0)  # noqa: B010
    setattr(alarm, "WAKE_EVERY", timedelta(seconds=0.5))  # noqa: B010


if __name__ == "__main__":
    if "QUICKLY" in os.environ:
        hurry()
    setattr(cli, "SystemClock", FileClock)  # noqa: B010  the one thing that this process has of its own
    sys.exit(cli.main(sys.argv[1:]))
