"""Runs what CI files say, their own shell lines, as far as these tests need: a small part of GitHub's and GitLab's runners."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import yaml

__all__ = ["GitHub", "GitLab", "Ran", "fake_commands"]

ACTION = "./.github/actions/genesys-deploy"
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


@dataclass(frozen=True)
class Ran:
    code: int
    out: str


def fake_commands(folder: Path) -> Path:
    """`genesys-deploy` and `python` of this interpreter; `pip` installs nothing; `gh` and `curl` keep comments in a file."""
    folder.mkdir()
    comments = Path(__file__).with_name("comments.py")
    for name, line in (
        ("genesys-deploy", f'exec "{sys.executable}" -m genesys_deploy "$@"'),
        ("python", f'[ "$2" = pip ] && exit 0; exec "{sys.executable}" "$@"'),
        ("gh", f'exec "{sys.executable}" "{comments}" gh "$@"'),
        ("curl", f'exec "{sys.executable}" "{comments}" curl "$@"'),
    ):
        file = folder / name
        file.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        file.chmod(0o755)
    return folder


@dataclass
class Machine:
    """`root` is the checkout; `environment` what the shell gets besides what the files give it."""

    root: Path
    commands: Path
    environment: dict[str, str]
    said: list[str] = field(default_factory=list)

    def shell(self, script: str, given: Mapping[str, str]) -> int:
        kept = {name: os.environ[name] for name in ("HOME", "PYTHONPATH") if name in os.environ}
        path = f"{self.commands}:{os.environ['PATH']}"
        done = subprocess.run(
            [shutil.which("bash") or "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.root,
            env={**kept, "PATH": path, "LANG": "C.UTF-8", **self.environment, **given},
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
        self.said.append(done.stdout + done.stderr)
        return done.returncode


@dataclass
class GitHub(Machine):
    """`event` is GitHub's; `secrets` are those of each environment; `artifacts` is where jobs leave files."""

    event: dict[str, Any] = field(default_factory=dict)
    secrets: dict[str, dict[str, str]] = field(default_factory=dict)
    regions: dict[str, str] = field(default_factory=dict)

    def job(self, workflow: str, name: str) -> list[Ran]:
        """Each run of a job, one for each point of its matrix; none where its condition does not hold."""
        file = self.root / ".github" / "workflows" / f"{workflow}.yml"
        job = yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"][name]
        matrix = job.get("strategy", {}).get("matrix", {})
        points = [dict(zip(matrix, values, strict=True)) for values in product(*matrix.values())]
        return [self._run(job, point) for point in points if self._holds(job.get("if"), {}, failed=False)]

    def _run(self, job: Mapping[str, Any], matrix: Mapping[str, str]) -> Ran:
        contexts: dict[str, Any] = {"github": self._github(), "matrix": matrix, "secrets": {}}
        environment = self._filled(job.get("environment", ""), contexts)
        contexts["secrets"] = self.secrets.get(environment, {})
        region = self.regions.get(environment, "")
        code, self.said = 0, []
        for step in job["steps"]:
            if self._holds(step.get("if"), contexts, failed=code != 0):
                code = self._step(step, contexts, {"GENESYSCLOUD_REGION": region}) or code
        return Ran(code, "".join(self.said))

    def _step(self, step: Mapping[str, Any], contexts: dict[str, Any], given: dict[str, str]) -> int:
        given = {**given, **self._texts(step.get("env", {}), contexts)}
        if "run" in step:
            return self.shell(self._filled(step["run"], contexts), {**self._files(), **given})
        if step["uses"] == ACTION:
            return self._action(self._texts(step.get("with", {}), contexts), contexts, given)
        assert not step["uses"].startswith("."), step
        return 0

    def _action(self, inputs: Mapping[str, str], contexts: dict[str, Any], given: dict[str, str]) -> int:
        action = yaml.safe_load((self.root / ACTION / "action.yml").read_text(encoding="utf-8"))
        defaults = {
            name: self._filled(one.get("default", ""), contexts) for name, one in action["inputs"].items()
        }
        assert set(inputs) <= set(defaults)
        inside = {**contexts, "inputs": {**defaults, **inputs}}
        code = 0
        for step in action["runs"]["steps"]:
            if code == 0 and self._holds(step.get("if"), inside, failed=False):
                code = self._step(step, inside, given)
        return code

    def _files(self) -> dict[str, str]:
        folder = self.commands.parent
        return {
            "GITHUB_OUTPUT": str(folder / "output"),
            "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
            "RUNNER_TEMP": str(folder),
            "GITHUB_REPOSITORY": "team/social-care",
        }

    def _github(self) -> dict[str, Any]:
        return {
            "repository": "team/social-care",
            "token": "a-token",
            "event_name": "pull_request",
            "event": self.event,
        }

    def _texts(self, texts: Mapping[str, Any], contexts: Mapping[str, Any]) -> dict[str, str]:
        return {name: self._filled(text, contexts) for name, text in texts.items()}

    def _filled(self, text: Any, contexts: Mapping[str, Any]) -> str:
        return _EXPRESSION.sub(lambda found: str(self._value(found[1], contexts)), str(text))

    def _holds(self, condition: str | None, contexts: Mapping[str, Any], *, failed: bool) -> bool:
        if condition is None:
            return not failed
        terms = [term.strip() for term in condition.split("&&")]
        if failed and "always()" not in terms:
            return False
        known = {"github": self._github(), **contexts}
        return all(self._is_true(term, known) for term in terms if term != "always()")

    def _is_true(self, term: str, contexts: Mapping[str, Any]) -> bool:
        one, equals, other = (part.strip() for part in term.partition("=="))
        assert equals, term
        return bool(self._value(one, contexts) == self._value(other, contexts))

    def _value(self, expression: str, contexts: Mapping[str, Any]) -> Any:
        if expression.startswith("'"):
            return expression.strip("'")
        value: Any = contexts
        for name in expression.split("."):
            assert re.fullmatch(r"[A-Za-z_-]+", name), expression
            value = value.get(name, "") if isinstance(value, Mapping) else ""
        return value


@dataclass
class GitLab(Machine):
    def job(self, name: str, variables: Mapping[str, str]) -> Ran:
        """One run of a job, with these variables of its pipeline, environment and matrix."""
        pipeline = yaml.safe_load((self.root / ".gitlab-ci.yml").read_text(encoding="utf-8"))
        script = [*pipeline["default"]["before_script"], *pipeline[name]["script"]]
        self.said = []
        code = self.shell("\n".join(script), variables)
        return Ran(code, "".join(self.said))
