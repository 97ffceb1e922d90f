"""A played conversation as a scenario file: what went in, and that the same comes out again."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from genesys_deploy.playground.conversation import Turn
from genesys_deploy.simulate.scenario.answer import SPECIAL
from genesys_deploy.simulate.scenario.model import Given

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from genesys_deploy.playground.conversation import Conversation
    from genesys_deploy.simulate.scenario.flows import Subject
    from genesys_deploy.simulate.scenario.outcome import Outcome
    from genesys_deploy.simulate.scenario.runner import ScenarioResult
    from genesys_deploy.source.document import Plain

__all__ = ["scenario_text"]

WIDEST: Final = 110
DEFAULT_OVERLAY: Final = "local"
# Their entries are read, and changed, one by one.
SECTIONS: Final = frozenset({"message", "world", "then", "attributes"})
_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*\Z")
_WORDS: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_UNPRINTABLE: Final = re.compile(
    "[^ -~¡-\u2027\u202a-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]|\ufeff"
)
CHANGING: Final = frozenset({"flowRelease"})
"""Changes with every edit of the flow, so that no scenario would live long that held it."""


def scenario_text(
    name: str, flow: str, overlay: str, conversation: Conversation, result: ScenarioResult
) -> str:
    """The YAML of a file with this one scenario.

    Args:
        name: what the scenario is called.
        flow: a channel, or the path of the flow's file from the folder of the scenario file.
        overlay: the settings' overlay.
        conversation: what went in.
        result: what came out.
    """
    lines = [f"flow: {_inline(flow)}"]
    lines += [f"overlay: {_inline(overlay)}"] if overlay != DEFAULT_OVERLAY else []
    lines += ["", "scenarios:", f"  - name: {_inline(name)}"]
    lines += (
        _entry("variables", dict(conversation.variables), "    ", "    ") if conversation.variables else []
    )
    indent, lead = "    ", "    "
    for number, body in enumerate(_turns(conversation, result)):
        if number == 1:
            lines.append("    again:")
        if number:
            indent, lead = "        ", "      - "
        for key, value in body.items():
            lines += _entry(key, value, indent, lead)
            lead = indent
    return "\n".join(lines) + "\n"


def _turns(conversation: Conversation, result: ScenarioResult) -> Iterator[dict[str, Plain]]:
    """The keys of the scenario, then of each further message."""
    before = Turn(Given())
    left: Mapping[str, str] = {}
    brought: Mapping[str, str] = {}
    for turn, message in zip(conversation.turns, result.messages, strict=True):
        outcome = message.outcome
        body: dict[str, Plain] = {"message": _message(turn.message, before.message)}
        world = {name: _brief(one.written) for name, one in turn.world.items() if name in outcome.called}
        if world:
            body["world"] = world
        brought = {**brought, **_brought(turn.message, result.subject)}
        then = _expected(outcome)
        if attributes := _attributes(outcome.attributes, left, brought):
            then["attributes"] = attributes
        body["then"] = then
        yield body
        before, left = turn, outcome.attributes


def _brief(answer: Plain) -> Plain:
    """An answer that is outputs alone, as those outputs."""
    match answer:
        case {"outputs": dict(outputs), **others} if not others and not SPECIAL.issuperset(outputs):
            return outputs
        case list(items):
            return [_brief(item) for item in items]
    return answer


def _message(given: Given, before: Given) -> dict[str, Plain]:
    """What is otherwise than in the message before, which a further one takes over; the text in any case."""
    kept: dict[str, tuple[Plain, Plain]] = {
        "from": (given.sender, before.sender),
        "name": (given.name, before.name),
        "handle": (given.handle, before.handle),
        "authenticated": (given.authenticated, before.authenticated),
    }
    message: dict[str, Plain] = {key: value for key, (value, old) in kept.items() if value != old}
    if given.text is not None or not given.attachment:
        message["text"] = given.text if given.text is not None else "hello"
    own: dict[str, tuple[Plain, Plain]] = {
        "attachment": (given.attachment, False),
        "attributes": (dict(given.attributes), {}),
        "unset": (list(given.unset), []),
        "minutes_later": (given.minutes_later, 1),
    }
    return message | {key: value for key, (value, usual) in own.items() if value != usual}


def _brought(given: Given, subject: Subject) -> Mapping[str, str]:
    """The participant data that came with the message."""
    if given.handle is None or subject.handle_attribute is None:
        return given.attributes
    return {**given.attributes, subject.handle_attribute: given.handle}


def _attributes(found: Mapping[str, str], left: Mapping[str, str], brought: Mapping[str, str]) -> Plain:
    """What the flow wrote; empty what it took away of what the message before had left."""
    told = {name: value for name, value in found.items() if value and brought.get(name) != value}
    gone = {name: "" for name, value in left.items() if value and not found.get(name)}
    return {name: _exactly(value) for name, value in sorted((told | gone).items()) if name not in CHANGING}


def _expected(outcome: Outcome) -> dict[str, Plain]:
    then: dict[str, Plain] = {}
    if outcome.queue is not None:
        then |= {"queue": outcome.queue, "priority": outcome.priority, "skills": list(outcome.skills)}
        then |= {"language": outcome.language} if outcome.language else {}
    elif outcome.ending != "disconnect":
        then["ending"] = outcome.ending
    if outcome.path:
        then["path"] = list(outcome.path)
    then["calls"] = list(outcome.called)
    then["says"] = [_exactly(text) for text in outcome.says]
    return then


def _exactly(text: str) -> str:
    """A text that is no pattern and no sign, whatever it begins with."""
    return f"~{re.escape(text)}" if text == "=" or text.startswith("~") else text


def _entry(key: str, value: Plain, indent: str, lead: str) -> Iterator[str]:
    """On one line if it fits; else its entries one a line, those of an innermost mapping as many as fit."""
    line = f"{lead}{key}: {_inline(value)}"
    if len(line) <= WIDEST or not isinstance(value, dict):
        yield line
        return
    yield f"{lead}{key}:"
    if key not in SECTIONS and not any(isinstance(item, dict) for item in value.values()):
        yield from _wrapped(value, f"{indent}  ")
        return
    for name, item in value.items():
        yield from _entry(_inline(name), item, f"{indent}  ", f"{indent}  ")


def _wrapped(value: dict[str, Plain], indent: str) -> Iterator[str]:
    line = f"{indent}{{"
    for name, item in value.items():
        part = f"{_inline(name)}: {_inline(item)}, "
        if len(line) + len(part) > WIDEST and line.strip() != "{":
            yield line.rstrip()
            line = f"{indent} "
        line += part
    yield line.removesuffix(", ") + "}"


def _inline(value: Plain) -> str:
    match value:
        case str():
            return value if _is_plain(value) else _quoted(value)
        case dict():
            return "{" + ", ".join(f"{_inline(name)}: {_inline(item)}" for name, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_inline, value)) + "]"
        case _:
            return json.dumps(value)


def _is_plain(text: str) -> bool:
    return _PLAIN.match(text) is not None and text.casefold() not in _WORDS


def _quoted(text: str) -> str:
    """JSON's quotes are YAML's, but for what YAML does not print."""
    return _UNPRINTABLE.sub(_escaped, json.dumps(text, ensure_ascii=False))


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
