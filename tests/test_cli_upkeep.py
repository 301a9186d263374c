"""rotate-key, backup and restore as a host calls them: real processes, each exit, and no secret in what they say."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.storage.key_file import load_or_make_keys
from bot.storage.lock_file import held
from bot.storage.vault import Vault
from tests.storage.test_sealed import filled, readable

ROOT = Path(__file__).parent.parent


class Host:
    """A host's machine, with a database that holds something."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "data" / "goldseam.db"
        self.key = folder / "keys" / "goldseam.key"
        self.environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith("BOT_")},
            "PYTHONPATH": str(ROOT),
            "TELEGRAM_BOT_TOKEN": "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "BOT_HOST_NAME": "host",
            "BOT_HOST_CONTACT": "host@example.org",
        }
        self.secrets: set[str] = set()

    async def moves_in(self) -> None:
        vault = Vault(load_or_make_keys(self.key, may_make=True))
        database = await Database.open(self.database)
        await vault.prove(database)
        await filled(database, vault)
        await database.close()

    def says(self, *arguments: str, code: int = 0) -> str:
        if self.key.is_file():
            self.secrets |= set(self.key.read_text().split())
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            env=self.environ,
            cwd=self.folder,
            capture_output=True,
            text=True,
        )
        if self.key.is_file():
            self.secrets |= set(self.key.read_text().split())
        told = done.stdout + done.stderr
        assert done.returncode == code, told
        assert "Traceback" not in told
        assert not any(secret in told for secret in self.secrets)
        return told

    async def reads(self) -> dict[str, list[str]]:
        database = await Database.open(self.database)
        try:
            vault = Vault(load_or_make_keys(self.key, may_make=False))
            await vault.prove(database)
            return await readable(database, vault)
        finally:
            await database.close()

    def files(self) -> dict[str, bytes]:
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file() and path.suffix != ".lock"
        }


@pytest.fixture
async def host(tmp_path: Path) -> Host:
    host = Host(tmp_path)
    await host.moves_in()
    return host


async def test_a_changed_key_reads_everything_and_the_old_one_is_kept_beside(host: Host) -> None:
    before, old = await host.reads(), host.key.read_text()
    assert "encrypted anew" in host.says("rotate-key")
    [new] = load_or_make_keys(host.key, may_make=False)
    assert new != old.strip()
    assert await host.reads() == before
    [aside] = host.key.parent.glob("*.old-*")
    assert aside.read_text() == old
    assert {stat.S_IMODE(path.stat().st_mode) for path in (aside, host.key)} == {0o600}


async def test_killed_at_any_moment_a_change_of_key_goes_on(host: Host) -> None:
    before = await host.reads()
    for milliseconds in range(0, 900, 60):
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "rotate-key"],
            env=host.environ,
            cwd=host.folder,
            stdout=subprocess.DEVNULL,
        )
        try:
            process.wait(milliseconds / 1000)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        assert await host.reads() == before
    host.says("rotate-key")
    assert await host.reads() == before
    assert len(load_or_make_keys(host.key, may_make=False)) == 1


@pytest.mark.parametrize("command", [["rotate-key"], ["backup"], ["restore", "copy.db", "--yes"]])
@pytest.mark.parametrize("key", ["lost", "wrong"])
async def test_a_lost_or_wrong_key_harms_nothing(host: Host, command: list[str], key: str) -> None:
    shutil.copy(host.database, host.folder / "copy.db")
    host.key.unlink()
    if key == "wrong":
        host.key.write_text("w" * 40)
        host.key.chmod(0o600)
    before = host.files()
    host.says(*command, code=2)
    assert host.files() == before


async def test_a_key_of_the_environment_is_changed_by_putting_the_new_one_in_front(host: Host) -> None:
    before, old = await host.reads(), host.key.read_text().strip()
    host.environ["BOT_SECRET_KEY"] = old
    assert "--print-new" in host.says("rotate-key", code=2)
    new = host.says("rotate-key", "--print-new").strip()
    host.environ["BOT_SECRET_KEY"] = f"{new},{old}"
    assert "Take all but the first" in host.says("rotate-key")
    host.key.write_text(new)
    assert await host.reads() == before


async def test_a_backup_is_whole_private_and_never_written_over(host: Host) -> None:
    told = host.says("backup")
    [copy] = (host.folder / "data" / "backups").glob("*.db")
    assert copy.name in told
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert len(list(copy.parent.iterdir())) == 1
    held_bytes = copy.read_bytes()
    assert "not written over" in host.says("backup", str(copy), code=2)
    assert copy.read_bytes() == held_bytes


async def test_only_so_many_backups_are_kept_and_nothing_else_is_deleted(host: Host) -> None:
    folder = host.folder / "data" / "backups"
    folder.mkdir()
    for name in ("goldseam-20250101-000000.db", "goldseam-20250102-000000.db", "mine.db"):
        (folder / name).write_bytes(b"")
    host.environ["BOT_BACKUP__KEEP"] = "2"
    assert "goldseam-20250101-000000.db" in host.says("backup")
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 3
    assert names[1:] == [*names[1:2], "mine.db"]
    assert names[0] == "goldseam-20250102-000000.db"


async def test_a_restored_backup_reads_as_it_was_and_what_stood_there_is_kept(host: Host) -> None:
    before = await host.reads()
    host.says("backup", "copy.db")
    with closing(sqlite3.connect(host.database)) as database, database:
        database.execute("DELETE FROM moments")
    assert "--yes" in host.says("restore", "copy.db", code=2)
    assert (await host.reads())["moments"] == []
    told = host.says("restore", "copy.db", "--yes")
    assert await host.reads() == before
    [aside] = host.database.parent.glob("*.before-restore-*")
    assert aside.name in told
    host.database.unlink()
    host.says("restore", "copy.db")
    assert await host.reads() == before


async def test_nothing_is_put_back_or_changed_while_the_bot_has_the_database(host: Host) -> None:
    host.says("backup", "copy.db")
    with held(host.database):
        for command in (["restore", "copy.db", "--yes"], ["rotate-key"], ["run"]):
            assert "in use" in host.says(*command, code=1)
        host.says("backup")


@pytest.mark.parametrize("damage", ["cut", "text", "empty", "newer"])
async def test_a_copy_that_is_damaged_or_newer_is_refused_and_nothing_changes(
    host: Host, damage: str
) -> None:
    host.says("backup", "copy.db")
    copy = host.folder / "copy.db"
    if damage == "newer":
        with closing(sqlite3.connect(copy)) as database, database:
            database.execute("INSERT INTO migrations VALUES (99, 'later')")
    else:
        copy.write_bytes({"cut": copy.read_bytes()[:9000], "text": b"hello" * 999, "empty": b""}[damage])
    before = host.files()
    host.says("restore", "copy.db", "--yes", code=1)
    assert host.files() == before
    host.says("restore", "nowhere.db", code=2)


async def test_a_backup_from_before_a_change_of_key_names_the_file_with_the_old_one(host: Host) -> None:
    before = await host.reads()
    host.says("backup", "copy.db")
    host.says("rotate-key")
    [aside] = host.key.parent.glob("*.old-*")
    assert aside.name in host.says("restore", "copy.db", "--yes", code=2)
    with host.key.open("a") as file:
        file.write(aside.read_text())
    host.says("restore", "copy.db", "--yes")
    assert await host.reads() == before
    host.says("rotate-key")
    assert await host.reads() == before


def test_without_a_database_there_is_nothing_to_do(tmp_path: Path) -> None:
    host = Host(tmp_path)
    for command in ("backup", "rotate-key"):
        assert "no database" in host.says(command, code=1)
    assert not host.database.exists()
    assert not host.key.exists()
