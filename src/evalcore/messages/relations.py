"""Messages of the area "relations"."""

from __future__ import annotations

from evalcore.messages.text import Text

TEXTS: dict[str, Text] = {}
