"""The key file: where secrets live when the host gives none, one a line: the first seals, every one of them opens."""

from __future__ import annotations

import logging
import os
import re
import secrets
import stat
from collections.abc import Sequence
from pathlib import Path

from bot.log import event
from bot.storage.vault import SECRET_CHARACTERS, VaultError

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
logger = logging.getLogger(__name__)


def new_secret() -> str:
    """Return a secret that nobody can guess."""
    return secrets.token_urlsafe(48)


def secrets_in(text: str) -> tuple[str, ...]:
    """Return the secrets in a setting: parted by commas or blanks where each part is long enough to be one, else one."""
    parts = tuple(part for part in re.split(r"[\s,]+", text) if part)
    return parts if all(len(part) >= SECRET_CHARACTERS for part in parts) else (text,)


def load_or_make_keys(path: Path, *, may_make: bool) -> tuple[str, ...]:
    """Return the secrets in `path`; make one (0600, in a folder of 0700) where there is no such file.

    `may_make` is False for a database that already holds sealed rows (`vault.is_sealed`): a new key would open none
    of them, so a lost key raises `VaultError`, as does a file that cannot be read or holds no secret.
    """
    try:
        return _loaded(path) if path.exists() else _made(path, may_make=may_make)
    except OSError as error:
        raise VaultError(f"the key file {path} cannot be used: {error.strerror}") from error


def write_keys(path: Path, keys: Sequence[str]) -> None:
    """Put these secrets, one a line, into `path`: at any moment it holds either what it held or all of them."""
    path = path.resolve()  # a link stays one
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.unlink(missing_ok=True)  # of a process that was killed in between
        _write(beside, keys)
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise VaultError(f"the key file {path} cannot be written: {error.strerror}") from error


def keep_aside(path: Path, keys: Sequence[str], day: str) -> list[Path]:
    """Keep secrets that leave `path` in a file of 0600 beside it, for older backups; return the files that hold them."""
    held = {file: set(_lines(file)) for file in kept_aside(path)}
    if missing := [key for key in keys if not any(key in each for each in held.values())]:
        names = (f"{path.name}.old-{day}{number}" for number in ["", *(f"-{n}" for n in range(2, 1000))])
        new = next(file for name in names if not (file := path.with_name(name)).exists())
        write_keys(new, missing)
        held[new] = set(missing)
    return [file for file, secrets_held in held.items() if secrets_held & set(keys)]


def kept_aside(path: Path) -> list[Path]:
    """Return the files beside `path` with secrets that rotations took out of it."""
    return sorted(path.parent.glob(f"{path.name}.old-*"))


def _lines(path: Path) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, path.read_text(encoding="utf-8").splitlines())))


def _loaded(path: Path) -> tuple[str, ...]:
    if path.stat().st_mode & _OTHERS:
        event(logger, logging.WARNING, "key_file_open_to_others")  # chmod 600 is what it wants
    keys = _lines(path)
    if not keys or any(len(key) < SECRET_CHARACTERS for key in keys):
        raise VaultError(f"the key file {path} holds no secret of at least {SECRET_CHARACTERS} characters")
    return keys


def _made(path: Path, *, may_make: bool) -> tuple[str, ...]:
    if not may_make:
        raise VaultError(
            f"the key file {path} is missing, and the database was sealed with it: "
            "put it back; a new key would open nothing"
        )
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys = (new_secret(),)
    _write(path, keys)
    sync_folder(path.parent)
    return keys


def _write(path: Path, keys: Sequence[str]) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f"{key}\n" for key in keys)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the new name last: after a power cut, rows without their key would be lost."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
