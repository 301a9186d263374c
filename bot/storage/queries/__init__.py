"""The named SQL queries, one file for each table: loaded once, run by whoever has the connection."""

from pathlib import Path
from typing import Any

import aiosql

QUERIES = Path(__file__).parent


def load(table: str) -> Any:
    """Return the queries of `table`.sql, each with its text as `queries.name.sql` and its parameters as `:name`."""
    return aiosql.from_path(QUERIES / f"{table}.sql", "aiosqlite")
