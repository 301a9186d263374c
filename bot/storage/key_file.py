"""The key file: where the secret lives when the host gives none, and for a while beside the one that takes its place."""

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


def load_or_make_key_file(path: Path, *, may_make: bool) -> list[str]:
    """Return the secrets in `path`, the one that seals first; make one (0600, in a folder of 0700) where there is none.

    `may_make` is False for a database that already holds sealed rows (`vault.is_sealed`): a new key would open none
    of them, so a lost key raises `VaultError`, as does a file that cannot be read or holds no secret.
    """
    try:
        return _loaded(path) if path.exists() else [_made(path, may_make=may_make)]
    except OSError as error:
        raise VaultError(f"the key file {path} cannot be used: {error.strerror}") from error


def begin_rotation(path: Path) -> list[str]:
    """Put a new secret before the one in `path` and return both; where two stand there, a rotation goes on with them."""
    found = load_or_make_key_file(path, may_make=False)
    if len(found) > 1:
        return found
    secrets_now = [secrets.token_urlsafe(48), *found]
    _replace(path, secrets_now)
    return secrets_now


def end_rotation(path: Path) -> Path:
    """Leave the first secret alone in `path`; the others go to the end of a file beside it, which is returned.

    Copies of the database from before can be opened with them alone.
    """
    first, *others = load_or_make_key_file(path, may_make=False)
    beside = path.with_name(f"{path.name}.old")
    kept = beside.read_text(encoding="utf-8").splitlines() if beside.exists() else []
    _replace(beside, [*kept, *(each for each in others if each not in kept)])
    _replace(path, [first])
    return beside


def _loaded(path: Path) -> list[str]:
    if path.stat().st_mode & _OTHERS:
        event(logger, logging.WARNING, "key_file_open_to_others")  # chmod 600 is what it wants
    found = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if not found or any(len(secret) < SECRET_CHARACTERS for secret in found):
        raise VaultError(f"the key file {path} holds no secret of at least {SECRET_CHARACTERS} characters")
    return found


def _replace(path: Path, lines: list[str]) -> None:
    """Write a file anew: after a power cut it is whole, as it was or as it is to be."""
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    _write(beside, lines)
    beside.replace(path)
    _sync_folder(path.parent)


def _write(path: Path, lines: list[str]) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("".join(f"{line}\n" for line in lines))
        file.flush()
        os.fsync(file.fileno())


def _made(path: Path, *, may_make: bool) -> str:
    if not may_make:
        raise VaultError(
            f"the key file {path} is missing, and the database was sealed with it: "
            "put it back; a new key would open nothing"
        )
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    secret = secrets.token_urlsafe(48)
    _write(path, [secret])
    _sync_folder(path.parent)
    return secret


def _sync_folder(folder: Path) -> None:
    """Make the new name last: after a power cut, rows without their key would be lost."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
