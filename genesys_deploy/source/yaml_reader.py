"""YAML by the rules of YAML 1.2, with positions.

PyYAML's parser gives the events and the marks; the meaning of a plain scalar is decided here, because
PyYAML follows YAML 1.1, where `no` is false, `12:30` is 750 and `010` is 8. Flows use `yes:` and `no:`
as branch names. Its composer is passed over: it recurses in C beyond any limit, and costs as much again.
"""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import yaml

from genesys_deploy.source.document import Entry, Mapping, Node, Scalar, ScalarValue, Sequence
from genesys_deploy.source.errors import SyntaxFault
from genesys_deploy.source.finding import Finding, Severity
from genesys_deploy.source.source_map import IdentityMap, SourceMap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from genesys_deploy.source.span import Span

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
_NUMERIC = frozenset("+-.0123456789")
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
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
        reader = _Reader(yaml.parse(text, Loader=_Loader), source)
        with _without_collection():
            root = reader.document()
        return Document(root, tuple(reader.findings))
    except yaml.MarkedYAMLError as error:
        raise _syntax_fault(error, source) from None
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        reason = str(error).splitlines()[0]
        raise SyntaxFault(f"not readable as YAML: {reason}", span=_span(source, 0, 0, 0, 0)) from None


@contextmanager
def _without_collection() -> Iterator[None]:
    """Nodes have no cycles: the garbage collector would look at them again and again, for a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def read_yaml_file(path: Path, name: str | None = None) -> Document:
    """Read a YAML file; `name` is how messages call it (default: its path as given)."""
    return read_yaml(path.read_text(encoding="utf-8-sig"), IdentityMap(name or str(path)))


class _Reader:
    """Builds nodes from events; aliases share the node that they stand for."""

    def __init__(self, events: Iterable[Any], source: SourceMap) -> None:
        self._events = iter(events)
        self._source = source
        self._anchors: dict[str, tuple[Node, int] | None] = {}
        self._count = 0
        self._depth = 0
        self.findings: list[Finding] = []

    def document(self) -> Node:
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise SyntaxFault("the file is empty", span=_span(self._source, 0, 0, 0, 0))
        root = self._node(next(self._events))
        next(self._events)
        following = next(self._events)
        if not isinstance(following, yaml.StreamEndEvent):
            raise SyntaxFault("the file holds more than one document", span=self._span(following, following))
        return root

    def _node(self, event: Any) -> Node:
        self._count += 1
        if event.__class__ is yaml.AliasEvent:
            return self._alias(event)
        if event.anchor is None:
            return self._scalar(event) if event.__class__ is yaml.ScalarEvent else self._collection(event)
        # Until it is whole, an alias to it would unfold without end.
        self._anchors[event.anchor] = None
        before = self._count
        node = self._scalar(event) if event.__class__ is yaml.ScalarEvent else self._collection(event)
        self._anchors[event.anchor] = node, self._count - before
        return node

    def _alias(self, event: Any) -> Node:
        span = self._span(event, event)
        if event.anchor not in self._anchors:
            raise SyntaxFault(f"not readable as YAML: there is no anchor &{event.anchor}", span=span)
        anchored = self._anchors[event.anchor]
        if anchored is None:
            raise _too_deep(span)
        node, count = anchored
        self._count += count
        if count and self._count > MAX_ALIASED_NODES:
            raise SyntaxFault("the file's aliases unfold to too many nodes", span=span)
        return node

    def _collection(self, event: Any) -> Node:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _too_deep(self._span(event, event))
        is_sequence = event.__class__ is yaml.SequenceStartEvent
        collection = self._sequence(event) if is_sequence else self._mapping(event)
        self._depth -= 1
        return collection

    def _sequence(self, start: Any) -> Sequence:
        items = []
        while (event := next(self._events)).__class__ is not yaml.SequenceEndEvent:
            items.append(self._node(event))
        return Sequence(tuple(items), self._span(start, event))

    def _mapping(self, start: Any) -> Mapping:
        entries: dict[str, Entry] = {}
        while (event := next(self._events)).__class__ is not yaml.MappingEndEvent:
            key = self._node(event)
            if not isinstance(key, Scalar):
                raise SyntaxFault("a key must be a plain word", span=key.span)
            if (first := entries.get(key.text)) is not None:
                self._duplicate(key, first.key)
            entries[key.text] = Entry(key, self._node(next(self._events)))
        return Mapping(tuple(entries.values()), self._span(start, event))

    def _duplicate(self, key: Scalar, first: Scalar) -> None:
        message = f'"{key.text}" stands here a second time; the first is in line {first.span.start.line}'
        self.findings.append(
            Finding(DUPLICATE_KEY, Severity.ERROR, message, key.span, "remove one of the two")
        )

    def _scalar(self, event: Any) -> Scalar:
        text = event.value
        quoted = bool(event.style)  # plain is None in Python's own loader, '' in the C one
        return Scalar(text if quoted else plain_scalar(text), text, self._span(event, event), quoted)

    def _span(self, first: Any, last: Any) -> Span:
        start, end = first.start_mark, last.end_mark
        return self._source.span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _too_deep(span: Span) -> SyntaxFault:
    return SyntaxFault(f"not readable as YAML: it is nested deeper than {MAX_DEPTH} levels", span=span)


def plain_scalar(text: str) -> ScalarValue:
    """The value of an unquoted scalar in the core schema of YAML 1.2."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMERIC:
        return text
    if _INTEGER.match(text):
        return int(text) if len(text) < 4000 else text
    if _FLOAT.match(text):
        return float(text)
    return text


def _span(source: SourceMap, line: int, column: int, end_line: int, end_column: int) -> Span:
    return source.span(line + 1, column + 1, end_line + 1, end_column + 1)


def _syntax_fault(error: yaml.MarkedYAMLError, source: SourceMap) -> SyntaxFault:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    reason = error.problem or error.context or "it is malformed"
    return SyntaxFault(f"not readable as YAML: {reason}", span=_span(source, line, column, line, column))
