from __future__ import annotations

import pytest

from genesys_deploy.report.findings import Terminal
from genesys_deploy.source.finding import Finding, Severity
from genesys_deploy.source.span import Position, Span

TEXTS = {"flows/a b.yaml": "name: x\n  exp: Flow.tir\n"}

EXPECTED = """\
flows/a b.yaml:2:8: error: there is no variable "Flow.tir" [unknown-variable]
    2 |   exp: Flow.tir
      |        ^^^^^^^^
    = did you mean "Flow.tier"?

flows/a b.yaml:1:1: warning: Flow.x is never read [unread-variable]
    1 | name: x
      | ^^^^

flows/c.yaml:9:1: note: nothing is known of <queues> [unchecked-reference]

error: the folder is empty [wrong-shape]

2 errors, 1 warning, 1 note in 2 files
"""


def test_shows_place_line_mark_and_remedy(findings: tuple[Finding, ...]) -> None:
    assert Terminal(TEXTS).render(findings) == EXPECTED


def test_says_so_when_there_is_nothing() -> None:
    assert Terminal().render(()) == "no findings\n"


def test_colours_only_when_asked(findings: tuple[Finding, ...]) -> None:
    assert "\x1b[" not in Terminal(TEXTS).render(findings)
    assert "\x1b[1;31merror\x1b[0m" in Terminal(TEXTS, colour=True).render(findings)


@pytest.mark.parametrize(
    ("line", "column", "length", "shown", "mark"),
    [
        ("a: 日本語x", 7, 1, "a: 日本語x", "         ^"),
        ("\tkey: v", 2, 3, " key: v", " ^^^"),
        ("a: \x1b[31mred", 4, 1, "a: �[31mred", "   ^"),
        ("a: user\u202etxt", 4, 4, "a: user�txt", "   ^^^^"),
        ("short", 40, 2, "short", "     ^"),
        (
            "x" * 60 + "NEEDLE" + "y" * 200,
            61,
            6,
            "…" + "x" * 30 + "NEEDLE" + "y" * 64 + "…",
            " " * 31 + "^" * 6,
        ),
        ("needle" + "y" * 200, 1, 6, "needle" + "y" * 94 + "…", "^" * 6),
    ],
)
def test_the_mark_stands_under_the_place(line: str, column: int, length: int, shown: str, mark: str) -> None:
    finding = Finding("r", Severity.ERROR, "m", Span.at("f", 1, column, length))
    drawn = Terminal({"f": line}).render([finding]).splitlines()
    assert drawn[1:3] == [f"    1 | {shown}".rstrip(), f"      | {mark}"]


def test_a_place_of_several_lines_is_marked_to_the_end_of_the_first() -> None:
    finding = Finding("r", Severity.ERROR, "m", Span("f", Position(1, 3), Position(2, 2)))
    assert "      |   ^^^" in Terminal({"f": "a bcd\nef"}).render([finding]).splitlines()


def test_a_message_cannot_act_on_the_terminal() -> None:
    finding = Finding("r", Severity.ERROR, "name \x1b]0;owned\x07", Span.whole("f\x1b[2J"), "hint \x1b[1m")
    assert "\x1b" not in Terminal().render([finding])


def test_what_a_message_draws_stands_below_its_sentence() -> None:
    finding = Finding("r", Severity.ERROR, 'no function "Trimm"\n  Trimm("b")\n  ^', hint="two\nlines")
    assert Terminal().render([finding]).splitlines()[:5] == [
        'error: no function "Trimm" [r]',
        '      Trimm("b")',
        "      ^",
        "    = two",
        "      lines",
    ]
