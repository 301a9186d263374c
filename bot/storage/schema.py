"""How a database comes to have its tables: numbered SQL files, each applied once and in one transaction."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

from bot.storage.queries import load
from bot.storage.transaction import Reads, Transaction

MIGRATIONS = Path(__file__).parent / "migrations"
_BYTES = "BLOB"  # BYTEA in PostgreSQL: the one type that the two do not share
_FILE_NAME = re.compile(r"(?P<number>\d{4})_(?P<name>\w+)\.sql")
_queries = load("schema")


class NewerDatabase(Exception):  # noqa: N818 -- what was found, not what went wrong
    """The database was written by a later version of the bot than this one."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered file of statements."""

    number: int
    name: str
    statements: tuple[str, ...]


def migrations(folder: Path = MIGRATIONS) -> list[Migration]:
    """Return the migrations in `folder`, in order."""
    return [_read(path) for path in sorted(folder.glob("*.sql"))]


async def migrate(
    begin: Callable[[], AbstractAsyncContextManager[Transaction]], known: list[Migration]
) -> None:
    """Apply those of `known` that the database lacks; raise `NewerDatabase` where it has some that are not known.

    Each looks again inside its own transaction: two commands may open a new database at the same moment.
    """
    async with begin() as tx:
        await tx.run(_queries.make_table.sql, {})
        newest = max(await _applied(tx), default=0)
    if newest > len(known):
        raise NewerDatabase(
            f"the database has migration {newest}, this version of the bot knows {len(known)}: "
            "run the version that wrote it, or a later one"
        )
    for migration in known[newest:]:
        async with begin() as tx:
            if migration.number not in await _applied(tx):
                for statement in migration.statements:
                    await tx.run(statement, {})
                await tx.run(_queries.note.sql, {"number": migration.number, "name": migration.name})


async def _applied(reads: Reads) -> set[int]:
    return {row["number"] for row in await reads.rows(_queries.applied.sql, {})}


def _read(path: Path) -> Migration:
    named = _FILE_NAME.fullmatch(path.name)
    if named is None:
        raise ValueError(f"{path.name}: a migration is named 0001_what_it_does.sql")
    script = path.read_text(encoding="utf-8").replace("{bytes}", _BYTES)
    return Migration(int(named["number"]), named["name"], tuple(_statements(script)))


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of `script` one by one: a script run whole would commit between them."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
    if statement.strip():
        raise ValueError("the last statement has no semicolon")
