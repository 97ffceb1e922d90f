"""Where an expression decides: the operands of `and` and `or`, the conditions of `If` and of `? :`.

An operand that is itself an `and` or `or` decides nothing that its own operands do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.lexer import Kind, tokens
from genesys_deploy.architect.expressions.nodes import Call, Literal, Node, Property, Tree
from genesys_deploy.architect.expressions.parser import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from genesys_deploy.architect.expressions.lexer import Token

__all__ = ["Condition", "conditions"]

_CONNECTIVES: Final = frozenset({"and", "or"})
_CHOICES: Final = frozenset({"if", "?"})
_OPENING: Final = frozenset({"(", "["})
_CLOSING: Final = frozenset({")", "]"})


@dataclass(frozen=True, slots=True)
class Condition:
    """Part of an expression, as written; `index` is its node's in the tree."""

    index: int
    text: str


@lru_cache(maxsize=2_048)
def conditions(text: str) -> tuple[Condition, ...]:
    """Every condition whose value is not written out, in the order in which they are evaluated.

    Raises:
        ExpressionError: the text is no expression.
    """
    tree = parse(text)
    found = sorted(set(_indices(tree)))
    if not found:
        return ()
    words = tokens(tree.text)
    return tuple(Condition(index, _written(tree.nodes[index], tree.text, words)) for index in found)


def _indices(tree: Tree) -> Iterator[int]:
    stack: list[int] = []
    for index, node in enumerate(tree.nodes):
        start = len(stack) - len(_made_of(node))
        operands = stack[start:]
        stack[start:] = [index]
        if isinstance(node, Call):
            yield from (operand for operand in _deciding(node, operands) if _is_open(tree.nodes[operand]))


def _made_of(node: Node) -> tuple[Node, ...]:
    match node:
        case Call(arguments=arguments):
            return arguments
        case Property(target=target):
            return (target,)
    return ()


def _deciding(node: Call, operands: Sequence[int]) -> Sequence[int]:
    if node.is_operator and node.name in _CONNECTIVES:
        return operands
    return operands[:1] if node.name.lower() in _CHOICES else ()


def _is_open(node: Node) -> bool:
    match node:
        case Literal():
            return False
        case Call(name=name, is_operator=True):
            return name not in _CONNECTIVES
    return True


def _written(node: Node, text: str, words: Sequence[Token]) -> str:
    """The node's part of the text, without parentheses around the whole of it."""
    places = {part.position for part in _parts(node)}
    inside = [number for number, word in enumerate(words) if word.position in places]
    first, last = inside[0], inside[-1]
    if words[last + 1].text == "(":  # a call without arguments
        last += 1
    missing = -min(0, *accumulate(map(_depth, words[first : last + 1])))
    while missing:
        first -= 1
        missing -= _depth(words[first])
    depth = sum(map(_depth, words[first : last + 1]))
    while depth:
        last += 1
        depth += _depth(words[last])
    if words[last].text == "-":  # of a negative number
        last += 1
    return text[words[first].position : words[last].end]


def _parts(node: Node) -> Iterator[Node]:
    todo = [node]
    while todo:
        part = todo.pop()
        yield part
        todo += _made_of(part)


def _depth(word: Token) -> int:
    if word.kind is not Kind.SYMBOL:
        return 0
    return (word.text in _OPENING) - (word.text in _CLOSING)
