"""Terraform's configuration language, written as `terraform fmt` would."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

__all__ = ["Attribute", "Block", "Call", "Join", "Reference", "Value", "write_hcl"]

INDENT = "  "
WIDTH = 110
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_WORDS = frozenset({"for", "null", "true", "false", "if", "in"})
_HEREDOC_ENDS = ("EOT", "EOT_2", "EOT_3")


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that stands elsewhere: `var.key`, `genesyscloud_integration.crm.id`."""

    path: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function of Terraform's."""

    function: str
    argument: Value


@dataclass(frozen=True, slots=True)
class Join:
    """A text that begins with something that stands elsewhere: `"${path.module}/flows/a.yaml"`."""

    first: Reference
    rest: str


Value: TypeAlias = (
    str | bool | int | float | Reference | Call | Join | Sequence["Value"] | Mapping[str, "Value"] | None
)


@dataclass(frozen=True, slots=True)
class Attribute:
    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class Block:
    """`kind "label" "label" { … }`; attributes first."""

    kind: str
    labels: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """`depth` is None for a line of a text, which stands as it is."""

    text: str
    depth: int | None = 0

    @property
    def deeper(self) -> _Line:
        return self if self.depth is None else replace(self, depth=self.depth + 1)

    def __str__(self) -> str:
        return INDENT * (self.depth or 0) + self.text if self.text else ""


def write_hcl(blocks: Sequence[Block]) -> str:
    """The blocks, an empty line between them."""
    return "\n\n".join("\n".join(map(str, _block(block))) for block in blocks) + "\n"


def _block(block: Block) -> Iterator[_Line]:
    head = " ".join([block.kind, *(_quoted(label) for label in block.labels)])
    inner = [*_assignments([(one.name, one.value) for one in block.attributes])]
    for nested in block.blocks:
        inner += [_Line(""), *_block(nested)] if inner else _block(nested)
    if not inner:
        yield _Line(f"{head} {{}}")
        return
    yield _Line(f"{head} {{")
    yield from (line.deeper for line in inner)
    yield _Line("}")


def _assignments(pairs: Sequence[tuple[str, Value]]) -> Iterator[_Line]:
    """`name = value` by lines, the signs of neighbouring ones that take a single line in one column."""
    written = [(name, list(_value(value))) for name, value in pairs]
    for start, (name, lines) in enumerate(written):
        column = _column(written, start) if len(lines) == 1 else len(name)
        yield replace(lines[0], text=f"{name.ljust(column)} = {lines[0].text}")
        yield from lines[1:]


def _column(written: Sequence[tuple[str, list[_Line]]], at: int) -> int:
    first = last = at
    while first > 0 and len(written[first - 1][1]) == 1:
        first -= 1
    while last < len(written) and len(written[last][1]) == 1:
        last += 1
    return max(len(name) for name, _ in written[first:last])


def _value(value: Value) -> Iterator[_Line]:
    match value:
        case str() if _wants_lines(value):
            yield from _heredoc(value)
        case Call(function=function, argument=argument):
            first, *rest = _value(argument)
            yield from _wrapped(f"{function}(", [first, *rest], ")")
        case Mapping() if value:
            pairs = [(_name(key), item) for key, item in value.items()]
            yield from (_Line("{"), *(line.deeper for line in _assignments(pairs)), _Line("}"))
        case list() | tuple() if not _fits(value):
            yield _Line("[")
            for item in value:
                yield from (line.deeper for line in _wrapped("", list(_value(item)), ","))
            yield _Line("]")
        case _:
            yield _Line(_inline(value))


def _wrapped(before: str, lines: list[_Line], after: str) -> Iterator[_Line]:
    lines[0] = replace(lines[0], text=before + lines[0].text)
    lines[-1] = replace(lines[-1], text=lines[-1].text + after)
    yield from lines


def _fits(items: Sequence[Value]) -> bool:
    simple = all(isinstance(item, str | bool | int | float | Reference) for item in items)
    return simple and len(_inline(items)) <= WIDTH


def _inline(value: Value) -> str:
    match value:
        case str():
            return _quoted(value)
        case Sequence():
            return f"[{', '.join(map(_inline, value))}]"
        case Mapping():
            return "{}"
    return _simple(value)


def _simple(value: object) -> str:
    match value:
        case Reference(path=path):
            return path
        case Join(first=first, rest=rest):
            return f'"${{{first.path}}}{_escaped(rest)}"'
        case None:
            return "null"
        case bool():
            return str(value).lower()
    return repr(value)


def _name(key: str) -> str:
    return key if _IDENTIFIER.match(key) and key not in _WORDS else _quoted(key)


def _wants_lines(text: str) -> bool:
    """Whether a text is read more easily as lines, and can be: a heredoc ends with a newline, and `chomp` takes it."""
    plain = all(line.isprintable() for line in text.split("\n"))
    return "\n" in text and plain and not text.endswith("\n")


def _heredoc(text: str) -> Iterator[_Line]:
    lines = text.split("\n")
    end = next(mark for mark in _HEREDOC_ENDS if mark not in {line.strip() for line in lines})
    yield _Line(f"chomp(<<{end}")
    yield from (_Line(_without_templates(line), None) for line in (*lines, end))
    yield _Line(")")


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    return "".join(map(_character, _without_templates(text)))


def _without_templates(text: str) -> str:
    return text.replace("${", "$${").replace("%{", "%%{")


def _character(character: str) -> str:
    match character:
        case "\\" | '"':
            return f"\\{character}"
        case "\n":
            return "\\n"
        case "\t":
            return "\\t"
        case "\r":
            return "\\r"
        case _ if character.isprintable():
            return character
    return f"\\U{ord(character):08x}" if ord(character) > 0xFFFF else f"\\u{ord(character):04x}"
