"""A place in a template's text, and what stands there."""

from __future__ import annotations

import re
from typing import NoReturn

from genesys_deploy.data_action.errors import TemplateError

__all__ = ["IDENTIFIER", "MAX_DEPTH", "Cursor"]

IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
MAX_DEPTH = 50

_SPACE = re.compile(r"[ \t\r\n]*")
_LINE_END = re.compile(r"[ \t]*(?:\r\n|\n|\r)")
_SHOWN = 20


class Cursor:
    """Reads `text` from `at`; `base` is where the text stands in the whole template.

    `depth` counts open brackets and blocks, so that a hostile template ends as an error of ours.
    """

    def __init__(self, text: str, base: int = 0, *, in_quotes: bool = False, depth: int = 0) -> None:
        self.text = text
        self.at = 0
        self.base = base
        self.in_quotes = in_quotes
        self.depth = depth

    @property
    def offset(self) -> int:
        return self.base + self.at

    @property
    def ended(self) -> bool:
        return self.at >= len(self.text)

    def sees(self, word: str) -> bool:
        return self.text.startswith(word, self.at)

    def takes(self, word: str) -> bool:
        """Step over the word if it stands here."""
        if not self.sees(word):
            return False
        self.at += len(word)
        return True

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Step over what the pattern finds here."""
        found = pattern.match(self.text, self.at)
        if found is not None:
            self.at = found.end()
        return found

    def skip_space(self) -> None:
        self.match(_SPACE)

    def skip_line_end(self) -> None:
        """After a directive the rest of the line goes if it is empty."""
        self.match(_LINE_END)

    def expect(self, word: str, where: str) -> None:
        if not self.takes(word):
            self.fail(f'"{word}" expected {where}, not {self.seen()}')

    def seen(self) -> str:
        if self.ended:
            return "the end"
        return repr(self.text[self.at : self.at + _SHOWN])

    def descend(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail(f"nested deeper than {MAX_DEPTH} levels")

    def ascend(self) -> None:
        self.depth -= 1

    def fail(self, message: str, hint: str | None = None) -> NoReturn:
        raise TemplateError(message, self.offset, hint)
