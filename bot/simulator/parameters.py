"""What a call carries: names and values as the Bot API takes them, read with its types and its refusals."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.simulator.files import Upload
from bot.simulator.refusal import bad_request

ATTACHED = "attach://"
_TRUE = frozenset({"true", "yes", "1"})


class Parameters:
    """The parameters of one call; values are text, or already parsed, as a form and a JSON body differ. Others are ignored."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = {name: value for name, value in values.items() if value is not None}

    def text(self, name: str) -> str:
        """Return the value as text, empty when it is missing or a file: Telegram makes no difference."""
        value = self._values.get(name, "")
        if isinstance(value, Upload):
            return ""
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, (dict, list)):
            return json.dumps(value)
        return str(value)

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in _TRUE

    def integer(self, name: str, default: int = 0) -> int:
        """Return the value as a whole number; raises a refusal for anything else."""
        text = self.text(name).strip()
        if not text:
            return default
        try:
            return int(text)
        except ValueError:
            raise bad_request(f'Field "{name}" must be of type Number') from None

    def json(self, name: str, *, called: str = "") -> Any:
        """Return the value parsed, or None when it is missing or empty; raises a refusal for what is no JSON."""
        value = self._values.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {called or name.replace('_', ' ')} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        """Return the file that came under this name, or under another that its `attach://` points to."""
        value = self._values.get(name)
        return value if isinstance(value, Upload) else self.attached(self.text(name))

    def attached(self, address: str) -> Upload | None:
        """Return the file that an `attach://` address points to."""
        value = self._values.get(address.removeprefix(ATTACHED)) if address.startswith(ATTACHED) else None
        return value if isinstance(value, Upload) else None


def json_field(values: Mapping[str, Any], name: str, kind: type, *, is_needed: bool = False) -> Any:
    """Return one field of a JSON object; raises a refusal when it has the wrong type or is missing though needed."""
    value = values.get(name)
    if value is None:
        if is_needed:
            raise bad_request(f'Can\'t find field "{name}"')
        return kind()
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        names = {str: "String", int: "Number", bool: "Boolean", list: "Array", dict: "Object"}
        raise bad_request(f'Field "{name}" must be of type {names[kind]}')
    return value
