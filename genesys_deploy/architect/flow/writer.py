"""Writes a flow as YAML, in the manner of an export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from genesys_deploy.architect.flow.tree import flow_tree
from genesys_deploy.source.yaml_reader import plain_scalar

if TYPE_CHECKING:
    from genesys_deploy.architect.flow.model import Flow

__all__ = ["write_flow"]

_STRING = "tag:yaml.org,2002:str"


def write_flow(flow: Flow) -> str:
    """The flow's YAML. Reading it gives the same flow; comments and placeholders are not part of a flow."""
    return yaml.dump(
        flow_tree(flow),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=False,
        width=10_000,
    )


class _Dumper(yaml.SafeDumper):
    """Lists stand two columns in, nothing is an alias."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """In quotes where YAML 1.2, or 1.1 (`yes`, `12:30`), would take the text for something else."""
    tag = dumper.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    is_text = tag == _STRING and plain_scalar(text) == text
    return dumper.represent_scalar(_STRING, text, style=None if is_text and "\n" not in text else '"')


_Dumper.add_representer(str, _text)
