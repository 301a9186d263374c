"""The real bot as a process, with nothing changed but its clock: an offset in seconds, read from a file, moves it."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import cli


class FileClock:
    """The machine's clock, moved by what stands in a file."""

    def __init__(self) -> None:
        self._path = Path(os.environ["CLOCK_OFFSET_FILE"])

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(self._path.read_text()))  # noqa: TID251


if __name__ == "__main__":
    setattr(cli, "SystemClock", FileClock)  # noqa: B010  the one thing that this process has of its own
    sys.exit(cli.main(sys.argv[1:]))
