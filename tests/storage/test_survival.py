"""What was kept survives a process that dies in the middle; what was half-done does not."""

from __future__ import annotations

import asyncio
import shutil
import signal
import sys
from pathlib import Path

from bot.storage.database import Database

ROOT = Path(__file__).parents[2]

WRITER = """
import asyncio, sys
from pathlib import Path
from bot.storage.database import Database

async def main():
    db = await Database.open(Path(sys.argv[1]))
    async with db.transaction() as tx:
        await tx.run("CREATE TABLE pairs (half INTEGER, number INTEGER)", {})
    for number in range(1_000_000):
        async with db.transaction() as tx:
            for half in (1, 2):
                await tx.run("INSERT INTO pairs VALUES (:half, :number)", {"half": half, "number": number})
        print(number, flush=True)

asyncio.run(main())
"""


async def pairs(db: Database) -> list[tuple[int, int]]:
    return [tuple(row) for row in await db.rows("SELECT half, number FROM pairs ORDER BY number, half", {})]


async def test_killed_while_it_writes_it_has_kept_all_that_it_said(path: Path) -> None:
    writer = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WRITER, str(path), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert writer.stdout is not None
    said = -1
    while said < 20:
        said = int(await writer.stdout.readline())
    writer.send_signal(signal.SIGKILL)
    rest = (await writer.stdout.read()).split(b"\n")
    said = max([said, *(int(line) for line in rest[:-1])])
    await writer.wait()
    db = await Database.open(path)
    found = await pairs(db)
    await db.close()
    kept = len(found) // 2
    assert found == [(half, number) for number in range(kept) for half in (1, 2)], "no half of a pair"
    assert kept in {said + 1, said + 2}, "all that was said, and at most the one that was not said yet"


async def test_files_copied_in_the_middle_of_a_transaction_hold_what_was_kept_before(
    db: Database, path: Path, tmp_path: Path
) -> None:
    async with db.transaction() as tx:
        await tx.run("CREATE TABLE pairs (half INTEGER, number INTEGER)", {})
        await tx.run("INSERT INTO pairs VALUES (1, 0), (2, 0)", {})
    async with db.transaction() as tx:
        await tx.run("INSERT INTO pairs VALUES (1, 1)", {})
        shutil.copytree(path.parent, tmp_path / "copy")
        copy = await Database.open(tmp_path / "copy" / path.name)
    assert await pairs(copy) == [(1, 0), (2, 0)]
    await copy.close()
