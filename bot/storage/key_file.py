"""The key file: where the secret lives when the host gives none; made once, never overwritten."""

from __future__ import annotations

import logging
import os
import secrets
import stat
from pathlib import Path

from bot.log import event
from bot.storage.vault import SECRET_CHARACTERS, VaultError

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
logger = logging.getLogger(__name__)


def load_or_make_key_file(path: Path, *, may_make: bool) -> str:
    """Return the secret in `path`; make one (0600, in a folder of 0700) where there is none.

    `may_make` is False for a database that already holds sealed rows (`vault.is_sealed`): a new key would open none
    of them, so a lost key raises `VaultError`, as does a file that cannot be read or holds no secret.
    """
    try:
        return _loaded(path) if path.exists() else _made(path, may_make=may_make)
    except OSError as error:
        raise VaultError(f"the key file {path} cannot be used: {error.strerror}") from error


def _loaded(path: Path) -> str:
    if path.stat().st_mode & _OTHERS:
        event(logger, logging.WARNING, "key_file_open_to_others")  # chmod 600 is what it wants
    secret = path.read_text(encoding="utf-8").strip()
    if len(secret) < SECRET_CHARACTERS:
        raise VaultError(f"the key file {path} holds no secret of at least {SECRET_CHARACTERS} characters")
    return secret


def _made(path: Path, *, may_make: bool) -> str:
    if not may_make:
        raise VaultError(
            f"the key file {path} is missing, and the database was sealed with it: "
            "put it back; a new key would open nothing"
        )
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    secret = secrets.token_urlsafe(48)
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{secret}\n")
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(path.parent)
    return secret


def _sync_folder(folder: Path) -> None:
    """Make the new name last: after a power cut, rows without their key would be lost."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
