"""Which addresses Telegram takes for a link, and how it writes them."""

from __future__ import annotations

import re

_ADDRESS = re.compile(
    r"(?:(?P<scheme>[^:/?#@\[\]]*)://)?(?P<user>[^/?#@]*@)?(?P<host>[^/?#@:]*)(?P<port>:[^/?#]*)?(?P<rest>.*)",
    re.DOTALL,
)
_OWN = re.compile(r"(?:tg|ton|tonsite):", re.IGNORECASE)


def checked_link(url: str) -> str:
    """Return `url` as Telegram writes it: with a scheme, the host in lower case and at least a slash after it.

    Raises:
        ValueError: with Telegram's reason, for what it takes for no link. `tel:112` is none: it reads as a host without a dot.
    """
    if _OWN.match(url):
        return url
    match = _ADDRESS.fullmatch(url.strip())
    if match is None or not match["host"]:
        raise ValueError("URL host is empty")
    scheme, host, port, rest = (
        (match["scheme"] or "http").lower(),
        match["host"].lower(),
        match["port"] or "",
        match["rest"],
    )
    if scheme not in {"http", "https"}:
        raise ValueError("Unsupported URL protocol")
    if not re.fullmatch(r"(?::[0-9]{1,5})?", port):
        raise ValueError("Wrong port number specified in the URL")
    if "." not in host:
        raise ValueError("Wrong HTTP URL")
    return f"{scheme}://{match['user'] or ''}{host}{port}{rest if rest.startswith('/') else '/' + rest}"
