from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import aiosql
import pytest

from bot.storage.database import Database, NewerDatabase
from bot.storage.queries import QUERIES, load
from bot.storage.schema import MIGRATIONS, Migration, migrations
from tests.storage.conftest import kept

SQL_FILES = sorted([*MIGRATIONS.glob("*.sql"), *QUERIES.glob("*.sql")])
TABLES = [path.stem for path in sorted(QUERIES.glob("*.sql"))]
LATER = len(migrations()) + 1

# What SQLite understands and PostgreSQL does not.
ONLY_SQLITE = re.compile(
    r"AUTOINCREMENT|INSERT\s+OR\b|REPLACE\s+INTO|\browid\b|PRAGMA|WITHOUT\s+ROWID|STRICT\b|\bGLOB\b|IFNULL|"
    r"datetime\s*\(|strftime|julianday|unixepoch|\bBLOB\b|\bNUMERIC\b|json_|group_concat|last_insert|"
    r"sqlite_|\?|\[|`|\"|==|INDEXED\s+BY|LIMIT\s+:\w+\s*,",
    re.IGNORECASE,
)


def statements(path: Path) -> str:
    """The SQL of a file without its comments."""
    return re.sub(r"--.*", "", path.read_text(encoding="utf-8"))


async def schema_of(db: Database) -> list[tuple[str, ...]]:
    rows = await db.rows("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name", {})
    return [tuple(row) for row in rows]


async def plan_of(db: Database, sql: str) -> str:
    params = dict.fromkeys(re.findall(r":(\w+)", sql), 1)
    return "; ".join(row["detail"] for row in await db.rows(f"EXPLAIN QUERY PLAN {sql}", params))


def queries_of(table: str) -> Iterator[tuple[str, str]]:
    queries = load(table)
    for name in queries.available_queries:
        yield f"{table}.{name}", getattr(queries, name).sql


def queries() -> list[tuple[str, str]]:
    return [query for table in TABLES for query in queries_of(table)]


async def test_a_fresh_database_equals_all_migrations_replayed(path: Path, tmp_path: Path) -> None:
    fresh = await Database.open(path)
    expected = await schema_of(fresh)
    await fresh.close()
    replayed = tmp_path / "replayed.db"
    for known in range(len(migrations()) + 1):
        db = await Database.open(replayed, migrations()[:known])
        schema = await schema_of(db)
        await db.close()
    assert schema == expected


async def test_opening_again_changes_nothing(path: Path) -> None:
    for _ in range(2):
        db = await Database.open(path)
        schema = await schema_of(db)
        numbers = [row["number"] for row in await db.rows("SELECT number FROM migrations", {})]
        await db.close()
        assert numbers == [migration.number for migration in migrations()]
    assert schema


async def test_several_commands_may_open_a_new_database_at_once(path: Path) -> None:
    opened = await asyncio.gather(*[Database.open(path) for _ in range(6)])
    schemas = [await schema_of(db) for db in opened]
    for db in opened:
        await db.close()
    assert schemas == 6 * schemas[:1]


async def test_a_newer_database_is_refused_and_left_alone(path: Path) -> None:
    newer = [*migrations(), Migration(LATER, "from_the_future", ("CREATE TABLE moon (id TEXT);",))]
    db = await Database.open(path, newer)
    await db.close()
    before = kept(path)
    with pytest.raises(NewerDatabase, match=f"migration {LATER}, this version of the bot knows {LATER - 1}"):
        await Database.open(path)
    assert kept(path) == before


async def test_a_migration_that_fails_leaves_nothing_of_itself(path: Path) -> None:
    broken = Migration(LATER, "broken", ("CREATE TABLE half (id TEXT);", "CREATE TABLE half (id TEXT);"))
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        await Database.open(path, [*migrations(), broken])
    mended = Migration(LATER, "mended", ("CREATE TABLE half (id TEXT);", "CREATE TABLE other (id TEXT);"))
    db = await Database.open(path, [*migrations(), mended])
    assert {"half", "other"} <= {row[1] for row in await schema_of(db)}
    await db.close()


def test_migrations_are_numbered_without_gaps() -> None:
    assert [migration.number for migration in migrations()] == list(range(1, LATER))


@pytest.mark.parametrize(
    ("name", "script", "complaint"),
    [
        ("first.sql", "SELECT 1;", "is named"),
        ("0001_open.sql", "SELECT 1", "no semicolon"),
    ],
)
def test_a_migration_that_cannot_be_read_says_why(
    tmp_path: Path, name: str, script: str, complaint: str
) -> None:
    (tmp_path / name).write_text(script)
    with pytest.raises(ValueError, match=complaint):
        migrations(tmp_path)


@pytest.mark.parametrize("path", SQL_FILES, ids=lambda path: path.name)
def test_no_statement_is_sqlites_alone(path: Path) -> None:
    found = ONLY_SQLITE.search(statements(path))
    assert found is None, found


@pytest.mark.parametrize("table", TABLES)
def test_no_query_hides_another_of_the_same_name(table: str) -> None:
    text = (QUERIES / f"{table}.sql").read_text(encoding="utf-8")
    names = re.findall(r"^-- name: (\w+)", text, re.MULTILINE)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("table", TABLES)
def test_every_query_can_be_written_for_asyncpg(table: str) -> None:
    queries = aiosql.from_path(QUERIES / f"{table}.sql", "asyncpg")
    for name in queries.available_queries:
        assert not re.search(r"(?<!:):[a-z]", getattr(queries, name).sql), name


async def test_every_query_fits_the_tables(db: Database) -> None:
    for name, sql in queries():
        if name != "schema.make_table":
            assert await plan_of(db, sql) is not None


async def test_everything_of_a_participants_goes_when_they_go(db: Database) -> None:
    tables = await db.rows(
        "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
        "WHERE m.type = 'table' AND c.name = 'participant_id'",
        {},
    )
    assert len(tables) == 13
    for table in tables:
        (key,) = await db.rows(f"PRAGMA foreign_key_list({table['name']})", {})
        assert (key["table"], key["from"], key["on_delete"]) == ("participants", "participant_id", "CASCADE")


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("deliveries.due", "deliveries_due"),
        ("deliveries.far_ahead", "deliveries_due"),
        ("deliveries.unsure_after_crash", "deliveries_claimed"),
        ("participants.ending", "participants_by_day_end"),
        ("participants.far_ahead", "participants_by_day_end"),
    ],
)
async def test_what_is_due_is_found_without_reading_the_rest(db: Database, query: str, index: str) -> None:
    plan = await plan_of(db, dict(queries())[query])
    assert f"USING INDEX {index}" in plan
    assert not re.search(r"SCAN \w+\b(?! USING INDEX deliveries_claimed)", plan), "which holds no other rows"
    assert "TEMP B-TREE" not in plan, "nor is it sorted"


async def test_what_decides_about_a_delivery_is_found_without_reading_the_rest(db: Database) -> None:
    plan = await plan_of(db, dict(queries())["deliveries.agenda"])
    assert "SEARCH due USING INDEX deliveries_due (<expr>=? AND try_at<?)" in plan
    assert "SEARCH inbox USING INDEX inbox_by_person" in plan
    assert not re.search(r"SCAN|TEMP B-TREE", plan), plan


async def test_whatever_names_a_participant_is_found_without_reading_the_rest(db: Database) -> None:
    asked = [(name, sql) for name, sql in queries() if "= :participant_id" in sql or "= :id" in sql]
    assert len(asked) > 20
    for name, sql in asked:
        assert "SCAN" not in await plan_of(db, sql), name
