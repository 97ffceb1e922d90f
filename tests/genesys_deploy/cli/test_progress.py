"""The line of progress on a terminal."""

from __future__ import annotations

import sys

import click
import pytest

from genesys_deploy.cli.progress import LiveLine


@pytest.mark.parametrize("colour", [None, False])
@pytest.mark.parametrize(
    ("text", "shown"),
    [("a queue", "a queue"), ("a queue of a name that goes beyond", "a queue of a name …")],
)
def test_a_line_can_be_cleared_again(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    colour: bool | None,
    text: str,
    shown: str,
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "20")
    with click.Context(click.Command("apply"), color=colour), LiveLine() as line:
        line.show(text)
    assert capsys.readouterr().err == f"\r\x1b[2K{shown}\r\x1b[2K"
