"""From a template's text to its nodes, by the grammar of Velocity 1.7."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.data_action.velocity.cursor import IDENTIFIER, Cursor
from genesys_deploy.data_action.velocity.expression_parser import REFERENCE_START, ExpressionParser
from genesys_deploy.data_action.velocity.nodes import (
    Block,
    Break,
    Expression,
    ForEach,
    If,
    Node,
    Property,
    Reference,
    Set,
    Stop,
    Text,
    UnknownDirective,
)
from genesys_deploy.data_action.velocity.signs import (
    ARGUMENTS_START,
    BLOCK_COMMENT,
    CONFUSING,
    DIRECTIVE_WORD,
    INDENTED_SET,
    LINE_COMMENT,
    LOST_MARK,
    RAW,
    SPECIAL,
    STRAY,
    UNESCAPING,
    ends_astray,
)

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["MODELLED_DIRECTIVES", "UNMODELLED_DIRECTIVES", "parse"]

_ENDS = frozenset({"end", "else", "elseif"})
MODELLED_DIRECTIVES = frozenset({"if", "set", "foreach", "break", "stop"}) | _ENDS
UNMODELLED_DIRECTIVES = frozenset({"macro", "define", "evaluate", "include", "parse", "literal"})
_KNOWN = MODELLED_DIRECTIVES | UNMODELLED_DIRECTIVES


def parse(text: str) -> Block:
    """Read a whole template.

    Raises:
        TemplateError: what Velocity could not parse either.
    """
    return _parse_all(Cursor(text))


def _parse_all(cursor: Cursor) -> Block:
    parser = _TemplateParser(cursor)
    nodes, end = parser.block()
    if end is not None:
        cursor.fail(f'"#{end}" closes nothing')
    return nodes


def _is_waited_for(reference: Reference) -> bool:
    """Whether the lexer takes what comes for a part of it: of one with a property, without braces or a call at its end."""
    return reference.literal[-1] not in "})" and any(isinstance(step, Property) for step in reference.steps)


class _TemplateParser:
    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self._expressions = ExpressionParser(cursor, _parse_all)
        self._waiting = False
        """After `$a.b` Velocity's lexer waits for more of it until some text comes: `##` and `[` mean others then."""

    def block(self) -> tuple[Block, str | None]:
        """Nodes up to `#end`, `#else` or `#elseif`, and which of them it was; None at the end of the text."""
        cursor = self._cursor
        nodes: list[Node] = []
        while (found := SPECIAL.search(cursor.text, cursor.at)) is not None:
            if not INDENTED_SET.match(cursor.text, cursor.at):
                self._add_plain(nodes, cursor.text[cursor.at : found.start()])
            cursor.at = found.start(2)
            if found[2] == "$":
                self._add_reference(nodes, found[1])
            elif (end := self._add_directive(nodes, found[1])) is not None:
                return tuple(nodes), end
        self._add_plain(nodes, cursor.text[cursor.at :])
        cursor.at = len(cursor.text)
        return tuple(nodes), None

    def _add_plain(self, nodes: list[Node], text: str) -> None:
        if self._waiting and text.startswith(("[", "(")):
            what = f'"{text[0]}" behind a reference without braces'
            self._cursor.fail(what, "Velocity takes it for a part of the reference: use ${…}")
        self._waiting = self._waiting and not text
        self._add_text(nodes, text)

    def _add_text(self, nodes: list[Node], text: str) -> None:
        if not text:
            return
        last = nodes[-1] if nodes else None
        if isinstance(last, Text):
            nodes[-1] = Text(last.value + text)
        else:
            nodes.append(Text(text))

    def _add_reference(self, nodes: list[Node], backslashes: str) -> None:
        cursor = self._cursor
        if backslashes and cursor.sees("$$"):
            cursor.fail(f"a backslash before {cursor.seen()} confuses Velocity", "put a blank between")
        if REFERENCE_START.match(cursor.text, cursor.at):
            reference = self._expressions.reference(len(backslashes))
            self._waiting = self._waiting or _is_waited_for(reference)
            nodes.append(reference)
        else:
            self._add_stray(nodes, backslashes)

    def _add_stray(self, nodes: list[Node], backslashes: str) -> None:
        """A `$` or `#` that starts nothing is text; but Velocity's lexer fails on one that ends a template."""
        cursor = self._cursor
        if CONFUSING.match(cursor.text, cursor.at):
            cursor.fail(f"{cursor.seen()} confuses Velocity, which loses text here", "put a blank between")
        if not cursor.in_quotes and STRAY.match(cursor.text, cursor.at):
            cursor.fail(f"nothing follows {cursor.seen()}", "Velocity cannot read a template that ends so")
        self._waiting = False
        stray = cursor.match(LOST_MARK)
        self._add_text(nodes, backslashes + cursor.text[cursor.at if stray is None else cursor.at - 2])
        cursor.at += stray is None
        if behind := cursor.match(UNESCAPING):
            self._add_text(nodes, behind[0])

    def _add_directive(self, nodes: list[Node], backslashes: str) -> str | None:
        cursor = self._cursor
        word = DIRECTIVE_WORD.match(cursor.text, cursor.at)
        if word is None:
            self._add_comment_or_text(nodes, backslashes)
            return None
        name = word[1] or word[2]
        if name not in _KNOWN or (name == "set" and not ARGUMENTS_START.match(cursor.text, word.end())):
            self._add_text(nodes, backslashes)
            self._add_unknown(nodes, name, word.end(), escaped=len(backslashes) % 2 == 1)
            return None
        halved = name != "set" or len(backslashes) % 2
        self._add_text(nodes, backslashes[: len(backslashes) // 2] if halved else backslashes)
        cursor.at = word.end()
        if len(backslashes) % 2:
            self._add_text(nodes, word[0])
            return None
        if name in _ENDS:
            return name
        self._add_known(nodes, name, word.start())
        return None

    def _add_known(self, nodes: list[Node], name: str, start: int) -> None:
        readers: dict[str, Callable[[], Node]] = {
            "if": self._if, "set": self._set, "foreach": self._foreach, "break": Break, "stop": Stop,
        }  # fmt: skip
        if name in {"break", "stop"} and self._cursor.sees("("):
            self._cursor.fail(f"#{name} with an argument is not modelled")
        if name not in readers:
            self._cursor.at = start
            self._cursor.fail(f"#{name} is not modelled", "the platform's documentation does not use it")
        nodes.append(readers[name]())

    def _add_comment_or_text(self, nodes: list[Node], backslashes: str) -> None:
        cursor = self._cursor
        if self._waiting and cursor.sees("##"):
            cursor.fail(
                '"##" is no comment behind a reference without braces', "use ${…}, or put a blank before it"
            )
        if found := cursor.match(LINE_COMMENT) or cursor.match(BLOCK_COMMENT):
            self._add_text(nodes, backslashes)
            if cursor.ended and not cursor.in_quotes and ends_astray(found[0]):
                cursor.fail("the comment ends the template with a sign of Velocity's", "end it with a line")
        elif cursor.sees("#[["):
            self._add_text(nodes, backslashes)
            raw = cursor.match(RAW)
            if raw is None:
                cursor.fail("the raw text has no end", 'close it with "]]#"')
            self._add_text(nodes, raw[1])
        else:
            self._add_stray(nodes, backslashes)

    def _add_unknown(self, nodes: list[Node], name: str, end: int, *, escaped: bool) -> None:
        """Velocity takes `#name(…)` for a macro's call and prints it as written where there is no such macro."""
        cursor = self._cursor
        start, offset = cursor.at, cursor.offset
        cursor.at = end
        if not escaped and cursor.match(ARGUMENTS_START):
            self._skip_arguments()
        nodes.append(UnknownDirective(name, cursor.text[start : cursor.at], offset))

    def _skip_arguments(self) -> None:
        cursor = self._cursor
        cursor.skip_space()
        while not cursor.takes(")"):
            self._expressions.operand()
            cursor.skip_space()
            cursor.takes(",")
            cursor.skip_space()

    def _condition(self, directive: str) -> Expression:
        cursor = self._cursor
        cursor.skip_space()
        cursor.expect("(", f"after #{directive}")
        condition = self._expressions.expression()
        self._close(directive)
        return condition

    def _close(self, directive: str) -> None:
        cursor = self._cursor
        cursor.skip_space()
        cursor.expect(")", f"to end #{directive}")
        cursor.skip_line_end()

    def _body(self, directive: str, offset: int) -> tuple[Block, str]:
        cursor = self._cursor
        cursor.descend()
        nodes, end = self.block()
        cursor.ascend()
        if end is None:
            cursor.at = offset
            cursor.fail(f"#{directive} has no #end")
        if end != "elseif":
            cursor.skip_line_end()
        return nodes, end

    def _if(self) -> If:
        start = self._cursor.at
        branches: list[tuple[Expression, Block]] = []
        end = "elseif"
        while end == "elseif":
            condition = self._condition("if")
            body, end = self._body("if", start)
            branches.append((condition, body))
        otherwise: Block = ()
        if end == "else":
            otherwise, end = self._body("if", start)
        if end != "end":
            self._cursor.fail(f"#{end} after #else")
        return If(tuple(branches), otherwise)

    def _set(self) -> Set:
        cursor = self._cursor
        cursor.match(ARGUMENTS_START)
        cursor.skip_space()
        target = self._reference("#set needs a reference to set")
        cursor.skip_space()
        cursor.expect("=", "in #set")
        value = self._expressions.expression()
        self._close("set")
        return Set(target, value)

    def _foreach(self) -> ForEach:
        cursor = self._cursor
        start = cursor.at
        cursor.skip_space()
        cursor.expect("(", "after #foreach")
        cursor.skip_space()
        variable = self._reference("#foreach needs a reference to loop with")
        cursor.skip_space()
        word = cursor.match(IDENTIFIER)
        if word is None:
            cursor.fail('"in" expected in #foreach')
        source = self._expressions.expression()
        self._close("foreach")
        body, end = self._body("foreach", start)
        if end != "end":
            cursor.fail(f"#{end} inside of #foreach")
        return ForEach(variable.name, source, body)

    def _reference(self, needed: str) -> Reference:
        if not REFERENCE_START.match(self._cursor.text, self._cursor.at):
            self._cursor.fail(needed)
        return self._expressions.reference()
