"""A file that travels with a call, and the form that carries them both."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from aiohttp import FormData


@dataclass(frozen=True, slots=True)
class Upload:
    """A file among a call's parameters: under the name of the field that it fills, or of an `attach://` that points to it."""

    name: str
    content: bytes = field(repr=False)
    mime: str


def body_of(parameters: Mapping[str, Any]) -> bytes | FormData:
    """Return what carries the parameters: JSON, or a form where a file is among them. A form can be sent once.

    Raises TypeError for what neither can carry.
    """
    try:
        return json.dumps(parameters).encode()
    except TypeError:  # a file: few calls bring one, and looking for it would cost all of them
        return _form_of(parameters)


def _form_of(parameters: Mapping[str, Any]) -> FormData:
    form = FormData()
    for name, value in parameters.items():
        if isinstance(value, Upload):
            form.add_field(name, BytesIO(value.content), filename=value.name, content_type=value.mime)
        else:
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    return form
