"""A task is ended, or its end is awaited, by an output path that it does not declare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.actions import CallTask, EndTask
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.model import Section
    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["OutputPath"]

_DEFAULT = "default"


class OutputPath(Rule):
    """Every task has the path `default` without declaring it; exports write it in either case."""

    id = "unknown-output-path"
    severity = Severity.ERROR
    summary = "An output path is used that the task does not declare"

    def check(self, survey: Survey) -> Iterator[Finding]:
        for section, action in survey.actions:
            match action:
                case EndTask(output_path=path) if path is not None and section.kind == "task":
                    if not _has(section, path.text):
                        message = f'the task "{section.name}" has no output path "{path.text}"'
                        yield self.finding(message, path.span, _hint(section, path.text))
                case CallTask(target_task=ref):
                    task = survey.flow.find(ref)
                    for branch in action.branches if task else ():
                        if task and not _has(task, branch.name):
                            message = f'the task "{task.name}" has no output path "{branch.name}"'
                            yield self.finding(message, branch.span, _hint(task, branch.name))


def _has(task: Section, name: str) -> bool:
    return name.lower() == _DEFAULT or any(path.text == name for path in task.output_paths)


def _hint(task: Section, name: str) -> str:
    known = [_DEFAULT, *(path.text for path in task.output_paths)]
    return did_you_mean(name, known) or f"it has: {', '.join(known)}"
