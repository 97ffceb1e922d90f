"""`--answer "Data Action=…"`: how a Data Action answers in a simulation."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.simulate.worlds import Canned

__all__ = ["ANSWER_HELP", "empty_answers", "parse_answers"]

ANSWER_HELP = (
    "How a Data Action answers: NAME=timeout, NAME=failure, NAME=failure:429, NAME={flow outputs as JSON}, or "
    "NAME=http:200:BODY, which goes through its templates."
)
_EMPTY: Mapping[str, object] = {"boolean": False, "integer": 0, "decimal": 0.0, "string": ""}
_FAILURE = re.compile(r"failure(?::(\d{3}))?\Z")
_HTTP = re.compile(r"http:(\d{3}):(.*)\Z", re.DOTALL)


def parse_answers(texts: Iterable[str]) -> dict[str, Canned]:
    """Answers by the names of Data Actions."""
    answers: dict[str, Canned] = {}
    for text in texts:
        name, equals, answer = text.partition("=")
        if not equals:
            raise click.UsageError(f"--answer {text}: write NAME=ANSWER")
        answers[name.strip()] = _parse(name, answer.strip())
    return answers


def empty_answers(actions: Iterable[DataAction]) -> dict[str, Canned]:
    """What a service says that knows nobody: every output false, zero or empty."""
    from genesys_deploy.simulate.worlds import Outputs

    return {
        action.name: Outputs({field.name: _EMPTY.get(field.type) for field in action.outputs})
        for action in actions
    }


def _parse(name: str, answer: str) -> Canned:
    from genesys_deploy.simulate.worlds import Failing, HttpAnswer, Outputs, TimingOut

    if answer == "timeout":
        return TimingOut()
    if failure := _FAILURE.match(answer):
        return Failing({"status": int(failure[1])} if failure[1] else {})
    if http := _HTTP.match(answer):
        return HttpAnswer(int(http[1]), http[2])
    try:
        outputs = json.loads(answer)
    except json.JSONDecodeError:
        outputs = None
    if not isinstance(outputs, dict):
        raise click.UsageError(
            f"--answer {name}: {answer!r} is none of: timeout, failure, failure:429, http:200:…, JSON"
        )
    return Outputs(outputs)
