"""Carries out a page of changes: each edit of its diffs, each command, and what it prints.

    python -m tests.end_to_end.walkthrough docs/daily-changes.md

writes the page anew with what the commands print now.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from genesys_deploy.local_org.server import RunningOrg, serve
from genesys_deploy.source.locate import find_project

__all__ = ["Page", "Section", "Workshop", "applied_org", "as_compared", "walked", "workshop"]

TEST, PROD = "http://127.0.0.1:8080", "http://127.0.0.1:8090"
"""How the page calls the org in which the project has been applied, and one where there is nothing yet."""
BLOCK = re.compile(r"^```(?P<kind>diff|console)\n(?P<text>.*?)^```\n", re.MULTILINE | re.DOTALL)
TIME = re.compile(r"^Time: .*$", re.MULTILINE)
VARYING = re.compile(
    r"\b[0-9a-f]{64}\b|\b[0-9a-f]{12}\b|\d{4}-\d\d-\d\d[T ][\d:]+(?:\+00:00| UTC)?|\d+\.\d+ s\b"
)
"""Hashes, moments and durations are as they come."""
STORE = "org.json"
SAME = "… the same for the other {}"
FLOW = re.compile(r'^[+~] \w+ flow "Social Identity - [^"]+"')
VARIABLES = {
    "IRP_API_KEY": "the-irp-key",
    "OPEN_MESSAGING_SECRET": "the-signature",
    "GITHUB_ACTOR": "ada",
    "GITHUB_SHA": "4f1c0d2e8b7a0123456789abcdef0123456789ab",
    "GENESYSCLOUD_OAUTHCLIENT_ID": "local-client",
    "GENESYSCLOUD_OAUTHCLIENT_SECRET": "local-secret",
}
SECRET = ("IRP_API_KEY", "OPEN_MESSAGING_SECRET", "GENESYSCLOUD_OAUTHCLIENT_SECRET")


@dataclass(frozen=True)
class Section:
    """What stands under a heading."""

    title: str
    text: str


@dataclass(frozen=True)
class Page:
    introduction: str
    sections: tuple[Section, ...]

    @classmethod
    def read(cls, text: str) -> Page:
        introduction, *rest = re.split(r"^(?=## )", text, flags=re.MULTILINE)
        return cls(introduction, tuple(Section(one.partition("\n")[0][3:], one) for one in rest))


@dataclass
class Workshop:
    """A copy of the project, and two orgs."""

    folder: Path
    orgs: dict[str, RunningOrg]
    variables: dict[str, str] = field(default_factory=lambda: {**VARIABLES, "GENESYSCLOUD_REGION": TEST})
    seconds: dict[str, float] = field(default_factory=dict)
    shown: str = ""

    def edit(self, diff: str) -> None:
        """Carry out a unified diff; what it takes away must be there just once."""
        for part in re.split(r"^(?=--- )", diff, flags=re.MULTILINE)[1:]:
            old_name, new_name, *lines = part.splitlines()
            path = self.folder / new_name.removeprefix("+++ ").strip()
            hunks = "\n".join(lines).split("\n@@\n")
            text = "" if old_name == "--- /dev/null" else path.read_text(encoding="utf-8")
            for hunk in hunks:
                text = _edited(text, hunk, path.name)
            path.write_text(text, encoding="utf-8")

    def run(self, command: str) -> str:
        """What a command line prints; `export` and `> FILE` are understood."""
        if command.startswith("export "):
            self.variables |= dict(one.split("=", 1) for one in shlex.split(command)[1:])
            return ""
        line, _, file = command.partition(" > ")
        words = [self._inward(word) for word in shlex.split(line)][1:]
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "genesys_deploy", *words],
            cwd=self.folder,
            env={**_environment(), **{name: self._inward(text) for name, text in self.variables.items()}},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        self.seconds[words[0]] = time.perf_counter() - began
        for name in SECRET:
            assert self.variables[name] not in done.stdout + done.stderr
        if done.returncode == 1:
            return self._outward(done.stderr)
        if file:
            (self.folder / file).write_text(done.stdout, encoding="utf-8")
            return ""
        return self._told(self._outward(done.stdout))

    def _told(self, output: str) -> str:
        """Without what the command before has shown already, and flows that differ in the same way only once."""
        known, self.shown = self.shown, output
        if known and output.startswith(known) and output != known:
            output = "…\n" + output.removeprefix(known)
        return "".join(_once(output))

    def _inward(self, text: str) -> str:
        for name, org in self.orgs.items():
            text = text.replace(name, org.url)
        return text

    def _outward(self, text: str) -> str:
        for name, org in self.orgs.items():
            text = text.replace(org.url, name)
        return text.replace(f"{self.folder}/", "")


def _edited(text: str, hunk: str, name: str) -> str:
    lines = hunk.splitlines()
    old = "".join(f"{line[1:]}\n" for line in lines if line[:1] in {" ", "-"})
    new = "".join(f"{line[1:]}\n" for line in lines if line[:1] in {" ", "+"})
    assert not old or text.count(old) == 1, f"{name} has {text.count(old)} times:\n{old}"
    return text.replace(old, new) if old else text + new


def _once(output: str) -> Iterator[str]:
    """Paragraphs of a plan; after the first flow of several alike, their number."""
    alike, last = 0, ""
    for paragraph in [*re.findall(r"^\S.*\n(?: .*\n)*", output, re.MULTILINE), ""]:
        shape = re.sub(r"    used by .*\n", "", FLOW.sub("flow", paragraph)) if FLOW.match(paragraph) else ""
        if shape and VARYING.sub("#", shape) == last:
            alike += 1
            continue
        if alike:
            yield SAME.format(f"{alike} flows" if alike > 1 else "flow") + "\n"
        alike, last = 0, VARYING.sub("#", shape)
        yield paragraph


def _environment() -> dict[str, str]:
    ours = ("GENESYSCLOUD_", "IRP_", "OPEN_MESSAGING", "GITHUB_", "CI_", "GITLAB_", "PROMOTED_", "NO_COLOR")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


@contextmanager
def workshop(folder: Path, applied: Path | None = None) -> Iterator[Workshop]:
    """A workshop in an empty folder; `applied` is the store of an org in which the project has been applied."""
    for part in ("flows", "data_actions"):
        shutil.copytree(find_project().root / part, folder / "project" / part)
    store = folder / STORE
    if applied is not None:
        shutil.copy(applied, store)
    with ExitStack() as stack:
        orgs = {TEST: stack.enter_context(serve(store=store)), PROD: stack.enter_context(serve())}
        yield Workshop(folder / "project", orgs)


def applied_org(folder: Path) -> Path:
    """The store of an org after the first apply of the project."""
    with workshop(folder) as here:
        here.run("genesys-deploy apply")
    return folder / STORE


def walked(section: Section, here: Workshop) -> str:
    """The section with what its commands print now."""

    def carried_out(block: re.Match[str]) -> str:
        if block["kind"] == "diff":
            here.edit(block["text"])
            return block[0]
        commands = [line for line in block["text"].splitlines() if line.startswith("$ ")]
        printed = "".join(f"{line}\n{here.run(line[2:])}" for line in commands)
        return f"```console\n{printed}```\n"

    text = BLOCK.sub(carried_out, section.text)
    told = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in here.seconds.items())
    return TIME.sub(f"Time: {told}.", text)


def as_compared(text: str) -> str:
    """The same for two texts that differ in what varies from run to run alone."""
    return VARYING.sub("#", text)


def main() -> None:
    page_file = Path(sys.argv[1])
    page = Page.read(page_file.read_text(encoding="utf-8"))
    text = page.introduction
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        applied = applied_org(folder / "first")
        for number, section in enumerate(page.sections):
            with workshop(folder / str(number), applied) as here:
                text += walked(section, here)
    page_file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
