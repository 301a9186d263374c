"""Tries the whole table, or the states that are named, and writes it and the map of the conversation anew."""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ProcessPoolExecutor

from tests.conversations.table import conversation, written
from tests.conversations.table.states import STATES
from tests.conversations.table.table import Column, TableError, tried


def main(names: list[str]) -> int:
    """Try all states, or those that are named, and write them down; say where a law does not hold, and leave that as it was."""
    columns = written.read(written.FILE.read_text(encoding="utf-8")) if names else {}
    wrong = []
    with ProcessPoolExecutor() as processes:
        for name, column, error in processes.map(_tried, names or list(STATES)):
            columns[name] = column or columns.get(name, {})
            wrong += [error] if error else []
    columns = {name: columns[name] for name in STATES if name in columns}
    written.FILE.write_text(written.written(columns), encoding="utf-8")
    conversation.FILE.write_text(conversation.told(columns), encoding="utf-8")
    sys.stderr.write("\n\n".join(wrong))
    return 1 if wrong else 0


def _tried(name: str) -> tuple[str, Column, str]:
    try:
        return name, asyncio.run(tried(STATES[name])), ""
    except TableError as error:
        return name, {}, str(error)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
