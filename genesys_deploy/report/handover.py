"""Files for the tools that teams have already: Archy, and the admin page's import of Data Actions."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from genesys_deploy.data_action.wire import to_export
from genesys_deploy.deploy.pull.file_names import file_name
from genesys_deploy.resources import DataActionResource, FlowResource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from genesys_deploy.resources import Key, Resource

__all__ = ["archy_files", "data_action_files", "flow_paths"]


def archy_files(resources: Iterable[Resource]) -> dict[str, str]:
    """By path, the YAML of each flow: `archy publish --file PATH`."""
    flows = [one for one in resources if isinstance(one, FlowResource)]
    paths = flow_paths(flows)
    return {paths[flow.key]: flow.yaml_text for flow in flows}


def data_action_files(resources: Iterable[Resource]) -> dict[str, str]:
    """By path, the JSON of each Data Action, which knows no timeout, integration or credential."""
    return {
        f"{file_name(one.name)}.custom.json": json.dumps(to_export(one.action), indent=2, ensure_ascii=False)
        + "\n"
        for one in resources
        if isinstance(one, DataActionResource)
    }


def flow_paths(flows: Iterable[FlowResource]) -> Mapping[Key, str]:
    """A file name for each flow; where flows of several types have one name, with the type."""
    named = {flow.key: file_name(flow.name) for flow in flows}
    seen = Counter(name.casefold() for name in named.values())
    return {
        key: f"{name}.{key.scope}.yaml" if seen[name.casefold()] > 1 else f"{name}.yaml"
        for key, name in named.items()
    }
