"""`python -m tests.promises` writes docs/promises.md."""

from __future__ import annotations

from tests.promises.book import PAGE, page

PAGE.write_text(page(), encoding="utf-8")
