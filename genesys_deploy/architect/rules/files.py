"""Checks whatever files somebody has: exported flows, exported Data Actions, a folder of both.

What such files refer to and is not among them is unknown, not missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.model import FlowKind
from genesys_deploy.architect.flow.reader import is_flow, read_flow
from genesys_deploy.architect.rules.context import EVERYTHING_UNKNOWN, Context, KnownAction
from genesys_deploy.architect.rules.run import (
    FlowText,
    check_document,
    read_flow_document,
    syntax_finding,
)
from genesys_deploy.architect.rules.settling import settle
from genesys_deploy.data_action.check import check_data_action
from genesys_deploy.data_action.reader import read_data_action_text
from genesys_deploy.source.document import Entry, Mapping, Scalar
from genesys_deploy.source.errors import SourceProblems, SyntaxFault
from genesys_deploy.source.json_reader import read_json
from genesys_deploy.source.source_map import IdentityMap

if TYPE_CHECKING:
    from collections.abc import Mapping as AbstractMapping

    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.source.document import Node
    from genesys_deploy.source.finding import Finding
    from genesys_deploy.source.yaml_reader import Document

__all__ = ["CheckedFiles", "check_files"]

_FLOW_KEYS = frozenset({"startUpRef", "states", "tasks", "menus", "bots", "startUpTaskActions"})


@dataclass(frozen=True, slots=True)
class CheckedFiles:
    """The findings, and which file was taken for what; `others` are neither and were passed over."""

    findings: tuple[Finding, ...]
    flows: tuple[str, ...]
    data_actions: tuple[str, ...]
    others: tuple[str, ...]


def check_files(files: AbstractMapping[str, str], context: Context = EVERYTHING_UNKNOWN) -> CheckedFiles:
    """Check texts by file name: each is told by its content to be a flow, a Data Action or neither."""
    sorting = _Sorting()
    for name, text in files.items():
        sorting.add(name, text)
    known = _with_the_files(context, sorting)
    checked = [check_document(source, document, known) for source, document in sorting.flows.values()]
    findings = (*sorting.findings, *(finding for each in checked for finding in each.findings))
    values = (value for each in checked for value in each.values())
    return CheckedFiles(
        settle(findings, files, values),
        tuple(sorting.flows),
        tuple(sorting.data_actions),
        tuple(sorting.others),
    )


@dataclass(slots=True)
class _Sorting:
    flows: dict[str, tuple[FlowText, Document]] = field(default_factory=dict)
    data_actions: dict[str, DataAction | None] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def add(self, name: str, text: str) -> None:
        is_json = name.lower().endswith(".json")
        source = FlowText.of_file(name, text)
        try:
            document = read_json(text, IdentityMap(name)) if is_json else read_flow_document(source)
        except SyntaxFault as fault:
            self.findings.append(syntax_finding(fault))
            return
        if _is_data_action(document.root):
            self._add_data_action(name, text, is_json=is_json)
        elif is_flow(document.root) or _resembles_a_flow(document.root):
            self.flows[name] = source, document
        else:
            self.others.append(name)

    def _add_data_action(self, name: str, text: str, *, is_json: bool) -> None:
        self.data_actions[name] = None
        try:
            action = read_data_action_text(text, name, is_json=is_json)
        except SourceProblems as problems:
            self.findings += problems.findings
        else:
            self.data_actions[name] = action
            self.findings += check_data_action(action)


def _is_data_action(root: Node) -> bool:
    return isinstance(root, Mapping) and {"config", "contract"} <= set(root.keys)


def _resembles_a_flow(root: Node) -> bool:
    """One root key of an unknown kind, and under it what flows have."""
    match root:
        case Mapping(entries=(Entry(value=Mapping() as body),)):
            return not _FLOW_KEYS.isdisjoint(body.keys)
    return False


def _with_the_files(context: Context, sorting: _Sorting) -> Context:
    actions = (KnownAction(action) for action in sorting.data_actions.values() if action is not None)
    names = (_name(document.root) for _, document in sorting.flows.values())
    read = (
        read_flow(document.root)[0] for _, document in sorting.flows.values() if _is_module(document.root)
    )
    return replace(
        context,
        data_actions=(*(context.data_actions or ()), *actions),
        modules=(*context.modules, *read),
        flows=(context.flows or frozenset()) | frozenset(names),
    )


def _is_module(root: Node) -> bool:
    return isinstance(root, Mapping) and root.keys == (FlowKind.COMMON_MODULE,)


def _name(root: Node) -> str:
    match root:
        case Mapping(entries=(Entry(value=Mapping() as body), *_)) if isinstance(
            name := body.get("name"), Scalar
        ):
            return name.text
    return ""
