"""Errors in one form, whoever found them, and no colour where nobody wants it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from genesys_deploy.cli.failing import tell_error
from genesys_deploy.source.locate import find_project
from tests.genesys_deploy.cli.conftest import Run


@pytest.mark.parametrize(
    ("arguments", "first", "last"),
    [
        (["rendr"], 'error: No such command "rendr"; did you mean "render"?', '"genesys-deploy --help"'),
        (["plan", "--foo"], "error: No such option '--foo'", '"genesys-deploy plan --help"'),
        (
            ["validate", "nowhere.yaml"],
            "error: Invalid value for '[PATHS]...'",
            '"genesys-deploy validate --help"',
        ),
        (["action", "request"], "error: Missing argument", '"genesys-deploy action request --help"'),
        (["rollback", "0"], "error: Invalid value for '[RELEASE]': 0", '"genesys-deploy rollback --help"'),
        (["plan", "--settings", "nowhere"], "error: there are no settings nowhere", "there are: "),
        (["render"], "error: name a folder (--out)", '"genesys-deploy render --help"'),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_errors_have_one_form(run: Run, arguments: list[str], first: str, last: str) -> None:
    ran = run(*arguments)
    lines = ran.err.splitlines()
    assert (ran.code, ran.out, len(lines)) == (1, "", 2)
    assert lines[0].startswith(first)
    assert lines[1].startswith(f"  {last}")


@pytest.mark.parametrize("arguments", [[], ["action"]], ids=" ".join)
def test_a_group_without_a_command_tells_what_there_is(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"Usage: {' '.join(['genesys-deploy', *arguments])} [OPTIONS] COMMAND")
    assert "Commands:" in ran.err


def test_a_fault_of_the_program_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        tell_error(ZeroDivisionError())


COLOURED = (
    ["plan", "--foo"],
    ["validate", "--channel", "twitter"],
    ["test", "flows/scenarios/returning.yaml", "-v"],
    ["simulate", "--text", "hello"],
    ["expr", "1 + 1"],
)


@pytest.mark.skipif(os.name == "nt", reason="there is no pseudo-terminal")
@pytest.mark.parametrize("arguments", COLOURED, ids=lambda arguments: arguments[0])
def test_no_color_is_respected(arguments: list[str]) -> None:
    assert "\x1b[" in at_a_terminal(arguments, {})
    assert "\x1b[" not in at_a_terminal(arguments, {"NO_COLOR": "1"})


def at_a_terminal(arguments: list[str], env: dict[str, str]) -> str:
    """What a command writes to a terminal."""
    terminal, end = pty.openpty()
    clean = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with subprocess.Popen(
        [sys.executable, "-m", "genesys_deploy", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=end,
        stderr=end,
        env={**clean, "TERM": "xterm", **env},
        cwd=find_project().root,
    ) as process:
        os.close(end)
        written = b""
        while part := read(terminal):
            written += part
        process.wait(timeout=60)
    os.close(terminal)
    return written.decode()


def read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed
        return b""
