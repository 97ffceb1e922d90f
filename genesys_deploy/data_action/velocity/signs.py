"""How Velocity 1.7 tells its signs from text, its lexer's blind spots included.

Every pattern here was held against the engine; what it loses or misreads is refused rather than imitated,
because nobody can have meant it.
"""

from __future__ import annotations

import re

__all__ = [
    "ARGUMENTS_START", "BLOCK_COMMENT", "CONFUSING", "DIRECTIVE_WORD", "INDENTED_SET", "LINE_COMMENT", "LOST_MARK", "RAW",
    "SPECIAL", "STRAY", "UNESCAPING", "ends_astray",
]  # fmt: skip

SPECIAL = re.compile(r"(\\*)([$#])")
DIRECTIVE_WORD = re.compile(r"#(?:\{([A-Za-z_]\w*)\}|(@?[A-Za-z_][\w@]*))")
ARGUMENTS_START = re.compile(r"[ \t]*\(")
INDENTED_SET = re.compile(r"[ \t]+#(?:set|\{set\})[ \t]*\(")
"""Blanks between another construct and a `#set` go with it."""
LINE_COMMENT = re.compile(r"##[^\r\n]*(?:\r\n|\n|\r)?")
BLOCK_COMMENT = re.compile(r"#\*.*?(?:\*#|\Z)", re.DOTALL)
RAW = re.compile(r"#\[\[(.*?)\]\]#", re.DOTALL)
LOST_MARK = re.compile(r"\$!(?![{}$#])")
"""A `$!` that starts no reference loses its mark."""
UNESCAPING = re.compile(r"\\+(?=\$)")
"""Directly behind a `$` or `#` backslashes escape nothing."""
STRAY = re.compile(r"\$!?\Z|#\Z")
"""A sign at the end of a template makes the lexer fail."""

_DIRECTIVE = r"#(?:\{?(?:if|else|elseif|end|set|foreach|break|stop)\b|\*|\[\[)"
CONFUSING = re.compile(
    "|".join(
        (
            r"\$!?\{\$",  # a reference within braces
            r"\$!#",
            r"\$\\+!",
            rf"\$+{_DIRECTIVE}",  # the dollars are lost
            r"[$#]\\+#",
            r"[$#][ \t]+#\{?set\b",
            r"[$#]\\{2,}(?![\\$])",
        )
    )
)
"""Where text is lost, or a directive is not seen."""


def ends_astray(comment: str) -> bool:
    """Whether a comment ends in a sign of which the lexer expects more."""
    return comment[2:].endswith(("$", "$!", "#")) and not (
        comment.startswith("#*") and comment.endswith("*#")
    )
