"""The host's upkeep: a new key, a copy made, a copy put back; each returns the lines that tell what was done."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from bot.clock import Clock
from bot.config import Settings
from bot.storage import copies, key_file
from bot.storage.copies import CopyError, Counts
from bot.storage.database import Database, DatabaseUnavailable
from bot.storage.deliveries import Kind, Status
from bot.storage.lock_file import held
from bot.storage.planning import plan_letter, plan_next
from bot.storage.sealed import forget_other_keys, reseal
from bot.storage.store import Store
from bot.storage.vault import Vault, VaultError, WrongKey


class Misused(Exception):  # noqa: N818 -- what was found, not what went wrong
    """The command was called in a way that cannot be meant; the text says what to do."""


HOW_TO_GIVE_A_NEW_KEY = """\
The key is in your settings (BOT_SECRET_KEY), where this command cannot write. To change it:
1. Make a new one: python -m bot rotate-key --print-new
2. Put it in front of the old one, parted by a comma: BOT_SECRET_KEY=NEW,OLD
3. Run this command again.
4. Take the old one away, and keep it apart for as long as you keep backups from before."""


async def rotate_key(settings: Settings, clock: Clock) -> list[str]:
    """Bring everything under a new key, or go on where that was broken off; the bot must be stopped."""
    path = _existing(settings)
    given = settings.secret.key
    with held(path):
        keys = _keys(settings)
        if given is not None and len(keys) == 1:
            raise Misused(HOW_TO_GIVE_A_NEW_KEY)
        database = await Database.open(path)
        try:
            lines = []
            await Vault(keys).check_proofs(database)  # before a new key is written anywhere
            if given is None and len(keys) == 1:
                keys = (key_file.new_secret(), *keys)
                key_file.write_keys(settings.secret.key_file, keys)
                lines.append("A new key was made.")
            else:
                lines.append(
                    "More than one key is there: the first is kept, and the others are replaced by it."
                )
            lines += await _reseal(database, Vault(keys), Vault(keys[:1]))
        finally:
            await database.close()
        return lines + _retire(settings, keys, clock)


async def _reseal(database: Database, both: Vault, new: Vault) -> list[str]:
    await both.prove(database)
    try:
        changed = await reseal(database, both)
    except VaultError as error:
        raise CopyError(
            f"a field cannot be decrypted ({error}): nothing is lost, both keys stay in use"
        ) from error
    await forget_other_keys(database, both)
    await new.prove(database)
    await database.checkpoint()
    return [f"Rows encrypted anew: {changed}. Nothing is left that needs another key."]


def _retire(settings: Settings, keys: Sequence[str], clock: Clock) -> list[str]:
    until = "Backups made before now need it: delete it when the last of them is gone."
    if settings.secret.key is not None:
        return [f"Take all but the first out of BOT_SECRET_KEY. Keep the old key apart. {until}"]
    path = settings.secret.key_file.resolve()
    aside = key_file.keep_aside(path, keys[1:], f"{clock.now():%Y%m%d}")
    key_file.write_keys(path, keys[:1])
    return [f"The old key is kept in {', '.join(map(str, aside))}. {until}"]


def backup(settings: Settings, clock: Clock, to: Path | None) -> list[str]:
    """Copy the database, which may be in use, and check the copy; then drop the oldest of its folder."""
    path = _existing(settings)
    vault = Vault(_keys(settings))
    folder = settings.backup.folder or path.with_name("backups")
    name = f"goldseam-{clock.now():%Y%m%d-%H%M%S}.db"
    target = folder / name if to is None else to / name if to.is_dir() else to
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CopyError(f"{target.parent} cannot be used: {error.strerror}") from error
    counts = copies.copy_online(path, target, vault)
    gone = copies.drop_oldest(folder, settings.backup.keep) if to is None else []
    lines = [f"{target}: {target.stat().st_size} bytes, {_told(counts)}; whole, and it opens with your key."]
    lines += [f"Deleted, as {settings.backup.keep} are kept: {each.name}" for each in gone]
    where = "BOT_SECRET_KEY" if settings.secret.key else str(settings.secret.key_file)
    return [*lines, f"The key is not in it: keep {where} too, in another place."]


async def restore(settings: Settings, clock: Clock, source: Path, *, may_replace: bool) -> list[str]:
    """Put a copy in the database's place, checked and made ready before anybody may use it; the bot must be stopped."""
    path = settings.database.path.resolve()
    if not source.is_file():
        raise Misused(f"there is no file {source}")
    if path.exists() and source.resolve() == path:
        raise Misused(f"{source} is the database itself")
    with held(path):
        if path.exists() and not may_replace:
            raise Misused(
                f"a database stands at {path}: add --yes to move it aside and put the copy in its place"
            )
        vault = Vault(_keys(settings))
        beside = copies.take_copy(source, path)
        try:
            counts = _checked(settings, beside, vault)
            closed = await _made_ready(beside, vault, clock.now())
            copies.check(beside, vault)
            lines = await _moved_aside(path, clock.now())
            copies.put_in_place(beside, path)
        finally:
            copies.clear(beside)
    return [
        *lines,
        f"{path} is now the copy {source}: {_told(counts)}.",
        f"Messages that were due before now, and may have been sent already, are not sent again: {closed}.",
        "What was written after the copy was made is not in it.",
    ]


async def _made_ready(path: Path, vault: Vault, now: datetime) -> int:
    """Bring a copy up to date, and close what may have been sent since; return how many messages that were."""
    database = await Database.open(path)
    try:
        await vault.prove(database)
        closed = await close_past(Store(database, vault), now)
        await database.checkpoint()
    finally:
        await database.close()
    return closed


async def close_past(store: Store, now: datetime) -> int:
    """Whatever an older state believes to be due by now may have gone out since: none of it goes out again.

    It stands as unsure, so that nobody is asked twice, and what follows it is planned.
    """
    async with store.db.transaction() as tx:
        due = await store.deliveries.due_until(tx, now)
        for each in due:
            await store.deliveries.claim(tx, each.id, now)
            await store.deliveries.record(tx, each.id, Status.UNSURE)
        for each in due:
            participant = await store.participants.get(tx, each.participant_id)
            if participant is not None and each.kind is Kind.PROMPT:
                await plan_next(store, tx, participant, now)
            elif participant is not None and each.kind is Kind.LETTER:
                await plan_letter(store, tx, participant, now)
    return len(due)


async def _moved_aside(path: Path, now: datetime) -> list[str]:
    if not path.exists():
        return []
    with suppress(DatabaseUnavailable):  # damaged: that may be why another is put in its place
        await _empty_log(path)
    aside = path.with_name(f"{path.name}.before-restore-{now:%Y%m%d-%H%M%S}")
    copies.move_aside(path, aside)
    return [f"What stood there is kept in {aside}; delete it when you need it no more."]


async def _empty_log(path: Path) -> None:
    database = await Database.open(path, [])
    await database.close()


def _checked(settings: Settings, beside: Path, vault: Vault) -> Counts:
    try:
        return copies.check(beside, vault)
    except WrongKey as error:
        for file in key_file.kept_aside(settings.secret.key_file.resolve()):
            with suppress(VaultError, CopyError):
                copies.check(beside, Vault(key_file.load_or_make_keys(file, may_make=False)))
                raise WrongKey(
                    f"the copy was made before the key was changed: add the line of {file} to the end of "
                    f"{settings.secret.key_file}, restore again, then run rotate-key; nothing was changed"
                ) from error
        raise


def _existing(settings: Settings) -> Path:
    path = settings.database.path
    if not path.is_file():
        raise CopyError(f"there is no database at {path}")
    return path.resolve()


def _keys(settings: Settings) -> tuple[str, ...]:
    given = settings.secret.key
    if given is None:
        return key_file.load_or_make_keys(settings.secret.key_file, may_make=False)
    return key_file.secrets_in(given.reveal())


def _told(counts: Counts) -> str:
    return f"participants {counts.participants}, check-ins {counts.checkins}, moments {counts.moments}"
