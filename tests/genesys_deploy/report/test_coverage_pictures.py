from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from genesys_deploy.cli.test import command
from genesys_deploy.report.scenarios.page import coverage_page, coverage_svg
from genesys_deploy.report.scenarios.painting import PaintedFlow, painted_flows
from genesys_deploy.simulate.scenario import read_scenarios, run_scenarios
from genesys_deploy.simulate.scenario.coverage import Coverage, measure
from genesys_deploy.simulate.scenario.flows import Flows
from genesys_deploy.source.locate import find_project

FLOW = """\
inboundShortMessage:
  name: <Two> ways
  startUpRef: "/inboundShortMessage/states/state[S_10]"
  defaultLanguage: en-us
  supportedLanguages: {en-us: {defaultLanguageSkill: {noValue: true}}}
  settingsErrorHandling: {errorHandling: {disconnect: {none: true}}}
  states:
    - state:
        name: Start
        refId: S_10
        actions:
          - setParticipantData:
              name: Note
              attributes: [{attribute: {name: {lit: said}, value: {exp: 'If(Message.IsAuthenticated, "a", "b")'}}}]
          - decision:
              name: New?
              condition: {exp: Message.IsNewConversation}
              outputs:
                "yes":
                  actions:
                    - transferToAcd: {name: Q, targetQueue: {lit: {name: General}}, priority: {lit: 2}}
          - disconnect: {name: Bye}
"""
SCENARIOS = "flow: flow.yaml\nscenarios:\n  - {name: x, then: {queue: General}}\n"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "flow.yaml").write_text(FLOW, encoding="utf-8")
    (tmp_path / "s.yaml").write_text(SCENARIOS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def page(folder: Path) -> str:
    painted, coverage = painted_by(folder)
    return coverage_page(painted, coverage)


def painted_by(folder: Path) -> tuple[tuple[PaintedFlow, ...], Coverage]:
    file = read_scenarios(SCENARIOS, str(folder / "s.yaml"))
    results = list(run_scenarios([file], Flows(find_project(), watched=True)))
    coverage = measure(results)
    return painted_flows(results, coverage), coverage


def test_what_was_run_missed_and_not_fully_decided_is_painted(folder: Path) -> None:
    painted, _ = painted_by(folder)
    (one,) = painted
    root = ET.fromstring(coverage_svg(one))
    words = {
        found.findtext(f"{SVG}text[@class='title']"): found.get("class", "").split()[-1]
        for found in root.iter(f"{SVG}g")
        if "node" in found.get("class", "")
    }
    assert (words["Note"], words["New?"], words["Q"], words["Bye"]) == ("partly", "run", "run", "missed")


def test_the_page_counts_by_part_and_names_what_was_missed(page: str) -> None:
    row = re.search("<tr><td>Start</td>(.*?)</tr>", page)
    assert row is not None
    assert re.findall(">([^<]+)</td>", row[1]) == ["3 of 4", "1 of 2", "1 of 2"]
    assert "Message.IsAuthenticated is true" in page
    assert "New? → no" in page


def test_the_page_fetches_nothing_and_escapes_names(page: str) -> None:
    assert not re.search(r"""(src|href)=|url\(|@import""", page)
    assert "<Two>" not in page
    assert "&lt;Two&gt; ways" in page


@pytest.mark.parametrize(("name", "start"), [("c.svg", "<svg"), ("c.html", "<!doctype html>")])
def test_the_command_writes_the_picture(folder: Path, name: str, start: str) -> None:
    done = CliRunner().invoke(command, [str(folder / "s.yaml"), "--picture", str(folder / name)])
    assert done.exit_code == 0, done.output
    assert (folder / name).read_text(encoding="utf-8").startswith(start)


def test_one_svg_shows_one_flow(folder: Path) -> None:
    (folder / "other.yaml").write_text(FLOW.replace("<Two> ways", "Other"), encoding="utf-8")
    (folder / "t.yaml").write_text(SCENARIOS.replace("flow.yaml", "other.yaml"), encoding="utf-8")
    files = [str(folder / "s.yaml"), str(folder / "t.yaml")]
    done = CliRunner().invoke(command, [*files, "--picture", str(folder / "c.svg")])
    assert "name an .html file" in done.output
    done = CliRunner().invoke(command, [*files, "--picture", str(folder / "c.html")])
    assert done.exit_code == 0
    assert (folder / "c.html").read_text(encoding="utf-8").count("<svg") == 2
