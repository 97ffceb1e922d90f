"""Small faults in a rendered flow, each made in the tree of its document.

A place is an action, by the file and name that it has in the templates, and the way from its body to a node: the same
fault is put into every rendering of the flow that has the place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from genesys_deploy.architect.expressions.conditions import conditions
from genesys_deploy.architect.expressions.lexer import Kind, Token, tokens
from genesys_deploy.architect.flow.catalogue import CATALOGUE
from genesys_deploy.source.document import Entry, Mapping, Node, Scalar, Sequence

Way = tuple[str | int, ...]

OTHER_STATES: Final = ("Known Customer_20", "Guest_40", "Review_30")
OTHER_OPERATORS: Final = {
    "==": "!=",
    "!=": "==",
    "<": "<=",
    "<=": "<",
    ">": ">=",
    ">=": ">",
    "and": "or",
    "or": "and",
    "!": "",
}
LISTS: Final = frozenset({"attributes", "statements", "acdSkills", "cases"})
SWAPS: Final = (("yes", "no"), ("success", "failure"), ("failure", "timeout"), ("success", "timeout"))


@dataclass(frozen=True, slots=True)
class Mutant:
    file: str
    action: str
    way: Way
    fault: str

    def __str__(self) -> str:
        way = ".".join(str(step) for step in self.way)
        return f"{self.file.rpartition('/')[2]}: {self.action}: {way}: {self.fault}"


def mutants(root: Node) -> tuple[Mutant, ...]:
    """Every fault that is known, once for each place."""
    found = (
        Mutant(file, action, way, fault)
        for file, action, way, node in _places(root, ("", ""), ())
        for fault, _ in _faults(node, way)
    )
    return tuple(dict.fromkeys(found))


def mutated(root: Node, mutant: Mutant) -> Node:
    """The document with the fault in it; the very same node where it has no such place."""
    changed = _rebuilt(root, ("", ""), (), mutant)
    assert changed is not None
    return changed


def _places(node: Node, action: tuple[str, str], way: Way) -> Iterator[tuple[str, str, Way, Node]]:
    if action[1] and way:
        yield (*action, way, node)
    for step, child in _children(node):
        place = _action_of(child)
        if place:
            yield (*place, (), child)
        yield from _places(child, *((place, ()) if place else (action, (*way, step))))


def _children(node: Node) -> Iterator[tuple[str | int, Node]]:
    match node:
        case Mapping(entries=entries):
            yield from ((entry.key.text, entry.value) for entry in entries)
        case Sequence(items=items):
            yield from ((_attribute_of(item) or index, item) for index, item in enumerate(items))


def _attribute_of(node: Node) -> str | None:
    """The name of a participant attribute: it tells more than its number does."""
    for step in ("attribute", "name", "lit"):
        node = node.get(step) or node if isinstance(node, Mapping) else node
    return node.text if isinstance(node, Scalar) else None


def _action_of(node: Node) -> tuple[str, str] | None:
    """Where an action is from, and its name."""
    if not isinstance(node, Mapping) or len(node.entries) != 1:
        return None
    (entry,) = node.entries
    name = entry.value.get("name") if isinstance(entry.value, Mapping) else None
    if entry.key.text not in CATALOGUE or not isinstance(name, Scalar):
        return None
    return entry.key.span.file, name.text


def _rebuilt(node: Node, action: tuple[str, str], way: Way, mutant: Mutant) -> Node | None:
    if (*action, way) == (mutant.file, mutant.action, mutant.way):
        faults = dict(_faults(node, way))
        return faults.get(mutant.fault, node)
    built = [(child, _child(child, step, action, way, mutant)) for step, child in _children(node)]
    if all(child is other for child, other in built):
        return node
    match node:
        case Mapping(entries=entries):
            pairs = zip(entries, built, strict=True)
            return Mapping(tuple(Entry(entry.key, other) for entry, (_, other) in pairs if other), node.span)
        case Sequence():
            return Sequence(tuple(other for _, other in built if other), node.span)
        case Scalar():
            return node


def _child(child: Node, step: str | int, action: tuple[str, str], way: Way, mutant: Mutant) -> Node | None:
    place = _action_of(child)
    return _rebuilt(child, *((place, ()) if place else (action, (*way, step))), mutant)


def _faults(node: Node, way: Way) -> Iterator[tuple[str, Node | None]]:
    if not way:
        yield "dropped", None
        return
    last = way[-1]
    match node:
        case Scalar() if last == "targetStateRef":
            yield from _other_states(node)
        case Scalar() if last == "exp":
            yield from _other_expressions(node)
        case Scalar() if "lit" in way:
            yield from _other_literal(node)
        case Mapping() if last == "outputs":
            yield from _swapped(node)
        case Mapping() if "var" in node.keys:
            yield "not taken", _no_value(node)
        case Mapping() if way[-2:-1] and way[-2] in LISTS:
            yield "dropped", None


def _other_states(node: Scalar) -> Iterator[tuple[str, Node]]:
    head, _, state = node.text.partition("[")
    other = next(name for name in OTHER_STATES if f"{name}]" != state)
    yield f"to {other}", _with(node, f"{head}[{other}]")


def _swapped(node: Mapping) -> Iterator[tuple[str, Node]]:
    for pair in SWAPS:
        if not set(pair).isdisjoint(node.keys):
            names = dict(zip(pair, reversed(pair), strict=True))
            entries = (
                Entry(_with(entry.key, names.get(entry.key.text, entry.key.text)), entry.value)
                for entry in node
            )
            yield f"{pair[0]} for {pair[1]}", Mapping(tuple(entries), node.span)


def _other_literal(node: Scalar) -> Iterator[tuple[str, Node]]:
    match node.value:
        case bool(value):
            yield "the other", Scalar(not value, str(not value).lower(), node.span)
        case int(value):
            yield "one more", Scalar(value + 1, str(value + 1), node.span)
        case str():
            yield "another text", _with(node, f"{node.text}x")


def _other_expressions(node: Scalar) -> Iterator[tuple[str, Node]]:
    text = node.text
    words = tokens(text)
    for word in words:
        for what, other in _other_words(word):
            changed = f"{text[: word.position]}{other}{text[word.end :]}"
            count = sum(earlier.text == word.text for earlier in words[: words.index(word) + 1])
            yield f"{what} #{count}", _with(node, changed)
    for condition in conditions(text):
        if text.count(condition.text) == 1 and not condition.text.startswith("!"):
            yield f"not {condition.text}", _with(node, text.replace(condition.text, f"(!({condition.text}))"))


def _other_words(word: Token) -> Iterator[tuple[str, str]]:
    if word.text in OTHER_OPERATORS:
        other = OTHER_OPERATORS[word.text]
        yield f"{word.text} becomes {other or 'nothing'}", other
    elif word.kind is Kind.NUMBER:
        yield f"{word.text} and one more", f"{word.text}1" if "." in word.text else str(int(word.text) + 1)
    elif word.kind is Kind.STRING:
        yield f"{word.text} becomes another text", f'{word.text[:-1]}x"'


def _with(node: Scalar, text: str) -> Scalar:
    return replace(node, value=text, text=text)


def _no_value(node: Node) -> Mapping:
    span = node.span
    return Mapping(
        (Entry(Scalar("noValue", "noValue", span), Scalar(value=True, text="true", span=span)),), span
    )
