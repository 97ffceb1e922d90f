"""Scenario files, read with every problem at its place."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from genesys_deploy.simulate.scenario.model import Scenario, ScenarioFile, Unreachable
from genesys_deploy.simulate.scenario.rows import fill
from genesys_deploy.source.decode import INVALID, Problems, decode
from genesys_deploy.source.document import Entry, Mapping, Node, Scalar, Sequence
from genesys_deploy.source.errors import SourceProblems
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.suggest import did_you_mean
from genesys_deploy.source.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["read_scenarios"]

KEYS = ("flow", "overlay", "world", "org", "scenarios", "unreachable")
DEFAULT_OVERLAY = "local"
SHARED = MappingProxyType({"world": 1, "org": 2})
"""What a file says for all of its scenarios, and how deep the names lie that a scenario can say otherwise."""
# YAML's own word for it; a field of that name would be Python's keyword.
RENAMED = {"from": "sender"}
# What a further message does not take over from the one before.
OF_ONE_MESSAGE = frozenset({"text", "attachment", "attributes", "unset", "minutes_later"})


def read_scenarios(text: str, file: str) -> ScenarioFile:
    """Read one file.

    Raises:
        SourceProblems: everything that is wrong with it, at once.
        SyntaxFault: it is no YAML.
    """
    document = read_yaml(text, IdentityMap(file))
    problems = Problems()
    problems.findings.extend(document.findings)
    found = _file(document.root, file, problems)
    if problems.findings or found is None:
        raise SourceProblems(problems.findings)
    return found


def _file(root: Node, file: str, problems: Problems) -> ScenarioFile | None:
    if not isinstance(root, Mapping):
        problems.add("a scenario file is a mapping with flow and scenarios", root.span)
        return None
    for entry in root:
        if entry.key.text not in KEYS:
            problems.add(
                f'unknown key "{entry.key.text}"', entry.key.span, did_you_mean(entry.key.text, KEYS)
            )
    scenarios = root.get("scenarios")
    if not isinstance(scenarios, Sequence) or not scenarios.items:
        problems.add('"scenarios" must be a list of at least one', (scenarios or root).span)
        return None
    shared = Mapping(tuple(entry for entry in root if entry.key.text in SHARED), root.span)
    read = [one for item in scenarios for one in _scenarios(item, shared, problems)]
    return ScenarioFile(
        file,
        _text(root, "flow", "", problems),
        _text(root, "overlay", DEFAULT_OVERLAY, problems),
        tuple(read),
        _unreachable(root.get("unreachable"), problems),
    )


def _unreachable(node: Node | None, problems: Problems) -> tuple[Unreachable, ...]:
    read = () if node is None else decode(tuple[Unreachable, ...], node, problems, "unreachable")
    return () if read is INVALID else read


def _text(root: Mapping, key: str, default: str, problems: Problems) -> str:
    node = root.get(key)
    if node is None and default:
        return default
    if isinstance(node, Scalar) and isinstance(node.value, str) and node.value:
        return node.value
    problems.add(f'"{key}" must be a text', (node or root).span, "name a channel, or a flow's file")
    return ""


def _scenarios(node: Node, shared: Mapping, problems: Problems) -> Iterator[Scenario]:
    """The scenario, once for each of its rows."""
    if not isinstance(node, Mapping):
        problems.add("a scenario is a mapping with name, message, world and then", node.span)
        return
    rows = node.get("rows")
    body = Mapping(tuple(_entry(entry) for entry in node if entry.key.text != "rows"), node.span)
    if rows is None:
        yield from _scenario(body, shared, problems)
        return
    if not isinstance(rows, Sequence):
        problems.add('"rows" must be a list of mappings', rows.span)
        return
    for row in rows:
        if isinstance(row, Mapping):
            yield from _scenario(fill(body, row, problems), shared, problems)
        else:
            problems.add("a row is a mapping of names to values", row.span)


def _entry(entry: Entry) -> Entry:
    return Entry(entry.key, _renamed(entry.value))


def _renamed(node: Node) -> Node:
    match node:
        case Mapping(entries=entries):
            return Mapping(
                tuple(Entry(_key(entry.key), _renamed(entry.value)) for entry in entries), node.span
            )
        case Sequence(items=items):
            return Sequence(tuple(_renamed(item) for item in items), node.span)
        case _:
            return node


def _key(key: Scalar) -> Scalar:
    name = RENAMED.get(key.text)
    return Scalar(name, name, key.span) if name else key


def _scenario(node: Node, shared: Mapping, problems: Problems) -> Iterator[Scenario]:
    if isinstance(node, Mapping):
        node = _with_shared(_inheriting(node), shared)
    read = decode(Scenario, node, problems, "scenario")
    if read is not INVALID:
        yield read


def _with_shared(node: Mapping, shared: Mapping) -> Mapping:
    """What the file says, where the scenario does not say otherwise of the same name."""
    for entry in shared:
        name = entry.key.text
        node = _with(node, name, _laid_over(entry.value, node.get(name), SHARED[name]))
    return node


def _laid_over(under: Node, over: Node | None, depth: int) -> Node:
    if not depth or not isinstance(under, Mapping) or not isinstance(over, Mapping):
        return under if over is None else over
    entries = {entry.key.text: entry for entry in under}
    for entry in over:
        below = entries.get(entry.key.text)
        value = _laid_over(below.value, entry.value, depth - 1) if below else entry.value
        entries[entry.key.text] = Entry(entry.key, value)
    return Mapping(tuple(entries.values()), over.span)


def _inheriting(node: Mapping) -> Mapping:
    """Further messages come from the same sender: what one does not say, the message before says."""
    again = node.get("again")
    if not isinstance(again, Sequence):
        return node
    before = node.get("message")
    items: list[Node] = []
    for item in again:
        if isinstance(item, Mapping):
            message = _over(before, item.get("message"), item)
            item = _with(item, "message", message)  # noqa: PLW2901
            before = message
        items.append(item)
    return _with(node, "again", Sequence(tuple(items), again.span))


def _over(before: Node | None, message: Node | None, item: Mapping) -> Node:
    if not isinstance(before, Mapping | None) or not isinstance(message, Mapping | None):
        return message or item
    kept = (entry for entry in before or () if entry.key.text not in OF_ONE_MESSAGE)
    entries = {entry.key.text: entry for entry in (*kept, *(message or ()))}
    return Mapping(tuple(entries.values()), (message or item).span)


def _with(node: Mapping, name: str, value: Node) -> Mapping:
    rest = tuple(entry for entry in node if entry.key.text != name)
    return Mapping((*rest, Entry(Scalar(name, name, value.span), value)), node.span)
