"""What the flows' own settings say about the platform: from when on they believe it, how long they wait for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.source.document import Mapping, Scalar
from genesys_deploy.source.errors import ProductError
from genesys_deploy.source.locate import find_project
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.yaml_reader import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from genesys_deploy.source.document import Node

__all__ = ["FlowSettings", "flow_settings"]


@dataclass(frozen=True, slots=True)
class FlowSettings:
    """`timeout` in seconds; the values are those that the settings come with."""

    threshold: float = 0.85
    timeout: float = 2.0


def flow_settings(file: Path | None = None) -> FlowSettings:
    """Of the project at hand (`flows/settings/base.yaml` in each of its layers); what is not there is as it comes."""
    settings = FlowSettings()
    try:
        for path in (file,) if file else find_project().layers("flows/settings/base.yaml"):
            root: Node = read_yaml(path.read_text(encoding="utf-8"), IdentityMap(str(path))).root
            settings = _over(settings, root)
    except (OSError, UnicodeDecodeError, ProductError):
        pass
    return settings


def _over(settings: FlowSettings, root: Node) -> FlowSettings:
    return FlowSettings(
        _number(root, "identity", "threshold") or settings.threshold,
        _number(root, "irp", "timeouts", "resolve_identity") or settings.timeout,
    )


def _number(node: Node | None, *names: str) -> float | None:
    for name in names:
        node = node.get(name) if isinstance(node, Mapping) else None
    value = node.value if isinstance(node, Scalar) else None
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
