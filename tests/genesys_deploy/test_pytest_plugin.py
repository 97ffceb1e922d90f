"""The plugin in real pytest runs of somebody else's project."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOW = """\
inboundShortMessage:
  name: Two ways
  startUpRef: "/inboundShortMessage/states/state[S_10]"
  defaultLanguage: en-us
  supportedLanguages: {en-us: {defaultLanguageSkill: {noValue: true}}}
  settingsErrorHandling: {errorHandling: {disconnect: {none: true}}}
  states:
    - state:
        name: Start
        refId: S_10
        actions:
          - decision:
              name: Greeting?
              condition: {exp: Message.Message.body == "hello"}
              outputs:
                "yes":
                  actions:
                    - transferToAcd: {name: Q, targetQueue: {lit: {name: General}}, priority: {lit: 2}}
          - disconnect: {name: Bye}
"""
SCENARIOS = """\
flow: flow.yaml
scenarios:
  - {name: A greeting waits, message: {text: hello}, then: {queue: General}}
  - name: The rest is dropped
    message: {text: <text>}
    then: {}
    rows: [{text: hi}, {text: bye}]
"""
FAILING = "flow: flow.yaml\nscenarios:\n  - {name: Wrong, message: {text: hello}, then: {queue: Other}}\n"
BROKEN = "flow: flow.yaml\nscenarios:\n  - {name: Wrong, then: {queu: Other}}\n"
ADDRESS = "flow: missing.yaml\nscenarios:\n  - {name: Lost, then: {}}\n"


def run_pytest(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        # The plugin comes by its name, whether the installed package already announces it or not.
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "pytest", "-p", "genesys_deploy.pytest_plugin", "-p", "no:cacheprovider"]
    return subprocess.run(
        [*command, "-v", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def project(folder: Path, files: dict[str, str], ini: str = "") -> Path:
    for name, text in {"pytest.ini": f"[pytest]\n{ini}", "flow.yaml": FLOW, **files}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_each_row_is_a_test(tmp_path: Path) -> None:
    done = run_pytest(project(tmp_path, {"a.scenario.yaml": SCENARIOS}))
    assert done.returncode == 0, done.stdout
    for name in ("A greeting waits", "The rest is dropped", "The rest is dropped [2]"):
        assert f"a.scenario.yaml::{name} PASSED" in done.stdout


def test_a_named_folder_holds_scenarios_whatever_their_names(tmp_path: Path) -> None:
    files = {"flows/flow.yaml": FLOW, "checks/a.yaml": SCENARIOS.replace("flow.yaml", "../flow.yaml")}
    done = run_pytest(project(tmp_path, files, "genesys_scenarios = checks\n"))
    assert done.returncode == 0, done.stdout
    assert "3 passed" in done.stdout


def test_other_yaml_files_are_left_alone(tmp_path: Path) -> None:
    assert "collected 0 items" in run_pytest(project(tmp_path, {"checks/a.yaml": SCENARIOS})).stdout


def test_a_failure_tells_what_differs_and_the_way_with_its_places(tmp_path: Path) -> None:
    done = run_pytest(project(tmp_path, {"a.scenario.yaml": FAILING}))
    assert done.returncode == 1
    assert "queue is 'General', not 'Other'" in done.stdout
    assert 'Message.Message.body == "hello"' in done.stdout
    assert "flow.yaml:12:" in done.stdout
    assert "Traceback" not in done.stdout
    assert "FAILED a.scenario.yaml::Wrong" in done.stdout


@pytest.mark.parametrize(
    ("text", "message"),
    [(BROKEN, 'unknown key "queu" in scenario.then'), (ADDRESS, "there is no flow")],
)
def test_what_is_wrong_with_a_file_is_one_message(tmp_path: Path, text: str, message: str) -> None:
    done = run_pytest(project(tmp_path, {"a.scenario.yaml": text}))
    assert done.returncode in {1, 2}
    assert message in done.stdout
    assert "Traceback" not in done.stdout


def test_a_project_that_cannot_be_read_is_one_message(tmp_path: Path) -> None:
    folder = project(tmp_path, {"a.scenario.yaml": SCENARIOS, "genesys-deploy.yaml": "extend: package\n"})
    done = run_pytest(folder)
    assert done.returncode in {1, 2}
    assert 'did you mean "extends"?' in done.stdout
    assert "Traceback" not in done.stdout


def test_scenarios_are_chosen_by_name(tmp_path: Path) -> None:
    done = run_pytest(project(tmp_path, {"a.scenario.yaml": SCENARIOS}), "-k", "greeting")
    assert "1 passed, 2 deselected" in done.stdout


def test_the_project_s_own_scenarios_run_by_channel() -> None:
    done = run_pytest(
        ROOT,
        "-c",
        os.devnull,
        "--rootdir",
        str(ROOT),
        "-o",
        "genesys_scenarios=flows/scenarios",
        "flows/scenarios/bots.yaml",
    )
    assert done.returncode == 0, done.stdout
    assert "known_bot by default PASSED" in done.stdout


def test_without_scenario_files_the_simulator_is_not_imported() -> None:
    code = (
        "import sys, genesys_deploy.pytest_plugin\n"
        "print([name for name in sys.modules if name.startswith('genesys_deploy.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['genesys_deploy.pytest_plugin']"


def test_the_package_announces_the_plugin() -> None:
    announced = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "entry-points"
    ]
    assert announced["pytest11"] == {"genesys_scenarios": "genesys_deploy.pytest_plugin"}
