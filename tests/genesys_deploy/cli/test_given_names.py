"""Names and files that are not what a command takes them for: told, with the nearest that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from genesys_deploy.cli.demo import _lines
from tests.genesys_deploy.cli.conftest import Run


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (
            ["--answer", "Resolve Identty=timeout"],
            1,
            'calls no Data Action "Resolve Identty"; did you mean "Resolve Id',
        ),
        (["--answer", "Weather=timeout"], 1, 'calls no Data Action "Weather"; it has Check Bot, Create Lead'),
        (
            ["--attribute", "context.handl=x"],
            0,
            'does not read the attribute "context.handl"; did you mean "context.h',
        ),
        (
            ["--attribute", "weather=fine"],
            0,
            'does not read the attribute "weather"; it has context.handle, ',
        ),
        (["--attribute", "context.handle=x", "--answer", "Resolve Identity=timeout"], 0, ""),
    ],
)
def test_a_mistyped_name_is_not_swallowed(run: Run, arguments: list[str], code: int, told: str) -> None:
    ran = run("simulate", "--text", "hello", *arguments)
    assert ran.code == code
    assert told in ran.err
    assert bool(told) == bool(ran.err)


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (
            "data_actions/get-account.yaml",
            'this is a Data Action, not a flow\n  "genesys-deploy action request',
        ),
        ("flows/settings/demo.yaml", "is no kind of flow that is known"),
    ],
)
@pytest.mark.parametrize(
    "command", [["graph"], ["simulate", "--text", "hello"]], ids=lambda command: command[0]
)
def test_a_file_that_is_no_flow(run: Run, command: list[str], file: str, told: str) -> None:
    ran = run(*command, file)
    assert (ran.code, ran.out) == (1, "")
    assert told in ran.err


def test_an_exported_data_action_is_no_flow_either(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "action.json"
    file.write_text('{"name": "A", "config": {}, "contract": {}}', encoding="utf-8")
    assert "this is a Data Action, not a flow" in run("graph", str(file)).err


LIVE = """\
flow: twitter
scenarios:
  - name: Asked itself
    world: {Check Bot: live}
    then: {queue: Guest_Social_Queue}
"""


@pytest.mark.parametrize(("text", "told"), [(LIVE, False), (LIVE.replace("live", "timeout"), True)])
def test_live_that_asks_nobody_is_told(run: Run, tmp_path: Path, *, text: str, told: bool) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    ran = run("test", str(file), "--live", "http://127.0.0.1:9", env={"IRP_API_KEY": "key"})
    assert ("--live asks nobody" in ran.err) == told


JOURNEY = (
    "Check Bot ✓ →",
    "Resolve Identity ✓ →",
    "Guest →",
    "Guest_Social_Queue",
    "(priority 0)",
    " [guest]",
)


@pytest.mark.parametrize(
    ("columns", "lines"),
    [
        (None, ["✓ a title " + " ".join(JOURNEY)]),
        (120, ["✓ a title " + " ".join(JOURNEY)]),
        (
            60,
            [
                "✓ a title",
                "    Check Bot ✓ → Resolve Identity ✓ → Guest →",
                "    Guest_Social_Queue (priority 0) [guest]",
            ],
        ),
        (10, ["✓ a title", *(f"    {part.strip()}" for part in JOURNEY)]),
    ],
)
def test_a_journey_fits_the_terminal(columns: int | None, lines: list[str]) -> None:
    assert list(_lines("✓ a title", JOURNEY, columns)) == lines
