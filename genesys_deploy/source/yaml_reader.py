"""YAML by the rules of YAML 1.2, with positions.

PyYAML's composer gives the nodes and the marks; the meaning of a plain scalar is decided here, because
PyYAML follows YAML 1.1, where `no` is false, `12:30` is 750 and `010` is 8. Flows use `yes:` and `no:`
as branch names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from genesys_deploy.source.document import Entry, Mapping, Node, Scalar, ScalarValue, Sequence
from genesys_deploy.source.errors import SyntaxFault
from genesys_deploy.source.finding import Finding, Severity
from genesys_deploy.source.source_map import IdentityMap, SourceMap
from genesys_deploy.source.span import Position, Span

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DUPLICATE_KEY", "Document", "read_yaml", "read_yaml_file"]

DUPLICATE_KEY = "duplicate-key"
MAX_ALIASED_NODES = 100_000
MAX_DEPTH = 250

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS: dict[str, ScalarValue] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_PERHAPS_DEEP = re.compile(rf"^[ ?-]{{{MAX_DEPTH}}}", re.MULTILINE)
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")


class Document:
    """A text as nodes, and what is to be said about it (keys that stand twice)."""

    __slots__ = ("findings", "root")

    def __init__(self, root: Node, findings: tuple[Finding, ...]) -> None:
        self.root = root
        self.findings = findings


def read_yaml(text: str, source: SourceMap) -> Document:
    """Read one YAML document.

    Raises:
        SyntaxFault: the text is not YAML, has no content, or is nested deeper than `MAX_DEPTH`.
    """
    try:
        _refuse_depth(text, source)
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise _syntax_fault(error, source) from None
    except yaml.YAMLError as error:
        reason = str(error).splitlines()[0]
        raise SyntaxFault(f"not readable as YAML: {reason}", span=_span(source, 0, 0, 0, 0)) from None
    if root is None:
        raise SyntaxFault("the file is empty", span=_span(source, 0, 0, 0, 0))
    reader = _Reader(source)
    return Document(reader.node(root), tuple(reader.findings))


def _refuse_depth(text: str, source: SourceMap) -> None:
    """Composing recurses, in C beyond any limit of Python's; so a text that may be deep is walked first."""
    if text.count("[") + text.count("{") < MAX_DEPTH and not _PERHAPS_DEEP.search(text):
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH and (mark := event.start_mark):
            raise _too_deep(_span(source, mark.line, mark.column, mark.line, mark.column))


def _too_deep(span: Span) -> SyntaxFault:
    return SyntaxFault(f"not readable as YAML: it is nested deeper than {MAX_DEPTH} levels", span=span)


def read_yaml_file(path: Path, name: str | None = None) -> Document:
    """Read a YAML file; `name` is how messages call it (default: its path as given)."""
    return read_yaml(path.read_text(encoding="utf-8-sig"), IdentityMap(name or str(path)))


class _Reader:
    def __init__(self, source: SourceMap) -> None:
        self._source = source
        self._count = 0
        self._depth = 0
        self.findings: list[Finding] = []

    def node(self, node: Any) -> Node:
        self._count += 1
        if self._count > MAX_ALIASED_NODES:
            raise SyntaxFault("the file's aliases unfold to too many nodes", span=self._span(node))
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _too_deep(self._span(node))
        collection = self._sequence(node) if isinstance(node, yaml.SequenceNode) else self._mapping(node)
        self._depth -= 1
        return collection

    def _sequence(self, node: Any) -> Sequence:
        return Sequence(tuple(self.node(item) for item in node.value), self._span(node))

    def _mapping(self, node: Any) -> Mapping:
        entries: dict[str, Entry] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise SyntaxFault("a key must be a plain word", span=self._span(key_node))
            key = self._scalar(key_node)
            if (first := entries.get(key.text)) is not None:
                self._duplicate(key, first.key)
            entries[key.text] = Entry(key, self.node(value_node))
        return Mapping(tuple(entries.values()), self._span(node))

    def _duplicate(self, key: Scalar, first: Scalar) -> None:
        message = f'"{key.text}" stands here a second time; the first is in line {first.span.start.line}'
        self.findings.append(
            Finding(DUPLICATE_KEY, Severity.ERROR, message, key.span, "remove one of the two")
        )

    def _scalar(self, node: Any) -> Scalar:
        quoted = bool(node.style)  # plain is None in Python's own loader, '' in the C one
        value = node.value if quoted else plain_scalar(node.value)
        return Scalar(value, node.value, self._span(node), quoted)

    def _span(self, node: Any) -> Span:
        start, end = node.start_mark, node.end_mark
        return _span(self._source, start.line, start.column, end.line, end.column)


def plain_scalar(text: str) -> ScalarValue:
    """The value of an unquoted scalar in the core schema of YAML 1.2."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text) if len(text) < 4000 else text
    if _FLOAT.match(text):
        return float(text)
    return text


def _span(source: SourceMap, line: int, column: int, end_line: int, end_column: int) -> Span:
    return source.span(Position(line + 1, column + 1), Position(end_line + 1, end_column + 1))


def _syntax_fault(error: yaml.MarkedYAMLError, source: SourceMap) -> SyntaxFault:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    reason = error.problem or error.context or "it is malformed"
    return SyntaxFault(f"not readable as YAML: {reason}", span=_span(source, line, column, line, column))
